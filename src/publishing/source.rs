//! The other side of delivery's narrow door: loads the revisions that a closure names, and compiles.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use async_trait::async_trait;

use crate::{
    content::{ContentError, Registry, Resolved, Revision, store},
    delivery::{DocumentSource, SourceError},
    platform::db::Db,
    vocabulary::{Closure, Document, EntryId, EntryMeta, KindName, RevisionNumber},
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
        closures.iter().map(|closure| compile(&self.kinds, closure, &revisions)).collect()
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

/// The root and what it embeds, at any depth: each after everything that it embeds.
fn embedded(closure: &Closure) -> Vec<EntryId> {
    fn visit(closure: &Closure, id: EntryId, seen: &mut HashSet<EntryId>, order: &mut Vec<EntryId>) {
        let Some(entry) = closure.entries.get(&id).filter(|_| seen.insert(id)) else { return };
        // Embeds go strictly down the kinds' levels, so this ends after as many steps as there are levels.
        for &embed in &entry.embeds {
            visit(closure, embed, seen, order);
        }
        order.push(id);
    }
    let mut order = Vec::new();
    visit(closure, closure.root.id, &mut HashSet::new(), &mut order);
    order
}

fn compile(
    kinds: &Registry,
    closure: &Closure,
    revisions: &HashMap<EntryId, Revision>,
) -> Result<Document, ContentError> {
    let mut documents = HashMap::new();
    for id in embedded(closure) {
        let (Some(entry), Some(revision)) = (closure.entries.get(&id), revisions.get(&id)) else {
            return Err(ContentError::Corrupt(format!("the live revision of {id} is missing")));
        };
        let kind =
            kinds.named(entry.kind.as_str()).ok_or_else(|| ContentError::Corrupt(format!("kind {}", entry.kind)))?;
        let resolved = Resolved::new(closure, &documents, kinds);
        let document = kind.compile(&EntryMeta::from(&**entry), revision.content.clone(), &resolved)?;
        documents.insert(id, document);
    }
    documents.remove(&closure.root.id).ok_or_else(|| ContentError::Corrupt("an empty closure".into()))
}
