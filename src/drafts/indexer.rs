//! Keeps this replica's index in step with the drafts.
//!
//! Nobody tells it of a save: it compares. Whoever searches has it catch up first, so that they find what was saved before,
//! here or by another replica; a round every now and then sees to it that there is never much to catch up with.
//!
//! What changed is found by its time, with what was changed shortly before, since a change is dated before it is committed
//! and clocks differ. What that misses shows in the number of drafts and the sum of their revisions; then, and when the
//! index was just opened, every draft is compared.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, atomic::Ordering},
    time::Duration,
};

use tokio::time::Instant;

use super::{
    Drafts, FEW,
    entry::{Draft, entry, revision},
    store::{self, Changed, Standing},
};
use crate::{
    content::{ContentError, Registry},
    search::{Entry, Index, IndexError, Keeps, Progress, TOGETHER, enough},
    vocabulary::{EntryId, Time},
};

/// What the index is called in its folder.
const NAME: &str = "drafts";
/// How often it is looked whether there is anything to catch up with, where nobody searches.
const ROUND: Duration = Duration::from_secs(10);
/// How long nobody tries after a failure.
const PAUSE: Duration = Duration::from_secs(2);
/// How long before the newest change that is known others may still turn up.
const BEFORE: Duration = Duration::from_secs(60);
/// Drafts whose contents are in memory together.
const LOADED: usize = 20;

