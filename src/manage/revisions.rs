//! History: the revisions, one of them, and restoring it as the draft.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

use super::{
    Manage,
    entries::written,
    query::{Parameters, object, only},
    shapes, view,
};
use crate::{
    accounts::Bearer,
    error::AppError,
    vocabulary::{FieldErrors, RevisionNumber},
    words::t,
};

type Pairs = Query<Vec<(String, String)>>;

pub async fn index(
    State(manage): State<Manage>,
    Bearer(actor): Bearer,
    Path(at): Path<(String, String)>,
    Query(pairs): Pairs,
) -> Result<Response, AppError> {
    let mut parameters = Parameters::new(pairs, shapes::HISTORY)?;
    let limit = parameters.number("limit", 20, 1..=100)?;
    let before = parameters.number("before", 0, 1..=u64::MAX / 2)?;
    let before = i64::try_from(before).ok().filter(|before| *before > 0).map(RevisionNumber);
    let entry = manage.entry(&actor, &at).await?;
    let revisions = manage.entries.history(&actor, &entry, before, limit).await?;
    let next = revisions.last().map(|last| last.number).filter(|last| last.0 > 1);
    let data: Vec<Map<String, Value>> = revisions.iter().map(|revision| view::revision(&entry, revision)).collect();
    let meta = json!({ "total": entry.draft, "nextBefore": next });
    Ok(Json(json!({ "data": data, "meta": meta })).into_response())
}

pub async fn show(
    State(manage): State<Manage>,
    Bearer(actor): Bearer,
    Path((plural, id, number)): Path<(String, String, String)>,
    Query(pairs): Pairs,
) -> Result<Response, AppError> {
    let mut parameters = Parameters::new(pairs, shapes::SHOW)?;
    let form = parameters.body()?;
    let number = number.parse().map(RevisionNumber).map_err(|_| AppError::NotFound)?;
    let entry = manage.entry(&actor, &(plural, id)).await?;
    let shown = manage.entries.show(&actor, entry.kind, entry.id, Some(number), form).await?;
    let mut data = view::revision(&entry, &shown.revision);
    data.insert("content".into(), shown.content);
    Ok(Json(json!({ "data": data })).into_response())
}

/// `POST …/restoration {"revision": 3}`.
pub async fn restore(
    State(manage): State<Manage>,
    Bearer(actor): Bearer,
    Path(at): Path<(String, String)>,
    Query(pairs): Pairs,
    body: Bytes,
) -> Result<Response, AppError> {
    let mut parameters = Parameters::new(pairs, shapes::SHOW)?;
    let form = parameters.body()?;
    let sent = object(&body)?;
    only(&sent, shapes::RESTORATION)?;
    let refuse = |code, detail: &str| FieldErrors::one("/revision", code, detail);
    let number = sent.get("revision").and_then(Value::as_i64).map(RevisionNumber);
    let number = number.ok_or_else(|| refuse("required", &t!("problem-number-revision")))?;
    let entry = manage.entry(&actor, &at).await?;
    let known = manage.entries.show(&actor, entry.kind, entry.id, Some(number), form).await;
    known.map_err(|_| refuse("unknown_revision", &t!("problem-no-revision")))?;
    let saved = manage.entries.restore(&actor, entry.id, number).await?;
    written(&manage, saved, form).await
}
