//! The fold: what the publication log amounts to at one of its rows. Pure.
//!
//! The catalog is a fold that follows the log; the lens *at* is a fold that stops at a moment. A fold also remembers
//! its last steps, so that whoever reads a list page by page sees it as it was when they began.

mod find;
mod steps;

use std::{
    collections::{BTreeMap, HashMap},
    ops::Bound,
    sync::Arc,
};

pub use find::{Locales, Lookup};
pub use steps::Before;
use steps::{Step, Steps};

use super::index::{
    Index, Live,
    set::{Ordinal, Set},
};
use crate::vocabulary::{
    CatalogVersion, Cause, Change, Closure, EntryId, GroupId, KindName, KindSpec, LiveEntry, Locale, Publication, Site,
    Slug, Time, View, card_entries,
};

/// So many rows at once are taken in without keeping every order up to date in between.
const MANY: usize = 500;

/// When something last changed: the row of the log and its moment (`None` before the first row).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    pub version: CatalogVersion,
    pub at: Option<Time>,
}

/// The log up to one of its rows.
#[derive(Debug, Clone)]
pub struct Fold {
    kinds: Arc<[KindSpec]>,
    latest: Stamp,
    /// In the order in which readers first got them; an entry keeps its place for ever.
    slots: Vec<Slot>,
    live: Live,
    ordinals: HashMap<EntryId, Ordinal>,
    /// Which entry each version changed, of those that nothing has changed since.
    changes: BTreeMap<CatalogVersion, Ordinal>,
    /// In the order of the kinds.
    indexes: Vec<Index>,
    groups: HashMap<GroupId, Group>,
    site: Arc<Site>,
    site_changed: Stamp,
    steps: Steps,
}

/// An entry that is live or once was.
#[derive(Debug, Clone)]
struct Slot {
    id: EntryId,
    kind: KindName,
    locale: Locale,
    group: GroupId,
    changed: Stamp,
    published_at: Option<Time>,
    /// What `published_at` was before the entry last went live: an undo puts it back.
    published_before: Option<Time>,
}

/// A translation group; an entry that went offline stays a member.
#[derive(Debug, Clone, Default)]
struct Group {
    members: Vec<EntryId>,
    changed: Stamp,
}

/// An entry that changed for readers, and what they get of it now.
#[derive(Debug, Clone)]
pub struct Changed {
    pub id: EntryId,
    pub kind: KindName,
    pub locale: Locale,
    pub at: Stamp,
    pub live: Option<Arc<LiveEntry>>,
}

impl Fold {
    /// Before the log's first row.
    #[must_use]
    pub fn new(kinds: impl Into<Arc<[KindSpec]>>) -> Self {
        let kinds = kinds.into();
        Self {
            indexes: kinds.iter().map(Index::new).collect(),
            kinds,
            latest: Stamp::default(),
            slots: Vec::new(),
            live: Live::default(),
            ordinals: HashMap::new(),
            changes: BTreeMap::new(),
            groups: HashMap::new(),
            site: Arc::default(),
            site_changed: Stamp::default(),
            steps: Steps::default(),
        }
    }

    /// Takes the next rows, in their order; see [`Fold::apply`].
    pub fn apply_all(&mut self, rows: Vec<Publication>) {
        if rows.len() >= MANY {
            self.indexes.iter_mut().for_each(Index::forget);
        }
        rows.into_iter().for_each(|row| self.apply(row));
    }

    /// Takes the next row. A row that is already in it changes nothing.
    pub fn apply(&mut self, row: Publication) {
        if row.version <= self.latest.version {
            return;
        }
        self.latest = Stamp { version: row.version, at: Some(row.at) };
        match row.change {
            Change::Live { id, kind, locale, group, slug, revision, head, embeds, links } => {
                let (version, updated_at) = (row.version, row.at);
                let published_at = self.published_at(id, updated_at);
                self.go_live(LiveEntry {
                    id,
                    kind,
                    locale,
                    group,
                    slug,
                    revision,
                    version,
                    published_at,
                    updated_at,
                    head,
                    embeds,
                    links,
                });
            }
            Change::Offline { id, cause } => self.go_offline(id, cause),
            Change::Site(site) => {
                self.site = Arc::new(site);
                self.site_changed = self.latest;
            }
        }
    }

    /// The row that it has come to.
    #[must_use]
    pub const fn latest(&self) -> Stamp {
        self.latest
    }

