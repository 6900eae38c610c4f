//! What two versions of an entry's content say differently, field by field, as it would be typed.

use serde_json::Value as Json;

use super::pages::Difference;

/// The fields in which the two differ, in their order.
pub fn differences(yours: &Json, theirs: &Json) -> Vec<Difference> {
    let (mut ours, mut others) = (Vec::new(), Vec::new());
    flatten("", yours, &mut ours);
    flatten("", theirs, &mut others);
    let find = |list: &[(String, String)], field: &str| {
        list.iter().find(|(name, _)| name == field).map_or_else(String::new, |(_, text)| text.clone())
    };
    let only_theirs = others.iter().filter(|(name, _)| !ours.iter().any(|(known, _)| known == name));
    let fields: Vec<&String> = ours.iter().chain(only_theirs).map(|(name, _)| name).collect();
    fields
        .into_iter()
        .map(|field| Difference { field: field.clone(), yours: find(&ours, field), theirs: find(&others, field) })
        .filter(|one| one.yours != one.theirs)
        .collect()
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
            if parts.is_empty() { object.values().map(text).collect::<Vec<_>>().join(" | ") } else { parts.join("/") }
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_is_shown_and_as_it_is_typed() {
        let yours = json!({
            "title": "A", "slug": "s", "body": {"markdown": "x"}, "seo": {"title": "s", "robots": null},
            "tags": [{"slug": "a"}, {"slug": "b"}], "links": [{"label": "L", "url": "/u"}],
        });
        let theirs = json!({
            "title": "A", "slug": "s", "body": {"markdown": "y"}, "seo": {"title": "", "robots": null},
            "tags": [{"slug": "a"}], "links": [], "new": true,
        });
        let found: Vec<(String, String, String)> =
            differences(&yours, &theirs).into_iter().map(|one| (one.field, one.yours, one.theirs)).collect();
        let expected = [
            ("body", "x", "y"),
            ("seo.title", "s", ""),
            ("tags", "a\nb", "a"),
            ("links", "L | /u", ""),
            ("new", "", "true"),
        ];
        assert_eq!(found, expected.map(|(f, y, t)| (f.to_owned(), y.to_owned(), t.to_owned())));
    }

    #[test]
    fn equal_versions_do_not_differ() {
        assert!(differences(&json!({"a": 1}), &json!({"a": 1})).is_empty());
    }
}
