//! The shapes of answers, for whoever describes them: what stands around the fields that the kinds declare.

use crate::vocabulary::{Field, KindSpec, ListShape, Named, Shape, shape::Body};

/// A document as it stands alone, with every field.
#[must_use]
pub fn document(spec: &KindSpec) -> Vec<Field> {
    before(spec).into_iter().chain(spec.document.iter().copied()).chain(AFTER).collect()
}

/// An entry as it stands in a list, if `fields` does not say otherwise.
#[must_use]
pub fn item(spec: &KindSpec) -> Vec<Field> {
    let shown = |field: &&Field| spec.list == ListShape::Whole || spec.head_index(field.name).is_some();
    before(spec).into_iter().chain(spec.document.iter().filter(shown).copied()).chain(AFTER).collect()
}

/// All that `fields` can ask for: what a document has, and what of its head it has not.
#[must_use]
pub fn members(spec: &KindSpec) -> Vec<Field> {
    let beside = spec.head.iter().filter(|field| !spec.has(field.name));
    let beside = beside.map(|field| Field::new(field.name, Shape::Open("the head")));
    before(spec).into_iter().chain(spec.document.iter().copied()).chain(beside).chain(AFTER).collect()
}

/// By the names of [`ENVELOPE_BEFORE`](super::query::ENVELOPE_BEFORE).
fn before(spec: &KindSpec) -> [Field; 4] {
    [
        Field::new("id", Shape::Id),
        Field::new("type", Shape::KindIs(spec.name)),
        Field::new("slug", Shape::Slug),
        Field::new("locale", Shape::Locale),
    ]
}

/// By the names of [`ENVELOPE_AFTER`](super::query::ENVELOPE_AFTER).
const AFTER: [Field; 4] = [
    Field::new("alternates", Shape::List(&Shape::Named(&ALTERNATE))).about("The same in other languages."),
    Field::new("publishedAt", Shape::Time).about("When readers first got it."),
    Field::new("updatedAt", Shape::Time).about("When readers got this version."),
    Field::new("revision", Shape::Integer),
];

const ALTERNATE: Named = Named {
    name: "Alternate",
    about: "The same in another language.",
    body: Body::Object(&[Field::new("locale", Shape::Locale), Field::new("slug", Shape::Slug)]),
};

/// `meta` of one document.
pub const ONE_META: Named = Named {
    name: "DocumentMeta",
    about: "About the answer.",
    body: Body::Object(&[Field::new("cacheTags", Shape::List(&Shape::Text))
        .about("Every entry that the answer shows, as in `Cache-Tag`.")]),
};

/// `meta` of a list.
pub const LIST_META: Named = Named {
    name: "ListMeta",
    about: "Which part of the list this is.",
    body: Body::Object(&[
        Field::new("page", Shape::Nullable(&Shape::Integer)).about("`null` where a cursor says from where on."),
        Field::new("limit", Shape::Integer),
        Field::new("total", Shape::Integer).about("How many entries there are on all pages."),
        Field::new("totalPages", Shape::Integer),
        Field::new("nextCursor", Shape::Nullable(&Shape::Text)),
    ]),
};

/// `links` of a list.
pub const LINKS: Named = Named {
    name: "ListLinks",
    about: "This page of the list and those beside it.",
    body: Body::Object(&[
        Field::new("self", Shape::Address),
        Field::new("next", Shape::Nullable(&Shape::Address)),
        Field::new("prev", Shape::Nullable(&Shape::Address)),
    ]),
};

/// `data` of `/resolve`.
pub const RESOLVED: Named = Named {
    name: "Resolved",
    about: "What lives at a path of the site.",
    body: Body::Union { tag: "type", of: &[&RESOLVED_DOCUMENT, &RESOLVED_REDIRECT] },
};

const RESOLVED_DOCUMENT: Named = Named {
    name: "ResolvedDocument",
    about: "A document lives there.",
    body: Body::Object(&[
        Field::new("type", Shape::Choice(&["document"])),
        Field::new("kind", Shape::Kind),
        Field::new("id", Shape::Id),
        Field::new("slug", Shape::Slug),
        Field::new("locale", Shape::Locale),
        Field::new("url", Shape::Address).about("Where this API has it."),
        Field::new("document", Shape::Document),
    ]),
};

