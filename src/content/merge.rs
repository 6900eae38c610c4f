//! Two people's changes of one entry's content, put together field by field and, within rich texts, block by block. Pure.

use serde_json::{Map, Value as Json};

use crate::document::{self, Tree};

/// What both made of `base`, all of them stored content of one kind; `None` where both changed the same.
#[must_use]
pub fn merge(base: &Json, yours: &Json, theirs: &Json) -> Option<Json> {
    if yours == theirs || base == theirs {
        return Some(yours.clone());
    }
    if base == yours {
        return Some(theirs.clone());
    }
    if let (Some(base), Some(yours), Some(theirs)) = (tree(base), tree(yours), tree(theirs)) {
        return document::merge::merge(&base, &yours, &theirs).map(|merged| merged.to_json());
    }
    match (base, yours, theirs) {
        (Json::Object(base), Json::Object(yours), Json::Object(theirs)) => members(base, yours, theirs),
        _ => None,
    }
}

/// A rich text as kinds store it. Nothing else in content has a `type` that is `doc`.
fn tree(value: &Json) -> Option<Tree> {
    let is_tree = value.get("type").and_then(Json::as_str) == Some("doc");
    is_tree.then(|| Tree::from_json(value.clone()).ok()).flatten()
}

fn members(base: &Map<String, Json>, yours: &Map<String, Json>, theirs: &Map<String, Json>) -> Option<Json> {
    let mut merged = Map::new();
    for name in yours.keys().chain(theirs.keys().filter(|name| !yours.contains_key(*name))) {
        let of = |side: &Map<String, Json>| side.get(name).cloned().unwrap_or_default();
        merged.insert(name.clone(), merge(&of(base), &of(yours), &of(theirs))?);
    }
    Some(Json::Object(merged))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn different_fields_are_put_together() {
        let base = json!({ "title": "A", "tags": ["x"], "seo": { "title": "", "robots": "index" } });
        let yours = json!({ "title": "B", "tags": ["x"], "seo": { "title": "S", "robots": "index" } });
        let theirs = json!({ "title": "A", "tags": ["x", "y"], "seo": { "title": "", "robots": "noindex" } });
        let both = json!({ "title": "B", "tags": ["x", "y"], "seo": { "title": "S", "robots": "noindex" } });
        assert_eq!(merge(&base, &yours, &theirs), Some(both));
    }

    #[test]
    fn the_same_field_is_not_decided() {
        let one = |title: &str| json!({ "title": title, "tags": [] });
        assert_eq!(merge(&one("A"), &one("B"), &one("C")), None);
        assert_eq!(merge(&one("A"), &one("B"), &one("B")), Some(one("B")));
        // Lists are one thing: their order means something.
        assert_eq!(merge(&json!({"tags": []}), &json!({"tags": ["a"]}), &json!({"tags": ["b"]})), None);
    }

    #[test]
    fn rich_texts_are_put_together_block_by_block() {
        let text = |a: &str, b: &str| {
            let block = |id: &str, text: &str| json!({ "type": "paragraph", "attrs": { "id": id }, "content": [{ "type": "text", "text": text }] });
            json!({ "body": { "type": "doc", "content": [block("a", a), block("b", b)] } })
        };
        assert_eq!(merge(&text("1", "2"), &text("one", "2"), &text("1", "two")), Some(text("one", "two")));
        assert_eq!(merge(&text("1", "2"), &text("one", "2"), &text("uno", "2")), None);
    }
}
