//! What an address names: a kind, an entry. A name that is none is simply not found.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
    response::{IntoResponse as _, Redirect, Response},
};

use super::Editor;
use crate::{
    error::AppError,
    paths,
    vocabulary::{EntryId, KindSpec, RevisionNumber},
};

/// `/admin/{kinds}`.
pub struct OfKind(pub &'static KindSpec);

/// `/admin/{kinds}/{id}`.
pub struct OfEntry {
    pub spec: &'static KindSpec,
    pub id: EntryId,
}

/// `/admin/{kinds}/{id}/revisions/{number}`.
pub struct OfRevision {
    pub entry: OfEntry,
    pub number: RevisionNumber,
}

impl OfEntry {
    /// Back to the entry's form: what a verb answers when it is done.
    pub fn back(&self) -> Response {
        Redirect::to(&paths::edit(self.spec.plural, self.id)).into_response()
    }
}

impl FromRequestParts<Editor> for OfKind {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, editor: &Editor) -> Result<Self, AppError> {
        let plural = part(parts, "kinds").await?;
        editor.entries.kinds().plural(&plural).map(|kind| Self(kind.spec())).ok_or(AppError::NotFound)
    }
}

impl FromRequestParts<Editor> for OfEntry {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, editor: &Editor) -> Result<Self, AppError> {
        let OfKind(spec) = OfKind::from_request_parts(parts, editor).await?;
        let id = part(parts, "id").await?.parse().map_err(|_| AppError::NotFound)?;
        Ok(Self { spec, id })
    }
}

impl FromRequestParts<Editor> for OfRevision {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, editor: &Editor) -> Result<Self, AppError> {
        let entry = OfEntry::from_request_parts(parts, editor).await?;
        let number = part(parts, "number").await?.parse().map_err(|_| AppError::NotFound)?;
        Ok(Self { entry, number: RevisionNumber(number) })
    }
}

async fn part(parts: &mut Parts, name: &str) -> Result<String, AppError> {
    let Path(all) =
        Path::<Vec<(String, String)>>::from_request_parts(parts, &()).await.map_err(|_| AppError::NotFound)?;
    all.into_iter().find(|(key, _)| key == name).map(|(_, value)| value).ok_or(AppError::NotFound)
}
