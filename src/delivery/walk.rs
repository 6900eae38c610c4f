//! A part of a sorted list, found without sorting it: along the kept orders of keys, over the entries of a set. Pure.

use std::cmp::Ordering;

use super::{
    index::{
        Index, Live,
        set::{Ordinal, Set},
    },
    query::Sort,
};
use crate::vocabulary::LiveEntry;

/// So many entries that are alike are sorted on the spot.
const FEW: usize = 2_000;

/// By the keys, and where they are alike by id, so that pages never overlap.
pub fn compare(a: &LiveEntry, b: &LiveEntry, sort: &[Sort]) -> Ordering {
    let by_keys = sort.iter().map(|key| by(a, b, key)).find(|order| order.is_ne());
    by_keys.unwrap_or_else(|| a.id.cmp(&b.id))
}

fn by(a: &LiveEntry, b: &LiveEntry, sort: &Sort) -> Ordering {
    let order = sort.key.of(a).order(&sort.key.of(b));
    if sort.descending { order.reverse() } else { order }
}

/// The live entries of a kind, to be walked along its orders.
#[derive(Clone, Copy)]
pub struct Walk<'f> {
    pub index: &'f Index,
    pub live: &'f Live,
}

/// Which part of a list is wanted.
#[derive(Clone, Copy)]
pub struct Window<'f> {
    /// Only what comes behind this one.
    pub behind: Option<&'f LiveEntry>,
    pub skip: usize,
    pub take: usize,
}

impl<'f> Walk<'f> {
    /// The entries of the set that stand in the window.
    pub fn part(&self, set: &Set, sort: &[Sort], window: Window<'_>) -> Vec<Ordinal> {
        let Some((first, rest)) = sort.split_first() else { return Vec::new() };
        let Some(column) = self.index.column(first.column) else { return Vec::new() };
        let order = column.order(self.index.members(), self.live).as_slice();
        let line = Line { order, sort: first, live: self.live };
        let Window { behind, mut skip, take } = window;
        let mut at = behind.map_or(0, |entry| line.first_not_before(entry));
        if skip > 0 {
            let Some((group, left)) = line.jump(set, skip) else { return Vec::new() };
            (at, skip) = (group, left);
        }
        let mut found = Vec::with_capacity(take.min(set.count()));
        while let Some((start, entry)) = line.next_member(set, at).filter(|_| found.len() < take) {
            let end = line.end_of_group(start, entry);
            let behind = behind.filter(|behind| by(entry, behind, first).is_eq());
            let window = Window { behind, skip: std::mem::take(&mut skip), take: take - found.len() };
            self.group(line.forward(start, end), set, rest, window, &mut found);
            at = end;
        }
        found
    }

    /// The same among entries that are alike by the keys before; they come by id.
    fn group(&self, group: &[Ordinal], set: &Set, rest: &[Sort], window: Window<'_>, found: &mut Vec<Ordinal>) {
        let Window { behind, skip, take } = window;
        let members = group.iter().copied().filter(|ordinal| set.contains(*ordinal));
        if rest.is_empty() {
            let is_behind = |ordinal: &Ordinal| {
                behind.is_none_or(|behind| self.live.get(*ordinal).is_some_and(|entry| entry.id > behind.id))
            };
            found.extend(members.filter(is_behind).skip(skip).take(take));
            return;
        }
        let members: Vec<Ordinal> = members.collect();
        if members.len() > FEW {
            found.extend(self.part(&members.into_iter().collect(), rest, window));
            return;
        }
        let mut entries: Vec<_> = members.into_iter().filter_map(|n| Some((n, self.live.get(n)?))).collect();
        entries.retain(|(_, entry)| behind.is_none_or(|behind| compare(entry, behind, rest).is_gt()));
        entries.sort_unstable_by(|(_, a), (_, b)| compare(a, b, rest));
        found.extend(entries.into_iter().map(|(ordinal, _)| ordinal).skip(skip).take(take));
    }
}

/// An order of a key, in the direction that is asked for.
struct Line<'f> {
    order: &'f [Ordinal],
    sort: &'f Sort,
    live: &'f Live,
}

impl<'f> Line<'f> {
    fn at(&self, place: usize) -> Option<Ordinal> {
        let place = if self.sort.descending { self.order.len().checked_sub(place + 1)? } else { place };
        self.order.get(place).copied()
    }

    fn entry(&self, place: usize) -> Option<&'f LiveEntry> {
        self.live.get(self.at(place)?).map(|entry| &**entry)
    }

    /// From one place to another, by id where the key is alike.
    fn forward(&self, start: usize, end: usize) -> &'f [Ordinal] {
        let length = self.order.len();
        let range =
            if self.sort.descending { length.saturating_sub(end)..length.saturating_sub(start) } else { start..end };
        self.order.get(range).unwrap_or_default()
    }

    fn next_member(&self, set: &Set, from: usize) -> Option<(usize, &'f LiveEntry)> {
        let place = (from..self.order.len()).find(|place| self.at(*place).is_some_and(|n| set.contains(n)))?;
        Some((place, self.entry(place)?))
    }

    /// Where the first stands that does not come before the entry by the key.
    fn first_not_before(&self, entry: &LiveEntry) -> usize {
        self.partition(0, self.order.len(), |other| by(other, entry, self.sort).is_lt())
    }

    /// Where those end that are alike by the key: most groups are small.
    fn end_of_group(&self, start: usize, entry: &LiveEntry) -> usize {
        let is_alike = |other: &LiveEntry| by(other, entry, self.sort).is_eq();
        let (mut low, mut step) = (start + 1, 1);
        while self.entry(low).is_some_and(is_alike) {
            low += step;
            step *= 2;
        }
        self.partition((low - step / 2).max(start + 1).min(low), low.min(self.order.len()), is_alike)
    }

    /// The group that holds the member after `skip` others, by its start, and how many of them it holds.
    fn jump(&self, set: &Set, skip: usize) -> Option<(usize, usize)> {
        let is_member = |place: &usize| self.at(*place).is_some_and(|ordinal| set.contains(ordinal));
        let place = (0..self.order.len()).filter(is_member).nth(skip)?;
        let start = self.first_not_before(self.entry(place)?);
        Some((start, (start..place).filter(is_member).count()))
    }

    fn partition(&self, mut low: usize, mut high: usize, is_before: impl Fn(&LiveEntry) -> bool) -> usize {
        while low < high {
            let middle = low.midpoint(high);
            if self.entry(middle).is_some_and(&is_before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}
