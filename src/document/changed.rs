//! Single blocks of two versions of a text: which differ, and one of them taken back.

use std::collections::HashMap;

use super::{Tree, text, tree::Block};

/// What became of a block from the old version to the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Changed,
    Removed,
    Added,
}

/// A block in which two versions differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedBlock {
    pub id: String,
    /// As [`Block::name`] says.
    pub name: &'static str,
    pub fate: Fate,
    /// Its words: of the old version, where that has it.
    pub text: String,
}

/// The blocks that differ, in reading order. A list, a table or a callout is one block; one that only moved is none.
#[must_use]
pub fn changed(old: &Tree, new: &Tree) -> Vec<ChangedBlock> {
    let (was, now) = (places(old), places(new));
    let mut found = Vec::new();
    let mut told = 0;
    for block in &new.content {
        let Some(&at) = was.get(block.id()) else {
            found.push(one(block, Fate::Added));
            continue;
        };
        found.extend(removed(old, told..at, &now));
        told = told.max(at + 1);
        found.extend(old.content.get(at).filter(|before| *before != block).map(|before| one(before, Fate::Changed)));
    }
    found.extend(removed(old, told..old.content.len(), &now));
    found
}

fn removed<'a>(
    old: &'a Tree,
    range: std::ops::Range<usize>,
    now: &'a HashMap<&str, usize>,
) -> impl Iterator<Item = ChangedBlock> + 'a {
    let blocks = old.content.get(range).unwrap_or_default();
    blocks.iter().filter(|block| !now.contains_key(block.id())).map(|block| one(block, Fate::Removed))
}

fn one(block: &Block, fate: Fate) -> ChangedBlock {
    let text = text::of_blocks(std::slice::from_ref(block));
    ChangedBlock { id: block.id().to_owned(), name: block.name(), fate, text }
}

/// Where each block stands.
fn places(tree: &Tree) -> HashMap<&str, usize> {
    tree.content.iter().enumerate().map(|(at, block)| (block.id(), at)).collect()
}

/// The new version with one block as the old one has it: behind the block that it followed, where it was removed; gone, where
/// only the new one has it. `None` where neither has it, or the text would not be valid.
#[must_use]
pub fn take_back(old: &Tree, new: &Tree, id: &str) -> Option<Tree> {
    let (was, now) = (places(old), places(new));
    let mut content = new.content.clone();
    match (was.get(id), now.get(id)) {
        (Some(&from), Some(&to)) => *content.get_mut(to)? = old.content.get(from)?.clone(),
        (Some(&from), None) => {
            let before = old.content.get(..from)?.iter().rev();
            let behind = before.filter_map(|block| now.get(block.id())).next();
            content.insert(behind.map_or(0, |at| at + 1), old.content.get(from)?.clone());
        }
        (None, Some(&to)) => drop(content.remove(to)),
        (None, None) => return None,
    }
    Tree::new(content).settle(None).ok()
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

    const OLD: [(&str, &str); 4] = [("a", "one"), ("b", "two"), ("c", "three"), ("d", "four")];
    const NEW: [(&str, &str); 4] = [("a", "one"), ("c", "THREE"), ("x", "new"), ("d", "four")];

    #[test]
    fn what_differs_is_told_in_reading_order() {
        let found = changed(&tree(&OLD), &tree(&NEW));
        let found: Vec<_> = found.iter().map(|one| (one.id.as_str(), one.fate, one.text.as_str())).collect();
        assert_eq!(found, [("b", Fate::Removed, "two"), ("c", Fate::Changed, "three"), ("x", Fate::Added, "new")]);
    }

    #[test]
    fn one_block_is_taken_back_and_the_others_stay() {
        let back = |id: &str| {
            let tree = take_back(&tree(&OLD), &tree(&NEW), id)?;
            Some(tree.content.iter().map(|block| text::of_blocks(std::slice::from_ref(block))).collect::<Vec<_>>())
        };
        assert_eq!(back("b").unwrap(), ["one", "two", "THREE", "new", "four"]);
        assert_eq!(back("c").unwrap(), ["one", "three", "new", "four"]);
        assert_eq!(back("x").unwrap(), ["one", "THREE", "four"]);
        assert_eq!(back("nothing"), None);
    }

    proptest! {
        #![proptest_config(samples::config())]

        #[test]
        fn every_block_taken_back_gives_the_old_blocks(whole in samples::trees(), kept in prop::collection::vec(any::<bool>(), 40)) {
            let some = whole.content.iter().zip(kept.iter().cycle()).filter(|(_, kept)| **kept).map(|(block, _)| block.clone());
            let part = Tree::new(some.collect());
            for (old, new) in [(&whole, &part), (&part, &whole)] {
                let mut tree = new.clone();
                for block in changed(old, new) {
                    tree = take_back(old, &tree, &block.id).unwrap();
                }
                prop_assert_eq!(&tree.content, &old.content);
            }
        }
    }
}
