//! The page on which the document is read and calls are tried: Swagger UI, out of the binary and under its own policy.

use std::{io::Read as _, sync::Arc};

use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use maud::Markup;
use utoipa_swagger_ui::Config;

use super::pages;
use crate::{error::AppError, paths, platform::assets};

/// What the page loads of Swagger UI; nothing else of it is served.
const FILES: [&str; 2] = ["swagger-ui.css", "swagger-ui-bundle.js"];
const FOR_A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// The page and its files.
pub fn routes() -> Router {
    Router::new().route(paths::API_DOCS, get(page)).route(paths::API_DOCS_FILE, get(file))
}

async fn page() -> Markup {
    pages::docs()
}

async fn file(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, AppError> {
    if !FILES.contains(&name.as_str()) {
        return Err(AppError::NotFound);
    }
    let failed = |error: Box<dyn std::error::Error>| AppError::internal(anyhow::anyhow!("{name}: {error}"));
    let found =
        utoipa_swagger_ui::serve(&name, Arc::new(Config::default())).map_err(failed)?.ok_or(AppError::NotFound)?;
    let (content_type, packed) = (HeaderValue::try_from(found.content_type), found.gzpipped);
    let standing = [
        (header::CONTENT_TYPE, content_type.map_err(AppError::internal)?),
        (header::CACHE_CONTROL, FOR_A_DAY),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    if packed && assets::accepts(&headers, "gzip") {
        let coding = [(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
        return Ok((StatusCode::OK, standing, coding, found.bytes.into_owned()).into_response());
    }
    let bytes = if packed { unpacked(&found.bytes).map_err(AppError::internal)? } else { found.bytes.into_owned() };
    Ok((StatusCode::OK, standing, bytes).into_response())
}

fn unpacked(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain)?;
    Ok(plain)
}
