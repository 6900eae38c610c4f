//! What each call of the readers' API takes behind its `?`: the names that its reader knows, and what they mean.

use super::{
    answers::Endpoint,
    filter::{self, Scope},
    query, search,
    site::{self, About},
};
use crate::vocabulary::{
    KindSpec, Pages, Shape,
    parameter::{Look, Parameter},
};

/// The names that [`query`] takes for each call; `filter[…]` stands for all filters.
pub const ONE: &[&str] = &["fields", "locale", "fallback", "body", "include", "at", "preview"];
pub const LIST: &[&str] =
    &["page", "cursor", "limit", "sort", "fields", "locale", "fallback", "body", "updatedSince", "at", FILTERS];
pub const RESOLVE: &[&str] = &["path", "locale", "fallback", "body", "at"];
pub const LOCALE: &[&str] = &["locale"];
pub const PAGE: &[&str] = &["page"];
pub const CHANGES: &[&str] = &["since", "limit"];
pub const FEED: &[&str] = &["limit", "locale", FILTERS];
pub const SEARCH: &[&str] = &["q", "kind", "locale", FILTERS, "limit", "page"];
pub const ANSWERS: &[&str] = &["q", "locale", "limit"];
const NONE: &[&str] = &[];
pub const FILTERS: &str = "filter[…]";

/// The parameters of a call of the API over these kinds, in the order in which they are told.
#[must_use]
pub fn parameters(kinds: &[KindSpec], endpoint: &Endpoint) -> Vec<Parameter> {
    let posts = kinds.iter().find(|kind| kind.pages == Pages::Feed);
    let (names, spec) = match endpoint {
        Endpoint::One(spec) => (ONE, Some(spec)),
        Endpoint::List(spec) => (LIST, Some(spec)),
        Endpoint::Resolve => (RESOLVE, None),
        Endpoint::Search => (SEARCH, None),
        Endpoint::Answers => (ANSWERS, None),
        Endpoint::About(About::Redirects) => (LOCALE, None),
        Endpoint::About(About::Sitemap) => (PAGE, None),
        Endpoint::About(About::Changes) => (CHANGES, None),
        Endpoint::About(About::Atom | About::JsonFeed) => (FEED, posts),
        Endpoint::About(About::Site | About::Robots) => (NONE, None),
    };
    let described = |name: &&'static str| match (*name, endpoint) {
        (FILTERS, Endpoint::Search) => search::filters(kinds),
        ("kind", _) => vec![searched(kinds)],
        (name, _) => described(kinds, name, spec, endpoint),
    };
    names.iter().flat_map(described).collect()
}

/// A parameter by its name; all filters under theirs.
fn described(kinds: &[KindSpec], name: &'static str, spec: Option<&KindSpec>, endpoint: &Endpoint) -> Vec<Parameter> {
    let words = |of: Vec<&str>, most| Look::Words { most, of: of.into_iter().map(str::to_owned).collect() };
    let whole = |least, most: u64, default| Look::Number { least, most, default };
    let (look, about) = match (name, spec) {
        (FILTERS, Some(spec)) => return filter::parameters(&Scope::one(kinds, spec)),
        ("fields", Some(spec)) => (
            Look::Words { of: query::paths(kinds, spec), most: query::MAX_FIELDS },
            "Only these members; dots lead into objects, and into each object of a list. `id` and `type` are always there.",
        ),
        ("sort", Some(spec)) => {
            let both = query::sort_keys(spec).into_iter().flat_map(|key| [format!("-{key}"), key]).collect();
            let look = Look::Words { of: both, most: query::MAX_SORT };
            (look, "Sorts by these, the first before the others; `-` for falling order.")
        }
        ("body", _) => (
            words(query::BODY_FORMS.to_vec(), query::BODY_FORMS.len()),
            "The forms of rich text; `blocks,html` if not given.",
        ),
        ("include", _) => (words(vec!["related"], 1), "Beside the document: summaries of what goes with it."),
        ("locale", _) => (Look::One(Shape::Locale), "The language; the site's default if not given."),
        ("fallback", _) => (
            Look::Several { of: Shape::Locale, most: query::MAX_FALLBACKS },
            "Languages to look in, one after the other, for what there is not in the first.",
        ),
        ("at", _) => (
            Look::One(Shape::Time),
            "What readers got at this moment, for a token with the scope `history`; to be kept by nobody.",
        ),
        ("updatedSince", _) => (Look::DateOrTime, "Only what readers got a new version of since then."),
        ("preview", _) => {
            (Look::One(Shape::Text), "A preview token: answers the draft that it is for, to be kept by nobody.")
        }
        ("cursor", _) => (
            Look::One(Shape::Text),
            "`meta.nextCursor` of the answer before: what is published meanwhile moves nothing. In place of `page`.",
        ),
        ("page", _) => (whole(1, query::MAX_PAGE, Some(1)), "Which page of the list."),
        ("since", _) => (
            whole(0, site::MAX_VERSION, Some(0)),
            "`meta.version` of the answer before; everything that ever changed if not given.",
        ),
        ("q", _) => (
            Look::One(Shape::Short(crate::search::MAX_BYTES)),
            "Words, as somebody would write them; nothing in them is a command.",
        ),
        ("limit", _) => {
            let [most, default] = match endpoint {
                Endpoint::About(About::Changes) => [site::MAX_CHANGES, query::MAX_LIMIT],
                Endpoint::Answers => [search::MAX_ANSWERS, search::DEFAULT_ANSWERS],
                _ => [query::MAX_LIMIT, query::DEFAULT_LIMIT],
            };
            (whole(1, most as u64, Some(default as u64)), "How many a page has.")
        }
        ("path", _) => (Look::One(Shape::Path), "A path of the site, with a slash at its beginning."),
        _ => return Vec::new(),
    };
    vec![Parameter { required: matches!(name, "path" | "q"), ..Parameter::new(name, look, about) }]
}