/// Why the index is not in step.
#[derive(Debug, thiserror::Error)]
pub enum IndexingError {
    #[error(transparent)]
    Content(#[from] ContentError),
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error("the work was broken off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

impl From<sea_orm::DbErr> for IndexingError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Content(error.into())
    }
}

type Marks = HashMap<EntryId, u64>;

/// What there is to be done to the index.
#[derive(Debug, Default)]
struct Work {
    changed: Vec<EntryId>,
    gone: Vec<EntryId>,
    newest: Option<Time>,
}

impl Drafts {
    /// Follows the drafts until the task is dropped.
    pub async fn follow(self) {
        let mut failing = false;
        loop {
            match self.sync().await {
                Ok(()) => {
                    if std::mem::take(&mut failing) {
                        tracing::info!("the index of drafts follows them again");
                    }
                    if tokio::time::timeout(ROUND, self.0.asked.notified()).await.is_err() {
                        self.rest().await;
                    }
                }
                Err(error) => {
                    if !std::mem::replace(&mut failing, true) {
                        tracing::error!(%error, "the index of drafts cannot follow them; it is tried again");
                    }
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Lets go of what writing takes: some megabytes, for what is written every now and then.
    async fn rest(&self) {
        let _following = self.0.followed.lock().await;
        let Some(index) = self.index() else { return };
        let rested = tokio::task::spawn_blocking(move || index.rest()).await;
        let rested = rested.map_err(IndexingError::from).and_then(|rested| Ok(rested?));
        if let Err(error) = self.unless_broken(rested) {
            tracing::error!(index = NAME, %error, "the search index is opened anew");
        }
    }

    /// Brings the index to where the drafts are now.
    ///
    /// # Errors
    /// When drafts cannot be read, or the index cannot be written: it may be tried again.
    pub async fn sync(&self) -> Result<(), IndexingError> {
        self.catch_up(usize::MAX).await.map(drop)
    }

    /// The same where there are at most so many drafts to be written; else it is left to the background, and this is
    /// `false`.
    pub(super) async fn catch_up(&self, most: usize) -> Result<bool, IndexingError> {
        let mut followed = self.0.followed.lock().await;
        let index = match self.index() {
            Some(index) => index,
            None => {
                *followed = None;
                self.open().await?
            }
        };
        let work = self.work(&index, *followed).await;
        let work = self.unless_broken(work)?;
        if work.changed.len() > FEW {
            // Whoever searches meanwhile does not wait for it.
            self.0.is_complete.store(false, Ordering::Release);
        }
        if work.changed.len() > most {
            self.0.asked.notify_one();
            return Ok(false);
        }
        let (drafts, newest) = (work.changed.len(), work.newest);
        let done = self.work_off(&index, work).await;
        self.unless_broken(done)?;
        let newest = newest.unwrap_or_default();
        if followed.is_none_or(|(known, _)| known < newest) {
            *followed = Some((newest, Instant::now()));
        }
        // A search may have given it up meanwhile.
        let stands = self.index().is_some_and(|now| Arc::ptr_eq(&now, &index));
        if stands && !self.0.is_complete.swap(true, Ordering::AcqRel) {
            tracing::info!(index = NAME, entries = drafts, "the search index is complete");
        }
        Ok(true)
    }

    /// An index that cannot be used is given up.
    fn unless_broken<T>(&self, done: Result<T, IndexingError>) -> Result<T, IndexingError> {
        if matches!(done, Err(IndexingError::Index(_) | IndexingError::Broken(_))) {
            self.drop_index();
        }
        done
    }

    async fn open(&self) -> Result<Arc<Index>, IndexingError> {
        let folder = self.0.folder.clone();
        let opened = tokio::task::spawn_blocking(move || Index::at(folder.as_deref(), NAME, Keeps::Nothing)).await??;
        let index = Arc::new(opened);
        *self.0.index.write().unwrap_or_else(PoisonError::into_inner) = Some(index.clone());
        Ok(index)
    }

    /// What the index lacks.
    async fn work(&self, index: &Arc<Index>, followed: Option<(Time, Instant)>) -> Result<Work, IndexingError> {
        let (conn, kinds) = (self.0.db.reader(), &self.0.kinds);
        if let Some((newest, heard)) = followed {
            // An import is as old as its last change: it is not looked through again and again.
            let since = if heard.elapsed() > BEFORE { newest } else { newest - BEFORE };
            let (standing, changed, trashed) = tokio::try_join!(
                store::standing(conn, kinds),
                store::changed(conn, kinds, since),
                store::trashed(conn, since),
            )?;
            let ids = changed.iter().map(|(id, ..)| *id).chain(trashed.iter().copied()).collect();
            let (stands, marks) = known(index.clone(), ids).await?;
            let work = Work::of(&marks, &changed, trashed.into_iter().filter(|id| marks.contains_key(id)).collect());
            if work.leads_to(stands, &marks, &changed) == standing {
                return Ok(work);
            }
        }
        self.compare(index.clone()).await
    }

    /// All in which the index differs, a page of drafts after the other.
    async fn compare(&self, index: Arc<Index>) -> Result<Work, IndexingError> {
        let mut left: Marks = tokio::task::spawn_blocking(move || index.marks()).await??;
        let (mut work, mut last) = (Work::default(), None);
        loop {
            let page = store::page(self.0.db.reader(), &self.0.kinds, last).await?;
            let Some((id, ..)) = page.last() else { break };
            last = Some(*id);
            for (id, mark, at) in page {
                work.newest = work.newest.max(Some(at));
                if left.remove(&id) != Some(mark) {
                    work.changed.push(id);
                }
            }
        }
        work.gone = left.into_keys().collect();
        Ok(work)
    }

    async fn work_off(&self, index: &Arc<Index>, work: Work) -> Result<(), IndexingError> {
        let Work { changed, mut gone, newest: _ } = work;
        let mut progress = (changed.len() > TOGETHER).then(|| Progress::of(NAME, changed.len()));
        let mut entries = Vec::new();
        for (part, batch) in changed.chunks(LOADED).enumerate() {
            let drafts = store::with_contents(self.0.db.reader(), &self.0.kinds, batch).await?;
            // What came into the trash meanwhile.
            gone.extend(batch.iter().filter(|id| drafts.iter().all(|draft| draft.id != **id)));
            let kinds = self.0.kinds.clone();
            entries.extend(tokio::task::spawn_blocking(move || searched(&kinds, drafts)).await?);
            if enough(&entries) {
                write(index, std::mem::take(&mut entries), std::mem::take(&mut gone)).await?;
                progress.iter_mut().for_each(|progress| progress.reached((part + 1) * LOADED));
            }
        }
        if !(entries.is_empty() && gone.is_empty()) {
            write(index, entries, gone).await?;
        }
        Ok(())
    }
}

impl Work {
    fn of(marks: &Marks, seen: &[Changed], gone: Vec<EntryId>) -> Self {
        let differs = |(id, mark, _): &&Changed| marks.get(id) != Some(mark);
        let changed = seen.iter().filter(differs).map(|(id, ..)| *id).collect();
        Self { changed, gone, newest: seen.iter().map(|(.., at)| *at).max() }
    }

    /// How an index that stands so stands when it is done.
    fn leads_to(&self, mut standing: Standing, marks: &Marks, seen: &[Changed]) -> Standing {
        for mark in self.gone.iter().filter_map(|id| marks.get(id)) {
            standing.drafts = standing.drafts.saturating_sub(1);
            standing.revisions = standing.revisions.saturating_sub(revision(*mark));
        }
        for (id, mark, _) in seen {
            match marks.get(id) {
                Some(old) => standing.revisions = (standing.revisions + revision(*mark)).saturating_sub(revision(*old)),
                None => {
                    standing.drafts += 1;
                    standing.revisions += revision(*mark);
                }
            }
        }
        standing
    }
}

/// How an index stands, and the marks of these entries.
async fn known(index: Arc<Index>, ids: Vec<EntryId>) -> Result<(Standing, Marks), IndexingError> {
    let known = move || {
        let mut stands = Standing::default();
        index.each_mark(|mark| {
            stands.drafts += 1;
            stands.revisions += revision(mark);
        })?;
        Ok((stands, index.marks_of(&ids)?))
    };
    tokio::task::spawn_blocking(known).await?
}

/// The drafts as they are searched; one whose content means nothing, by its title.
fn searched(kinds: &Registry, drafts: Vec<Draft>) -> Vec<Entry> {
    let searched = |draft: Draft| {
        let kind = kinds.named(draft.kind.as_str())?;
        let read = entry(&**kind, &draft).or_else(|error| {
            tracing::warn!(entry.id = %draft.id, %error, "a draft is found by its title alone");
            entry(&**kind, &Draft { content: None, ..draft })
        });
        read.ok()
    };
    drafts.into_iter().filter_map(searched).collect()
}

async fn write(index: &Arc<Index>, entries: Vec<Entry>, gone: Vec<EntryId>) -> Result<(), IndexingError> {
    let index = index.clone();
    Ok(tokio::task::spawn_blocking(move || index.apply(&entries, &gone, 0)).await??)
}
