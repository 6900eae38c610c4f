//! What a tab that died left on a device, beside what is saved: looked at before it is taken. Nothing is saved here.

use axum::{
    Json,
    extract::{DefaultBodyLimit, State, rejection::JsonRejection},
    routing::{MethodRouter, post},
};
use maud::{Markup, Render as _};
use serde::Deserialize;

use super::{
    Editor, conflict::soon, difference::differences, draft, pages::UnsavedDifferences, posted::Posted, target::OfEntry,
};
use crate::{accounts::SignedIn, error::AppError};

/// What the device has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// The form's pairs to the letter.
    fields: Vec<(String, String)>,
}

pub fn comparison() -> MethodRouter<Editor> {
    post(compare).layer(DefaultBodyLimit::max(draft::MAX_BODY))
}

async fn compare(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    left: Result<Json<Left>, JsonRejection>,
) -> Result<Markup, AppError> {
    let posted = Posted::from(draft::read(left)?.fields);
    let (newest, content) = editor.entries.unsaved(&who.actor, at.spec.name, at.id, &posted.input()).await?;
    let saved = newest.revision.slug.as_str();
    // An empty one is made of the title when it is saved.
    let slug = if posted.slug.trim().is_empty() { saved } else { posted.slug.trim() };
    let old = editor.as_typed(&newest.entry, &newest.revision.content, saved).await?;
    let new = editor.as_typed(&newest.entry, &content, slug).await?;
    Ok(UnsavedDifferences { differences: &differences(&old, &new, soon()) }.render())
}
