//! To the trash and back.

use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use maud::{Markup, Render as _};

use super::{
    Editor,
    list::{Narrowed, PER_PAGE},
    pages::{Place, Row, TakenAway, TrashPage},
    posted::Answers,
    target::OfEntry,
};
use crate::{
    accounts::SignedIn,
    content::{ContentError, State as EntryState, store},
    error::AppError,
    permission::Permission,
};

pub async fn index(
    State(editor): State<Editor>,
    who: SignedIn,
    Query(narrowed): Query<Narrowed>,
) -> Result<Markup, AppError> {
    let page = narrowed.page();
    let query = store::Query { state: Some(EntryState::Trashed), page, limit: PER_PAGE, ..store::Query::default() };
    let (entries, total) = editor.entries.list(&who.actor, &query).await?;
    let rows: Vec<Row> = entries.into_iter().map(|entry| editor.row(entry)).collect();
    let trash = TrashPage {
        viewer: &who.viewer,
        rows: &rows,
        page,
        per_page: PER_PAGE,
        total,
        may_recover: who.actor.may_some(Permission::TrashContent),
    };
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
        Err(ContentError::InUse(uses)) => {
            let (viewer, about, uses) = (&who.viewer, editor.about(&entry), editor.use_rows(uses));
            let page = TakenAway { viewer, about: &about, uses: &uses, to: Place::Trash };
            Ok((StatusCode::CONFLICT, page.render()).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn recover(State(editor): State<Editor>, at: OfEntry, who: SignedIn) -> Result<Response, AppError> {
    editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    editor.publisher.recover(&who.actor, at.id).await?;
    Ok(at.back())
}