const RESOLVED_REDIRECT: Named = Named {
    name: "ResolvedRedirect",
    about: "What lived there has moved.",
    body: Body::Object(&[
        Field::new("type", Shape::Choice(&["redirect"])),
        Field::new("location", Shape::Address),
        Field::new("status", Shape::Integer),
    ]),
};

/// `data` of `/redirects`.
pub const REDIRECTS: Shape = Shape::List(&Shape::Named(&REDIRECT));

const REDIRECT: Named = Named {
    name: "Redirect",
    about: "An old path of the site, and where it leads now.",
    body: Body::Object(&[
        Field::new("from", Shape::Address),
        Field::new("to", Shape::Address),
        Field::new("status", Shape::Integer),
    ]),
};

/// `meta` of `/redirects`.
pub const REDIRECTS_META: Named = Named {
    name: "RedirectsMeta",
    about: "Of which language, and how many.",
    body: Body::Object(&[Field::new("locale", Shape::Locale), Field::new("total", Shape::Integer)]),
};

/// A text with what was found in it.
const FOUND: Named = Named {
    name: "Found",
    about: "A text, and where in it words of the question stand.",
    body: Body::Object(&[Field::new("text", Shape::Text), Field::new("ranges", Shape::List(&Shape::Named(&RANGE)))]),
};

const RANGE: Named = Named {
    name: "Range",
    about: "From one place to another, in UTF-16 code units, as JavaScript counts: `text.slice(start, end)`.",
    body: Body::Object(&[Field::new("start", Shape::Integer), Field::new("end", Shape::Integer)]),
};

const MAYBE_FOUND: Shape = Shape::Nullable(&Shape::Named(&FOUND));

/// `data` of `/search`.
pub const RESULTS: Shape = Shape::List(&Shape::Named(&Named {
    name: "Result",
    about: "An entry that was found.",
    body: Body::Object(&[
        Field::new("type", Shape::Kind),
        Field::new("id", Shape::Id),
        Field::new("slug", Shape::Slug),
        Field::new("locale", Shape::Locale),
        Field::new("title", Shape::Text),
        Field::new("url", Shape::Address).about("Its path on the site."),
        Field::new("anchor", Shape::Nullable(&Shape::Text)).about("The section that fits best."),
        Field::new("summary", Shape::Nullable(&Shape::Text)),
        Field::new("category", Shape::Nullable(&Shape::card("category"))),
        Field::new("tags", Shape::List(&Shape::card("tag"))),
        Field::new("highlights", Shape::Named(&RESULT_HIGHLIGHTS)),
    ]),
}));

const RESULT_HIGHLIGHTS: Named = Named {
    name: "ResultHighlights",
    about: "Why it was found.",
    body: Body::Object(&[
        Field::new("title", Shape::Named(&FOUND)),
        Field::new("summary", MAYBE_FOUND),
        Field::new("text", MAYBE_FOUND),
    ]),
};

/// `meta` of `/search`.
pub const RESULTS_META: Named = Named {
    name: "ResultsMeta",
    about: "Which part of the results this is, and what there is among all of them.",
    body: Body::Object(&[
        Field::new("page", Shape::Integer),
        Field::new("limit", Shape::Integer),
        Field::new("total", Shape::Integer),
        Field::new("totalPages", Shape::Integer),
        Field::new("complete", Shape::Bool).about("`false` while the index is first built."),
        Field::new("facets", Shape::Named(&FACETS)),
    ]),
};

const FACETS: Named = Named {
    name: "Facets",
    about: "How many of all results there are of each.",
    body: Body::Object(&[
        Field::new("kind", Shape::List(&Shape::Named(&KIND_COUNT))),
        Field::new("category", Shape::List(&Shape::Named(&ENTRY_COUNT))),
        Field::new("tag", Shape::List(&Shape::Named(&ENTRY_COUNT))),
    ]),
};

const KIND_COUNT: Named = Named {
    name: "KindCount",
    about: "How many there are of a kind.",
    body: Body::Object(&[Field::new("value", Shape::Kind), Field::new("count", Shape::Integer)]),
};

const ENTRY_COUNT: Named = Named {
    name: "EntryCount",
    about: "How many refer to an entry.",
    body: Body::Object(&[
        Field::new("id", Shape::Id),
        Field::new("slug", Shape::Slug),
        Field::new("name", Shape::Text),
        Field::new("count", Shape::Integer),
    ]),
};

