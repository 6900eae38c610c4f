//! The shapes of answers: an entry as an item, one document, a list. Pure.

use std::{borrow::Cow, collections::HashSet, sync::Arc};

use serde::{Serialize, Serializer};

use super::{
    cursor::Cursor,
    query::{ENVELOPE_AFTER, ENVELOPE_BEFORE, ListQuery, Shown, Start},
};
use crate::{
    paths::API,
    vocabulary::{BodyForms, Closure, Document, EntryId, KindSpec, ListShape, LiveEntry, Part, Value, card, spec_of},
};

/// An entry with all that its item is made of.
pub struct Subject {
    pub entry: Arc<LiveEntry>,
    pub alternates: Vec<Arc<LiveEntry>>,
    pub content: Content,
}

pub enum Content {
    /// The head's fields, with the cards of what they refer to.
    Head(Vec<Value>),
    Whole(Closure, Arc<Document>),
}

/// An entry as it stands in an answer.
pub struct Item<'a> {
    values: Vec<(&'static str, Cow<'a, Value>)>,
    fields: Option<&'a Part>,
    forms: BodyForms,
}

/// The entries that an answer shows, each once, and names for them for those who purge caches.
#[derive(Default)]
pub struct Exhibits {
    seen: HashSet<EntryId>,
    pub ids: Vec<EntryId>,
    /// One per entry: `article:<id>`; for a list also its kind's plural.
    pub tags: Vec<String>,
    /// The plurals of all kinds that it shows: for when the others are too many.
    pub wide_tags: Vec<String>,
}

#[derive(Serialize)]
pub struct One<'a, T> {
    pub data: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub included: Option<Included<'a>>,
    pub meta: OneMeta<'a>,
}

/// What was asked for beside a document.
#[derive(Serialize)]
pub struct Included<'a> {
    pub related: Vec<Item<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OneMeta<'a> {
    pub cache_tags: &'a [String],
}

/// What `/resolve` says of a document.
#[derive(Serialize)]
pub struct Resolved<'a> {
    pub r#type: &'static str,
    pub kind: &'static str,
    pub id: EntryId,
    pub slug: &'a str,
    pub locale: &'a str,
    /// Where the API has it.
    pub url: String,
    pub document: Item<'a>,
}

#[derive(Serialize)]
pub struct List<'a> {
    pub data: Vec<Item<'a>>,
    pub meta: ListMeta,
    pub links: Links,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListMeta {
    /// `None` where a cursor says from where on.
    pub page: Option<usize>,
    pub limit: usize,
    pub total: usize,
    pub total_pages: usize,
    /// Where the next page begins, for those who read on while things are published.
    pub next_cursor: Option<String>,
}

#[derive(Serialize)]
pub struct Links {
    #[serde(rename = "self")]
    pub this: String,
    pub next: Option<String>,
    pub prev: Option<String>,
}

impl<'a> Included<'a> {
    /// Other entries of the same kind, as lists show them.
    pub fn new(kinds: &[KindSpec], spec: &KindSpec, related: &'a [Subject], forms: BodyForms) -> Self {
        Self { related: related.iter().map(|subject| Item::of(kinds, spec, subject, None, forms)).collect() }
    }
}

impl<'a> Item<'a> {
    pub fn new(kinds: &[KindSpec], spec: &KindSpec, subject: &'a Subject, shown: &'a Shown) -> Self {
        Self::of(kinds, spec, subject, shown.fields.as_ref(), shown.forms)
    }

    fn of(
        kinds: &[KindSpec],
        spec: &KindSpec,
        subject: &'a Subject,
        fields: Option<&'a Part>,
        forms: BodyForms,
    ) -> Self {
        let names: Vec<&'static str> = match (&fields, &subject.content) {
            (Some(part), _) => part.names().collect(),
            (None, Content::Head(_)) => head_names(spec).collect(),
            (None, Content::Whole(..)) => {
                ENVELOPE_BEFORE.into_iter().chain(spec.names()).chain(ENVELOPE_AFTER).collect()
            }
        };
        let field = |name| {
            let value = envelope(subject, name).map(Cow::Owned);
            (name, value.or_else(|| content(kinds, spec, subject, name)).unwrap_or_default())
        };
        Self { values: names.into_iter().map(field).collect(), fields, forms }
    }
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.values.iter().map(|(name, value)| {
            let part = self.fields.and_then(|fields| fields.member(name).flatten());
            (name, value.answer(self.forms).part(part))
        }))
    }
}

/// Names every answer that is made of the site's settings.
pub const SITE_TAG: &str = "site";

