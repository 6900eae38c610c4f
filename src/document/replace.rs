//! One entry in the place of another, in everything that a tree shows or links to.

use super::{
    Tree,
    settle::{each_mut, normalise},
    tree::{Block, Inline, Mark},
};
use crate::vocabulary::Swap;

impl Tree {
    /// Blocks keep their ids; a list of questions or buttons holds the other once.
    pub fn replace(&mut self, swap: Swap) {
        each_mut(&mut self.content, &mut |block| {
            match block {
                Block::Cta(leaf) => swap.one(&mut leaf.attrs.entry),
                Block::Faqs(leaf) => swap.list(&mut leaf.attrs.refs),
                Block::ButtonRow(leaf) => swap.list(&mut leaf.attrs.refs),
                _ => {}
            }
            for inline in block.inlines_mut().into_iter().flatten() {
                let Inline::Text { marks, .. } = inline else { continue };
                for mark in marks {
                    if let Mark::Link { attrs } = mark {
                        swap.maybe(&mut attrs.entry);
                    }
                }
            }
        });
        // Neighbours that now link alike are one text.
        self.content.iter_mut().for_each(normalise);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{references, samples::fixture},
        vocabulary::EntryId,
    };

    #[test]
    fn every_reference_is_replaced_and_nothing_else_is_touched() {
        let before = Tree::from_json(fixture()).unwrap();
        let (from, to) = (references(&before)[0].to, EntryId::new());
        let mut after = before.clone();
        after.replace(Swap { from, to });
        assert!(references(&after).iter().all(|reference| reference.to != from));
        assert_eq!(after.clone().settle(None).unwrap(), after);
        after.replace(Swap { from: to, to: from });
        assert_eq!(after, before);
        let mut same = before.clone();
        same.replace(Swap { from: EntryId::new(), to });
        assert_eq!(same, before);
    }
}
