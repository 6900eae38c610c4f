//! The management API: everything that an editor can do, by token.

use chrono::TimeDelta;
use galley::permission::Scope;
use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::harness::{Desk, article, both, button, faq, id_of, named};

mod batch;
mod create;
mod lists;
mod publication;
mod revisions;
mod save;
mod scopes;
mod trash;
mod undo;

/// The faults that a call is refused with.
async fn refused(desk: &Desk, kinds: &str, content: Json) -> Vec<String> {
    let answer = desk.post(&format!("/{kinds}"), &json!({ "slug": "refused", "content": content })).await.is(422);
    assert_eq!(answer.code(), "invalid");
    let faults = answer.faults();
    assert_eq!(desk.get(&format!("/{kinds}?q=refused")).await.is(200).json()["meta"]["total"], 0, "{faults:?}");
    faults
}

/// The values of one field of a list.
fn each<'a>(list: &'a Json, field: &str) -> Vec<&'a str> {
    list.as_array().unwrap().iter().map(|item| item[field].as_str().unwrap()).collect()
}
