//! What is kept of one key for all entries of a kind: made when it is first asked for, then kept up to date.
//!
//! An order costs four bytes an entry, and nothing while nobody asks for it.

use std::{cmp::Ordering, collections::HashMap, sync::OnceLock};

use memchr::memmem;

use super::{
    Live,
    key::{Field, Key, Scalar},
    set::{Ordinal, Set},
};
use crate::vocabulary::{EntryId, LiveEntry};

#[derive(Debug, Clone)]
pub struct Column {
    pub field: Field,
    order: OnceLock<Order>,
    present: OnceLock<Set>,
    targets: OnceLock<Targets>,
    letters: OnceLock<Letters>,
}

impl Column {
    pub fn new(field: Field) -> Self {
        let (order, present, targets, letters) = Default::default();
        Self { field, order, present, targets, letters }
    }

    /// The kind's live entries by this key, and where it is alike by id.
    pub fn order(&self, members: &Set, live: &Live) -> &Order {
        self.order.get_or_init(|| Order::new(self.field.key, members, live))
    }

    /// Those that have something there.
    pub fn present(&self, members: &Set, live: &Live) -> &Set {
        self.present.get_or_init(|| {
            let has = |ordinal: &Ordinal| live.get(*ordinal).is_some_and(|entry| self.field.key.exists(entry));
            members.iter().filter(has).collect()
        })
    }

    /// Who refers to whom.
    pub fn targets(&self, members: &Set, live: &Live) -> &Targets {
        self.targets.get_or_init(|| {
            let mut targets = Targets::default();
            for (ordinal, entry) in live.of(members) {
                targets.enter(self.field.key, ordinal, entry);
            }
            targets
        })
    }

    /// The letters of all texts, for those who look for a part of one.
    pub fn letters(&self, members: &Set, live: &Live) -> &Letters {
        self.letters.get_or_init(|| {
            let mut letters = Letters::default();
            live.of(members).for_each(|(ordinal, entry)| letters.enter(self.field.key, ordinal, entry));
            letters
        })
    }

    /// Takes an entry in that is live now.
    pub fn enter(&mut self, ordinal: Ordinal, entry: &LiveEntry, live: &Live) {
        let key = self.field.key;
        if let Some(order) = self.order.get_mut() {
            order.enter(key, ordinal, entry, live);
        }
        if let Some(present) = self.present.get_mut() {
            present.put(ordinal, key.exists(entry));
        }
        if let Some(targets) = self.targets.get_mut() {
            targets.enter(key, ordinal, entry);
        }
        if let Some(letters) = self.letters.get_mut() {
            letters.enter(key, ordinal, entry);
        }
    }

    /// Takes an entry out that is still live.
    pub fn leave(&mut self, ordinal: Ordinal, entry: &LiveEntry, live: &Live) {
        let key = self.field.key;
        if let Some(order) = self.order.get_mut() {
            order.leave(key, ordinal, entry, live);
        }
        if let Some(present) = self.present.get_mut() {
            present.remove(ordinal);
        }
        if let Some(targets) = self.targets.get_mut() {
            targets.leave(key, ordinal, entry);
        }
        if self.letters.get_mut().is_some_and(|letters| letters.leave(ordinal)) {
            self.letters.take();
        }
    }

    /// Forgets all that was made: cheaper than to keep it up to date through very many changes.
    pub fn forget(&mut self) {
        *self = Self::new(self.field.clone());
    }
}

/// Entries in the order of a key.
#[derive(Debug, Clone)]
pub struct Order(Vec<Ordinal>);

impl Order {
    fn new(key: Key, members: &Set, live: &Live) -> Self {
        let mut rows: Vec<_> = live.of(members).map(|(ordinal, entry)| (key.of(entry), entry.id, ordinal)).collect();
        rows.sort_unstable_by(|a, b| a.0.order(&b.0).then(a.1.cmp(&b.1)));
        Self(rows.into_iter().map(|(.., ordinal)| ordinal).collect())
    }

    pub fn as_slice(&self) -> &[Ordinal] {
        &self.0
    }

