//! Publish, unpublish, undo.

use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    response::Response,
};
use serde_json::Value;

use super::{
    Manage,
    entries::one,
    query::{Parameters, object, only},
    shapes,
};
use crate::{
    accounts::Bearer,
    content::BodyForm,
    error::AppError,
    publishing::Wanted,
    vocabulary::{FieldErrors, RevisionNumber},
    words::t,
};

type Pairs = Query<Vec<(String, String)>>;
type At = Path<(String, String)>;

pub async fn create(
    State(manage): State<Manage>,
    Bearer(actor): Bearer,
    Path(at): At,
    Query(pairs): Pairs,
    body: Bytes,
) -> Result<Response, AppError> {
    let (form, _) = parameters(pairs, false)?;
    let sent = object(&body)?;
    only(&sent, shapes::PUBLICATION)?;
    if sent.get("at").is_some_and(|at| !at.is_null()) {
        let detail = t!("problem-publishing-later-time-not-possible");
        return Err(FieldErrors::one("/at", "unsupported", detail).into());
    }
    let revision = match sent.get("revision") {
        None | Some(Value::Null) => None,
        Some(number) => Some(
            number
                .as_i64()
                .map(RevisionNumber)
                .ok_or_else(|| FieldErrors::one("/revision", "not_a_number", t!("problem-number-revision")))?,
        ),
    };
    let together = match sent.get("together") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(together)) => *together,
        Some(_) => return Err(FieldErrors::one("/together", "not_a_flag", t!("problem-true-false")).into()),
    };
    let entry = manage.entry(&actor, &at).await?;
    if let Some(number) = revision {
        let known = manage.entries.show(&actor, entry.kind, entry.id, Some(number), BodyForm::Doc).await;
        known.map_err(|_| FieldErrors::one("/revision", "unknown_revision", t!("problem-no-revision")))?;
    }
    manage.publisher.publish(&actor, &[Wanted { entry: entry.id, revision }], together).await?;
    one(&manage, &actor, &entry, form).await
}

pub async fn destroy(
    State(manage): State<Manage>,
    Bearer(actor): Bearer,
    Path(at): At,
    Query(pairs): Pairs,
) -> Result<Response, AppError> {
    let (form, force) = parameters(pairs, true)?;
    let entry = manage.entry(&actor, &at).await?;
    manage.publisher.unpublish(&actor, entry.id, force).await?;
    one(&manage, &actor, &entry, form).await
}

pub async fn undo(
    State(manage): State<Manage>,
    Bearer(actor): Bearer,
    Path(at): At,
    Query(pairs): Pairs,
) -> Result<Response, AppError> {
    let (form, _) = parameters(pairs, false)?;
    let entry = manage.entry(&actor, &at).await?;
    manage.publisher.undo(&actor, entry.id).await?;
    one(&manage, &actor, &entry, form).await
}

fn parameters(pairs: Vec<(String, String)>, may_force: bool) -> Result<(BodyForm, bool), AppError> {
    let mut parameters = Parameters::new(pairs, if may_force { shapes::TAKE_AWAY } else { shapes::SHOW })?;
    let form = parameters.body()?;
    let force = may_force && parameters.flag("force")?;
    Ok((form, force))
}
