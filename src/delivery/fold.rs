//! The fold: what the publication log amounts to at one of its rows. Pure.
//!
//! The catalog is a fold that follows the log; the lens *at* is a fold that stops at a moment.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use crate::vocabulary::{
    CatalogVersion, Cause, Change, EntryId, GroupId, KindName, LiveEntry, Locale, Publication, Site, Slug, Time, View,
};

/// When something last changed: the row of the log and its moment (`None` before the first row).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    pub version: CatalogVersion,
    pub at: Option<Time>,
}

/// What is found under a name.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    /// The entry, under its id or its current slug.
    Found(Arc<LiveEntry>),
    /// The entry that was once served under this slug and now has another.
    Moved(Arc<LiveEntry>),
    /// Once served, offline now.
    Gone,
    /// Readers were never served anything under this name.
    Missing,
}

/// The log up to one of its rows.
#[derive(Debug, Clone, Default)]
pub struct Fold {
    latest: Stamp,
    slots: HashMap<EntryId, Slot>,
    /// Which entry each version last changed, of those that nothing has changed since.
    changes: BTreeMap<CatalogVersion, EntryId>,
    shelves: HashMap<KindName, HashMap<Locale, Shelf>>,
    groups: HashMap<GroupId, Group>,
    site: Arc<Site>,
    site_changed: Stamp,
}

/// An entry that is live or once was.
#[derive(Debug, Clone)]
struct Slot {
    kind: KindName,
    locale: Locale,
    group: GroupId,
    live: Option<Arc<LiveEntry>>,
    changed: Stamp,
    published_at: Option<Time>,
    /// What `published_at` was before the entry last went live: an undo puts it back.
    published_before: Option<Time>,
}

/// The entries of one kind in one locale.
#[derive(Debug, Clone, Default)]
struct Shelf {
    live: BTreeMap<EntryId, Arc<LiveEntry>>,
    /// Every slug that readers were ever served, and the entry that was last served under it.
    slugs: HashMap<Slug, EntryId>,
}

/// A translation group; an entry that went offline stays a member.
#[derive(Debug, Clone, Default)]
struct Group {
    members: Vec<EntryId>,
    changed: Stamp,
}

