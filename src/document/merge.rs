//! Two people's changes of one text, put together block by block: where they touched different blocks both stand, where they
//! touched the same one nothing is decided here.

use std::collections::{HashMap, HashSet};

use super::{Tree, tree::Block};

type ById<'a> = HashMap<&'a str, &'a Block>;

/// What both made of `base`; `None` where they changed, or one changed and the other removed, the same block, or both put
/// the blocks into another order. A list, a table or a callout is one block.
#[must_use]
pub fn merge(base: &Tree, yours: &Tree, theirs: &Tree) -> Option<Tree> {
    if base == theirs || yours == theirs {
        return Some(yours.clone());
    }
    if base == yours {
        return Some(theirs.clone());
    }
    let (was, mine, other) = (by_id(base), by_id(yours), by_id(theirs));
    let mut kept: HashMap<&str, &Block> = HashMap::new();
    for id in order(base).into_iter().chain(order(yours)).chain(order(theirs)) {
        if kept.contains_key(id) {
            continue;
        }
        if let Some(block) = one(was.get(id).copied(), mine.get(id).copied(), other.get(id).copied())? {
            kept.insert(id, block);
        }
    }
    if both_rewrote(base, yours, theirs) {
        return None;
    }
    let order = sequence(base, yours, theirs, &was)?;
    let content = order.into_iter().filter_map(|id| kept.get(id).map(|block| (*block).clone())).collect();
    Tree::new(content).settle(Some(base)).ok()
}

/// A block that both may have changed: what becomes of it, `Some(None)` if it goes; `None` in conflict.
fn one<'a>(was: Option<&'a Block>, mine: Option<&'a Block>, other: Option<&'a Block>) -> Option<Option<&'a Block>> {
    if mine == other || was == other {
        Some(mine)
    } else if was == mine {
        Some(other)
    } else {
        None
    }
}

fn by_id(tree: &Tree) -> ById<'_> {
    tree.content.iter().map(|block| (block.id(), block)).collect()
}

fn order(tree: &Tree) -> Vec<&str> {
    tree.content.iter().map(Block::id).collect()
}

/// Whether both put something of their own in the place of the same blocks. Two new blocks at one place are no conflict
/// where nothing went for them.
fn both_rewrote(base: &Tree, yours: &Tree, theirs: &Tree) -> bool {
    let (was, mine, other) = (by_id(base), by_id(yours), by_id(theirs));
    let stays = |id: &str| was.contains_key(id) && mine.contains_key(id) && other.contains_key(id);
    // The places between blocks that stay, each by the one before it.
    let places = |tree: &'_ Tree, counts: &dyn Fn(&str) -> bool| -> HashSet<String> {
        let mut behind = String::new();
        let mut places = HashSet::new();
        for id in order(tree) {
            if stays(id) {
                id.clone_into(&mut behind);
            } else if counts(id) {
                places.insert(behind.clone());
            }
        }
        places
    };
    let new = |id: &str| !was.contains_key(id);
    let gone = |id: &str| !mine.contains_key(id) && !other.contains_key(id);
    let (added, also) = (places(yours, &new), places(theirs, &new));
    places(base, &gone).iter().any(|place| added.contains(place) && also.contains(place))
}

