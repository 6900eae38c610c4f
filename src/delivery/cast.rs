//! For tests: two toy kinds, a log that is easily written, and a source that can fail.

use std::{
    borrow::Cow,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request},
};
use bytes::Bytes;
use proptest::strategy::Strategy;
use serde_json::Value as Json;
use tokio::sync::Semaphore;
use tower::ServiceExt as _;
use uuid::Uuid;

use super::{Bounds, Catalog, Delivery, DocumentSource, Doors, Fold, Lookup, SourceError, routes};
use crate::{
    paths::API,
    platform::http::{Edge, api_headers},
    vocabulary::{
        CatalogVersion, Cause, Change, Closure, Document, EntryId, Field, FieldSpec, FieldType, GroupId, Head,
        KindName, KindSpec, ListShape, Locale, Pages, Passages, Publication, RevisionNumber, RichText, SearchSpec,
        Shape, Site, Time, Value, card, spec_of,
    },
};

pub const STORY: KindSpec = KindSpec {
    name: KindName::new("story"),
    plural: "stories",
    list: ListShape::Summary,
    pages: Pages::Feed,
    head: &[
        FieldSpec::new("title", FieldType::Text).card(),
        FieldSpec::new("topic", FieldType::Entry).filter("topic").to("topic"),
        FieldSpec::new("topics", FieldType::Entries).filter("anyTopic").to("topic"),
        FieldSpec::new("words", FieldType::Integer).filter("words"),
        FieldSpec::new("toldOn", FieldType::Date).filter("toldOn"),
    ],
    document: &[
        Field::new("title", Shape::Text),
        Field::new("topic", Shape::Nullable(&Shape::card("topic"))),
        Field::new("topics", Shape::List(&Shape::card("topic"))),
        Field::new("words", Shape::Nullable(&Shape::Integer)),
        Field::new("toldOn", Shape::Nullable(&Shape::Date)),
        Field::new("body", Shape::Rich),
    ],
    search: Some(SearchSpec {
        summary: "toldOn",
        category: "topic",
        tags: "topics",
        text: "body",
        passages: Passages::Sections,
    }),
};

pub const TOPIC: KindSpec = KindSpec {
    name: KindName::new("topic"),
    plural: "topics",
    list: ListShape::Whole,
    pages: Pages::Some,
    head: &[
        FieldSpec::new("name", FieldType::Text).card(),
        FieldSpec::new("parent", FieldType::Entry).to("topic").card(),
    ],
    document: &[
        Field::new("name", Shape::Text),
        Field::new("parent", Shape::Nullable(&Shape::card("topic"))),
        Field::new("note", Shape::Text),
    ],
    search: Some(SearchSpec {
        summary: "name",
        category: "parent",
        tags: "parent",
        text: "note",
        passages: Passages::Whole,
    }),
};

pub fn entry(n: u128) -> EntryId {
    EntryId(Uuid::from_u128(n))
}

/// A log that numbers and dates its rows itself: one every ten seconds.
#[derive(Debug, Default)]
pub struct Log {
    pub rows: Vec<Publication>,
}

impl Log {
    pub fn time(version: i64) -> Time {
        Time::from_timestamp(1_800_000_000 + version * 10, 0).unwrap()
    }

    pub fn push(&mut self, change: Change) -> &mut Self {
        let version = i64::try_from(self.rows.len()).unwrap() + 1;
        self.rows.push(Publication { version: CatalogVersion(version), at: Self::time(version), change });
        self
    }

