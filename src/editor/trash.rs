//! To the trash and back.

use axum::{
    extract::{Query, State},
    response::Response,
};
use maud::{Markup, Render as _};
use serde::Deserialize;

use super::{
    Editor,
    list::PER_PAGE,
    pages::{Place, TrashPage, TrashRow},
    posted::Answers,
    target::OfEntry,
};
use crate::{
    accounts::SignedIn,
    content::{self, ContentError, Entry, State as EntryState},
    error::AppError,
    permission::Permission,
    vocabulary::EntryId,
};

/// The part of the trash's address behind the `?`. What it does not know it ignores.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    page: String,
}

pub async fn index(
    State(editor): State<Editor>,
    who: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Markup, AppError> {
    let page = asked.page.parse().unwrap_or(1).max(1);
    let search: String = asked.q.trim().replace('\0', "");
    let state = Some(EntryState::Trashed);
    let query = content::Query { state, text: search.clone(), page, limit: PER_PAGE, ..content::Query::default() };
    let (entries, total) = editor.entries.list(&who.actor, &query).await?;
    let ids: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
    let mut by = editor.entries.trashed_by(&who.actor, &ids).await?;
    let row = |entry: Entry| {
        let about = editor.about(&entry);
        TrashRow {
            plural: about.words.plural,
            one: about.words.one,
            id: entry.id,
            trashed: entry.trashed_at.unwrap_or(entry.updated_at),
            by: by.remove(&entry.id).unwrap_or_default(),
            may_recover: content::authorise(&who.actor, Permission::TrashContent, &entry).is_ok(),
            title: entry.title,
        }
    };
    let rows: Vec<TrashRow> = entries.into_iter().map(row).collect();
    let trash = TrashPage { viewer: &who.viewer, rows: &rows, search: &search, page, per_page: PER_PAGE, total };
    Ok(trash.render())
}

/// Asks first when other entries use it.
pub async fn remove(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    answers: Answers,
) -> Result<Response, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    match editor.publisher.trash(&who.actor, at.id, answers.has("force")).await {
        Ok(_) => Ok(at.back()),
        Err(ContentError::InUse(uses)) => editor.taken_away(&who, &entry, uses, Place::Trash).await,
        Err(error) => Err(error.into()),
    }
}

pub async fn recover(State(editor): State<Editor>, at: OfEntry, who: SignedIn) -> Result<Response, AppError> {
    editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    editor.publisher.recover(&who.actor, at.id).await?;
    Ok(at.back())
}