/// `data` of `/answers`.
pub const ANSWERS: Shape = Shape::List(&Shape::Named(&Named {
    name: "Answer",
    about: "A passage that answers the question.",
    body: Body::Object(&[
        Field::new("type", Shape::Text).about("`section` of an article, or `faq`."),
        Field::new("text", Shape::Text),
        Field::new("html", Shape::Nullable(&Shape::Html)),
        Field::new("question", Shape::Nullable(&Shape::Text)),
        Field::new("heading", Shape::Nullable(&Shape::Text)),
        Field::new("anchor", Shape::Nullable(&Shape::Text)),
        Field::new("url", Shape::Address).about("Its path on the site, with its anchor."),
        Field::new("source", Shape::Open("the card of what it is from, with its `type`")),
        Field::new("cta", Shape::Nullable(&Shape::embedded("cta"))).about("The call to action of that place."),
        Field::new("highlights", Shape::Named(&ANSWER_HIGHLIGHTS)),
    ]),
}));

const ANSWER_HIGHLIGHTS: Named = Named {
    name: "AnswerHighlights",
    about: "Why it was found.",
    body: Body::Object(&[
        Field::new("question", MAYBE_FOUND),
        Field::new("heading", MAYBE_FOUND),
        Field::new("text", MAYBE_FOUND),
    ]),
};

/// `meta` of `/answers`.
pub const ANSWERS_META: Named = Named {
    name: "AnswersMeta",
    about: "About the answers.",
    body: Body::Object(&[
        Field::new("limit", Shape::Integer),
        Field::new("complete", Shape::Bool).about("`false` while the index is first built."),
    ]),
};

/// `data` of `/site`.
pub const SITE: Shape = Shape::Named(&Named {
    name: "Site",
    about: "What the site says of itself.",
    body: Body::Object(&[
        Field::new("name", Shape::Text),
        Field::new("url", Shape::Nullable(&Shape::Address)),
        Field::new("defaultLocale", Shape::Locale),
        Field::new("locales", Shape::List(&Shape::Locale)).about("Those that something is published in."),
        Field::new("kinds", Shape::List(&Shape::Named(&SITE_KIND))),
        Field::new("organisation", Shape::Named(&ORGANISATION)),
        Field::new("socialImage", Shape::Nullable(&Shape::Address))
            .about("For pages that have no picture of their own."),
    ]),
});

const SITE_KIND: Named = Named {
    name: "SiteKind",
    about: "Where the pages of a kind are.",
    body: Body::Object(&[
        Field::new("type", Shape::Kind),
        Field::new("plural", Shape::Text),
        Field::new("path", Shape::Text).about("With `{slug}` in it."),
        Field::new("listed", Shape::Bool).about("Whether they are in the sitemap."),
    ]),
};

const ORGANISATION: Named = Named {
    name: "Organisation",
    about: "Who publishes the site.",
    body: Body::Object(&[
        Field::new("name", Shape::Nullable(&Shape::Text)),
        Field::new("url", Shape::Nullable(&Shape::Address)),
        Field::new("logo", Shape::Nullable(&Shape::Address)),
    ]),
};

/// `data` of `/changes`.
pub const CHANGES: Shape = Shape::List(&Shape::Named(&Named {
    name: "Change",
    about: "Something that changed for readers, with what they get now.",
    body: Body::Object(&[
        Field::new("version", Shape::Integer),
        Field::new("at", Shape::Nullable(&Shape::Time)),
        Field::new("change", Shape::Choice(&["published", "unpublished", "site"]))
            .about("`site`: its settings, on which every page depends."),
        Field::new("type", Shape::Nullable(&Shape::Kind)),
        Field::new("id", Shape::Nullable(&Shape::Id)),
        Field::new("locale", Shape::Nullable(&Shape::Locale)),
        Field::new("slug", Shape::Nullable(&Shape::Slug)),
        Field::new("path", Shape::Nullable(&Shape::Path)),
        Field::new("cacheTag", Shape::Text).about("As in `Cache-Tag` of the pages that show it."),
    ]),
}));

/// `meta` of `/changes`.
pub const CHANGES_META: Named = Named {
    name: "ChangesMeta",
    about: "From where to where.",
    body: Body::Object(&[
        Field::new("since", Shape::Integer),
        Field::new("version", Shape::Integer).about("What to ask with the next time."),
        Field::new("more", Shape::Bool).about("Whether there are more by now."),
    ]),
};

