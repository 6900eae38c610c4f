//! Examples: the sample content, published in memory and answered by the readers' API itself, so that no example can be
//! out of date. The same at every start: ids and times are made of names.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use async_trait::async_trait;
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{StatusCode, header::CONTENT_TYPE},
};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use tower::ServiceExt as _;

use crate::{
    content::{Input, Names, Registry, compile::compile, kind::AnyKind, names::Named},
    delivery::{self, About, Bounds, Call, Catalog, Delivery, DocumentSource, Doors, Endpoint, SourceError, calls},
    demo,
    vocabulary::{
        CatalogVersion, Change, Closure, Document, EntryId, GroupId, KindSpec, Locale, Organisation, Publication,
        Reference, ReferenceMode, RevisionNumber, Site, Slug, Time,
    },
};

/// The article that shows everything there is.
const SHOWN: &str = "lower-back-pain-after-running";
/// What it was called before, so that something has moved.
const BEFORE: &str = "back-pain-after-running";
/// The first of November 2026, in milliseconds; the sample content goes live a minute apart from then on.
const START: u64 = 1_793_520_000_000;
/// Far more than the sample content takes.
const CACHE: u64 = 16 << 20;

/// Answers by the call's path, and what is written by kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Examples {
    answers: BTreeMap<String, Json>,
    written: BTreeMap<&'static str, Json>,
}

impl Examples {
    /// # Errors
    /// When the sample content cannot be read, or the readers' API does not answer.
    pub async fn of(kinds: &Arc<Registry>) -> anyhow::Result<Self> {
        let clinic = Clinic::of(kinds)?;
        let delivery = clinic.delivery(kinds);
        delivery.indexer().sync().await?;
        let router = delivery::routes(delivery);
        let mut answers = BTreeMap::new();
        for Call { path, endpoint } in calls(kinds.specs()) {
            let asked = match &endpoint {
                Endpoint::List(_) => format!("{path}?limit=2"),
                Endpoint::One(spec) => path.replace("{name}", clinic.slug(spec)),
                Endpoint::Resolve => format!("{path}?path=/articles/{BEFORE}"),
                Endpoint::Search => format!("{path}?q=back+pain&limit=1"),
                Endpoint::Answers => format!("{path}?q=heat+or+ice&limit=1"),
                Endpoint::About(About::Changes) => format!("{path}?limit=2"),
                Endpoint::About(About::Atom | About::JsonFeed) => format!("{path}?limit=1"),
                Endpoint::About(_) => path.clone(),
            };
            answers.insert(path, ask(&router, &asked).await?);
        }
        let written = clinic.lines.iter().rev().map(|line| (line.kind.name.as_str(), line.sent.clone())).collect();
        Ok(Self { answers, written })
    }

    /// What a call of the readers' API answers.
    pub fn of_call(&self, path: &str) -> Option<Json> {
        self.answers.get(path).cloned()
    }

    /// What is sent to make an entry of a kind.
    pub fn written(&self, spec: &KindSpec) -> Option<Json> {
        self.written.get(spec.name.as_str()).cloned()
    }
}

/// The sample content as readers would get it.
pub struct Clinic {
    lines: Vec<Line>,
    contents: Arc<HashMap<EntryId, Json>>,
    log: Vec<Publication>,
}

struct Line {
    kind: &'static KindSpec,
    slug: Slug,
    sent: Json,
}

impl Clinic {
    /// # Errors
    /// When the sample content cannot be read.
    pub fn of(kinds: &Registry) -> anyhow::Result<Self> {
        let mut read = Vec::new();
        let mut names = Names::default();
        for line in demo::lines()? {
            let text = |name: &str| line.get(name).and_then(Json::as_str).unwrap_or_default();
            let kind = kinds.named(text("kind")).ok_or_else(|| anyhow::anyhow!("sample content of no kind"))?.clone();
            let (id, slug) = (id_of(text("externalId")), text("slug").parse::<Slug>()?);
            let (name, level) = (kind.spec().name, kind.level());
            names.add(Named { id, kind: name, level, slug: slug.clone(), title: String::new() }, true);
            let content = line.get("content").cloned().unwrap_or_default();
            read.push((id, kind, slug, content));
        }
        let mut clinic = Self { lines: Vec::new(), contents: Arc::default(), log: Vec::new() };
        clinic.append(Change::Site(site()));
        let mut contents = HashMap::new();
        for (id, kind, slug, content) in read {
            let taken = kind.read(&Input::json(content.clone()), None, &names)?;
            if slug.as_str() == SHOWN {
                let before = live(&*kind, id, BEFORE.parse()?, &taken.content)?;
                clinic.append(before);
            }
            let now = live(&*kind, id, slug.clone(), &taken.content)?;
            clinic.append(now);
            contents.insert(id, taken.content);
            let sent = serde_json::json!({ "locale": "en", "slug": slug, "content": content });
            clinic.lines.push(Line { kind: kind.spec(), slug, sent });
        }
        clinic.contents = Arc::new(contents);
        Ok(clinic)
    }

