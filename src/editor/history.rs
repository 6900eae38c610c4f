//! The revisions of an entry, the way back to one, and where the entry is used.

use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use maud::{Markup, Render as _};
use serde::Deserialize;

use super::{
    Editor,
    difference::changed_fields,
    pages::{HistoryPage, RevisionPage, RevisionRow, UsagePage},
    posted::Answers,
    target::{OfEntry, OfRevision},
    view,
};
use crate::{
    accounts::SignedIn,
    content::{self, BodyForm, Cause, ContentError, Entry, Revision, draft::SITTING},
    error::AppError,
    paths,
    permission::Permission,
    vocabulary::{FieldErrors, RevisionNumber},
    words::t,
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
    content::authorise(&who.actor, Permission::ReadHistory, &entry)?;
    let before = before.parse().ok().map(RevisionNumber);
    // One more than is shown: what the last of them changed is told by the one before it.
    let mut revisions = editor.entries.history(&who.actor, &entry, before, PER_PAGE + 1).await?;
    let served = editor.publisher.served(&who.actor, &entry).await?;
    let mut rows: Vec<RevisionRow> = revisions.iter().map(|revision| row(&entry, revision)).collect();
    for (row, pair) in rows.iter_mut().zip(revisions.windows(2)) {
        if let [new, old] = pair {
            row.changed = changed_fields(&old.content, &new.content);
            if old.slug != new.slug {
                row.changed.push("slug".to_owned());
            }
        }
    }
    let mut names = editor.entries.version_names(&who.actor, &entry).await?;
    for row in &mut rows {
        row.name = names.remove(&RevisionNumber(row.number));
        let own = served.iter().filter(|time| time.revision.0 == row.number);
        row.served = own.map(|time| (time.from, time.until)).collect();
    }
    sit(&revisions, &mut rows);
    let shown = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    let more = revisions.len() > shown;
    revisions.truncate(shown);
    rows.truncate(shown);
    let page = HistoryPage {
        viewer: &who.viewer,
        about: &editor.about(&entry),
        revisions: &rows,
        older: rows.last().map(|row| row.number).filter(|_| more),
        was_live: !served.is_empty(),
        may_restore: entry.trashed_at.is_none() && view::may(&who.actor, &entry).edit,
    };
    Ok(page.render())
}

pub async fn show(
    State(editor): State<Editor>,
    OfRevision { entry: at, number }: OfRevision,
    who: SignedIn,
) -> Result<Markup, AppError> {
    editor.version_page(&who, &at, number, None).await
}

/// Calls a version something; what cannot be its name comes back with the reason.
pub async fn name(
    State(editor): State<Editor>,
    OfRevision { entry: at, number }: OfRevision,
    who: SignedIn,
    answers: Answers,
) -> Result<Response, AppError> {
    editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    let typed = answers.get("name").unwrap_or_default();
    match editor.entries.name_version(&who.actor, at.id, number, typed).await {
        Ok(()) => Ok(Redirect::to(&paths::history(at.spec.plural, at.id)).into_response()),
        Err(ContentError::Invalid(errors)) => {
            let page = editor.version_page(&who, &at, number, Some((typed, &errors))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

impl Editor {
    /// A version as its form was; `refused` is a name that it cannot have.
    async fn version_page(
        &self,
        who: &SignedIn,
        at: &OfEntry,
        number: RevisionNumber,
        refused: Option<(&str, &FieldErrors)>,
    ) -> Result<Markup, AppError> {
        let shown = self.entries.show(&who.actor, at.spec.name, at.id, Some(number), BodyForm::Markdown).await?;
        content::authorise(&who.actor, Permission::ReadHistory, &shown.entry)?;
        let nothing = FieldErrors::default();
        let fields = self.fields(&who.actor, (&shown.entry).into(), &shown.content, &nothing).await?;
        let mut names = self.entries.version_names(&who.actor, &shown.entry).await?;
        let may_edit = shown.entry.trashed_at.is_none() && view::may(&who.actor, &shown.entry).edit;
        let page = RevisionPage {
            viewer: &who.viewer,
            about: &self.about(&shown.entry),
            row: &RevisionRow { name: names.remove(&number), ..row(&shown.entry, &shown.revision) },
            fields,
            slug: shown.revision.slug.as_str(),
            newest: shown.entry.draft.0,
            may_edit,
            refused,
        };
        Ok(page.render())
    }
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

/// Makes one block what it was in an older version.
pub async fn restore_block(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    answers: Answers,
) -> Result<Response, AppError> {
    editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    let number = answers.revision().ok_or(AppError::NotFound)?;
    let (field, block) = (answers.get("field").unwrap_or_default(), answers.get("block").unwrap_or_default());
    let saved = editor.entries.restore_block(&who.actor, at.id, number, field, block).await?;
    let compared = paths::compare_two(at.spec.plural, at.id, number.0, saved.entry.draft.0);
    Ok(Redirect::to(&compared).into_response())
}

pub async fn usage(State(editor): State<Editor>, at: OfEntry, who: SignedIn) -> Result<Markup, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    let uses = editor.use_rows(editor.entries.usage(&who.actor, at.id).await?);
    let about = editor.about(&entry);
    Ok(UsagePage { viewer: &who.viewer, about: &about, uses: &uses }.render())
}

/// Puts one person's autosaves of one sitting together, under the last of it. What readers got and what was named or
/// saved by hand stands alone.
fn sit(revisions: &[Revision], rows: &mut [RevisionRow]) {
    for (at, pair) in revisions.windows(2).enumerate() {
        let ([new, old], Some([newer, older])) = (pair, rows.get_mut(at..=at + 1)) else { continue };
        let led = matches!(new.cause, Cause::Save | Cause::Autosave) && old.cause == Cause::Autosave;
        let plain = older.name.is_none() && older.served.is_empty();
        if led && plain && new.author == old.author && new.at - old.at <= SITTING {
            older.sitting = newer.sitting;
        }
    }
}

/// A revision as lists name it; what it changed and when readers got it is for the list to say.
pub(super) fn row(entry: &Entry, revision: &Revision) -> RevisionRow {
    RevisionRow {
        number: revision.number.0,
        at: revision.at,
        author: revision.author_name.clone(),
        cause: t!("cause-" + revision.cause),
        note: revision.note.clone(),
        live: entry.live == Some(revision.number),
        newest: entry.draft == revision.number,
        name: None,
        sitting: revision.number.0,
        served: Vec::new(),
        changed: Vec::new(),
    }
}
