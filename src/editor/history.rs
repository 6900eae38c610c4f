//! The revisions of an entry, the way back to one, and where the entry is used.

use axum::{
    extract::{Query, State},
    response::Response,
};
use maud::{Markup, Render as _};
use serde::Deserialize;

use super::{
    Editor,
    pages::{HistoryPage, RevisionPage, RevisionRow, UsagePage},
    posted::Answers,
    target::{OfEntry, OfRevision},
    view,
};
use crate::{
    accounts::SignedIn,
    content::{BodyForm, Cause, Entry, Revision},
    error::AppError,
    vocabulary::{FieldErrors, RevisionNumber},
};

/// Revisions on one page.
const PER_PAGE: u64 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Before {
    before: String,
}

pub async fn index(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    Query(Before { before }): Query<Before>,
) -> Result<Markup, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    let before = before.parse().ok().map(RevisionNumber);
    let revisions = editor.entries.history(&who.actor, &entry, before, PER_PAGE).await?;
    let rows: Vec<RevisionRow> = revisions.iter().map(|revision| row(&entry, revision)).collect();
    let page = HistoryPage {
        viewer: &who.viewer,
        about: &editor.about(&entry),
        revisions: &rows,
        older: rows.last().map(|row| row.number).filter(|number| *number > 1),
    };
    Ok(page.render())
}

pub async fn show(
    State(editor): State<Editor>,
    OfRevision { entry: at, number }: OfRevision,
    who: SignedIn,
) -> Result<Markup, AppError> {
    let shown = editor.entries.show(&who.actor, at.spec.name, at.id, Some(number), BodyForm::Markdown).await?;
    let nothing = FieldErrors::default();
    let fields = editor.fields(&who.actor, (&shown.entry).into(), &shown.content, &nothing).await?;
    let newest = shown.entry.draft == number;
    let page = RevisionPage {
        viewer: &who.viewer,
        about: &editor.about(&shown.entry),
        row: &row(&shown.entry, &shown.revision),
        fields,
        slug: shown.revision.slug.as_str(),
        may_restore: !newest && shown.entry.trashed_at.is_none() && view::may(&who.actor, &shown.entry).edit,
    };
    Ok(page.render())
}

pub async fn restore(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    answers: Answers,
) -> Result<Response, AppError> {
    editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    let number = answers.revision().ok_or(AppError::NotFound)?;
    editor.entries.restore(&who.actor, at.id, number).await?;
    Ok(at.back())
}

pub async fn usage(State(editor): State<Editor>, at: OfEntry, who: SignedIn) -> Result<Markup, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    let uses = editor.use_rows(editor.entries.usage(&who.actor, at.id).await?);
    let about = editor.about(&entry);
    Ok(UsagePage { viewer: &who.viewer, about: &about, uses: &uses }.render())
}

fn row(entry: &Entry, revision: &Revision) -> RevisionRow {
    let cause = match revision.cause {
        Cause::Create => "Created",
        Cause::Save => "Saved",
        Cause::Autosave => "Saved by itself",
        Cause::Restore => "Restored",
        Cause::Recover => "Recovered",
        Cause::Import => "Imported",
    };
    RevisionRow {
        number: revision.number.0,
        at: revision.at,
        author: revision.author_name.clone(),
        cause,
        live: entry.live == Some(revision.number),
    }
}
