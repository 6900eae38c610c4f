//! Which block of the new tree is which of the old one, when the text between them carried no ids.
//!
//! A block that is unchanged keeps its id and anchor wherever it went; one that was edited keeps its id where it
//! stands between the same neighbours.

use std::collections::{HashMap, HashSet, VecDeque};

use super::{
    Tree,
    block::plain,
    settle, text,
    tree::{Block, FaqsAttrs, HeadingAttrs},
};

/// How many old blocks an edited one is compared with.
const REACH: usize = 16;

/// Gives the blocks without an id those of the previous tree.
pub(super) fn adopt(tree: &mut Tree, previous: &Tree) {
    let mut taken = HashSet::new();
    tree.each(&mut |block| {
        if !block.id().is_empty() {
            taken.insert(block.id().to_owned());
        }
    });
    pair(tree.content.iter_mut().collect(), previous.content.iter().collect(), &taken);
}

/// A heading that the editor sends without its address keeps the one that it had, as long as it says much the same.
pub(super) fn keep_anchors(tree: &mut Tree, previous: &Tree) {
    let mut known = HashMap::new();
    previous.each(&mut |block| {
        if matches!(block, Block::Heading(_) | Block::Faqs(_)) {
            known.insert(block.id(), block);
        }
    });
    settle::each_mut(&mut tree.content, &mut |block| {
        if let Some(old) = known.get(block.id()).filter(|old| old.name() == block.name()) {
            inherit(block, old);
        }
    });
}

fn pair(mut new: Vec<&mut Block>, old: Vec<&Block>, taken: &HashSet<String>) {
    let mut by_content: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (index, block) in old.iter().enumerate().filter(|(_, block)| !taken.contains(block.id())) {
        by_content.entry(fingerprint(block)).or_default().push_back(index);
    }
    let mut partner: Vec<Option<usize>> = vec![None; new.len()];
    let mut used = vec![false; old.len()];
    for (block, partner) in new.iter_mut().zip(&mut partner).filter(|(block, _)| block.id().is_empty()) {
        let found = by_content.get_mut(&fingerprint(block)).and_then(VecDeque::pop_front);
        if let Some((index, same)) = found.and_then(|index| Some((index, old.get(index)?))) {
            copy(block, same);
            *partner = Some(index);
            used.iter_mut().skip(index).take(1).for_each(|used| *used = true);
        }
    }
    // From here on by place, between the partners of the neighbours: first what says much the same, then what is
    // at least of the same kind.
    for demand in [alike_blocks as fn(&Block, &Block) -> bool, |_, _| true] {
        let gaps = gaps(&partner, old.len());
        for ((block, partner), (from, to)) in new.iter_mut().zip(&mut partner).zip(gaps) {
            if partner.is_some() || !block.id().is_empty() {
                continue;
            }
            let found =
                old.iter().zip(&mut used).enumerate().take(to).skip(from).take(REACH).find(|(_, (old, used))| {
                    !**used && old.name() == block.name() && !taken.contains(old.id()) && demand(block, old)
                });
            if let Some((index, (edited, used))) = found {
                *used = true;
                *partner = Some(index);
                inherit(block, edited);
                let inner_old = edited.inner().into_iter().flatten().collect();
                pair(block.inner_mut().into_iter().flatten().collect(), inner_old, taken);
            }
        }
    }
}

/// For each new block, the old ones between the partners of its neighbours.
fn gaps(partner: &[Option<usize>], old: usize) -> Vec<(usize, usize)> {
    let mut gaps = vec![(0, old); partner.len()];
    let mut from = 0;
    for (gap, partner) in gaps.iter_mut().zip(partner) {
        from = partner.map_or(from, |index| index + 1);
        gap.0 = from;
    }
    let mut to = old;
    for (gap, partner) in gaps.iter_mut().zip(partner).rev() {
        to = partner.unwrap_or(to);
        gap.1 = to;
    }
    gaps
}

/// The block's content alone, as text.
fn fingerprint(block: &Block) -> String {
    let mut bare = block.clone();
    strip(&mut bare);
    serde_json::to_string(&bare).unwrap_or_default()
}

/// Takes the ids from a block, for comparing.
pub(super) fn strip_ids(block: &mut Block) {
    block.id_mut().clear();
    block.inner_mut().into_iter().flatten().for_each(strip_ids);
}

fn strip(block: &mut Block) {
    block.id_mut().clear();
    match block {
        Block::Heading(node) => node.attrs.anchor = None,
        Block::Faqs(leaf) => leaf.attrs.anchor = None,
        _ => {}
    }
    block.inner_mut().into_iter().flatten().for_each(strip);
}

/// Ids and anchors of an equal block, all the way down.
fn copy(new: &mut Block, old: &Block) {
    inherit(new, old);
    let inner = old.inner().into_iter().flatten();
    new.inner_mut().into_iter().flatten().zip(inner).for_each(|(new, old)| copy(new, old));
}

/// Id and, where the heading still says much the same, anchor.
fn inherit(new: &mut Block, old: &Block) {
    old.id().clone_into(new.id_mut());
    match (new, old) {
        (Block::Heading(new), Block::Heading(old)) => {
            let HeadingAttrs { id: _, level: _, anchor } = &old.attrs;
            if new.attrs.anchor.is_none() && alike(&plain(&new.content), &plain(&old.content)) {
                new.attrs.anchor.clone_from(anchor);
            }
        }
        (Block::Faqs(new), Block::Faqs(old)) => {
            let FaqsAttrs { id: _, heading, anchor, refs: _ } = &old.attrs;
            let (now, then) = (new.attrs.heading.as_deref(), heading.as_deref());
            if new.attrs.anchor.is_none() && alike(now.unwrap_or_default(), then.unwrap_or_default()) {
                new.attrs.anchor.clone_from(anchor);
            }
        }
        _ => {}
    }
}

fn alike_blocks(a: &Block, b: &Block) -> bool {
    let text = |block: &Block| match block {
        Block::Faqs(leaf) => leaf.attrs.heading.clone().unwrap_or_default(),
        other => text::of_blocks(std::slice::from_ref(other)),
    };
    alike(&text(a), &text(b))
}

/// At least half of the words of either are words of the other: a typo mended, not another heading.
fn alike(a: &str, b: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<HashSet<_>>();
    let (a, b) = (words(a), words(b));
    a.intersection(&b).count() * 2 >= a.len().max(b.len())
}
