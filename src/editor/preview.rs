//! A draft as readers would see it: a page with a frame, and the page in the frame.
//!
//! Whoever may read an entry may preview it; both pages ask the one authorisation function.

use axum::{
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use maud::{Markup, Render as _};
use serde::Deserialize;

use super::{
    Editor,
    pages::{FramedPage, PreviewPage},
    target::OfEntry,
    view,
};
use crate::{
    accounts::SignedIn, content::Entry, error::AppError, permission::Actor, platform::http::framed_headers,
    vocabulary::Lens,
};

#[derive(Debug, Deserialize)]
pub struct Asked {
    /// In pixels.
    #[serde(default)]
    width: String,
}

pub async fn frame(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Markup, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    let lacking = editor.entries.not_live(&entry).await?;
    let page = PreviewPage {
        viewer: &who.viewer,
        about: &editor.about(&entry),
        state: view::state(entry.state()),
        width: asked.width.parse().ok(),
        lacking: &editor.use_rows(lacking),
    };
    Ok(page.render())
}

pub async fn page(State(editor): State<Editor>, at: OfEntry, who: SignedIn) -> Result<Response, AppError> {
    let entry = editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    let shown = editor.as_readers_would(&who.actor, &entry).await?.ok_or(AppError::NotFound)?;
    let page = FramedPage { viewer: &who.viewer, title: &editor.about(&entry).name(), shown };
    Ok((framed_headers(), page.render()).into_response())
}

impl Editor {
    /// The draft, drawn by its kind.
    pub(super) async fn as_readers_would(&self, actor: &Actor, entry: &Entry) -> Result<Option<Markup>, AppError> {
        let kind = self.entries.kinds().named(entry.kind.as_str()).ok_or(AppError::NotFound)?;
        let seen = self.lenses.document(actor, entry.id, &Lens::Draft).await?;
        Ok(seen.map(|seen| kind.preview(&seen.document)))
    }

    /// The same for what stands within other entries; `None` for what never does.
    pub(super) async fn as_embedded(&self, actor: &Actor, entry: &Entry) -> Result<Option<Markup>, AppError> {
        let kinds = self.entries.kinds();
        let kind = kinds.named(entry.kind.as_str()).ok_or(AppError::NotFound)?;
        let top = kinds.iter().map(|kind| kind.level()).max();
        if top == Some(kind.level()) || entry.trashed_at.is_some() {
            return Ok(None);
        }
        let seen = self.lenses.document(actor, entry.id, &Lens::Draft).await?;
        let embedded = seen.filter(|seen| !seen.document.inline.html.is_empty());
        Ok(embedded.map(|seen| kind.preview(&seen.document)))
    }
}
