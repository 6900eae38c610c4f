//! Entries and revisions as JSON.

use serde_json::{Map, Value as Json, json};

use crate::content::{Entry, Revision, Shown};

/// An entry with the content of one of its revisions.
pub fn shown(shown: &Shown) -> Json {
    let mut data = fields(&shown.entry);
    data.insert("content".into(), shown.content.clone());
    Json::Object(data)
}

fn fields(entry: &Entry) -> Map<String, Json> {
    let fields = json!({
        "id": entry.id,
        "kind": entry.kind,
        "locale": entry.locale,
        "slug": entry.slug,
        "title": entry.title,
        "state": entry.state().as_str(),
        "externalId": entry.external_id,
        "translationGroup": entry.group,
        "draftRevision": entry.draft,
        "liveRevision": entry.live,
        "publishedAt": entry.published_at,
        "createdAt": entry.created_at,
        "createdBy": entry.created_by,
        "updatedAt": entry.updated_at,
        "updatedBy": entry.updated_by,
    });
    match fields {
        Json::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// A revision in a list: without its content.
pub fn revision(entry: &Entry, revision: &Revision) -> Map<String, Json> {
    let fields = json!({
        "revision": revision.number,
        "slug": revision.slug,
        "title": revision.title,
        "cause": revision.cause.as_str(),
        "by": revision.author_name,
        "at": revision.at,
        "draft": entry.draft == revision.number,
        "live": entry.live == Some(revision.number),
    });
    match fields {
        Json::Object(fields) => fields,
        _ => Map::new(),
    }
}