/// Which kinds are searched.
fn searched(kinds: &[KindSpec]) -> Parameter {
    let of: Vec<String> = search::searched(kinds).iter().map(|kind| kind.name.to_string()).collect();
    Parameter::new("kind", Look::Words { most: of.len(), of }, "Only these kinds.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::cast::{STORY, Stage, TOPIC, entry};

    /// A value that the parameter takes.
    fn value(look: &Look) -> String {
        match look {
            Look::One(Shape::Path) => "/stories/a".into(),
            Look::One(Shape::Locale) => "en".into(),
            Look::One(Shape::Integer) => "3".into(),
            Look::One(Shape::Bool) => "true".into(),
            Look::One(Shape::Time) => "2026-11-01T09:30:00Z".into(),
            Look::One(Shape::Id) | Look::Several { of: Shape::Id, .. } => entry(1).to_string(),
            Look::Several { of: Shape::Locale, .. } => "de".into(),
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
            ("/search?q=a", Endpoint::Search),
            ("/answers?q=a", Endpoint::Answers),
            ("/redirects", Endpoint::About(About::Redirects)),
            ("/sitemap.xml", Endpoint::About(About::Sitemap)),
            ("/feed.xml", Endpoint::About(About::Atom)),
            ("/feed.json", Endpoint::About(About::JsonFeed)),
            ("/changes", Endpoint::About(About::Changes)),
            ("/site", Endpoint::About(About::Site)),
            ("/robots.txt", Endpoint::About(About::Robots)),
        ] {
            for Parameter { name, look, .. } in parameters(&[STORY, TOPIC], &endpoint) {
                // Nobody waits here for a version that never comes, and `q` is there already.
                if name == "since" || name == "q" {
                    continue;
                }
                let answer = stage
                    .get(&format!("{call}{}{name}={}", if call.contains('?') { '&' } else { '?' }, value(&look)))
                    .await;
                let text = String::from_utf8_lossy(&answer.bytes).into_owned();
                let unknown = ["unknown_parameter", "unknown_field", "unknown_operator", "invalid_value"];
                assert!(!unknown.iter().any(|code| text.contains(code)), "{call} {name}: {text}");
            }
            let strange = stage.get(&format!("{call}{}strange=1", if call.contains('?') { '&' } else { '?' })).await;
            assert_eq!(strange.status, 400, "{call}");
        }
    }

    #[test]
    fn a_filter_of_results_says_which_kinds_have_its_field() {
        let told = parameters(&[STORY, TOPIC], &Endpoint::Search);
        let about = |name: &str| told.iter().find(|one| one.name == name).unwrap().about.to_string();
        assert!(about("filter[words][gte]").ends_with("Only stories have one; in the others there is nothing."));
        assert!(!about("filter[category]").contains("Only stories") && !about("filter[slug]").contains("Only topics"));
        let names: std::collections::BTreeSet<_> = told.iter().map(|one| &one.name).collect();
        assert_eq!(names.len(), told.len());
    }

    #[test]
    fn every_name_that_a_call_takes_is_described() {
        for (names, endpoint) in [
            (ONE, Endpoint::One(STORY)),
            (LIST, Endpoint::List(STORY)),
            (RESOLVE, Endpoint::Resolve),
            (LOCALE, Endpoint::About(About::Redirects)),
            (PAGE, Endpoint::About(About::Sitemap)),
            (FEED, Endpoint::About(About::Atom)),
            (CHANGES, Endpoint::About(About::Changes)),
            (SEARCH, Endpoint::Search),
            (ANSWERS, Endpoint::Answers),
        ] {
            let told = parameters(&[STORY, TOPIC], &endpoint);
            for name in names {
                let found = |one: &Parameter| one.name == *name || *name == FILTERS && one.name.starts_with("filter[");
                assert!(told.iter().any(found), "{name}");
            }
        }
    }
}
