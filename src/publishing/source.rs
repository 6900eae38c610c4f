//! The other side of delivery's narrow door: loads the revisions that a closure names, and compiles.

use std::{collections::HashSet, sync::Arc};

use async_trait::async_trait;

use crate::{
    content::{
        ContentError, Registry,
        compile::{compile, embedded},
        store,
    },
    delivery::{DocumentSource, SourceError},
    platform::db::Db,
    vocabulary::{Closure, Document, EntryId, KindName, RevisionNumber},
};

/// Compiles documents from stored revisions, for any lens: the closure says which.
#[derive(Clone)]
pub struct Source {
    db: Db,
    kinds: Arc<Registry>,
}

impl Source {
    #[must_use]
    pub fn new(db: Db, kinds: Arc<Registry>) -> Self {
        Self { db, kinds }
    }

    /// Compiles each closure's root, all their revisions loaded together.
    ///
    /// # Errors
    /// [`ContentError::Db`], [`ContentError::Corrupt`].
    pub async fn compile(&self, closures: &[Closure]) -> Result<Vec<Document>, ContentError> {
        let mut wanted: HashSet<(EntryId, KindName, RevisionNumber)> = HashSet::new();
        for closure in closures {
            let embeds = embedded(closure).into_iter().filter_map(|id| closure.entries.get(&id));
            wanted.extend(embeds.map(|entry| (entry.id, entry.kind, entry.revision)));
        }
        let wanted: Vec<_> = wanted.into_iter().collect();
        let revisions = store::revisions_of(self.db.reader(), &self.kinds, &wanted).await?;
        let content = |id| revisions.get(&id).map(|revision| &revision.content);
        closures.iter().map(|closure| compile(&self.kinds, closure, content)).collect()
    }
}

#[async_trait]
impl DocumentSource for Source {
    async fn documents(&self, closures: Vec<Closure>) -> Result<Vec<Document>, SourceError> {
        self.compile(&closures).await.map_err(|error| match error {
            ContentError::Db(error) => SourceError::unavailable(error),
            error => SourceError::unreadable(error),
        })
    }
}
