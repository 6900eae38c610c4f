//! Entries as readers get them, and what one entry says of another.

use serde::{Deserialize, Serialize};

use super::{CatalogVersion, EntryId, GroupId, Head, KindName, Locale, RevisionNumber, Slug, Time};

/// How an entry needs another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReferenceMode {
    /// The target's document is part of this one: a CTA in a body. Goes strictly down the kinds' levels.
    Embed,
    /// Only the target's head is read: a link, an author, a category. May loop.
    Link,
}

/// Entry A's revision points at entry B, at this path of its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    pub to: EntryId,
    pub mode: ReferenceMode,
    /// Dotted path within the content: `authors.0`, `body.b3`.
    pub path: String,
}

/// A link that leads out of the site: an address of the web, at this path of the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebLink {
    /// As in [`Reference::path`].
    pub path: String,
    /// As it was written.
    pub href: String,
}

/// One entry in the place of another, wherever content refers to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swap {
    pub from: EntryId,
    pub to: EntryId,
}

impl Swap {
    pub fn one(self, id: &mut EntryId) {
        if *id == self.from {
            *id = self.to;
        }
    }

    pub fn maybe(self, id: &mut Option<EntryId>) {
        id.iter_mut().for_each(|id| self.one(id));
    }

    /// In a list each entry stands once: where both stood, the first place is kept.
    pub fn list(self, ids: &mut Vec<EntryId>) {
        if !ids.contains(&self.from) {
            return;
        }
        ids.iter_mut().for_each(|id| self.one(id));
        let mut seen = false;
        ids.retain(|id| *id != self.to || !std::mem::replace(&mut seen, true));
    }
}

/// One live entry, folded from the publication log.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveEntry {
    pub id: EntryId,
    pub kind: KindName,
    pub locale: Locale,
    pub group: GroupId,
    pub slug: Slug,
    pub revision: RevisionNumber,
    /// Of the log row that made this revision live.
    pub version: CatalogVersion,
    /// When readers first got the entry. Stays through updates and through a time offline.
    pub published_at: Time,
    /// When readers got this revision.
    pub updated_at: Time,
    pub head: Head,
    pub embeds: Box<[EntryId]>,
    pub links: Box<[EntryId]>,
}

/// What a compile may know of the entry beside its content.
#[derive(Debug, Clone)]
pub struct EntryMeta {
    pub id: EntryId,
    pub kind: KindName,
    pub locale: Locale,
    pub slug: Slug,
    pub revision: RevisionNumber,
    pub published_at: Time,
    pub updated_at: Time,
}

impl From<&LiveEntry> for EntryMeta {
    fn from(entry: &LiveEntry) -> Self {
        Self {
            id: entry.id,
            kind: entry.kind,
            locale: entry.locale.clone(),
            slug: entry.slug.clone(),
            revision: entry.revision,
            published_at: entry.published_at,
            updated_at: entry.updated_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_holds_the_other_once_and_leaves_the_rest_in_order() {
        let [a, b, c] = [EntryId::new(), EntryId::new(), EntryId::new()];
        let swap = Swap { from: a, to: b };
        for (before, after) in [
            (vec![a, c], vec![b, c]),
            (vec![c, a, b], vec![c, b]),
            (vec![b, c, a], vec![b, c]),
            (vec![c, c], vec![c, c]),
        ] {
            let mut ids = before;
            swap.list(&mut ids);
            assert_eq!(ids, after);
        }
        let mut one = Some(a);
        swap.maybe(&mut one);
        assert_eq!(one, Some(b));
    }
}
