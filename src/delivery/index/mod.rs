//! The index of one kind: which of its entries are live, where, and in what order. Kept with the fold that it is a
//! part of; made of heads, in memory.

pub mod column;
pub mod key;
pub mod set;

use std::{collections::HashMap, sync::Arc};

use column::Column;
use key::fields;
use set::{Ordinal, Set};

use crate::vocabulary::{KindSpec, LiveEntry, Locale, Slug};

/// Every entry that was ever served, by its ordinal: what readers get of it now, if anything.
#[derive(Debug, Clone, Default)]
pub struct Live(Vec<Option<Arc<LiveEntry>>>);

impl Live {
    #[must_use]
    pub fn get(&self, ordinal: Ordinal) -> Option<&Arc<LiveEntry>> {
        self.0.get(ordinal as usize)?.as_ref()
    }

    /// The live ones of a set, from who was served first.
    pub fn of<'l>(&'l self, set: &'l Set) -> impl Iterator<Item = (Ordinal, &'l Arc<LiveEntry>)> {
        set.iter().filter_map(|ordinal| Some((ordinal, self.get(ordinal)?)))
    }

    /// Puts what readers get of an entry now in the place of what they got.
    pub fn set(&mut self, ordinal: Ordinal, entry: Option<Arc<LiveEntry>>) {
        let place = ordinal as usize;
        if place >= self.0.len() {
            self.0.resize(place + 1, None);
        }
        if let Some(slot) = self.0.get_mut(place) {
            *slot = entry;
        }
    }
}

#[derive(Debug, Clone)]
pub struct Index {
    members: Set,
    shelves: HashMap<Locale, Shelf>,
    /// In the order of [`fields`].
    columns: Vec<Column>,
}

/// The entries of a kind in one locale.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    members: Set,
    /// Every slug that readers were ever served, and the entry that was last served under it.
    slugs: HashMap<Slug, Ordinal>,
}

impl Index {
    #[must_use]
    pub fn new(spec: &KindSpec) -> Self {
        let columns = fields(spec).into_iter().map(Column::new).collect();
        Self { members: Set::default(), shelves: HashMap::new(), columns }
    }

    /// The live entries in all locales.
    #[must_use]
    pub const fn members(&self) -> &Set {
        &self.members
    }

    #[must_use]
    pub fn shelf(&self, locale: &Locale) -> Option<&Shelf> {
        self.shelves.get(locale)
    }

    /// The locales in which an entry is live.
    pub fn locales(&self) -> impl Iterator<Item = &Locale> {
        self.shelves.iter().filter(|(_, shelf)| shelf.members.count() > 0).map(|(locale, _)| locale)
    }

    #[must_use]
    pub fn column(&self, index: usize) -> Option<&Column> {
        self.columns.get(index)
    }

    pub fn columns(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter()
    }

    /// Takes in an entry that has just become live.
    pub fn enter(&mut self, ordinal: Ordinal, entry: &LiveEntry, live: &Live) {
        self.members.insert(ordinal);
        let shelf = self.shelves.entry(entry.locale.clone()).or_default();
        shelf.members.insert(ordinal);
        shelf.slugs.insert(entry.slug.clone(), ordinal);
        self.columns.iter_mut().for_each(|column| column.enter(ordinal, entry, live));
    }

    /// Takes out an entry that is about to change or to go; its slugs stay.
    pub fn leave(&mut self, ordinal: Ordinal, entry: &LiveEntry, live: &Live) {
        self.columns.iter_mut().for_each(|column| column.leave(ordinal, entry, live));
        self.members.remove(ordinal);
        if let Some(shelf) = self.shelves.get_mut(&entry.locale) {
            shelf.members.remove(ordinal);
        }
    }

    /// Forgets what can be made again; see [`Column::forget`].
    pub fn forget(&mut self) {
        self.columns.iter_mut().for_each(Column::forget);
    }
}

impl Shelf {
    /// The live entries.
    #[must_use]
    pub const fn members(&self) -> &Set {
        &self.members
    }

    /// Who was last served under a slug.
    #[must_use]
    pub fn owner(&self, slug: &str) -> Option<Ordinal> {
        self.slugs.get(slug).copied()
    }

    /// Every slug that was ever served, in no order.
    pub fn slugs(&self) -> impl Iterator<Item = (&Slug, Ordinal)> {
        self.slugs.iter().map(|(slug, ordinal)| (slug, *ordinal))
    }
}