/// The ids of all blocks in the merged order: whoever moved blocks decides it, and what the other added stands behind the
/// block that it followed.
fn sequence<'a>(base: &'a Tree, yours: &'a Tree, theirs: &'a Tree, was: &ById<'_>) -> Option<Vec<&'a str>> {
    let moved = |tree: &'a Tree| {
        let now = by_id(tree);
        let before = order(base).into_iter().filter(|id| now.contains_key(id));
        let after = order(tree).into_iter().filter(|id| was.contains_key(id));
        !before.eq(after)
    };
    let (leads, adds) = match (moved(yours), moved(theirs)) {
        (true, true) => return None,
        (true, false) => (yours, theirs),
        (false, _) => (theirs, yours),
    };
    let mut ids = order(leads);
    // What only the other still has was removed by the leader; it goes, or the blocks were in conflict.
    let known: HashSet<&str> = ids.iter().copied().collect();
    let mut behind: Option<&str> = None;
    for id in order(adds) {
        if !known.contains(id) && !was.contains_key(id) {
            let at = behind.and_then(|behind| ids.iter().position(|one| *one == behind)).map_or(0, |at| at + 1);
            ids.insert(at, id);
        }
        if ids.contains(&id) {
            behind = Some(id);
        }
    }
    Some(ids)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::document::samples;

    fn tree(blocks: &[(&str, &str)]) -> Tree {
        let block = |(id, text): &(&str, &str)| json!({ "type": "paragraph", "attrs": { "id": id }, "content": [{ "type": "text", "text": text }] });
        let content: Vec<Json> = blocks.iter().map(block).collect();
        Tree::from_json(json!({ "type": "doc", "content": content })).unwrap()
    }

    fn merged(base: &[(&str, &str)], yours: &[(&str, &str)], theirs: &[(&str, &str)]) -> Option<Vec<String>> {
        let merged = merge(&tree(base), &tree(yours), &tree(theirs))?;
        Some(merged.content.iter().map(|block| super::super::text::of_blocks(std::slice::from_ref(block))).collect())
    }

    const BASE: [(&str, &str); 3] = [("a", "one"), ("b", "two"), ("c", "three")];

    #[test]
    fn different_blocks_are_put_together() {
        let yours = [("a", "ONE"), ("b", "two"), ("c", "three"), ("y", "mine")];
        let theirs = [("a", "one"), ("t", "theirs"), ("b", "two"), ("c", "THREE")];
        assert_eq!(merged(&BASE, &yours, &theirs).unwrap(), ["ONE", "theirs", "two", "THREE", "mine"]);
        assert_eq!(merged(&BASE, &theirs, &yours).unwrap(), ["ONE", "theirs", "two", "THREE", "mine"]);
    }

    #[test]
    fn the_same_block_is_not_decided() {
        assert_eq!(
            merged(&BASE, &[("a", "ONE"), ("b", "two"), ("c", "three")], &[("a", "uno"), ("b", "two"), ("c", "three")]),
            None
        );
        // Changed here, removed there.
        assert_eq!(merged(&BASE, &[("a", "ONE"), ("b", "two"), ("c", "three")], &[("b", "two"), ("c", "three")]), None);
        // The same change twice is no conflict.
        let both = [("a", "ONE"), ("b", "two"), ("c", "three")];
        assert_eq!(merged(&BASE, &both, &both).unwrap(), ["ONE", "two", "three"]);
    }

    #[test]
    fn two_texts_in_the_place_of_one_are_not_decided() {
        assert_eq!(merged(&[("a", "one")], &[("y", "mine")], &[("t", "theirs")]), None);
        let yours = [("a", "one"), ("y", "mine"), ("c", "three")];
        let theirs = [("a", "one"), ("t", "theirs"), ("c", "three")];
        assert_eq!(merged(&BASE, &yours, &theirs), None);
        // Where nothing went for them, both stand.
        let pair = [("a", "one"), ("c", "three")];
        assert_eq!(merged(&pair, &yours, &theirs).unwrap(), ["one", "mine", "theirs", "three"]);
    }

    #[test]
    fn what_one_removes_and_the_other_left_alone_goes() {
        let yours = [("a", "one"), ("c", "three")];
        let theirs = [("a", "one"), ("b", "two"), ("c", "THREE")];
        assert_eq!(merged(&BASE, &yours, &theirs).unwrap(), ["one", "THREE"]);
        assert_eq!(merged(&BASE, &theirs, &yours).unwrap(), ["one", "THREE"]);
    }

    #[test]
    fn who_moves_decides_the_order() {
        let moved = [("c", "three"), ("a", "one"), ("b", "two")];
        let theirs = [("a", "one"), ("b", "TWO"), ("t", "theirs"), ("c", "three")];
        assert_eq!(merged(&BASE, &moved, &theirs).unwrap(), ["three", "one", "TWO", "theirs"]);
        assert_eq!(merged(&BASE, &theirs, &moved).unwrap(), ["three", "one", "TWO", "theirs"]);
        assert_eq!(merged(&BASE, &moved, &[("b", "two"), ("a", "one"), ("c", "three")]), None);
    }

    proptest! {
        #![proptest_config(samples::config())]

        #[test]
        fn one_sided_changes_are_taken_as_they_are(base in samples::trees(), changed in samples::trees()) {
            prop_assert_eq!(merge(&base, &changed, &base), Some(changed.clone()));
            prop_assert_eq!(merge(&base, &base, &changed), Some(changed.clone()));
            prop_assert_eq!(merge(&base, &changed, &changed), Some(changed.clone()));
        }

        #[test]
        fn a_merge_holds_what_both_have_and_is_valid(base in samples::trees(), yours in samples::trees(), theirs in samples::trees()) {
            if let Some(merged) = merge(&base, &yours, &theirs) {
                prop_assert_eq!(merged.clone().settle(None).unwrap(), merged.clone());
                let theirs = order(&theirs);
                let both: HashSet<&str> = order(&yours).into_iter().filter(|id| theirs.contains(id)).collect();
                prop_assert!(both.iter().all(|id| order(&merged).contains(id)));
            }
        }
    }
}
