//! How each answer is made, from a query to bytes. Runs only while no ready answer is up to date.

use std::sync::Arc;

use axum::http::{StatusCode, Uri};
use serde_json::json;

use super::{
    Delivery,
    catalog::Catalog,
    fold::{Lookup, Stamp},
    kept::{Kept, Made, Watch},
    list,
    problem::Refusal,
    query::{ListQuery, OneQuery, ResolveQuery, locale_only},
    respond::{Content, Exhibits, Item, One, OneMeta, Resolved, Subject, address, list_address, with_query},
    search,
    source::SourceError,
};
use crate::{
    paths::API,
    vocabulary::{CatalogVersion, Closure, KindSpec, LiveEntry, Locale, View},
};

/// What is asked for, as the routes tell it.
#[derive(Clone, Copy)]
pub enum Endpoint {
    List(KindSpec),
    One(KindSpec),
    Resolve,
    Redirects,
    Search,
    Answers,
}

/// What a request gets where nothing is wrong with it.
pub enum Outcome {
    Answer(Arc<Kept>),
    /// `308` to this address.
    Moved(String),
    /// For whoever holds a token, this once.
    Draft(Vec<u8>),
}

/// A document that was found, with all that its answer depends on: one moment of the catalog.
struct Target {
    spec: KindSpec,
    locale: Option<Locale>,
    name: Box<str>,
    closure: Closure,
    stamp: Stamp,
    alternates: Vec<Arc<LiveEntry>>,
}

enum Sight {
    Found(Box<Target>),
    Moved(Arc<LiveEntry>),
    Gone,
    Missing,
}

impl Delivery {
    pub(super) async fn outcome(&self, endpoint: Endpoint, uri: &Uri) -> Result<Outcome, Refusal> {
        // Read before anything is looked up: who joins an answer in the making gets nothing older than this.
        let version = self.0.catalog.version();
        let query = uri.query().unwrap_or_default();
        match endpoint {
            Endpoint::One(spec) => self.one(version, spec, uri.path(), query).await,
            Endpoint::List(spec) => {
                let query = ListQuery::read(&spec, query)?;
                let key = list_address(&spec, &query, query.page);
                self.answer(&key, version, self.list(spec, query)).await
            }
            Endpoint::Search => {
                let query = self.search_query(query)?;
                self.answer(&search::results_address(&query, query.page), version, self.search(query)).await
            }
            Endpoint::Answers => {
                let query = self.answers_query(query)?;
                self.answer(&search::answers_address(&query), version, self.passages(query)).await
            }
            Endpoint::Resolve => self.resolve(version, ResolveQuery::read(query)?).await,
            Endpoint::Redirects => {
                let locale = locale_only(query)?;
                let only = locale.as_ref().map(|locale| format!("locale={locale}")).unwrap_or_default();
                let (key, catalog) = (with_query(format!("{API}/redirects"), &only), self.0.catalog.clone());
                self.answer(&key, version, blocking(move || Ok(redirects(&catalog, locale.as_ref())))).await
            }
        }
    }

    async fn one(&self, version: CatalogVersion, spec: KindSpec, path: &str, query: &str) -> Result<Outcome, Refusal> {
        let asked = OneQuery::read(&spec, query)?;
        let name = path.rsplit('/').next().unwrap_or_default();
        if let Some(token) = &asked.preview {
            return Ok(Outcome::Draft(self.draft(spec, name, token, &asked).await?));
        }
        match self.look(spec, asked.locale.clone(), name) {
            Sight::Found(target) => {
                let key = with_query(address(&spec, name), &asked.normal());
                self.answer(&key, version, self.document(*target, asked, false)).await
            }
            Sight::Moved(entry) => Ok(Outcome::Moved(with_query(address(&spec, entry.slug.as_str()), query))),
            Sight::Gone => Err(Refusal::Gone),
            Sight::Missing => Err(Refusal::Missing),
        }
    }

    async fn resolve(&self, version: CatalogVersion, asked: ResolveQuery) -> Result<Outcome, Refusal> {
        let site = self.0.catalog.site();
        let mut otherwise = Refusal::Missing;
        let mut moved = None;
        for spec in self.0.catalog.kinds() {
            let Some((_, slug)) = site.at_path(&[spec.plural], &asked.path) else { continue };
            match self.look(*spec, asked.one.locale.clone(), slug) {
                // An id is a name in the API, not on the site.
                Sight::Found(target) if target.closure.root.slug.as_str() == slug => {
                    let key = with_query(format!("{API}/resolve"), &asked.normal());
                    return self.answer(&key, version, self.document(*target, asked.one, true)).await;
                }
                Sight::Moved(entry) => moved = moved.or(Some((*spec, entry))),
                Sight::Gone => otherwise = Refusal::Gone,
                Sight::Found(_) | Sight::Missing => {}
            }
        }
        let Some((spec, entry)) = moved else { return Err(otherwise) };
        let key = with_query(format!("{API}/resolve"), &asked.normal());
        let catalog = self.0.catalog.clone();
        self.answer(&key, version, async move { Ok(redirect(&catalog, spec, &entry)) }).await
    }