    /// The readers' API over it.
    pub fn delivery(&self, kinds: &Arc<Registry>) -> Delivery {
        let catalog = Catalog::new(kinds.specs());
        catalog.apply(self.log.clone());
        let source = Arc::new(Stored { kinds: kinds.clone(), contents: self.contents.clone() });
        let doors = Doors::of_readers(source);
        Delivery::new(catalog, doors, Bounds { cache: CACHE, ..Bounds::default() })
    }

    /// An entry of this kind that is worth looking at.
    fn slug(&self, spec: &KindSpec) -> &str {
        let mut of_kind = self.lines.iter().filter(|line| line.kind.name == spec.name).map(|line| line.slug.as_str());
        let first = of_kind.next().unwrap_or_default();
        if of_kind.any(|slug| slug == SHOWN) { SHOWN } else { first }
    }

    fn append(&mut self, change: Change) {
        let version = i64::try_from(self.log.len()).unwrap_or(i64::MAX).saturating_add(1);
        let start = i64::try_from(START).unwrap_or_default();
        let at = Time::from_timestamp_millis(start.saturating_add(version.saturating_mul(60_000))).unwrap_or_default();
        self.log.push(Publication { version: CatalogVersion(version), at, change });
    }
}

/// An answer of the readers' API.
///
/// # Errors
/// When it is none.
pub async fn ask(router: &Router, address: &str) -> anyhow::Result<Json> {
    let request = Request::builder().uri(address).body(Body::empty())?;
    // A router's error type has no values.
    let Ok(response) = router.clone().oneshot(request).await;
    anyhow::ensure!(response.status() == StatusCode::OK, "{address} answers {}", response.status());
    let media = response.headers().get(CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
    let is_json = media.ends_with("json");
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await?;
    if is_json { Ok(serde_json::from_slice(&body)?) } else { Ok(String::from_utf8(body.to_vec())?.into()) }
}

fn site() -> Site {
    let base_url = "https://larkmoor.example".to_owned();
    let organisation =
        Organisation { name: "Larkmoor Physiotherapy".into(), url: base_url.clone(), logo: String::new() };
    Site { name: "Larkmoor Physiotherapy".into(), base_url, organisation, ..Site::default() }
}

fn live(kind: &dyn AnyKind, id: EntryId, slug: Slug, content: &Json) -> anyhow::Result<Change> {
    let facts = kind.facts(content)?;
    let targets = |mode| {
        let of_mode = |reference: &&Reference| reference.mode == mode;
        facts.references.iter().filter(of_mode).map(|reference| reference.to).collect()
    };
    Ok(Change::Live {
        id,
        kind: kind.spec().name,
        locale: Locale::default(),
        group: GroupId(id.0),
        slug,
        revision: RevisionNumber(1),
        embeds: targets(ReferenceMode::Embed),
        links: targets(ReferenceMode::Link),
        head: facts.head,
    })
}

/// An id like any other (UUIDv7), made of a name.
fn id_of(name: &str) -> EntryId {
    let hash = Sha256::digest(name.as_bytes());
    let mut rest = [0; 10];
    rest.iter_mut().zip(hash).for_each(|(byte, hashed)| *byte = hashed);
    EntryId(uuid::Builder::from_unix_timestamp_millis(START, &rest).into_uuid())
}

struct Stored {
    kinds: Arc<Registry>,
    contents: Arc<HashMap<EntryId, Json>>,
}

#[async_trait]
impl DocumentSource for Stored {
    async fn documents(&self, closures: Vec<Closure>) -> Result<Vec<Document>, SourceError> {
        let made =
            |closure| compile(&self.kinds, closure, |id| self.contents.get(&id)).map_err(SourceError::unreadable);
        closures.iter().map(made).collect()
    }
}
