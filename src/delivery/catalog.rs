//! The catalog: the fold that follows the publication log, shared by everyone who answers readers.
//!
//! It must not know where the rows come from.

use std::sync::{
    Arc, PoisonError, RwLock, RwLockReadGuard,
    atomic::{AtomicI64, Ordering},
};

use tokio::sync::watch;

use super::fold::{Fold, Lookup};
use crate::vocabulary::{
    CatalogVersion, Closure, KindName, KindSpec, LiveEntry, Locale, Publication, Site, View, card_entries,
};

/// What readers get now; clones share it.
#[derive(Clone)]
pub struct Catalog(Arc<Shared>);

struct Shared {
    kinds: Arc<[KindSpec]>,
    fold: RwLock<Fold>,
    /// The fold's version, for those who ask at every request.
    version: AtomicI64,
    applied: watch::Sender<CatalogVersion>,
}

impl Catalog {
    /// An empty catalog of these kinds.
    #[must_use]
    pub fn new(kinds: impl Into<Arc<[KindSpec]>>) -> Self {
        let kinds = kinds.into();
        Self(Arc::new(Shared {
            fold: RwLock::new(Fold::new(kinds.clone())),
            kinds,
            version: AtomicI64::new(0),
            applied: watch::Sender::new(CatalogVersion::default()),
        }))
    }

    /// Takes the log's next rows, in their order. Readers see all of them or none; rows that it already has
    /// change nothing.
    pub fn apply(&self, batch: Vec<Publication>) {
        // A panic elsewhere cannot leave a fold half-applied that matters: the next start folds afresh.
        let mut fold = self.0.fold.write().unwrap_or_else(PoisonError::into_inner);
        fold.apply_all(batch);
        let version = fold.latest().version;
        self.0.version.store(version.0, Ordering::Release);
        drop(fold);
        self.0.applied.send_if_modified(|applied| {
            let newer = *applied < version;
            *applied = version.max(*applied);
            newer
        });
    }

    /// The last row of the log that it has.
    #[must_use]
    pub fn version(&self) -> CatalogVersion {
        CatalogVersion(self.0.version.load(Ordering::Acquire))
    }

    /// Waits until readers get this version or a later one; without end when it never comes.
    pub async fn wait_for(&self, version: CatalogVersion) {
        // The sender lives as long as `self`, so the only error cannot be.
        if self.0.applied.subscribe().wait_for(|applied| *applied >= version).await.is_err() {
            tracing::error!("the catalog closed while it was waited for");
        }
    }

    #[must_use]
    pub fn kinds(&self) -> &[KindSpec] {
        &self.0.kinds
    }

    /// What readers find under a name; see [`Fold::find`].
    #[must_use]
    pub fn find(&self, kind: KindName, locale: Option<&Locale>, slug_or_id: &str) -> Lookup {
        self.read().find(kind, locale, slug_or_id)
    }

    #[must_use]
    pub fn site(&self) -> Arc<Site> {
        self.read().site()
    }

    /// One moment of the catalog, held still. Nobody publishes while it is held: never across an `await`.
    pub(super) fn read(&self) -> RwLockReadGuard<'_, Fold> {
        self.0.fold.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// All that compiling an entry may look at, through any view of entries of these kinds.
    #[must_use]
    pub fn closure(&self, view: &dyn View, root: Arc<LiveEntry>) -> Closure {
        Closure::of(root, view, &|entry| card_entries(&self.0.kinds, entry))
    }
}
