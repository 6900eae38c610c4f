//! Which revision of each entry is looked at, and the part of that view that one document needs.

use std::{collections::HashMap, sync::Arc};

use super::{EntryId, LiveEntry, Site, Time, card::CARD_DEPTH};

/// Which revision of each entry is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lens {
    /// What readers get now.
    Published,
    /// What readers got at this moment.
    At(Time),
    /// The newest revision of every entry, whoever may see it.
    Draft,
}

/// A lens applied: from an entry to what it is, or `None` when the lens does not show it.
pub trait View {
    fn entry(&self, id: EntryId) -> Option<Arc<LiveEntry>>;
    fn site(&self) -> Arc<Site>;
}

/// All that compiling one document may look at: revisions are immutable, so a closure and the stored
/// revisions it names give the same document for ever.
#[derive(Debug, Clone)]
pub struct Closure {
    pub root: Arc<LiveEntry>,
    /// Every entry that the view shows of [`reach`](Self::reach).
    pub entries: HashMap<EntryId, Arc<LiveEntry>>,
    /// Every entry that the document depends on, shown or not, the root among them: a document is out of
    /// date when one of these changes.
    pub reach: Vec<EntryId>,
    pub site: Arc<Site>,
}

impl Closure {
    /// Walks the view from `root`: embeds to the end (they go down the levels, so there is one), links one
    /// step, and from a linked head the entries that its card shows.
    #[must_use]
    pub fn of(root: Arc<LiveEntry>, view: &dyn View, cards: &dyn Fn(&LiveEntry) -> Vec<EntryId>) -> Self {
        let mut closure = Self { root: root.clone(), entries: HashMap::new(), reach: Vec::new(), site: view.site() };
        let mut seen: HashMap<EntryId, usize> = HashMap::new();
        // (entry, how many more steps its card may take; embeds take usize::MAX)
        let mut open = vec![(root.id, usize::MAX)];
        while let Some((id, steps)) = open.pop() {
            // An entry that was first met as a link may be met again as an embed, which reaches further.
            match seen.get(&id) {
                Some(&before) if before >= steps => continue,
                Some(_) => {}
                None => closure.reach.push(id),
            }
            seen.insert(id, steps);
            let entry = if id == root.id { Some(root.clone()) } else { view.entry(id) };
            let Some(entry) = entry else { continue };
            if steps == usize::MAX {
                open.extend(entry.embeds.iter().map(|&to| (to, usize::MAX)));
                open.extend(entry.links.iter().map(|&to| (to, CARD_DEPTH)));
            } else if steps > 0 {
                open.extend(cards(&entry).into_iter().map(|to| (to, steps - 1)));
            }
            closure.entries.insert(id, entry);
        }
        closure
    }
}
