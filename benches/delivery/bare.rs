//! The limit to measure against: an axum server in its own process that looks an answer up in a map and sends it,
//! with the headers and the bytes that Galley sent.

use std::{collections::HashMap, fs, path::Path, process::Command, sync::Arc};

use anyhow::Context as _;
use axum::{
    Router,
    body::Body,
    extract::{OriginalUri, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
    routing::get,
};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::process::Server;

/// One answer as Galley gave it.
#[derive(Serialize, Deserialize)]
pub struct Answer {
    /// Path and query.
    pub target: String,
    pub brotli: bool,
    /// The answer is sent to whoever names this tag in `If-None-Match`.
    pub if_none_match: Option<String>,
    pub status: u16,
    pub headers: Vec<(String, String)>,
    /// Base64.
    pub body: String,
}

/// What is kept for one path and query.
#[derive(Default)]
struct Page {
    identity: Option<Reply>,
    brotli: Option<Reply>,
    unchanged: Option<(HeaderValue, Reply)>,
}

#[derive(Clone)]
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

/// Starts the bench's own executable again, as the bare server, and waits for its address.
pub fn start(folder: &Path, answers: &[Answer]) -> anyhow::Result<Server> {
    let file = folder.join("answers.json");
    fs::write(&file, serde_json::to_vec(answers)?)?;
    Server::announced(Command::new(std::env::current_exe()?).arg("--bare").arg(&file))
}

/// Serves the answers of a file until it is killed.
pub fn serve(file: &Path) -> anyhow::Result<()> {
    let answers: Vec<Answer> = serde_json::from_slice(&fs::read(file)?)?;
    let mut pages: HashMap<String, Page> = HashMap::new();
    for answer in answers {
        let page = pages.entry(answer.target.clone()).or_default();
        let reply = reply(&answer)?;
        match (answer.if_none_match, answer.brotli) {
            (Some(tag), _) => page.unchanged = Some((tag.parse()?, reply)),
            (None, true) => page.brotli = Some(reply),
            (None, false) => page.identity = Some(reply),
        }
    }
    let app = Router::new()
        .route("/api/v1/articles/{slug}", get(show))
        .route("/api/v1/articles", get(show))
        .with_state(Arc::new(pages));
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("The bare server listens on http://{}", listener.local_addr()?);
        axum::serve(listener, app).await.context("serving")
    })
}

fn reply(answer: &Answer) -> anyhow::Result<Reply> {
    let mut headers = HeaderMap::new();
    for (name, value) in &answer.headers {
        headers.append(name.parse::<HeaderName>()?, value.parse()?);
    }
    Ok(Reply {
        status: StatusCode::from_u16(answer.status)?,
        headers,
        body: BASE64_STANDARD.decode(&answer.body)?.into(),
    })
}

async fn show(
    State(pages): State<Arc<HashMap<String, Page>>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let target = uri.path_and_query().map_or("", |target| target.as_str());
    let reply = pages.get(target).and_then(|page| match (&page.unchanged, headers.get(header::IF_NONE_MATCH)) {
        (Some((tag, reply)), Some(asked)) if tag == asked => Some(reply),
        _ if headers.get(header::ACCEPT_ENCODING).is_some_and(|value| value == "br") => page.brotli.as_ref(),
        _ => page.identity.as_ref(),
    });
    let Some(reply) = reply.cloned() else {
        let mut missing = Response::new(Body::empty());
        *missing.status_mut() = StatusCode::NOT_FOUND;
        return missing;
    };
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    response
}