impl Fold {
    /// The log as it was at a moment; `rows` in the order of their versions.
    #[must_use]
    pub fn at(rows: impl IntoIterator<Item = Publication>, moment: Time) -> Self {
        let mut fold = Self::default();
        rows.into_iter().take_while(|row| row.at <= moment).for_each(|row| fold.apply(row));
        fold
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

    /// What readers find under a name. An id is found in every locale unless one is asked for; a slug in the
    /// one asked for or else the site's default.
    #[must_use]
    pub fn find(&self, kind: KindName, locale: Option<&Locale>, slug_or_id: &str) -> Lookup {
        let by_id = slug_or_id.parse().ok().and_then(|id| self.slots.get(&id)).filter(|slot| slot.kind == kind);
        if let Some(slot) = by_id.filter(|slot| locale.is_none_or(|locale| *locale == slot.locale)) {
            return slot.live.clone().map_or(Lookup::Gone, Lookup::Found);
        }
        let locale = locale.unwrap_or(&self.site.default_locale);
        let shelf = self.shelves.get(&kind).and_then(|locales| locales.get(locale));
        let Some(slot) = shelf.and_then(|shelf| shelf.slugs.get(slug_or_id)).and_then(|owner| self.slots.get(owner))
        else {
            return Lookup::Missing;
        };
        match &slot.live {
            Some(entry) if entry.slug.as_str() == slug_or_id && entry.locale == *locale => Lookup::Found(entry.clone()),
            Some(entry) => Lookup::Moved(entry.clone()),
            None => Lookup::Gone,
        }
    }

    /// The live entries of a kind in a locale, by id.
    pub fn live(&self, kind: KindName, locale: &Locale) -> impl Iterator<Item = &Arc<LiveEntry>> {
        let shelf = self.shelves.get(&kind).and_then(|locales| locales.get(locale));
        shelf.into_iter().flat_map(|shelf| shelf.live.values())
    }

    /// A kind's old slugs in a locale, each with the live entry that it leads to now.
    pub fn moved(&self, kind: KindName, locale: &Locale) -> impl Iterator<Item = (&Slug, &Arc<LiveEntry>)> {
        let shelf = self.shelves.get(&kind).and_then(|locales| locales.get(locale));
        shelf
            .into_iter()
            .flat_map(|shelf| &shelf.slugs)
            .filter_map(|(slug, owner)| Some((slug, self.slots.get(owner)?.live.as_ref()?)))
            .filter(|(slug, entry)| entry.slug != **slug)
    }

    /// The same thing in other locales, by locale.
    #[must_use]
    pub fn alternates(&self, entry: &LiveEntry) -> Vec<Arc<LiveEntry>> {
        let members = self.groups.get(&entry.group).map_or(&[][..], |group| &group.members);
        let others = members.iter().filter(|id| **id != entry.id).filter_map(|id| self.slots.get(id)?.live.clone());
        let mut others: Vec<_> = others.filter(|other| other.kind == entry.kind).collect();
        others.sort_by(|a, b| (&a.locale, a.id).cmp(&(&b.locale, b.id)));
        others
    }

    /// The entries that changed after a version, in the order in which they did, each as it is now: `None` where it is
    /// offline. Costs what it gives.
    pub fn changed_after(&self, version: CatalogVersion) -> impl Iterator<Item = (EntryId, Option<&Arc<LiveEntry>>)> {
        let after = (std::ops::Bound::Excluded(version), std::ops::Bound::Unbounded);
        self.changes.range(after).map(|(_, id)| (*id, self.slots.get(id).and_then(|slot| slot.live.as_ref())))
    }

    /// When something last changed that an answer depends on: one of the entries that it reaches, its
    /// translations or the site. As long as this stays, so does the answer.
    #[must_use]
    pub fn stamp(&self, reach: &[EntryId], group: GroupId) -> Stamp {
        let entries = reach.iter().filter_map(|id| self.slots.get(id)).map(|slot| slot.changed);
        let group = self.groups.get(&group).map(|group| group.changed);
        entries.chain(group).fold(self.site_changed, Stamp::max)
    }

    /// When readers first got an entry that goes live now.
    fn published_at(&mut self, id: EntryId, now: Time) -> Time {
        match self.slots.get_mut(&id) {
            Some(slot) => {
                if slot.live.is_none() {
                    slot.published_before = slot.published_at;
                }
                *slot.published_at.get_or_insert(now)
            }
            None => now,
        }
    }

    fn go_live(&mut self, entry: LiveEntry) {
        let (stamp, entry) = (self.latest, Arc::new(entry));
        let slot = self.slots.entry(entry.id).or_insert_with(|| Slot {
            kind: entry.kind,
            locale: entry.locale.clone(),
            group: entry.group,
            live: None,
            changed: stamp,
            published_at: Some(entry.published_at),
            published_before: None,
        });
        self.changes.remove(&slot.changed.version);
        self.changes.insert(stamp.version, entry.id);
        slot.changed = stamp;
        let before = slot.live.replace(entry.clone());
        (slot.kind, slot.locale, slot.group) = (entry.kind, entry.locale.clone(), entry.group);
        let seen_alike = |before: &LiveEntry| {
            (before.kind, &before.locale, &before.slug, before.group)
                == (entry.kind, &entry.locale, &entry.slug, entry.group)
        };
        if !before.as_deref().is_some_and(seen_alike) {
            if let Some(before) = before {
                self.leave(&before);
            }
            let group = self.groups.entry(entry.group).or_default();
            group.changed = stamp;
            if !group.members.contains(&entry.id) {
                group.members.push(entry.id);
            }
        }
        let shelf = self.shelves.entry(entry.kind).or_default().entry(entry.locale.clone()).or_default();
        shelf.slugs.insert(entry.slug.clone(), entry.id);
        shelf.live.insert(entry.id, entry);
    }

    fn go_offline(&mut self, id: EntryId, cause: Cause) {
        let Some(slot) = self.slots.get_mut(&id) else { return };
        self.changes.remove(&slot.changed.version);
        self.changes.insert(self.latest.version, id);
        slot.changed = self.latest;
        if cause == Cause::Undone {
            slot.published_at = slot.published_before;
        }
        if let Some(before) = slot.live.take() {
            self.leave(&before);
        }
    }

    /// Takes an entry off its shelf and tells its translations.
    fn leave(&mut self, entry: &LiveEntry) {
        if let Some(shelf) = self.shelves.get_mut(&entry.kind).and_then(|locales| locales.get_mut(&entry.locale)) {
            shelf.live.remove(&entry.id);
        }
        if let Some(group) = self.groups.get_mut(&entry.group) {
            group.changed = self.latest;
        }
    }
}

impl View for Fold {
    fn entry(&self, id: EntryId) -> Option<Arc<LiveEntry>> {
        self.slots.get(&id)?.live.clone()
    }

    fn site(&self) -> Arc<Site> {
        self.site.clone()
    }
}

#[cfg(test)]
#[path = "fold_tests.rs"]
mod tests;
