//! The bounded caches: compiled documents, and ready answers by the address that asks for them.
//!
//! Nothing is ever purged by hand: a document is kept under the stamp it was made at, and an answer knows what
//! would make it out of date.

use std::{
    hash::{Hash, RandomState},
    sync::Arc,
};

use quick_cache::{
    OptionsBuilder, Weighter,
    sync::{Cache, DefaultLifecycle},
};

use super::{
    flights::Flights,
    fold::Stamp,
    kept::Kept,
    problem::Refusal,
    source::{DocumentSource, SourceError},
};
use crate::vocabulary::{CatalogVersion, Closure, Document, EntryId, Value};

/// A cache that holds so much in memory. What is larger than the proven share of one of its parts is not kept.
type Bounded<K, V> = Cache<K, Weighed<V>, ByWeight, RandomState>;

/// What a value takes, on average; it only says how much room there is for knowing again what went.
const USUAL: u64 = 8 * 1024;

/// A value with what it took when it was put in, in bytes: the cache must find the same when it takes it out.
#[derive(Clone)]
struct Weighed<V> {
    value: V,
    bytes: usize,
}

#[derive(Clone)]
struct ByWeight;

impl<K, V> Weighter<K, Weighed<V>> for ByWeight {
    fn weight(&self, _: &K, weighed: &Weighed<V>) -> u64 {
        weighed.bytes as u64
    }
}

/// `parts`: how many, each with a lock of its own. `proven`: the share of what was asked for more than once, and is kept before what is new.
fn bounded<K: Eq + Hash, V: Clone>(bytes: u64, parts: usize, proven: f64) -> Bounded<K, V> {
    let mut options = OptionsBuilder::new();
    let items = usize::try_from(bytes / USUAL).unwrap_or(usize::MAX).max(parts);
    options.shards(parts).weight_capacity(bytes).estimated_items_capacity(items).hot_allocation(proven);
    match options.build() {
        Ok(options) => Cache::with_options(options, ByWeight, RandomState::new(), DefaultLifecycle::default()),
        // Only what was not said above would be missing.
        Err(_) => Cache::with(items, bytes, ByWeight, RandomState::new(), DefaultLifecycle::default()),
    }
}

type DocumentKey = (EntryId, CatalogVersion);

/// Compiled documents, and the source of those that are not kept.
pub struct Documents {
    source: Arc<dyn DocumentSource>,
    kept: Bounded<DocumentKey, Arc<Document>>,
    flights: Flights<DocumentKey, Result<Arc<Document>, SourceError>>,
}

impl Documents {
    pub fn new(source: Arc<dyn DocumentSource>, bytes: u64) -> Self {
        // What was popular under an old stamp must not keep its successor out.
        Self { source, kept: bounded(bytes, 2, 0.5), flights: Flights::default() }
    }

    /// One document; loaded once, however many ask, and whatever comes of it.
    pub async fn one(&self, closure: &Closure, stamp: Stamp) -> Result<Arc<Document>, SourceError> {
        let key = (closure.root.id, stamp.version);
        let load = async {
            if let Some(kept) = self.kept.get(&key) {
                return Ok(kept.value);
            }
            let mut documents = self.load(vec![closure.clone()]).await?;
            let document = documents.pop().ok_or_else(|| SourceError::unreadable("the source gave no document"))?;
            self.kept.insert(key, weighed(document.clone()));
            Ok(document)
        };
        self.flights.share(key, load).await
    }

    /// Several documents, in order; those that are not kept are loaded together.
    pub async fn many(&self, closures: &[(Closure, Stamp)]) -> Result<Vec<Arc<Document>>, SourceError> {
        let mut found = Vec::with_capacity(closures.len());
        let (mut missing, mut places) = (Vec::new(), Vec::new());
        for (closure, stamp) in closures {
            let key = (closure.root.id, stamp.version);
            let document = self.kept.get(&key).map(|weighed| weighed.value);
            if document.is_none() {
                places.push((found.len(), key));
                missing.push(closure.clone());
            }
            found.push(document);
        }
        if !missing.is_empty() {
            for ((place, key), document) in places.into_iter().zip(self.load(missing).await?) {
                self.kept.insert(key, weighed(document.clone()));
                if let Some(slot) = found.get_mut(place) {
                    *slot = Some(document);
                }
            }
        }
        let all: Option<Vec<_>> = found.into_iter().collect();
        all.ok_or_else(|| SourceError::unreadable("the source gave too few documents"))
    }

    /// What they take in memory, in bytes, about.
    pub fn held(&self) -> u64 {
        self.kept.weight()
    }

    /// What they take, counted one by one.
    #[cfg(test)]
    pub fn counted(&self) -> usize {
        self.kept.iter().map(|(_, document)| weight(&document.value)).sum()
    }

    async fn load(&self, closures: Vec<Closure>) -> Result<Vec<Arc<Document>>, SourceError> {
        let documents = self.source.documents(closures).await?;
        Ok(documents.into_iter().map(Arc::new).collect())
    }
}

fn weighed(document: Arc<Document>) -> Weighed<Arc<Document>> {
    Weighed { bytes: weight(&document), value: document }
}

/// Ready answers by path and query, as asked and as normalised.
pub struct Answers {
    kept: Bounded<Box<str>, Arc<Kept>>,
    flights: Flights<(Box<str>, CatalogVersion), Flight>,
}

impl Answers {
    pub fn new(bytes: u64) -> Self {
        Self { kept: bounded(bytes, 8, 0.9), flights: Flights::default() }
    }

    pub fn get(&self, key: &str) -> Option<Arc<Kept>> {
        Some(self.kept.get(key)?.value)
    }

    /// Keeps an answer, or weighs it again after it has grown.
    pub fn keep(&self, key: &str, kept: &Arc<Kept>) {
        // One under two addresses is weighed twice: rather too little is kept than too much.
        self.kept.insert(key.into(), Weighed { value: kept.clone(), bytes: key.len() + kept.weight() });
    }

    /// What they take in memory, in bytes, about.
    pub fn held(&self) -> u64 {
        self.kept.weight()
    }

    /// What they take, counted one by one.
    #[cfg(test)]
    pub fn counted(&self) -> usize {
        self.kept.iter().map(|(key, kept)| key.len() + kept.value.weight()).sum()
    }

    #[cfg(test)]
    pub fn in_the_making(&self) -> usize {
        self.flights.count()
    }

    /// Makes an answer once for all who ask for it at this catalog version while it is being made.
    pub async fn make(&self, key: &str, version: CatalogVersion, make: impl Future<Output = Flight>) -> Flight {
        self.flights.share((key.into(), version), make).await
    }
}

/// What making an answer came to.
pub type Flight = Result<Arc<Kept>, Refusal>;

/// What a document takes in memory, about, in bytes.
fn weight(document: &Document) -> usize {
    let inline = &document.inline;
    let fields = document.fields.iter().map(|(name, value)| name.len() + value_weight(value));
    fields.sum::<usize>() + inline.html.len() + inline.markdown.len() + inline.text.len() + 200
}

fn value_weight(value: &Value) -> usize {
    let within = match value {
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Entry(_) => 0,
        Value::Text(text) => text.len(),
        Value::List(values) => values.iter().map(value_weight).sum(),
        Value::Object(fields) => fields.iter().map(|(_, value)| 24 + value_weight(value)).sum(),
        Value::Rich(rich) => value_weight(&rich.blocks) + rich.html.len() + rich.markdown.len() + rich.text.len() + 96,
    };
    within + size_of::<Value>()
}