    /// Those whose values lie between two others, or on one side of one. What is absent lies nowhere.
    pub fn between(
        &self,
        key: Key,
        live: &Live,
        is_before: impl Fn(&Scalar<'_>) -> bool,
        is_behind: impl Fn(&Scalar<'_>) -> bool,
    ) -> &[Ordinal] {
        let value = |ordinal: &Ordinal| live.get(*ordinal).map_or(Scalar::Absent, |entry| key.of(entry));
        let start = self.0.partition_point(|ordinal| {
            let value = value(ordinal);
            value == Scalar::Absent || is_before(&value)
        });
        let rest = self.0.get(start..).unwrap_or_default();
        let end = rest.partition_point(|ordinal| !is_behind(&value(ordinal)));
        rest.get(..end).unwrap_or_default()
    }

    fn enter(&mut self, key: Key, ordinal: Ordinal, entry: &LiveEntry, live: &Live) {
        let place = self.place(key, entry, live);
        self.0.insert(place.min(self.0.len()), ordinal);
    }

    fn leave(&mut self, key: Key, ordinal: Ordinal, entry: &LiveEntry, live: &Live) {
        let place = self.place(key, entry, live);
        if self.0.get(place) == Some(&ordinal) {
            self.0.remove(place);
        } else {
            self.0.retain(|other| *other != ordinal);
        }
    }

    fn place(&self, key: Key, entry: &LiveEntry, live: &Live) -> usize {
        let own = key.of(entry);
        self.0.partition_point(|ordinal| {
            let order = live.get(*ordinal).map(|other| key.of(other).order(&own).then(other.id.cmp(&entry.id)));
            order == Some(Ordering::Less)
        })
    }
}

/// Who refers to each entry, by one field.
#[derive(Debug, Clone, Default)]
pub struct Targets(HashMap<EntryId, Vec<Ordinal>>);

impl Targets {
    /// Those who refer to one of these.
    pub fn who_refers(&self, ids: impl Iterator<Item = EntryId>) -> Set {
        ids.filter_map(|id| self.0.get(&id)).flatten().copied().collect()
    }

    /// Those who refer to this one, from who was served first.
    pub fn to(&self, id: EntryId) -> &[Ordinal] {
        self.0.get(&id).map_or(&[], Vec::as_slice)
    }

    fn enter(&mut self, key: Key, ordinal: Ordinal, entry: &LiveEntry) {
        for id in key.targets(entry) {
            let who = self.0.entry(id).or_default();
            if let Err(place) = who.binary_search(&ordinal) {
                who.insert(place, ordinal);
            }
        }
    }

    fn leave(&mut self, key: Key, ordinal: Ordinal, entry: &LiveEntry) {
        for id in key.targets(entry) {
            let Some(who) = self.0.get_mut(&id) else { continue };
            if let Ok(place) = who.binary_search(&ordinal) {
                who.remove(place);
            }
            if who.is_empty() {
                self.0.remove(&id);
            }
        }
    }
}

/// All texts of a field in lower case, one behind the other, so that a part of one is found in one go.
#[derive(Debug, Clone, Default)]
pub struct Letters {
    text: String,
    /// Where each text begins, and whose it is: nobody's once it has left.
    starts: Vec<(usize, Option<Ordinal>)>,
    left: usize,
}

/// Stands between two texts, and in none.
const BORDER: char = '\0';

impl Letters {
    /// Those whose text has this in it; `part` in lower case.
    pub fn find(&self, part: &str) -> Set {
        let mut found = Set::default();
        let finder = memmem::Finder::new(part);
        let (mut at, mut index) = (0, 0);
        while let Some(next) = self.text.as_bytes().get(at..).and_then(|rest| finder.find(rest)) {
            let hit = at + next;
            while self.starts.get(index + 1).is_some_and(|(start, _)| *start <= hit) {
                index += 1;
            }
            if let Some((_, Some(ordinal))) = self.starts.get(index) {
                found.insert(*ordinal);
            }
            // The rest of a text that has it need not be read.
            let Some((start, _)) = self.starts.get(index + 1) else { break };
            at = *start;
        }
        found
    }

    fn enter(&mut self, key: Key, ordinal: Ordinal, entry: &LiveEntry) {
        if let Scalar::Text(text) = key.of(entry) {
            self.starts.push((self.text.len(), Some(ordinal)));
            self.text.extend(lower(text));
            self.text.push(BORDER);
        }
    }

    /// Says whether so many have left that it is better made anew.
    fn leave(&mut self, ordinal: Ordinal) -> bool {
        if let Some((_, who)) = self.starts.iter_mut().find(|(_, who)| *who == Some(ordinal)) {
            *who = None;
            self.left += 1;
        }
        self.left > 64 && self.left > self.starts.len() / 2
    }
}

/// Letter by letter, so that a part of a text becomes the same part of it.
pub fn lower(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}
