//! Which entries a tree needs.

use super::{
    Tree,
    tree::{Block, Inline, Mark},
};
use crate::vocabulary::{EntryId, Reference, ReferenceMode};

/// Every entry that the tree embeds or links to, in reading order. The path is within the tree: the block's id,
/// and the place in its list where the block refers to several.
#[must_use]
pub fn references(tree: &Tree) -> Vec<Reference> {
    let mut found = Vec::new();
    tree.each(&mut |block| {
        let id = block.id();
        let mut embed = |to: EntryId, path: String| found.push(Reference { to, mode: ReferenceMode::Embed, path });
        match block {
            Block::Cta(leaf) => embed(leaf.attrs.entry, id.to_owned()),
            Block::Faqs(leaf) => several(id, &leaf.attrs.refs, &mut embed),
            Block::ButtonRow(leaf) => several(id, &leaf.attrs.refs, &mut embed),
            _ => {}
        }
        for inline in block.inlines().unwrap_or_default() {
            let Inline::Text { marks, .. } = inline else { continue };
            for mark in marks {
                if let Mark::Link { attrs } = mark
                    && let Some(to) = attrs.entry
                {
                    let link = Reference { to, mode: ReferenceMode::Link, path: id.to_owned() };
                    // A link in several weights is still one link.
                    if found.last() != Some(&link) {
                        found.push(link);
                    }
                }
            }
        }
    });
    found
}

fn several(id: &str, refs: &[EntryId], embed: &mut dyn FnMut(EntryId, String)) {
    refs.iter().enumerate().for_each(|(index, to)| embed(*to, format!("{id}.{index}")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::samples::fixture;

    #[test]
    fn every_reference_is_found_with_its_mode_and_place() {
        let tree = Tree::from_json(fixture()).unwrap();
        let found: Vec<(String, ReferenceMode)> = references(&tree).into_iter().map(|r| (r.path, r.mode)).collect();
        let embed = |path: &str| (path.to_owned(), ReferenceMode::Embed);
        let expected = [
            ("b1".to_owned(), ReferenceMode::Link),
            embed("b14"),
            embed("b24"),
            embed("b25.0"),
            embed("b25.1"),
            embed("b26.0"),
            embed("b26.1"),
        ];
        assert_eq!(found, expected);
    }
}