    /// The answer at hand, or one that is made now, once for all who ask; when it cannot be made because the source
    /// does not answer, an older one that shows nothing taken away meanwhile.
    async fn answer(
        &self,
        key: &str,
        version: CatalogVersion,
        make: impl Future<Output = Result<Kept, Refusal>>,
    ) -> Result<Outcome, Refusal> {
        let (answers, catalog) = (&self.0.answers, &self.0.catalog);
        let old = answers.get(key).await;
        if let Some(kept) = old.as_ref().filter(|kept| kept.is_fresh(catalog)) {
            return Ok(Outcome::Answer(kept.clone()));
        }
        let make = async {
            let kept = Arc::new(make.await?);
            // What was overtaken while it was made is served but not kept.
            if kept.is_fresh(catalog) {
                answers.keep(key, &kept).await;
            }
            Ok(kept)
        };
        match (answers.make(key, version, make).await, old) {
            (Ok(kept), _) => Ok(Outcome::Answer(kept)),
            (Err(Refusal::Source(SourceError::Unavailable(why))), Some(old)) if old.is_presentable(catalog) => {
                tracing::warn!(path = ?key, "an older answer is served, the store does not answer: {why}");
                Ok(Outcome::Answer(old))
            }
            (Err(refusal), _) => Err(refusal),
        }
    }

    fn look(&self, spec: KindSpec, locale: Option<Locale>, name: &str) -> Sight {
        let fold = self.0.catalog.read();
        match fold.find(spec.name, locale.as_ref(), name) {
            Lookup::Found(entry) => {
                let alternates = fold.alternates(&entry);
                let group = entry.group;
                let closure = self.0.catalog.closure(&*fold, entry);
                let stamp = fold.stamp(&closure.reach, group);
                Sight::Found(Box::new(Target { spec, locale, name: name.into(), closure, stamp, alternates }))
            }
            Lookup::Moved(entry) => Sight::Moved(entry),
            Lookup::Gone => Sight::Gone,
            Lookup::Missing => Sight::Missing,
        }
    }

    /// One document; for `/resolve` with where it was found.
    async fn document(&self, target: Target, asked: OneQuery, resolved: bool) -> Result<Kept, Refusal> {
        let Target { spec, locale, name, closure, stamp, alternates } = target;
        let document = self.0.documents.one(&closure, stamp).await?;
        let kinds = self.0.catalog.kinds();
        let mut exhibits = Exhibits::default();
        exhibits.show_closure(kinds, &closure);
        let root = closure.root.clone();
        let watch = Watch::Entry {
            kind: spec.name,
            locale,
            name,
            id: root.id,
            group: root.group,
            reach: closure.reach.clone().into(),
        };
        let subject = Subject { entry: root.clone(), alternates, content: Content::Whole(closure, document) };
        let item = Item::new(kinds, &spec, &subject, &asked.shown);
        let meta = OneMeta { cache_tags: &exhibits.tags };
        let json = if resolved {
            let data = Resolved {
                r#type: "document",
                kind: spec.name.as_str(),
                id: root.id,
                slug: root.slug.as_str(),
                locale: root.locale.as_str(),
                url: address(&spec, root.slug.as_str()),
                document: item,
            };
            serde_json::to_vec(&One { data, meta })
        } else {
            serde_json::to_vec(&One { data: item, meta })
        };
        Ok(Kept::new(Made { json: json.map_err(Refusal::internal)?, exhibits, watch, stamp }))
    }

    async fn list(&self, spec: KindSpec, query: ListQuery) -> Result<Kept, Refusal> {
        let query = Arc::new(query);
        let (catalog, asked) = (self.0.catalog.clone(), query.clone());
        let plan = blocking(move || list::Plan::new(&catalog, spec, &asked)).await?;
        let plan = plan.load(&self.0.documents).await?;
        let catalog = self.0.catalog.clone();
        blocking(move || plan.render(catalog.kinds(), &spec, &query)).await
    }
}

/// Does what takes longer than an async thread may be held up.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(Refusal::internal(error)),
    }
}

/// What `/resolve` says of an old path.
fn redirect(catalog: &Catalog, spec: KindSpec, entry: &LiveEntry) -> Kept {
    let fold = catalog.read();
    let mut exhibits = Exhibits::default();
    exhibits.show(catalog.kinds(), entry);
    let location = fold.site().path(spec.plural, &entry.slug);
    let data = json!({ "type": "redirect", "location": location, "status": StatusCode::PERMANENT_REDIRECT.as_u16() });
    let json = json!({ "data": data, "meta": { "cacheTags": exhibits.tags } }).to_string().into_bytes();
    Kept::new(Made { json, exhibits, watch: Watch::Catalog, stamp: fold.latest() })
}

/// Every old path of the site, in one locale, with the path that it leads to.
fn redirects(catalog: &Catalog, locale: Option<&Locale>) -> Kept {
    let fold = catalog.read();
    let site = fold.site();
    let locale = locale.unwrap_or(&site.default_locale);
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut exhibits = Exhibits::default();
    for spec in catalog.kinds() {
        exhibits.show_list(spec);
        let path = |slug| site.path(spec.plural, slug);
        pairs.extend(fold.moved(spec.name, locale).map(|(old, entry)| (path(old), path(&entry.slug))));
    }
    pairs.sort_unstable();
    let status = StatusCode::PERMANENT_REDIRECT.as_u16();
    let data: Vec<_> = pairs.iter().map(|(from, to)| json!({ "from": from, "to": to, "status": status })).collect();
    let json = json!({ "meta": { "locale": locale, "total": data.len() }, "data": data }).to_string().into_bytes();
    Kept::new(Made { json, exhibits, watch: Watch::Catalog, stamp: fold.latest() })
}
