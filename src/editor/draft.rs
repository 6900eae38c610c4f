//! What is written is saved while it is written: requests of the editor's script, each with a key of its own, and one of
//! eight answers. `saved`, `stale`, `invalid` and `gone` are said here; `auth`, `forbidden`, `too_large` and `busy` are
//! statuses of whoever stands before (401, 403, 413, and 429 or 5xx).

use axum::{
    Json,
    extract::{DefaultBodyLimit, State, rejection::JsonRejection},
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::{MethodRouter, post},
};
use chrono::SecondsFormat;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Editor,
    form::Filled,
    posted::Posted,
    target::{OfEntry, OfKind},
};
use crate::{
    accounts::SignedIn,
    content::{Attempt, BodyForm, Cause, ContentError, Kept},
    document::schema::MAX_HTML,
    error::AppError,
    paths,
    vocabulary::{RevisionNumber, Time},
    words::t,
};

/// A rich text at its longest as JSON within JSON, and the other fields.
pub(super) const MAX_BODY: usize = 4 * MAX_HTML;

/// The script tells of fewer.
pub(super) const MAX_AFTER: usize = 50;

/// What the script sends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// The revision that it is based on; absent for the first save of a new entry.
    base: Option<i64>,
    /// Made once for each save; a retry repeats it.
    key: Uuid,
    /// Keys of the saves since the base that its author goes on from: refused ones, of which an earlier try may have arrived,
    /// and those of which not all that others wrote came into the form.
    #[serde(default)]
    after: Vec<Uuid>,
    #[serde(default)]
    cause: Why,
    /// What people call the version.
    #[serde(default)]
    name: Option<String>,
    /// The form's pairs to the letter.
    fields: Vec<(String, String)>,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Why {
    #[default]
    Autosave,
    Save,
}

impl From<Why> for Cause {
    fn from(why: Why) -> Self {
        match why {
            Why::Autosave => Self::Autosave,
            Why::Save => Self::Save,
        }
    }
}

pub fn first() -> MethodRouter<Editor> {
    post(create).layer(DefaultBodyLimit::max(MAX_BODY))
}

pub fn route() -> MethodRouter<Editor> {
    post(save).layer(DefaultBodyLimit::max(MAX_BODY))
}

async fn create(
    State(editor): State<Editor>,
    OfKind(spec): OfKind,
    who: SignedIn,
    sent: Result<Json<Sent>, JsonRejection>,
) -> Result<Response, AppError> {
    let sent = taken(sent)?;
    let attempt = Attempt { key: sent.key, given_up: sent.after };
    let posted = Posted::from(sent.fields);
    let new = posted.new_entry(spec.name, editor.catalog.site().default_locale.clone());
    let kept = editor.entries.keep_new(&who.actor, new, &attempt).await;
    editor.answer(&who, StatusCode::CREATED, kept, sent.name).await
}

async fn save(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    sent: Result<Json<Sent>, JsonRejection>,
) -> Result<Response, AppError> {
    let sent = taken(sent)?;
    let attempt = Attempt { key: sent.key, given_up: sent.after };
    let posted = Posted::from(sent.fields);
    let change = posted.change(RevisionNumber(sent.base.unwrap_or_default()), sent.cause.into());
    let kept = editor.entries.keep(&who.actor, at.spec.name, at.id, change, &attempt).await;
    editor.answer(&who, StatusCode::OK, kept, sent.name).await
}

impl Editor {
    async fn answer(
        &self,
        who: &SignedIn,
        status: StatusCode,
        kept: Result<Kept, ContentError>,
        name: Option<String>,
    ) -> Result<Response, AppError> {
        let (status, said) = match kept {
            Ok(kept) => {
                if let Some(name) = name.filter(|name| !name.trim().is_empty()) {
                    let number = kept.saved.revision.number;
                    self.entries.name_version(&who.actor, kept.saved.entry.id, number, &name).await?;
                }
                (status, self.saved(who, kept).await?)
            }
            Err(ContentError::Stale(stale)) => (
                StatusCode::CONFLICT,
                json!({
                    "answer": "stale",
                    "revision": stale.theirs.number,
                    "by": stale.theirs.author_name,
                    "at": moment(stale.theirs.at),
                }),
            ),
            Err(ContentError::Invalid(errors)) => {
                let error = |one: crate::vocabulary::FieldError| json!({ "field": one.field, "code": one.code, "detail": one.detail });
                let errors: Vec<Value> = errors.0.into_iter().map(error).collect();
                (StatusCode::UNPROCESSABLE_ENTITY, json!({ "answer": "invalid", "errors": errors }))
            }
            Err(ContentError::Trashed(entry)) => {
                let by = self.entries.trashed_by(&who.actor, &[entry.id]).await?.remove(&entry.id);
                (StatusCode::GONE, json!({ "answer": "gone", "by": by, "at": entry.trashed_at.map(moment) }))
            }
            Err(ContentError::NotFound) => (StatusCode::NOT_FOUND, json!({ "answer": "gone" })),
            Err(error) => return Err(error.into()),
        };
        Ok((status, Json(said)).into_response())
    }

    async fn saved(&self, who: &SignedIn, Kept { saved, merged_with }: Kept) -> Result<Value, AppError> {
        let (entry, revision) = (&saved.entry, &saved.revision);
        // What the page lacks comes with the answer: a page fetched later may be newer than the base of the next save.
        let merged = match merged_with {
            None => Value::Null,
            Some(by) => {
                let number = Some(revision.number);
                let shown = self.entries.show(&who.actor, entry.kind, entry.id, number, BodyForm::Form).await?;
                // Of another tab of theirs people hear in other words.
                let yours = by == who.viewer.name;
                json!({ "by": by, "yours": yours, "page": self.edit_page(who, &shown, Filled::stored(&shown)).await?.into_string() })
            }
        };
        let not_kept: Vec<Value> =
            saved.not_kept.0.iter().map(|one| json!({ "field": one.field, "detail": one.detail })).collect();
        Ok(json!({
            "answer": "saved",
            "id": entry.id,
            "revision": revision.number,
            "at": moment(revision.at),
            "slug": revision.slug,
            "title": revision.title,
            "state": entry.state(),
            "changed": saved.changed,
            "notKept": not_kept,
            "edit": paths::edit(self.plural(entry.kind), entry.id),
            "merged": merged,
        }))
    }
}

fn taken(sent: Result<Json<Sent>, JsonRejection>) -> Result<Sent, AppError> {
    let sent = read(sent)?;
    if sent.after.len() > MAX_AFTER {
        return Err(AppError::Malformed(t!("form-unreadable")));
    }
    Ok(sent)
}

/// What the script sent, if it can be read.
pub(super) fn read<T>(sent: Result<Json<T>, JsonRejection>) -> Result<T, AppError> {
    match sent {
        Ok(Json(sent)) => Ok(sent),
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(AppError::PayloadTooLarge),
        Err(_) => Err(AppError::Malformed(t!("form-unreadable"))),
    }
}

fn moment(at: Time) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
