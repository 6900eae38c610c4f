//! The document as an answer: for everybody, kept by caches, in the coding that was asked for.

use axum::{
    Router,
    extract::{Request, State},
    http::Method,
    response::Response,
    routing::get,
};

use super::{OpenApi, document, examples};
use crate::{
    delivery::{Ready, preflight, public_headers},
    error::AppError,
    paths,
};

/// The document's one route.
pub fn routes(openapi: OpenApi) -> Router {
    Router::new().route(paths::OPENAPI, get(show).options(|| async { preflight() })).with_state(openapi)
}

async fn show(State(openapi): State<OpenApi>, request: Request) -> Result<Response, AppError> {
    let ready = openapi.0.ready.get_or_try_init(|| openapi.make()).await?;
    Ok(ready.respond(request.headers(), request.method() == Method::HEAD, None).await)
}

impl OpenApi {
    async fn make(&self) -> Result<Ready, AppError> {
        let kinds = self.0.kinds.clone();
        let examples = examples::Examples::of(&kinds).await?;
        let made = tokio::task::spawn_blocking(move || document::document(&kinds, &examples).to_json());
        let json = made.await.map_err(AppError::internal)?.map_err(AppError::internal)?;
        Ok(Ready::new(json.into_bytes(), public_headers()))
    }
}
