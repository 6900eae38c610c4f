//! The bounded caches: compiled documents, and ready answers by the address that asks for them.
//!
//! Nothing is ever purged by hand: a document is kept under the stamp it was made at, and an answer knows what
//! would make it out of date.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use moka::{future::Cache, policy::EvictionPolicy};
use tokio::sync::OnceCell;

use super::{
    fold::Stamp,
    kept::Kept,
    problem::Refusal,
    source::{DocumentSource, SourceError},
};
use crate::vocabulary::{CatalogVersion, Closure, Document, EntryId, Value};

/// Compiled documents, and the source of those that are not kept.
pub struct Documents {
    source: Arc<dyn DocumentSource>,
    kept: Cache<(EntryId, CatalogVersion), Arc<Document>>,
}

impl Documents {
    pub fn new(source: Arc<dyn DocumentSource>, bytes: u64) -> Self {
        let kept = Cache::builder()
            .max_capacity(bytes)
            // By age of use alone: what was popular under an old stamp must not keep its successor out.
            .eviction_policy(EvictionPolicy::lru())
            .weigher(|_, document: &Arc<Document>| u32::try_from(weight(document)).unwrap_or(u32::MAX))
            .build();
        Self { source, kept }
    }

    /// One document; loaded once, however many ask.
    pub async fn one(&self, closure: &Closure, stamp: Stamp) -> Result<Arc<Document>, SourceError> {
        let key = (closure.root.id, stamp.version);
        let load = async {
            let mut documents = self.load(vec![closure.clone()]).await?;
            documents.pop().ok_or_else(|| SourceError::unreadable("the source gave no document"))
        };
        self.kept.try_get_with(key, load).await.map_err(|error| SourceError::clone(&error))
    }

    /// Several documents, in order; those that are not kept are loaded together.
    pub async fn many(&self, closures: &[(Closure, Stamp)]) -> Result<Vec<Arc<Document>>, SourceError> {
        let mut found = Vec::with_capacity(closures.len());
        let (mut missing, mut places) = (Vec::new(), Vec::new());
        for (closure, stamp) in closures {
            let key = (closure.root.id, stamp.version);
            let document = self.kept.get(&key).await;
            if document.is_none() {
                places.push((found.len(), key));
                missing.push(closure.clone());
            }
            found.push(document);
        }
        if !missing.is_empty() {
            for ((place, key), document) in places.into_iter().zip(self.load(missing).await?) {
                self.kept.insert(key, document.clone()).await;
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
        self.kept.weighted_size()
    }

    /// What they take, counted one by one, once all that is too much is gone.
    #[cfg(test)]
    pub async fn settled(&self) -> usize {
        self.kept.run_pending_tasks().await;
        self.kept.iter().map(|(_, document)| weight(&document)).sum()
    }

    async fn load(&self, closures: Vec<Closure>) -> Result<Vec<Arc<Document>>, SourceError> {
        let documents = self.source.documents(closures).await?;
        Ok(documents.into_iter().map(Arc::new).collect())
    }
}

/// Ready answers by path and query, as asked and as normalised.
pub struct Answers {
    kept: Cache<Box<str>, Arc<Kept>>,
    flights: Flights,
}

impl Answers {
    pub fn new(bytes: u64) -> Self {
        // An answer under two addresses is weighed twice: rather too little is kept than too much.
        let kept = Cache::<Box<str>, Arc<Kept>>::builder()
            .max_capacity(bytes)
            .weigher(|key, kept| u32::try_from(key.len() + kept.weight()).unwrap_or(u32::MAX));
        Self { kept: kept.build(), flights: Flights::default() }
    }

    pub async fn get(&self, key: &str) -> Option<Arc<Kept>> {
        self.kept.get(key).await
    }

    /// Keeps an answer, or weighs it again after it has grown.
    pub async fn keep(&self, key: &str, kept: &Arc<Kept>) {
        self.kept.insert(key.into(), kept.clone()).await;
    }

    /// What they take in memory, in bytes, about.
    pub fn held(&self) -> u64 {
        self.kept.weighted_size()
    }

    /// What they take, counted one by one, once all that is too much is gone.
    #[cfg(test)]
    pub async fn settled(&self) -> usize {
        self.kept.run_pending_tasks().await;
        self.kept.iter().map(|(key, kept)| key.len() + kept.weight()).sum()
    }

    #[cfg(test)]
    pub fn in_the_making(&self) -> usize {
        self.flights.lock().len()
    }

    /// Makes an answer once for all who ask for it at this catalog version while it is being made.
    pub async fn make(&self, key: &str, version: CatalogVersion, make: impl Future<Output = Flight>) -> Flight {
        let key = (Box::from(key), version);
        let cell = self.flights.join(&key);
        let made = cell.get_or_init(|| make).await.clone();
        drop(cell);
        self.flights.leave(&key);
        made
    }
}

/// What making an answer came to.
pub type Flight = Result<Arc<Kept>, Refusal>;
type FlightKey = (Box<str>, CatalogVersion);

/// The answers that are being made. An entry lives as long as someone waits for it.
#[derive(Default)]
struct Flights(Mutex<HashMap<FlightKey, Weak<OnceCell<Flight>>>>);

impl Flights {
    fn join(&self, key: &FlightKey) -> Arc<OnceCell<Flight>> {
        let mut flights = self.lock();
        if let Some(cell) = flights.get(key).and_then(Weak::upgrade) {
            return cell;
        }
        // Those whose every asker hung up were not taken out.
        if flights.len() >= 64 {
            flights.retain(|_, cell| cell.strong_count() > 0);
        }
        let cell = Arc::new(OnceCell::new());
        flights.insert(key.clone(), Arc::downgrade(&cell));
        cell
    }

    fn leave(&self, key: &FlightKey) {
        let mut flights = self.lock();
        if flights.get(key).is_some_and(|cell| cell.strong_count() == 0) {
            flights.remove(key);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<FlightKey, Weak<OnceCell<Flight>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

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
