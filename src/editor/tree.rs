//! Entries that stand in one another, in the order in which a tree is read.

use std::collections::{HashMap, HashSet};

use crate::vocabulary::EntryId;

/// Where each entry stands: its place in `entries`, and how many stand above it. Siblings keep their order; an entry
/// whose parent is not among them stands at the top, and so does one of a ring, where somebody once made one.
pub fn tree(entries: &[EntryId], parents: &HashMap<EntryId, EntryId>) -> Vec<(usize, usize)> {
    let known: HashSet<EntryId> = entries.iter().copied().collect();
    let parent = |id: &EntryId| parents.get(id).filter(|parent| known.contains(*parent) && *parent != id).copied();
    let mut children: HashMap<Option<EntryId>, Vec<usize>> = HashMap::new();
    for (place, id) in entries.iter().enumerate() {
        children.entry(parent(id)).or_default().push(place);
    }
    let mut read = Vec::with_capacity(entries.len());
    let mut seen = HashSet::new();
    let mut walk = |tops: &[usize]| {
        let mut todo: Vec<(usize, usize)> = tops.iter().rev().map(|place| (*place, 0)).collect();
        while let Some((place, depth)) = todo.pop() {
            if !seen.insert(place) {
                continue;
            }
            read.push((place, depth));
            let below = entries.get(place).and_then(|id| children.get(&Some(*id)));
            todo.extend(below.into_iter().flatten().rev().map(|place| (*place, depth + 1)));
        }
    };
    walk(children.get(&None).map(Vec::as_slice).unwrap_or_default());
    // What no top leads to goes round in a ring.
    for place in 0..entries.len() {
        walk(&[place]);
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_read_from_its_tops_and_a_ring_is_not_lost() {
        let ids: Vec<EntryId> = (0..6).map(|_| EntryId::new()).collect();
        let [a, b, c, d, e, f] = ids[..] else { panic!("six") };
        // b and d stand in a, c in b; e and f in one another; d's sibling order is kept.
        let parents = HashMap::from([(d, a), (b, a), (c, b), (e, f), (f, e)]);
        assert_eq!(tree(&[d, a, c, b, e, f], &parents), [(1, 0), (0, 1), (3, 1), (2, 2), (4, 0), (5, 1)]);
        assert_eq!(tree(&[c, a], &parents), [(0, 0), (1, 0)]);
        assert_eq!(tree(&[a], &HashMap::from([(a, a)])), [(0, 0)]);
    }
}
