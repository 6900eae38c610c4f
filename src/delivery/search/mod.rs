//! Search for readers: what is published, by its words.
//!
//! The [`Indexer`] keeps an index beside the catalog. The index only says which entries fit: what is shown of them is the
//! catalog's, of now, so that nothing is shown that was taken away. It must not know how words are found: that is the room
//! `search`; nor where texts come from: they come through delivery's one door.

mod answers;
mod entry;
mod fragment;
mod indexer;
mod query;
mod results;
mod sections;

use std::sync::Arc;

use answers::Chosen;
pub use answers::address as answers_address;
pub use indexer::{Indexer, IndexingError};
pub use query::{AnswersQuery, DEFAULT_ANSWERS, MAX_ANSWERS, SearchQuery, filters};
pub use results::address as results_address;

use super::{
    Delivery,
    answers::blocking,
    fold::{Fold, Stamp},
    kept::{Made, Watch},
    problem::Refusal,
};
use crate::{
    search::{Index, IndexError},
    vocabulary::{CatalogVersion, EntryId, KindSpec},
};

/// The most entries that went offline since the index was written and are kept out of what it finds: beyond, they are
/// counted with the rest, and still not shown.
const MAX_GONE: usize = 10_000;

/// One moment of the index, and how it stands to the catalog.
pub struct Moment {
    index: Option<Arc<Index>>,
    followed: Option<CatalogVersion>,
}

impl Moment {
    pub fn of(indexer: &Indexer) -> Self {
        let (index, followed) = indexer.index().unzip();
        Self { index, followed: followed.flatten() }
    }

    /// Whether everything that is published was in the index once.
    const fn is_complete(&self) -> bool {
        self.followed.is_some()
    }

    /// What went offline since.
    fn gone(&self, fold: &Fold) -> Vec<EntryId> {
        let Some(followed) = self.followed else { return Vec::new() };
        let gone = fold.changed_after(followed).filter(|changed| changed.live.is_none());
        gone.map(|changed| changed.id).take(MAX_GONE).collect()
    }

    /// What makes an answer out of date that was made of this moment: the next publication, or, where the index lags
    /// behind the catalog, that it catches up.
    fn watch(&self, latest: Stamp) -> Watch {
        if self.followed == Some(latest.version) { Watch::Catalog } else { Watch::Nothing }
    }
}

impl Delivery {
    pub(super) fn search_query(&self, query: &str) -> Result<SearchQuery, Refusal> {
        let catalog = &self.0.catalog;
        SearchQuery::read(catalog.kinds(), &catalog.site().default_locale, query)
    }

    pub(super) fn answers_query(&self, query: &str) -> Result<AnswersQuery, Refusal> {
        AnswersQuery::read(&self.0.catalog.site().default_locale, query)
    }

    pub(super) async fn search(&self, query: SearchQuery) -> Result<Made, Refusal> {
        let (catalog, indexer) = (self.0.catalog.clone(), self.0.indexer.clone());
        blocking(move || {
            let results = results::results(&catalog, &Moment::of(&indexer), &query);
            results.map_err(|error| unreadable(&indexer, error))?
        })
        .await
    }

    pub(super) async fn passages(&self, query: AnswersQuery) -> Result<Made, Refusal> {
        let limit = query.limit;
        let (catalog, indexer) = (self.0.catalog.clone(), self.0.indexer.clone());
        let chosen = blocking(move || {
            let chosen = Chosen::of(&catalog, &Moment::of(&indexer), &query);
            chosen.map_err(|error| unreadable(&indexer, error))
        });
        chosen.await?.render(&self.0.catalog, &self.0.documents, limit).await
    }
}

/// An index that cannot be read is built afresh; who asked it is told once.
fn unreadable(indexer: &Indexer, error: IndexError) -> Refusal {
    indexer.drop_index();
    Refusal::internal(error)
}

/// The kinds that are searched.
pub fn searched(kinds: &[KindSpec]) -> Vec<KindSpec> {
    kinds.iter().filter(|kind| kind.search.is_some()).copied().collect()
}

#[cfg(test)]
mod tests;
