//! Drafts found by their words: an index of every entry as its editors see it, for the panel's lists and its one search.
//!
//! The index only says which entries fit, and which of them best. Who may see them, and what else narrows a list, is asked
//! of the database as ever. Where there is no answer, lists look for letters in titles, as they did before there was an
//! index: nobody waits for one to be built. It must not know who asks.

mod entry;
mod indexer;
mod store;

use std::{
    path::PathBuf,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::{Mutex, Notify},
    time::Instant,
};

pub use indexer::IndexingError;

use crate::{
    content::Registry,
    platform::db::Db,
    search::{Index, IndexError, Question, Wanted},
    vocabulary::{EntryId, KindName, Locale, Time},
};

/// The most entries that a search gives.
pub const MOST: usize = 1_000;
/// Drafts that a search waits for. More were imported, and are the background's.
const FEW: usize = 100;
/// So long a search waits for them.
const PATIENCE: Duration = Duration::from_secs(2);

/// The index of drafts. Clones share it.
#[derive(Clone)]
pub struct Drafts(Arc<Inner>);

struct Inner {
    db: Db,
    kinds: Arc<Registry>,
    /// Where the index is kept; in memory when `None`.
    folder: Option<PathBuf>,
    index: RwLock<Option<Arc<Index>>>,
    /// Whether all drafts are in it but a few of the last.
    is_complete: AtomicBool,
    /// The time of the newest change that it knows of, and since when. Before it was compared with the database, none.
    followed: Mutex<Option<(Time, Instant)>>,
    /// That there is work for the background.
    asked: Notify,
}

/// Drafts that fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Best {
    /// The best first, [`MOST`] at most.
    pub ids: Vec<EntryId>,
    /// Whether there were more.
    pub is_cut: bool,
}

impl Drafts {
    #[must_use]
    pub fn new(db: Db, kinds: Arc<Registry>, folder: Option<PathBuf>) -> Self {
        let (index, is_complete, followed, asked) = Default::default();
        Self(Arc::new(Inner { db, kinds, folder, index, is_complete, followed, asked }))
    }

    /// The drafts of these kinds, of all when empty, that have every word of a text, as they are now. `None` where the
    /// index does not know: the text has no word, nothing has its words, or not all drafts are in it yet.
    pub async fn find(&self, kinds: &[KindName], text: &str) -> Option<Best> {
        let is_asked = Question::read(text, &Locale::default()).is_ok();
        if !(is_asked && self.0.is_complete.load(Ordering::Acquire)) {
            return None;
        }
        // Opened in the background alone.
        self.index()?;
        let index = match tokio::time::timeout(PATIENCE, self.catch_up(FEW)).await {
            Ok(Ok(true)) => self.index()?,
            Ok(Ok(false)) | Err(_) => return None,
            Ok(Err(error)) => {
                tracing::warn!(%error, "drafts are looked for by letters");
                return None;
            }
        };
        let (kinds, text) = (kinds.to_vec(), text.to_owned());
        let found = tokio::task::spawn_blocking(move || best(&index, kinds, &text)).await;
        match found {
            Ok(Ok(best)) => Some(best).filter(|best| !best.ids.is_empty()),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the index of drafts cannot be read; it is opened anew");
                self.drop_index();
                self.0.asked.notify_one();
                None
            }
            Err(_) => None,
        }
    }

    fn index(&self) -> Option<Arc<Index>> {
        self.0.index.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Gives an index up that cannot be used: the next round opens it anew.
    fn drop_index(&self) {
        self.0.is_complete.store(false, Ordering::Release);
        *self.0.index.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// What fits in any of the languages that there are drafts in: whoever searches a list searches all of it.
fn best(index: &Index, kinds: Vec<KindName>, text: &str) -> Result<Best, IndexError> {
    let wanted = Wanted { kinds, take: MOST, ..Wanted::default() };
    let (mut fitting, mut total) = (Vec::new(), 0);
    for locale in index.locales()? {
        let Ok(question) = Question::read(text, &locale) else { continue };
        let (best, of_locale) = index.best(&question, &wanted)?;
        fitting.extend(best);
        total += of_locale;
    }
    fitting.sort_by(|(a, high), (b, low)| low.total_cmp(high).then_with(|| b.cmp(a)));
    let ids = fitting.into_iter().map(|(id, _)| id).take(MOST).collect();
    Ok(Best { ids, is_cut: total > MOST })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{Entry, Keeps};

    #[test]
    fn no_more_than_the_best_are_given_and_that_there_were_more_is_said() {
        let entry = |n: u128| Entry {
            id: EntryId(uuid::Uuid::from_u128(n)),
            kind: KindName::new("tag"),
            locale: if n.is_multiple_of(2) { "de" } else { "en" }.parse().unwrap(),
            mark: 1,
            title: if n == 7 { "Knee" } else { "Leg" }.into(),
            summary: "Above the knee, and below it".into(),
            passages: Vec::new(),
            category: None,
            tags: Vec::new(),
        };
        let all: Vec<Entry> = (1..=1_001).map(entry).collect();
        let index = Index::in_memory(Keeps::Nothing).unwrap();
        index.apply(&all[..MOST], &[], 0).unwrap();
        let found = best(&index, Vec::new(), "knee").unwrap();
        assert_eq!((found.ids.len(), found.is_cut, found.ids[0]), (MOST, false, all[6].id));
        index.apply(&all, &[], 0).unwrap();
        let found = best(&index, Vec::new(), "knee").unwrap();
        assert_eq!((found.ids.len(), found.is_cut, found.ids[0]), (MOST, true, all[6].id));
        assert_eq!(best(&index, vec![KindName::new("faq")], "knee").unwrap(), Best::default());
    }
}
