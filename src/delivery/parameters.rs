//! What each call of the readers' API takes behind its `?`: the names that its reader knows, and what they mean.

use super::{answers::Endpoint, filter, query};
use crate::vocabulary::{
    KindSpec, Shape,
    parameter::{Look, Parameter},
};

/// The names that [`query`] takes for each call; `filter[…]` stands for all filters.
pub const ONE: &[&str] = &["fields", "locale", "body", "preview"];
pub const LIST: &[&str] = &["page", "limit", "sort", "fields", "locale", "body", FILTERS];
pub const RESOLVE: &[&str] = &["path", "locale", "body"];
pub const LOCALE: &[&str] = &["locale"];
const FILTERS: &str = "filter[…]";

/// The parameters of a call, in the order in which they are told.
#[must_use]
pub fn parameters(endpoint: &Endpoint) -> Vec<Parameter> {
    let (names, spec) = match endpoint {
        Endpoint::One(spec) => (ONE, Some(spec)),
        Endpoint::List(spec) => (LIST, Some(spec)),
        Endpoint::Resolve => (RESOLVE, None),
        Endpoint::Redirects => (LOCALE, None),
    };
    names.iter().flat_map(|name| described(name, spec)).collect()
}

/// A parameter by its name; all filters under theirs.
fn described(name: &'static str, spec: Option<&KindSpec>) -> Vec<Parameter> {
    let words = |of: Vec<&str>, most| Look::Words { most, of: of.into_iter().map(str::to_owned).collect() };
    let (look, about) = match (name, spec) {
        (FILTERS, Some(spec)) => return filter::parameters(spec),
        ("fields", Some(spec)) => {
            let names: Vec<_> = query::names(spec).collect();
            (words(names, usize::MAX), "Only these members; `id` and `type` are always there.")
        }
        ("sort", Some(spec)) => {
            let both =
                query::sort_keys(spec).iter().flat_map(|(key, _)| [(*key).to_owned(), format!("-{key}")]).collect();
            let look = Look::Words { of: both, most: query::MAX_SORT };
            (look, "Sorts by these, the first before the others; `-` for falling order.")
        }
        ("body", _) => (
            words(query::BODY_FORMS.to_vec(), query::BODY_FORMS.len()),
            "The forms of rich text; `blocks,html` if not given.",
        ),
        ("locale", _) => (Look::One(Shape::Locale), "The language; the site's default if not given."),
        ("preview", _) => {
            (Look::One(Shape::Text), "A preview token: answers the draft that it is for, to be kept by nobody.")
        }
        ("page", _) => (Look::Number { least: 1, most: query::MAX_PAGE, default: Some(1) }, "Which page of the list."),
        ("limit", _) => {
            let [most, default] = [query::MAX_LIMIT, query::DEFAULT_LIMIT].map(|number| number as u64);
            (Look::Number { least: 1, most, default: Some(default) }, "How many entries a page has.")
        }
        ("path", _) => (Look::One(Shape::Path), "A path of the site, with a slash at its beginning."),
        _ => return Vec::new(),
    };
    vec![Parameter { required: name == "path", ..Parameter::new(name, look, about) }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::cast::{STORY, Stage, TOPIC};

    /// A value that the parameter takes.
    fn value(look: &Look) -> String {
        match look {
            Look::One(Shape::Path) => "/stories/a".into(),
            Look::One(Shape::Locale) => "en".into(),
            Look::One(Shape::Integer) => "3".into(),
            Look::One(Shape::Date) | Look::DateOrTime => "2026-11-01".into(),
            Look::One(_) => "a".into(),
            Look::Number { most, .. } => most.to_string(),
            Look::Words { of, .. } => of.first().cloned().unwrap_or_default(),
            Look::Several { of: Shape::Integer, .. } => "3,4".into(),
            Look::Several { .. } => "2026-11-01".into(),
        }
    }

    #[tokio::test]
    async fn every_parameter_is_known_to_its_call_and_no_other_is() {
        let stage = Stage::new(|_| {});
        for (call, endpoint) in [
            ("/stories", Endpoint::List(STORY)),
            ("/topics", Endpoint::List(TOPIC)),
            ("/stories/a", Endpoint::One(STORY)),
            ("/resolve", Endpoint::Resolve),
            ("/redirects", Endpoint::Redirects),
        ] {
            for Parameter { name, look, .. } in parameters(&endpoint) {
                let answer = stage.get(&format!("{call}?{name}={}", value(&look))).await;
                let text = String::from_utf8_lossy(&answer.bytes).into_owned();
                let unknown = ["unknown_parameter", "unknown_field", "unknown_operator", "invalid_value"];
                assert!(!unknown.iter().any(|code| text.contains(code)), "{call} {name}: {text}");
            }
            let strange = stage.get(&format!("{call}?strange=1")).await;
            assert_eq!(strange.status, 400, "{call}");
        }
    }

    #[test]
    fn every_name_that_a_call_takes_is_described() {
        for (names, endpoint) in [
            (ONE, Endpoint::One(STORY)),
            (LIST, Endpoint::List(STORY)),
            (RESOLVE, Endpoint::Resolve),
            (LOCALE, Endpoint::Redirects),
        ] {
            let told = parameters(&endpoint);
            for name in names {
                let found = |one: &Parameter| one.name == *name || *name == FILTERS && one.name.starts_with("filter[");
                assert!(told.iter().any(found), "{name}");
            }
        }
    }
}
