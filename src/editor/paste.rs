//! What is pasted: HTML in, Markdown out, and what could not be kept.

use axum::{
    Json,
    extract::{DefaultBodyLimit, State, rejection::StringRejection},
    http::StatusCode,
    routing::{MethodRouter, post},
};
use serde::Serialize;

use super::Editor;
use crate::{
    accounts::SignedIn,
    content::Names,
    document::{Problems, markdown, paste, schema::MAX_HTML},
    error::AppError,
    words::t,
};

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pasted {
    markdown: String,
    /// In words for people.
    not_kept: Vec<String>,
}

/// The route takes as much as rich text does.
pub fn route() -> MethodRouter<Editor> {
    post(convert).layer(DefaultBodyLimit::max(MAX_HTML))
}

async fn convert(
    State(editor): State<Editor>,
    who: SignedIn,
    body: Result<String, StringRejection>,
) -> Result<Json<Pasted>, AppError> {
    let html = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::PayloadTooLarge,
        _ => AppError::Malformed(t!("paste-unreadable")),
    })?;
    let locale = editor.catalog.site().default_locale.clone();
    let (html, mentions) = aside(move || {
        let mentions = paste::names(&html);
        (html, mentions)
    })
    .await?;
    let names = editor.entries.mentioned(&who.actor, &locale, mentions).await?;
    let pasted = aside(move || read(&html, &names)).await?;
    Ok(Json(pasted.map_err(|problems| AppError::Invalid(problems.at_field("html")))?))
}

fn read(html: &str, names: &Names) -> Result<Pasted, Problems> {
    let (tree, not_kept) = paste::read(html, names, None)?;
    Ok(Pasted { markdown: markdown::write(&tree, names), not_kept })
}

/// Off the threads that answer: a page's worth of HTML takes a while.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(AppError::internal)
}
