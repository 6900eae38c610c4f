//! The batch: NDJSON in, NDJSON out, a result a line.

use axum::{
    Extension,
    body::Body,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::StreamExt;
use serde_json::json;

use super::Manage;
use crate::{
    accounts::Bearer,
    content::Registry,
    error::AppError,
    paths,
    platform::http::{Problem, RequestId},
    publishing::batch::{Lines, NdJson, Outcome},
    words::t,
};

/// The largest call, in bytes and in lines.
const MAX_BYTES: usize = 64 * 1024 * 1024;
const MAX_LINES: usize = 50_000;

pub async fn create(
    State(manage): State<Manage>,
    Bearer(actor): Bearer,
    Extension(request): Extension<RequestId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, AppError> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !media_type.starts_with("application/x-ndjson") {
        return Err(AppError::UnsupportedMediaType);
    }
    let lines = spool(manage.entries.kinds(), body).await?;
    let outcomes = manage.publisher.batch(&actor, &lines).await?;
    let numbers: Vec<usize> = lines.numbers().collect();
    let results = outcomes
        .into_iter()
        .zip(numbers)
        .map(move |(outcome, number)| Ok::<_, std::io::Error>(result(number, outcome, request)));
    let body = Body::from_stream(futures_util::stream::iter(results));
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], body).into_response())
}

/// A line's result as a line.
fn result(number: usize, outcome: Outcome, request: RequestId) -> Bytes {
    let mut result = json!({
        "line": number,
        "externalId": outcome.external_id,
        "id": outcome.id,
        "status": outcome.status.as_str(),
    });
    if let (Some(error), Some(object)) = (outcome.error, result.as_object_mut()) {
        object.insert("problem".into(), Problem::from(AppError::from(error)).to_json(paths::MANAGE_BATCH, request));
    }
    format!("{result}\n").into()
}

/// Takes the body in, kept as it came; its lines are read when they are asked for.
async fn spool(kinds: &Registry, body: Body) -> Result<NdJson, AppError> {
    let mut spooled: Vec<u8> = Vec::new();
    let mut stream = body.into_data_stream();
    while let Some(piece) = stream.next().await {
        let piece = piece
            .map_err(|error| AppError::Malformed(t!("problem-body-broke-off-error", error = error.to_string())))?;
        if spooled.len() + piece.len() > MAX_BYTES {
            return Err(AppError::PayloadTooLarge);
        }
        spooled.extend_from_slice(&piece);
    }
    let lines = NdJson::new(kinds.clone(), spooled);
    if lines.len() > MAX_LINES { Err(AppError::PayloadTooLarge) } else { Ok(lines) }
}