/// `links` of `/changes`.
pub const CHANGES_LINKS: Named = Named {
    name: "ChangesLinks",
    about: "This answer and the one behind it.",
    body: Body::Object(&[Field::new("self", Shape::Address), Field::new("next", Shape::Nullable(&Shape::Address))]),
};

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::*;
    use crate::{
        delivery::{
            cast::{STORY, Stage, TOPIC, entry},
            query::{ENVELOPE_AFTER, ENVELOPE_BEFORE},
        },
        vocabulary::{Cause, Change, Site, Value, shape::fits::World},
    };

    #[test]
    fn the_envelope_has_just_the_names_that_answers_have() {
        let names: Vec<&str> = before(&STORY).iter().chain(&AFTER).map(|field| field.name).collect();
        assert_eq!(names, [ENVELOPE_BEFORE, ENVELOPE_AFTER].concat());
    }

    #[tokio::test]
    async fn answers_have_the_shapes_that_are_declared_for_them() {
        let stage = Stage::new(|log| {
            log.live(&TOPIC, 4, "running", &[("name", "Running".into())]);
            let fields = [
                ("title", Value::text("A")),
                ("topic", Value::Entry(entry(4))),
                ("topics", Value::from_iter([Value::Entry(entry(4))])),
                ("words", Value::Integer(3)),
                ("toldOn", "2026-11-01".into()),
            ];
            log.live(&STORY, 1, "old", &fields).live(&STORY, 1, "new", &fields);
        });
        let kinds = [STORY, TOPIC];
        // The cast's bodies hold no blocks of ours.
        let world = World { kinds: &kinds, block: &ANY_TEXT };
        let fits = |fields: &[Field], value: &Json| assert_eq!(world.members(fields, value, ""), None, "{value}");
        for spec in kinds {
            let list = stage.get(&format!("/{}", spec.plural)).await.json();
            fits(
                &[
                    Field::new("data", Shape::List(&Shape::Open(""))),
                    Field::new("meta", Shape::Named(&LIST_META)),
                    Field::new("links", Shape::Named(&LINKS)),
                ],
                &list,
            );
            let items = list["data"].as_array().unwrap();
            assert!(!items.is_empty(), "{}", spec.plural);
            for each in items {
                fits(&item(&spec), each);
                let address = format!("/{}/{}?body=html", spec.plural, each["slug"].as_str().unwrap());
                let one = stage.get(&address).await.json();
                fits(&[Field::new("data", Shape::Open("")), Field::new("meta", Shape::Named(&ONE_META))], &one);
                fits(&document(&spec), &one["data"]);
                let found =
                    stage.get(&format!("/resolve?path=/{}/{}", spec.plural, each["slug"].as_str().unwrap())).await;
                fits(
                    &[Field::new("data", Shape::Named(&RESOLVED)), Field::new("meta", Shape::Named(&ONE_META))],
                    &found.json(),
                );
            }
        }
        let redirects = stage.get("/redirects").await.json();
        fits(&[Field::new("data", REDIRECTS), Field::new("meta", Shape::Named(&REDIRECTS_META))], &redirects);
    }

    #[tokio::test]
    async fn answers_about_the_site_have_the_shapes_that_are_declared_for_them() {
        let stage = Stage::new(|log| {
            log.live(&TOPIC, 4, "running", &[("name", "Running".into())]);
            log.live(&STORY, 1, "new", &[]).offline(1, Cause::Unpublished).push(Change::Site(Site::default()));
        });
        let world = World { kinds: &[STORY, TOPIC], block: &ANY_TEXT };
        let fits = |fields: &[Field], value: &Json| assert_eq!(world.members(fields, value, ""), None, "{value}");
        let [data, meta] =
            [("data", SITE), ("meta", Shape::Named(&ONE_META))].map(|(name, shape)| Field::new(name, shape));
        fits(&[data, meta], &stage.get("/site").await.json());
        let changes = stage.get("/changes?limit=2").await.json();
        let whole = [
            Field::new("data", CHANGES),
            Field::new("meta", Shape::Named(&CHANGES_META)),
            Field::new("links", Shape::Named(&CHANGES_LINKS)),
        ];
        fits(&whole, &changes);
        fits(&whole, &stage.get("/changes").await.json());
    }

    static ANY_TEXT: Named = Named { name: "None", about: "", body: Body::Object(&[]) };
}
