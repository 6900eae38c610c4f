//! The readers' side: what is published, as JSON, at the speed of a static file.
//!
//! It holds the [`Catalog`] (folded from the publication log, in memory) and a bounded cache of ready answers;
//! what it does not hold it asks of a [`DocumentSource`]. It must not know the database, sessions or drafts:
//! nothing but path, query and `Accept-Encoding` changes an answer.

mod answers;
mod api;
mod cache;
mod catalog;
mod conditional;
mod draft;
mod encoding;
mod evaluate;
mod filter;
mod fold;
mod kept;
mod list;
mod problem;
mod query;
mod respond;
mod search;
mod source;

#[cfg(test)]
mod cast;

use std::{path::PathBuf, sync::Arc};

pub use api::routes;
pub use catalog::Catalog;
pub use draft::{Draft, DraftError, DraftSource};
pub use fold::{Fold, Lookup, Stamp};
pub use search::{Indexer, IndexingError};
pub use source::{DocumentSource, SourceError};

/// What answers readers; clones share it.
#[derive(Clone)]
pub struct Delivery(Arc<Inner>);

struct Inner {
    drafts: Arc<dyn DraftSource>,
    catalog: Catalog,
    documents: cache::Documents,
    answers: cache::Answers,
    indexer: Indexer,
    capacity: u64,
}

impl Delivery {
    /// `cache_bytes`: what ready answers and compiled documents may take in memory together, about. `index_folder`: where
    /// the search index is kept; in memory when `None`.
    #[must_use]
    pub fn new(
        catalog: Catalog,
        source: Arc<dyn DocumentSource>,
        drafts: Arc<dyn DraftSource>,
        cache_bytes: u64,
        index_folder: Option<PathBuf>,
    ) -> Self {
        // Documents are needed only while an answer that shows them is made: an eighth.
        let for_documents = cache_bytes / 8;
        let indexer = Indexer::new(catalog.clone(), source.clone(), index_folder);
        let documents = cache::Documents::new(source, for_documents);
        let answers = cache::Answers::new(cache_bytes - for_documents);
        Self(Arc::new(Inner { drafts, catalog, documents, answers, indexer, capacity: cache_bytes }))
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

    /// What ready answers take, in bytes, once the cache has caught up with itself.
    #[cfg(test)]
    async fn settled(&self) -> u64 {
        self.0.answers.settled().await
    }
}

/// What the caches take in memory, in bytes, and what they may take together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    pub answers: u64,
    pub documents: u64,
    pub capacity: u64,
}
