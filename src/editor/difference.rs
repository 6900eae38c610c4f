//! What two versions of an entry's content say differently, field by field, as it would be typed.

use std::time::Instant;

use serde_json::Value as Json;

use super::pages::Difference;
use crate::document::diff;

/// The fields in which the two differ, in their order. When the time is up, what is left counts as rewritten.
pub fn differences(old: &Json, new: &Json, until: Instant) -> Vec<Difference> {
    let (mut olds, mut news) = (Vec::new(), Vec::new());
    flatten("", old, &mut olds);
    flatten("", new, &mut news);
    let find = |list: &[(String, String)], field: &str| {
        list.iter().find(|(name, _)| name == field).map_or_else(String::new, |(_, text)| text.clone())
    };
    let only_old = olds.iter().filter(|(name, _)| !news.iter().any(|(known, _)| known == name));
    let fields: Vec<&String> = news.iter().chain(only_old).map(|(name, _)| name).collect();
    fields
        .into_iter()
        .filter_map(|field| {
            let (old, new) = (find(&olds, field), find(&news, field));
            (old != new).then(|| Difference { field: field.clone(), parts: diff::words(&old, &new, until) })
        })
        .collect()
}

/// The names of the fields that differ: of stored content too, where nobody needs the words.
pub fn changed_fields(old: &Json, new: &Json) -> Vec<String> {
    let (Some(olds), Some(news)) = (old.as_object(), new.as_object()) else { return Vec::new() };
    let gone = olds.keys().filter(|name| !news.contains_key(*name));
    news.keys().filter(|name| olds.get(*name) != news.get(*name)).chain(gone).cloned().collect()
}

fn flatten(name: &str, json: &Json, fields: &mut Vec<(String, String)>) {
    match json {
        Json::Object(object) if name.is_empty() || !is_leaf(object) => {
            for (part, value) in object {
                let path = if name.is_empty() { part.clone() } else { format!("{name}.{part}") };
                flatten(&path, value, fields);
            }
        }
        leaf => fields.push((name.to_owned(), text(leaf))),
    }
}

/// Rich text and references are objects that are typed as one text.
fn is_leaf(object: &serde_json::Map<String, Json>) -> bool {
    ["markdown", "slug", "id"].iter().any(|key| object.contains_key(*key))
}

fn text(json: &Json) -> String {
    match json {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(items) => items.iter().map(text).collect::<Vec<_>>().join("\n"),
        Json::Object(object) => {
            let parts = ["kind", "slug", "id", "markdown"].iter().filter_map(|key| object.get(*key)?.as_str());
            let parts: Vec<&str> = parts.collect();
            // Markdown's way to keep a space at an edge means nothing to people.
            if parts.is_empty() {
                object.values().map(text).collect::<Vec<_>>().join(" | ")
            } else {
                parts.join("/").replace("&#32;", " ")
            }
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn soon() -> Instant {
        Instant::now() + std::time::Duration::from_secs(5)
    }

    #[test]
    fn only_what_differs_is_shown_and_as_it_is_typed() {
        let new = json!({
            "title": "A", "slug": "s", "body": {"markdown": "x"}, "seo": {"title": "s", "robots": null},
            "tags": [{"slug": "a"}, {"slug": "b"}], "links": [{"label": "L", "url": "/u"}],
        });
        let old = json!({
            "title": "A", "slug": "s", "body": {"markdown": "y"}, "seo": {"title": "", "robots": null},
            "tags": [{"slug": "a"}], "links": [], "old": true,
        });
        let found: Vec<(String, String, String)> = differences(&old, &new, soon())
            .into_iter()
            .map(|one| (one.field.clone(), one.text(false), one.text(true)))
            .collect();
        let expected = [
            ("body", "y", "x"),
            ("seo.title", "", "s"),
            ("tags", "a", "a\nb"),
            ("links", "", "L | /u"),
            ("old", "true", ""),
        ];
        assert_eq!(found, expected.map(|(f, o, n)| (f.to_owned(), o.to_owned(), n.to_owned())));
        assert_eq!(changed_fields(&old, &new), ["body", "seo", "tags", "links", "old"]);
    }

    #[test]
    fn equal_versions_do_not_differ() {
        assert!(differences(&json!({"a": 1}), &json!({"a": 1}), soon()).is_empty());
        assert!(changed_fields(&json!({"a": 1}), &json!({"a": 1})).is_empty());
    }
}
