//! Compiling a document out of the stored contents that its closure names. Pure.

use std::collections::{HashMap, HashSet};

use serde_json::Value as Json;

use super::{ContentError, Registry, Resolved};
use crate::vocabulary::{Closure, Document, EntryId, EntryMeta};

/// The root and what it embeds, at any depth: each after everything that it embeds.
#[must_use]
pub fn embedded(closure: &Closure) -> Vec<EntryId> {
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

/// The root's document. `content` gives the stored content of an entry at the revision that the closure names.
///
/// # Errors
/// [`ContentError::Corrupt`] where a content is missing or cannot be read.
pub fn compile<'c>(
    kinds: &Registry,
    closure: &Closure,
    content: impl Fn(EntryId) -> Option<&'c Json>,
) -> Result<Document, ContentError> {
    let mut documents = HashMap::new();
    for id in embedded(closure) {
        let (Some(entry), Some(content)) = (closure.entries.get(&id), content(id)) else {
            return Err(ContentError::Corrupt(format!("the live revision of {id} is missing")));
        };
        let kind =
            kinds.named(entry.kind.as_str()).ok_or_else(|| ContentError::Corrupt(format!("kind {}", entry.kind)))?;
        let resolved = Resolved::new(closure, &documents, kinds);
        let document = kind.compile(&EntryMeta::from(&**entry), content.clone(), &resolved)?;
        documents.insert(id, document);
    }
    documents.remove(&closure.root.id).ok_or_else(|| ContentError::Corrupt("an empty closure".into()))
}
