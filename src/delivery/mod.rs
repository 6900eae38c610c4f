//! The readers' side: what is published, as JSON, at the speed of a static file.
//!
//! It holds the [`Catalog`] (folded from the publication log, in memory) and a bounded cache of ready answers;
//! what it does not hold it asks of a [`DocumentSource`]. It must not know the database, sessions or drafts:
//! nothing but path, query and `Accept-Encoding` changes an answer.

mod answers;
mod api;
mod cache;
mod calls;
mod catalog;
mod closed;
mod conditional;
mod cursor;
mod draft;
mod encoding;
mod evaluate;
mod filter;
mod flights;
mod fold;
mod guard;
mod history;
mod index;
mod kept;
mod list;
mod one;
mod parameters;
mod problem;
mod query;
mod ready;
mod related;
mod respond;
mod search;
pub mod shapes;
mod site;
mod source;
mod walk;

#[cfg(test)]
mod cast;

use std::{path::PathBuf, sync::Arc};

pub use answers::Endpoint;
pub use api::routes;
pub use calls::{Call, calls};
pub use catalog::Catalog;
pub use draft::{Draft, DraftError, DraftSource};
pub use fold::{Fold, Lookup, Stamp};
pub use history::{Asker, HistoryError, HistorySource};
pub use parameters::parameters;
pub use query::{ENVELOPE_AFTER, ENVELOPE_BEFORE};
pub use ready::{Ready, preflight, public_headers};
pub use search::{Indexer, IndexingError};
pub use site::About;
pub use source::{DocumentSource, SourceError};

use crate::platform::http::TrustedProxies;

/// What answers readers; clones share it.
#[derive(Clone)]
pub struct Delivery(Arc<Inner>);

/// What readers may cost.
#[derive(Debug, Clone, Default)]
pub struct Bounds {
    /// What ready answers and compiled documents may take in memory together, about, in bytes.
    pub cache: u64,
    /// Where the search index is kept; in memory when `None`.
    pub index: Option<PathBuf>,
    /// How many answers a second are made for one address, beside those that are at hand; 0 for any number.
    pub rate: u32,
    /// Whose word on a client's address is believed.
    pub proxies: TrustedProxies,
}

/// The narrow doors to what the readers' side does not hold.
#[derive(Clone)]
pub struct Doors {
    pub documents: Arc<dyn DocumentSource>,
    pub drafts: Arc<dyn DraftSource>,
    pub history: Arc<dyn HistorySource>,
}

struct Inner {
    doors: Doors,
    proxies: TrustedProxies,
    guard: guard::Guard,
    catalog: Catalog,
    documents: cache::Documents,
    answers: cache::Answers,
    indexer: Indexer,
    capacity: u64,
}

impl Delivery {
    #[must_use]
    pub fn new(catalog: Catalog, doors: Doors, bounds: Bounds) -> Self {
        let Bounds { cache: capacity, index, rate, proxies } = bounds;
        // Documents are needed only while an answer that shows them is made: an eighth.
        let for_documents = capacity / 8;
        let indexer = Indexer::new(catalog.clone(), doors.documents.clone(), index);
        let documents = cache::Documents::new(doors.documents.clone(), for_documents);
        let answers = cache::Answers::new(capacity - for_documents);
        let guard = guard::Guard::new(rate);
        Self(Arc::new(Inner { doors, proxies, guard, catalog, documents, answers, indexer, capacity }))
    }

    /// What keeps the search index in step. Until it follows, or is told to [sync](Indexer::sync), nothing is found.
    #[must_use]
    pub fn indexer(&self) -> &Indexer {
        &self.0.indexer
    }

    /// What the caches hold, about.
    #[must_use]
    pub fn held(&self) -> Held {
        Held { answers: self.0.answers.held(), documents: self.0.documents.held(), capacity: self.0.capacity }
    }

    /// All that grows with what is asked.
    #[cfg(test)]
    fn settled(&self) -> Settled {
        let (answers, documents) = (&self.0.answers, &self.0.documents);
        Settled {
            bytes: answers.counted() + documents.counted(),
            in_the_making: answers.in_the_making(),
            addresses: self.0.guard.addresses(),
        }
    }
}

/// What questions leave behind.
#[cfg(test)]
#[derive(Debug)]
struct Settled {
    bytes: usize,
    /// Answers.
    in_the_making: usize,
    /// Of clients whose questions are counted.
    addresses: usize,
}

/// What the caches take in memory, in bytes, and what they may take together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    pub answers: u64,
    pub documents: u64,
    pub capacity: u64,
}