impl Exhibits {
    /// Those of an answer about the site.
    pub fn of_site() -> Self {
        let tag = || vec![SITE_TAG.to_owned()];
        Self { tags: tag(), wide_tags: tag(), ..Self::default() }
    }

    pub fn show(&mut self, kinds: &[KindSpec], entry: &LiveEntry) {
        if self.seen.insert(entry.id) {
            self.ids.push(entry.id);
            self.tags.push(format!("{}:{}", entry.kind, entry.id));
            if let Some(spec) = spec_of(kinds, entry.kind) {
                self.show_all_of(spec);
            }
        }
    }

    /// All that a document shows, itself first.
    pub fn show_closure(&mut self, kinds: &[KindSpec], closure: &Closure) {
        closure.reach.iter().filter_map(|id| closure.entries.get(id)).for_each(|entry| self.show(kinds, entry));
    }

    fn show_all_of(&mut self, spec: &KindSpec) {
        if !self.wide_tags.iter().any(|tag| tag == spec.plural) {
            self.wide_tags.push(spec.plural.to_owned());
        }
    }

    /// A list depends on entries that are not yet in it.
    pub fn show_list(&mut self, spec: &KindSpec) {
        self.tags.push(spec.plural.to_owned());
        self.show_all_of(spec);
    }
}

impl Links {
    /// The links of a page, by the query's normal form.
    pub fn new(spec: &KindSpec, query: &ListQuery, pages: usize, next: Option<Cursor>) -> Self {
        let at = |start| list_address(spec, query, start);
        let this = at(query.start);
        match query.start {
            Start::Page(page) => Self {
                this,
                next: (page < pages).then(|| at(Start::Page(page + 1))),
                prev: (page > 1).then(|| at(Start::Page((page - 1).min(pages.max(1))))),
            },
            Start::After(_) => Self { this, next: next.map(|cursor| at(Start::After(cursor))), prev: None },
        }
    }
}

/// The address of a document.
pub fn address(spec: &KindSpec, slug_or_id: &str) -> String {
    format!("{API}/{}/{slug_or_id}", spec.plural)
}

/// The address of a page of a list.
pub fn list_address(spec: &KindSpec, query: &ListQuery, start: Start) -> String {
    with_query(format!("{API}/{}", spec.plural), &query.normal(start))
}

pub fn with_query(mut address: String, query: &str) -> String {
    if !query.is_empty() {
        address.push('?');
        address.push_str(query);
    }
    address
}

/// Whether a list's items need more than heads.
pub fn needs_documents(spec: &KindSpec, shown: &Shown) -> bool {
    match (&shown.fields, spec.list) {
        (None, ListShape::Whole) => true,
        (None, ListShape::Summary) => false,
        (Some(fields), _) => fields
            .names()
            .any(|name| spec.has(name) && (spec.list == ListShape::Whole || spec.head_index(name).is_none())),
    }
}

/// What is shown of a head, in the order of the document.
fn head_names(spec: &KindSpec) -> impl Iterator<Item = &'static str> {
    let shown = spec.names().filter(|name| spec.head_index(name).is_some());
    let beside = spec.head.iter().map(|field| field.name).filter(|name| !spec.has(name));
    ENVELOPE_BEFORE.into_iter().chain(shown).chain(beside).chain(ENVELOPE_AFTER)
}

fn envelope(subject: &Subject, name: &str) -> Option<Value> {
    let entry = &subject.entry;
    Some(match name {
        "id" => Value::text(entry.id.to_string()),
        "type" => Value::text(entry.kind.as_str()),
        "slug" => Value::text(entry.slug.as_str()),
        "locale" => Value::text(entry.locale.as_str()),
        "alternates" => {
            let alternate = |other: &Arc<LiveEntry>| {
                Value::object([("locale", other.locale.as_str().into()), ("slug", other.slug.as_str().into())])
            };
            subject.alternates.iter().map(alternate).collect()
        }
        "publishedAt" => entry.published_at.into(),
        "updatedAt" => entry.updated_at.into(),
        "revision" => Value::Integer(entry.revision.0),
        _ => return None,
    })
}

fn content<'a>(kinds: &[KindSpec], spec: &KindSpec, subject: &'a Subject, name: &str) -> Option<Cow<'a, Value>> {
    match &subject.content {
        Content::Head(values) => spec.head_index(name).and_then(|index| values.get(index)).map(Cow::Borrowed),
        Content::Whole(closure, document) => document.get(name).map(Cow::Borrowed).or_else(|| {
            let view = |id: EntryId| closure.entries.get(&id).cloned();
            subject.entry.head.get(spec, name).map(|value| Cow::Owned(value.resolve(&|id| card(kinds, &view, id))))
        }),
    }
}
