//! What a compile sees of other entries: compiled embeds and the heads of what it links. No kind imports another.

use std::{collections::HashMap, sync::Arc};

use super::Registry;
use crate::vocabulary::{Closure, Document, Embeds, EntryId, KindSpec, LinkTarget, LiveEntry, Site, Value, card};

/// The closure of one document, with the embeds below it already compiled.
pub struct Resolved<'a> {
    closure: &'a Closure,
    documents: &'a HashMap<EntryId, Document>,
    kinds: &'a Registry,
}

impl<'a> Resolved<'a> {
    #[must_use]
    pub const fn new(closure: &'a Closure, documents: &'a HashMap<EntryId, Document>, kinds: &'a Registry) -> Self {
        Self { closure, documents, kinds }
    }

    #[must_use]
    pub fn site(&self) -> &Site {
        &self.closure.site
    }

    /// A linked entry with its kind, if the lens shows it.
    #[must_use]
    pub fn head(&self, id: EntryId) -> Option<(&Arc<LiveEntry>, &'static KindSpec)> {
        let entry = self.closure.entries.get(&id)?;
        Some((entry, self.kinds.spec(entry.kind)?))
    }

    /// A field of a linked entry's head.
    #[must_use]
    pub fn field(&self, id: EntryId, name: &str) -> Option<&Value> {
        let (entry, spec) = self.head(id)?;
        entry.head.get(spec, name)
    }

    /// The summary by which other documents show an entry; `Null` when the lens does not show it.
    #[must_use]
    pub fn card(&self, id: Option<EntryId>) -> Value {
        id.and_then(|id| self.card_of(id)).unwrap_or_default()
    }

    /// The cards of those that the lens shows.
    #[must_use]
    pub fn cards(&self, ids: &[EntryId]) -> Value {
        Value::List(ids.iter().filter_map(|&id| self.card_of(id)).collect())
    }

    fn card_of(&self, id: EntryId) -> Option<Value> {
        card(self.kinds.specs(), &|id| self.closure.entries.get(&id).cloned(), id)
    }

    /// The public path of an entry that the lens shows.
    #[must_use]
    pub fn path(&self, id: EntryId) -> Option<String> {
        let (entry, spec) = self.head(id)?;
        Some(self.site().path(spec.plural, &entry.slug))
    }
}

impl Embeds for Resolved<'_> {
    fn embed(&self, id: EntryId) -> Option<&Document> {
        self.documents.get(&id)
    }

    fn link(&self, id: EntryId) -> Option<LinkTarget> {
        let (entry, spec) = self.head(id)?;
        Some(LinkTarget {
            kind: entry.kind,
            slug: entry.slug.clone(),
            title: entry.head.title.clone(),
            path: self.site().path(spec.plural, &entry.slug),
        })
    }
}