    pub fn live(&mut self, kind: &KindSpec, n: u128, slug: &str, fields: &[(&'static str, Value)]) -> &mut Self {
        self.live_in("en", n, kind, n, slug, fields)
    }

    pub fn live_in(
        &mut self,
        locale: &str,
        group: u128,
        kind: &KindSpec,
        n: u128,
        slug: &str,
        fields: &[(&'static str, Value)],
    ) -> &mut Self {
        let revision = i64::try_from(self.rows.len()).unwrap() + 1;
        let fields: Vec<_> = fields.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
        let title = fields.iter().find_map(|(_, value)| value.as_str()).unwrap_or(slug).to_owned();
        let head = Head::new(kind, title, fields);
        let mut links = Vec::new();
        head.fields.iter().for_each(|value| value.entries(&mut links));
        self.push(Change::Live {
            id: entry(n),
            kind: kind.name,
            locale: locale.parse::<Locale>().unwrap(),
            group: GroupId(Uuid::from_u128(group)),
            slug: slug.parse().unwrap(),
            revision: RevisionNumber(revision),
            head,
            embeds: Box::default(),
            links: links.into(),
        })
    }

    pub fn offline(&mut self, n: u128, cause: Cause) -> &mut Self {
        self.push(Change::Offline { id: entry(n), cause })
    }
}

pub fn folded(log: &Log) -> Fold {
    let mut fold = Fold::new([STORY, TOPIC]);
    log.rows.iter().cloned().for_each(|row| fold.apply(row));
    fold
}

fn locale(l: u8) -> &'static str {
    if l == 0 { "en" } else { "de" }
}

/// A field of this kind that links to that entry.
fn links(kind: &KindSpec, n: u128) -> [(&'static str, Value); 1] {
    [(if kind.name == TOPIC.name { "parent" } else { "topic" }, Value::Entry(entry(n)))]
}

fn taken(log: &Log, kind: &KindSpec, locale: &str, slug: &str, by: u128) -> bool {
    let locale = locale.parse().unwrap();
    matches!(folded(log).find(kind.name, Some(&locale), slug), Lookup::Found(other) if other.id != entry(by))
}

/// Random histories of four entries that link to each other: (entry, slug, locale, what, linked entry).
pub fn histories() -> impl Strategy<Value = Log> {
    proptest::collection::vec((1..5u128, 0..4u8, 0..2u8, 0..6u8, 1..5u128), 0..40).prop_map(|steps| {
        let mut log = Log::default();
        for (n, slug, l, what, links_to) in steps {
            let slug = format!("slug-{slug}");
            // Which kind and group an entry has never changes.
            let kind = if n == 4 { &TOPIC } else { &STORY };
            match what {
                0 => log.offline(n, Cause::Unpublished),
                1 => log.offline(n, Cause::Undone),
                2 => log.push(Change::Site(Site { name: slug, ..Site::default() })),
                // Publishing refuses a slug that another live entry has.
                _ if taken(&log, kind, locale(l), &slug, n) => &mut log,
                _ => log.live_in(locale(l), n / 2, kind, n, &slug, &links(kind, links_to)),
            };
        }
        log
    })
}

/// A source whose documents are made of heads alone. It counts what it is asked for, and can fail or wait.
pub struct Source {
    pub loads: AtomicUsize,
    pub failing: AtomicBool,
    /// A load takes one permit; there are plenty unless a test takes them away.
    pub gate: Semaphore,
}

#[async_trait]
impl DocumentSource for Source {
    async fn documents(&self, closures: Vec<Closure>) -> Result<Vec<Document>, SourceError> {
        self.gate.acquire().await.map_err(SourceError::unavailable)?.forget();
        if self.failing.load(Ordering::SeqCst) {
            return Err(SourceError::unavailable("the secret host is down"));
        }
        self.loads.fetch_add(closures.len(), Ordering::SeqCst);
        Ok(closures.iter().map(compile).collect())
    }
}

fn compile(closure: &Closure) -> Document {
    let kinds = [STORY, TOPIC];
    let spec = spec_of(&kinds, closure.root.kind).unwrap();
    let view = |id: EntryId| closure.entries.get(&id).cloned();
    let own = |name: &'static str| {
        let words = format!("{} of {}", name, closure.root.head.title);
        let value = match (name, closure.root.head.get(spec, name)) {
            (_, Some(value)) => value.resolve(&|id| card(&kinds, &view, id)),
            ("body", None) => Value::Rich(Box::new(RichText {
                blocks: Value::from_iter([Value::text(words.repeat(20))]),
                html: format!("<p>{words}</p>").into(),
                markdown: words.clone().into(),
                text: words.into(),
            })),
            (_, None) => Value::text(words),
        };
        (Cow::Borrowed(name), value)
    };
    Document { fields: spec.names().map(own).collect(), ..Document::default() }
}

/// The whole readers' side over a log.
pub struct Stage {
    pub log: Log,
    pub catalog: Catalog,
    pub source: Arc<Source>,
    pub delivery: Delivery,
    pub router: Router,
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

impl Stage {
    pub fn new(write: impl FnOnce(&mut Log)) -> Self {
        Self::with_cache(8 << 20, write)
    }

    pub fn with_cache(bytes: u64, write: impl FnOnce(&mut Log)) -> Self {
        Self::with(Bounds { cache: bytes, ..Bounds::default() }, write)
    }

    pub fn with(bounds: Bounds, write: impl FnOnce(&mut Log)) -> Self {
        let catalog = Catalog::new([STORY, TOPIC]);
        let source = Arc::new(Source {
            loads: AtomicUsize::default(),
            failing: AtomicBool::default(),
            gate: Semaphore::new(10_000),
        });
        let doors = Doors::of_readers(source.clone());
        let delivery = Delivery::new(catalog.clone(), doors, bounds);
        let router = routes(delivery.clone()).layer(Edge::json(api_headers(false)));
        let mut stage = Self { log: Log::default(), catalog, source, delivery, router };
        stage.publish(write);
        stage
    }

    pub fn publish(&mut self, write: impl FnOnce(&mut Log)) {
        write(&mut self.log);
        self.catalog.apply(self.log.rows.clone());
    }

    pub fn loads(&self) -> usize {
        self.source.loads.load(Ordering::SeqCst)
    }

    pub fn fail(&self, failing: bool) {
        self.source.failing.store(failing, Ordering::SeqCst);
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.ask(Method::GET, address, &[]).await
    }

    pub async fn ask(&self, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("{API}{address}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status.as_u16(), headers: parts.headers, bytes }
    }
}

impl Answer {
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.bytes).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The slugs of a list.
    pub fn slugs(&self) -> Vec<String> {
        let json = self.json();
        let data = json["data"].as_array().unwrap_or_else(|| panic!("{json}"));
        data.iter().map(|item| item["slug"].as_str().unwrap().to_owned()).collect()
    }
}