    /// All that compiling an entry may look at.
    #[must_use]
    pub fn closure(&self, root: Arc<LiveEntry>) -> Closure {
        Closure::of(root, self, &|entry| card_entries(&self.kinds, entry))
    }

    /// The live entries of a kind in a locale, from the one that readers got first.
    pub fn live(&self, kind: KindName, locale: &Locale) -> impl Iterator<Item = &Arc<LiveEntry>> {
        let shelf = self.index(kind).and_then(|index| index.shelf(locale));
        shelf.into_iter().flat_map(|shelf| self.live.of(shelf.members())).map(|(_, entry)| entry)
    }

    /// A kind's old slugs in a locale, each with the live entry that it leads to now.
    pub fn moved(&self, kind: KindName, locale: &Locale) -> impl Iterator<Item = (&Slug, &Arc<LiveEntry>)> {
        let shelf = self.index(kind).and_then(|index| index.shelf(locale));
        shelf
            .into_iter()
            .flat_map(super::index::Shelf::slugs)
            .filter_map(|(slug, owner)| Some((slug, self.live.get(owner)?)))
            .filter(|(slug, entry)| entry.slug != **slug)
    }

    /// The entries that changed for readers after a version, the oldest change first, each once, with what they get
    /// now. Costs what it gives.
    pub fn changed_after(&self, version: CatalogVersion) -> impl Iterator<Item = Changed> {
        let after = (Bound::Excluded(version), Bound::Unbounded);
        self.changes.range(after).filter_map(|(_, &ordinal)| {
            let Slot { id, kind, locale, changed, .. } = self.slots.get(ordinal as usize)?;
            let live = self.live.get(ordinal).cloned();
            Some(Changed { id: *id, kind: *kind, locale: locale.clone(), at: *changed, live })
        })
    }

    /// When the site's settings last changed.
    #[must_use]
    pub const fn site_changed(&self) -> Stamp {
        self.site_changed
    }

    /// The locales in which something is live, the site's default first.
    #[must_use]
    pub fn locales(&self) -> Vec<Locale> {
        let own = &self.site.default_locale;
        let mut others: Vec<&Locale> = self.indexes.iter().flat_map(Index::locales).filter(|l| *l != own).collect();
        others.sort_unstable();
        others.dedup();
        std::iter::once(own).chain(others).cloned().collect()
    }

    /// The entries that changed after a version, each as it was then; `None` for a version that is not remembered any
    /// more, or that has not come yet.
    #[must_use]
    pub fn since(&self, version: CatalogVersion) -> Option<Before> {
        if version > self.latest.version { None } else { self.steps.since(version) }
    }

    /// The same thing in other locales, by locale.
    #[must_use]
    pub fn alternates(&self, entry: &LiveEntry) -> Vec<Arc<LiveEntry>> {
        let members = self.groups.get(&entry.group).map_or(&[][..], |group| &group.members);
        let others = members.iter().filter(|id| **id != entry.id).filter_map(|id| self.entry(*id));
        let mut others: Vec<_> = others.filter(|other| other.kind == entry.kind).collect();
        others.sort_by(|a, b| (&a.locale, a.id).cmp(&(&b.locale, b.id)));
        others
    }

    /// When something last changed that an answer depends on: one of the entries that it reaches, its
    /// translations or the site. As long as this stays, so does the answer.
    #[must_use]
    pub fn stamp(&self, reach: &[EntryId], group: GroupId) -> Stamp {
        let entries = reach.iter().filter_map(|id| self.slot(*id)).map(|(_, slot)| slot.changed);
        let group = self.groups.get(&group).map(|group| group.changed);
        entries.chain(group).fold(self.site_changed, Stamp::max)
    }

    /// The kinds that it knows.
    #[must_use]
    pub fn kinds(&self) -> &[KindSpec] {
        &self.kinds
    }

    pub(super) fn index(&self, kind: KindName) -> Option<&Index> {
        self.indexes.get(self.place(kind)?)
    }

    pub(super) const fn entries(&self) -> &Live {
        &self.live
    }

    pub(super) fn ordinal(&self, id: EntryId) -> Option<Ordinal> {
        self.ordinals.get(&id).copied()
    }

    pub(super) fn id(&self, ordinal: Ordinal) -> Option<EntryId> {
        self.slots.get(ordinal as usize).map(|slot| slot.id)
    }

