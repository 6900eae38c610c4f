//! Keeps this replica's index of what is published in step with the catalog, in the background.
//!
//! An index is never believed: when it is opened, every entry in it is compared with the catalog, so that one that was
//! left behind, runs ahead or belongs to another log is put right. A catalog's entry is found by its mark.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use tokio::sync::{Mutex, Notify};

use super::entry::{entry, mark};
use crate::{
    delivery::{Catalog, DocumentSource, SourceError},
    search::{Entry, Index, IndexError, Keeps, Progress, TOGETHER, enough},
    vocabulary::{CatalogVersion, Closure, EntryId, LiveEntry, Site, spec_of},
};

/// Entries whose texts are loaded together.
const LOADED: usize = 25;
/// How long nobody tries after a failure.
const PAUSE: Duration = Duration::from_secs(2);
/// How long nothing is published until the index lets go of what writing takes.
const REST: Duration = Duration::from_secs(5);
/// What the index is called in its folder.
const NAME: &str = "published";
/// There is no index yet, or it has not been compared with the catalog.
const NOT_YET: i64 = -1;

/// Follows the catalog with an index. Clones share it.
#[derive(Clone)]
pub struct Indexer(Arc<Inner>);

struct Inner {
    catalog: Catalog,
    source: Arc<dyn DocumentSource>,
    /// Where the index is kept; in memory when `None`.
    folder: Option<PathBuf>,
    index: RwLock<Option<Arc<Index>>>,
    /// The catalog version that the index is in step with.
    followed: AtomicI64,
    working: Mutex<()>,
    /// That the index was given up.
    dropped: Notify,
}

