//! Who else is at an entry: asked by the editor's script every few seconds.

use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Editor, target::OfEntry};
use crate::{
    accounts::SignedIn,
    content::presence::{Does, Holder},
    error::AppError,
    words::t,
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// Made by the tab for as long as its page lives.
    tab: Uuid,
    does: Does,
}

pub async fn meet(
    State(editor): State<Editor>,
    at: OfEntry,
    who: SignedIn,
    sent: Result<Json<Sent>, JsonRejection>,
) -> Result<Json<Value>, AppError> {
    let Json(Sent { tab, does }) = sent.map_err(|_| AppError::Malformed(t!("form-unreadable")))?;
    editor.entries.find(&who.actor, at.spec.name, at.id).await?;
    let met = editor.entries.meet(&who.actor, who.viewer.id, at.id, tab, does).await?;
    let others: Vec<Value> =
        met.others.iter().map(|other| json!({ "name": other.name, "since": other.since })).collect();
    let holder = match met.holder {
        None => Value::Null,
        Some(Holder::You) => "you".into(),
        Some(Holder::Other(name)) => json!({ "name": name }),
    };
    let newest = json!({
        "revision": met.newest.number,
        "by": met.newest.author_name,
        "at": met.newest.at,
        "yours": met.yours,
    });
    Ok(Json(json!({ "others": others, "holder": holder, "newest": newest })))
}