    /// Those whose translation group has a member in the other set as well.
    pub(super) fn translated(&self, set: &Set, into: &Set) -> Set {
        let has_other = |(ordinal, entry): &(Ordinal, &Arc<LiveEntry>)| {
            let members = self.groups.get(&entry.group).map_or(&[][..], |group| &group.members);
            let others = members.iter().filter_map(|id| self.ordinal(*id)).filter(|other| other != ordinal);
            others.into_iter().any(|other| into.contains(other))
        };
        self.live.of(set).filter(has_other).map(|(ordinal, _)| ordinal).collect()
    }

    fn place(&self, kind: KindName) -> Option<usize> {
        self.kinds.iter().position(|spec| spec.name == kind)
    }

    fn slot(&self, id: EntryId) -> Option<(Ordinal, &Slot)> {
        let ordinal = self.ordinal(id)?;
        Some((ordinal, self.slots.get(ordinal as usize)?))
    }

    /// When readers first got an entry that goes live now.
    fn published_at(&mut self, id: EntryId, now: Time) -> Time {
        let Some(ordinal) = self.ordinal(id) else { return now };
        let is_live = self.live.get(ordinal).is_some();
        match self.slots.get_mut(ordinal as usize) {
            Some(slot) => {
                if !is_live {
                    slot.published_before = slot.published_at;
                }
                *slot.published_at.get_or_insert(now)
            }
            None => now,
        }
    }

    fn go_live(&mut self, entry: LiveEntry) {
        let (stamp, entry) = (self.latest, Arc::new(entry));
        // Four thousand million entries would not fit into memory.
        let next = Ordinal::try_from(self.slots.len()).unwrap_or(Ordinal::MAX);
        let ordinal = *self.ordinals.entry(entry.id).or_insert(next);
        if ordinal == next {
            self.slots.push(Slot {
                id: entry.id,
                kind: entry.kind,
                locale: entry.locale.clone(),
                group: entry.group,
                changed: stamp,
                published_at: Some(entry.published_at),
                published_before: None,
            });
        }
        let before = self.take(ordinal);
        if let Some(slot) = self.slots.get_mut(ordinal as usize) {
            (slot.kind, slot.locale, slot.group) = (entry.kind, entry.locale.clone(), entry.group);
        }
        let seen_alike = |before: &LiveEntry| {
            (before.kind, &before.locale, &before.slug, before.group)
                == (entry.kind, &entry.locale, &entry.slug, entry.group)
        };
        if !before.as_deref().is_some_and(seen_alike) {
            if let Some(group) = before.and_then(|before| self.groups.get_mut(&before.group)) {
                group.changed = stamp;
            }
            let group = self.groups.entry(entry.group).or_default();
            group.changed = stamp;
            if !group.members.contains(&entry.id) {
                group.members.push(entry.id);
            }
        }
        self.live.set(ordinal, Some(entry.clone()));
        let place = self.place(entry.kind);
        let Self { indexes, live, .. } = self;
        if let Some(index) = place.and_then(|place| indexes.get_mut(place)) {
            index.enter(ordinal, &entry, live);
        }
    }

    fn go_offline(&mut self, id: EntryId, cause: Cause) {
        let Some(ordinal) = self.ordinal(id) else { return };
        if let Some(slot) = self.slots.get_mut(ordinal as usize).filter(|_| cause == Cause::Undone) {
            slot.published_at = slot.published_before;
        }
        if let Some(group) = self.take(ordinal).and_then(|before| self.groups.get_mut(&before.group)) {
            group.changed = self.latest;
        }
    }

    /// Takes what readers got of an entry out of everything, and remembers it.
    fn take(&mut self, ordinal: Ordinal) -> Option<Arc<LiveEntry>> {
        let stamp = self.latest;
        if let Some(slot) = self.slots.get_mut(ordinal as usize) {
            self.changes.remove(&slot.changed.version);
            self.changes.insert(stamp.version, ordinal);
            slot.changed = stamp;
        }
        let before = self.live.get(ordinal).cloned();
        if let Some(entry) = &before {
            let place = self.place(entry.kind);
            let Self { indexes, live, .. } = self;
            if let Some(index) = place.and_then(|place| indexes.get_mut(place)) {
                index.leave(ordinal, entry, live);
            }
            self.live.set(ordinal, None);
        }
        self.steps.remember(Step { version: stamp.version, ordinal, before: before.clone() });
        before
    }
}

impl View for Fold {
    fn entry(&self, id: EntryId) -> Option<Arc<LiveEntry>> {
        self.live.get(self.ordinal(id)?).cloned()
    }

    fn site(&self) -> Arc<Site> {
        self.site.clone()
    }
}

#[cfg(test)]
mod tests;