/// Why the index is not in step.
#[derive(Debug, thiserror::Error)]
pub enum IndexingError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error("the work was broken off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

/// What there is to be done to the index.
struct Work {
    changed: Vec<Arc<LiveEntry>>,
    gone: Vec<EntryId>,
    version: CatalogVersion,
}

impl Indexer {
    pub fn new(catalog: Catalog, source: Arc<dyn DocumentSource>, folder: Option<PathBuf>) -> Self {
        let followed = AtomicI64::new(NOT_YET);
        let (index, working, dropped) = (RwLock::default(), Mutex::default(), Notify::new());
        Self(Arc::new(Inner { catalog, source, folder, index, followed, working, dropped }))
    }

    /// The index, once there is one, and the catalog version that it is in step with, if it ever was.
    pub fn index(&self) -> Option<(Arc<Index>, Option<CatalogVersion>)> {
        // Read first: an index that is replaced is in step with nothing.
        let followed = self.0.followed.load(Ordering::Acquire);
        let index = self.0.index.read().unwrap_or_else(PoisonError::into_inner).clone()?;
        Some((index, (followed != NOT_YET).then_some(CatalogVersion(followed))))
    }

    /// Gives an index up that cannot be read: the next round opens it anew.
    pub fn drop_index(&self) {
        self.0.followed.store(NOT_YET, Ordering::Release);
        *self.0.index.write().unwrap_or_else(PoisonError::into_inner) = None;
        self.0.dropped.notify_one();
    }

    /// Follows the catalog until the task is dropped.
    pub async fn follow(self) {
        let mut failing = false;
        loop {
            match self.sync().await {
                Ok(()) => {
                    if std::mem::take(&mut failing) {
                        tracing::info!("the search index follows the catalog again");
                    }
                    let news = self.news();
                    tokio::pin!(news);
                    if tokio::time::timeout(REST, &mut news).await.is_err() {
                        self.rest().await;
                        news.await;
                    }
                }
                Err(error) => {
                    if !std::mem::replace(&mut failing, true) {
                        tracing::error!(%error, "the search index cannot follow the catalog; it is tried again");
                    }
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Waits until there is something to do.
    async fn news(&self) {
        let followed = self.0.followed.load(Ordering::Acquire);
        tokio::select! {
            () = self.0.catalog.wait_for(CatalogVersion(followed + 1)) => {}
            () = self.0.dropped.notified() => {}
        }
    }

    async fn rest(&self) {
        let _working = self.0.working.lock().await;
        let Some((index, _)) = self.index() else { return };
        let rested = tokio::task::spawn_blocking(move || index.rest()).await;
        if let Err(error) = rested.map_err(IndexingError::from).and_then(|rested| Ok(rested?)) {
            tracing::error!(%error, "the search index is opened anew");
            self.drop_index();
        }
    }

    /// Brings the index to where the catalog is now.
    ///
    /// # Errors
    /// When documents cannot be loaded, or the index cannot be written: it then stays as far as it is, and may be tried
    /// again.
    pub async fn sync(&self) -> Result<(), IndexingError> {
        let _working = self.0.working.lock().await;
        let index = match self.index() {
            Some((index, _)) => index,
            None => self.open().await?,
        };
        let done = match self.work(&index).await {
            Ok(work) => self.work_off(&index, work).await,
            Err(error) => Err(error),
        };
        if matches!(done, Err(IndexingError::Index(_) | IndexingError::Broken(_))) {
            self.drop_index();
        }
        done
    }

    async fn open(&self) -> Result<Arc<Index>, IndexingError> {
        let folder = self.0.folder.clone();
        let index = tokio::task::spawn_blocking(move || Index::at(folder.as_deref(), NAME, Keeps::Texts)).await??;
        let index = Arc::new(index);
        *self.0.index.write().unwrap_or_else(PoisonError::into_inner) = Some(index.clone());
        Ok(index)
    }

    /// What the index lacks. Of one that was followed so far, what changed since; of one that was just opened, all in
    /// which it differs.
    async fn work(&self, index: &Arc<Index>) -> Result<Work, IndexingError> {
        let followed = self.0.followed.load(Ordering::Acquire);
        let (index, catalog) = (index.clone(), self.0.catalog.clone());
        tokio::task::spawn_blocking(move || {
            if followed == NOT_YET { Ok(compare(&catalog, &index)?) } else { Ok(since(&catalog, followed)) }
        })
        .await?
    }

    async fn work_off(&self, index: &Arc<Index>, work: Work) -> Result<(), IndexingError> {
        let Work { changed, mut gone, version } = work;
        let total = changed.len();
        let mut progress = (total > TOGETHER).then(|| Progress::of(NAME, total));
        let mut entries = Vec::new();
        for (part, batch) in changed.chunks(LOADED).enumerate() {
            entries.extend(self.load(batch).await?);
            if enough(&entries) {
                write(index, std::mem::take(&mut entries), std::mem::take(&mut gone), 0).await?;
                progress.iter_mut().for_each(|progress| progress.reached((part + 1) * LOADED));
            }
        }
        if !(entries.is_empty() && gone.is_empty()) {
            write(index, entries, gone, version.0).await?;
        }
        let was = self.0.followed.swap(version.0, Ordering::AcqRel);
        if was == NOT_YET {
            tracing::info!(index = NAME, entries = total, catalog.version = version.0, "the search index is complete");
        }
        Ok(())
    }

    /// The entries as they are searched. One that cannot be read is found by its head alone.
    async fn load(&self, batch: &[Arc<LiveEntry>]) -> Result<Vec<Entry>, IndexingError> {
        let (kinds, site) = (self.0.catalog.kinds(), self.0.catalog.site());
        // What an entry embeds is none of its own text, so it is not loaded either.
        let closures: Vec<Closure> = batch.iter().map(|root| alone(root.clone(), site.clone())).collect();
        let documents = match self.0.source.documents(closures.clone()).await {
            Ok(documents) => documents.into_iter().map(Some).collect(),
            Err(error @ SourceError::Unavailable(_)) => return Err(error.into()),
            Err(SourceError::Unreadable(_)) => {
                let mut documents = Vec::with_capacity(closures.len());
                for closure in closures {
                    let id = closure.root.id;
                    documents.push(match self.0.source.documents(vec![closure]).await {
                        Ok(mut one) => one.pop(),
                        Err(error @ SourceError::Unavailable(_)) => return Err(error.into()),
                        Err(error) => {
                            tracing::warn!(entry.id = %id, %error, "an entry is found by its title alone");
                            None
                        }
                    });
                }
                documents
            }
        };
        let entries = batch.iter().zip(documents).filter_map(|(live, document)| {
            let spec = spec_of(kinds, live.kind)?;
            Some(entry(spec, spec.search.as_ref()?, live, document.as_ref()))
        });
        Ok(entries.collect())
    }
}

/// An entry without what it embeds and links to: only its own text is wanted.
fn alone(root: Arc<LiveEntry>, site: Arc<Site>) -> Closure {
    Closure { entries: HashMap::from([(root.id, root.clone())]), reach: vec![root.id], root, site }
}

async fn write(index: &Arc<Index>, entries: Vec<Entry>, gone: Vec<EntryId>, version: i64) -> Result<(), IndexingError> {
    let index = index.clone();
    Ok(tokio::task::spawn_blocking(move || index.apply(&entries, &gone, version)).await??)
}

fn since(catalog: &Catalog, followed: i64) -> Work {
    let fold = catalog.read();
    let (mut changed, mut gone) = (Vec::new(), Vec::new());
    for entry in fold.changed_after(CatalogVersion(followed)) {
        match entry.live {
            Some(live) => changed.push(live),
            None => gone.push(entry.id),
        }
    }
    changed.retain(|live| is_searched(catalog, live));
    Work { changed, gone, version: fold.latest().version }
}

fn compare(catalog: &Catalog, index: &Index) -> Result<Work, IndexError> {
    let mut left = index.marks()?;
    let fold = catalog.read();
    let live = fold.changed_after(CatalogVersion::default()).filter_map(|changed| changed.live);
    let searched = live.filter(|live| is_searched(catalog, live));
    let changed = searched.filter(|live| left.remove(&live.id) != Some(mark(live))).collect();
    let gone = left.into_keys().collect();
    Ok(Work { changed, gone, version: fold.latest().version })
}

fn is_searched(catalog: &Catalog, live: &LiveEntry) -> bool {
    spec_of(catalog.kinds(), live.kind).is_some_and(|spec| spec.search.is_some())
}
