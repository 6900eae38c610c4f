//! What is pasted: HTML or Markdown in; Markdown, the tree and what could not be kept out.

use axum::{
    Json,
    extract::{DefaultBodyLimit, State, rejection::StringRejection},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    routing::{MethodRouter, post},
};
use serde::Serialize;

use super::Editor;
use crate::{
    accounts::SignedIn,
    content::Names,
    document::{Problems, Tree, markdown, paste, schema::MAX_HTML},
    error::AppError,
    words::t,
};

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pasted {
    markdown: String,
    doc: Tree,
    /// In words for people.
    not_kept: Vec<String>,
}

/// What the body is, by its content type.
#[derive(Debug, Clone, Copy)]
enum Source {
    Html,
    /// `text/markdown` (RFC 7763).
    Markdown,
}

/// The route takes as much as rich text does.
pub fn route() -> MethodRouter<Editor> {
    post(convert).layer(DefaultBodyLimit::max(MAX_HTML))
}

async fn convert(
    State(editor): State<Editor>,
    who: SignedIn,
    headers: HeaderMap,
    body: Result<String, StringRejection>,
) -> Result<Json<Pasted>, AppError> {
    let source = if headers.get(CONTENT_TYPE).is_some_and(|sent| sent.as_bytes().starts_with(b"text/markdown")) {
        Source::Markdown
    } else {
        Source::Html
    };
    let text = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::PayloadTooLarge,
        _ => AppError::Malformed(t!("paste-unreadable")),
    })?;
    let locale = editor.catalog.site().default_locale.clone();
    let (text, mentions) = aside(move || {
        let mentions = match source {
            Source::Html => paste::names(&text),
            Source::Markdown => markdown::names(&text),
        };
        (text, mentions)
    })
    .await?;
    let names = editor.entries.mentioned(&who.actor, &locale, mentions).await?;
    let pasted = aside(move || read(source, &text, &names)).await?;
    Ok(Json(pasted.map_err(|problems| AppError::Invalid(problems.at_field("text")))?))
}

fn read(source: Source, text: &str, names: &Names) -> Result<Pasted, Problems> {
    let (tree, not_kept) = match source {
        Source::Html => paste::read(text, names, None)?,
        Source::Markdown => (markdown::read(text, names, None)?, Vec::new()),
    };
    Ok(Pasted { markdown: markdown::write(&tree, names), doc: tree, not_kept })
}

/// Off the threads that answer: a page's worth of HTML takes a while.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(AppError::internal)
}
