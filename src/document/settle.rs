//! From whatever was read to a tree in its one form: normalised, with ids and anchors, and valid.

use std::collections::{HashMap, HashSet};

use serde_json::Value as Json;

use super::{
    Problems, Tree,
    block::plain,
    previous, schema,
    tree::{Block, Inline, Mark},
};
use crate::{vocabulary::Slug, words::t};

impl Tree {
    /// Reads the editor's JSON.
    ///
    /// # Errors
    /// An unknown node, mark or attribute, named; or what [`schema::validate`] finds.
    pub fn from_json(json: Json) -> Result<Self, Problems> {
        let tree: Self = serde_json::from_value(json).map_err(unreadable)?;
        tree.settle(None)
    }

    /// Reads the editor's JSON as text.
    ///
    /// # Errors
    /// As [`from_json`](Self::from_json), and text that is no JSON.
    pub fn from_text(text: &str, previous: Option<&Self>) -> Result<Self, Problems> {
        let tree: Self = serde_json::from_str(text).map_err(unreadable)?;
        tree.settle(previous)
    }

    #[must_use]
    pub fn to_json(&self) -> Json {
        // Strings, numbers and string keys alone: there is nothing in a tree that JSON cannot say.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Normalises, gives every block an id and every heading an anchor, and validates. Blocks without an id take
    /// over that of the previous tree's block that they were.
    ///
    /// # Errors
    /// What [`schema::validate`] finds.
    pub fn settle(mut self, previous: Option<&Self>) -> Result<Self, Problems> {
        self.content.iter_mut().for_each(normalise);
        if let Some(previous) = previous {
            previous::adopt(&mut self, previous);
            previous::keep_anchors(&mut self, previous);
        }
        fill_ids(&mut self, previous);
        fill_anchors(&mut self);
        schema::validate(&self)?;
        Ok(self)
    }
}

fn unreadable(error: serde_json::Error) -> Problems {
    Problems::one("invalid_document", t!("problem-not-rich-text-error", error = error.to_string()))
}

pub(super) fn normalise(block: &mut Block) {
    let is_code = matches!(block, Block::CodeBlock(_));
    if let Some(inlines) = block.inlines_mut() {
        *inlines = merged(std::mem::take(inlines), is_code);
    }
    match block {
        Block::Image(leaf) => {
            tidy(&mut leaf.attrs.caption);
            tidy(&mut leaf.attrs.alt);
        }
        Block::Faqs(leaf) => {
            tidy(&mut leaf.attrs.heading);
            if leaf.attrs.heading.is_none() {
                leaf.attrs.anchor = None;
            }
        }
        Block::CodeBlock(node) => tidy(&mut node.attrs.language),
        _ => {}
    }
    for blocks in block.inner_mut() {
        if blocks.is_empty() {
            blocks.push(Block::paragraph(Vec::new()));
        }
        blocks.iter_mut().for_each(normalise);
    }
}

/// An attribute's text: lines end in one way, and what is empty is not there.
fn tidy(text: &mut Option<String>) {
    if let Some(lines) = text.as_mut().filter(|text| text.contains('\r')) {
        *lines = lines.replace("\r\n", "\n").replace('\r', "\n");
    }
    if text.as_deref() == Some("") {
        *text = None;
    }
}

/// Marks in their order, neighbours with equal marks joined, nothing empty.
fn merged(inlines: Vec<Inline>, is_code: bool) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::HardBreak { .. } => out.push(Inline::hard_break()),
            Inline::Text { text, .. } if text.is_empty() => {}
            Inline::Text { mut text, mut marks } => {
                if is_code && text.contains('\r') {
                    text = text.replace("\r\n", "\n").replace('\r', "\n");
                }
                for mark in &mut marks {
                    if let Mark::Link { attrs } = mark {
                        tidy(&mut attrs.title);
                    }
                }
                marks.sort();
                marks.dedup();
                match out.last_mut() {
                    Some(Inline::Text { text: before, marks: same }) if *same == marks => before.push_str(&text),
                    _ => out.push(Inline::Text { text, marks }),
                }
            }
        }
    }
    out
}

/// A block that was copied in the editor brings its id along: the first keeps it, the others get new ones.
fn fill_ids(tree: &mut Tree, previous: Option<&Tree>) {
    let mut highest = 0;
    let mut count = |block: &Block| {
        let number = block.id().strip_prefix('b').and_then(|n| n.parse::<u32>().ok());
        highest = highest.max(number.unwrap_or(0));
    };
    tree.each(&mut count);
    if let Some(previous) = previous {
        previous.each(&mut count);
    }
    let mut used = HashSet::new();
    each_mut(&mut tree.content, &mut |block| {
        if block.id().is_empty() || used.contains(block.id()) {
            loop {
                highest = highest.wrapping_add(1);
                let id = format!("b{highest}");
                if !used.contains(&id) {
                    *block.id_mut() = id;
                    break;
                }
            }
        }
        used.insert(block.id().to_owned());
    });
}

fn fill_anchors(tree: &mut Tree) {
    let mut used: HashSet<Slug> = HashSet::new();
    each_mut(&mut tree.content, &mut |block| {
        if let Some((anchor, _)) = anchor_of(block)
            && let Some(given) = anchor.clone()
            && !used.insert(given)
        {
            *anchor = None;
        }
    });
    // Where the search for a free number goes on, so that many equal headings cost no more than many others.
    let mut next: HashMap<Slug, usize> = HashMap::new();
    each_mut(&mut tree.content, &mut |block| {
        if let Some((anchor, text)) = anchor_of(block)
            && anchor.is_none()
            && let Some(base) = default_anchor(&text)
        {
            let number = next.entry(base.clone()).or_insert(2);
            let mut free = base.clone();
            while !used.insert(free.clone()) {
                free = base.numbered(*number);
                *number += 1;
            }
            *anchor = Some(free);
        }
    });
}

/// The anchor that a heading gets when nobody gave it another.
pub(super) fn default_anchor(text: &str) -> Option<Slug> {
    Slug::from_title(text).or_else(|| Slug::from_title("section"))
}

fn anchor_of(block: &mut Block) -> Option<(&mut Option<Slug>, String)> {
    match block {
        Block::Heading(node) => {
            let text = plain(&node.content);
            Some((&mut node.attrs.anchor, text))
        }
        Block::Faqs(leaf) => {
            let text = leaf.attrs.heading.clone()?;
            Some((&mut leaf.attrs.anchor, text))
        }
        _ => None,
    }
}

pub(super) fn each_mut(blocks: &mut [Block], see: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        see(block);
        for inner in block.inner_mut() {
            each_mut(inner, see);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::document::samples;

    fn error(json: Json) -> String {
        Tree::from_json(json).unwrap_err().to_string()
    }

    #[test]
    fn what_the_schema_does_not_know_is_refused_by_name() {
        let doc = |block: Json| json!({ "type": "doc", "content": [block] });
        assert!(error(doc(json!({ "type": "marquee" }))).contains("marquee"));
        assert!(error(doc(json!({ "type": "paragraph", "attrs": { "onclick": "x" } }))).contains("onclick"));
        let mark = |mark: Json| {
            doc(json!({ "type": "paragraph", "content": [{ "type": "text", "text": "x", "marks": [mark] }] }))
        };
        assert!(error(mark(json!({ "type": "blink" }))).contains("blink"));
        assert!(error(mark(json!({ "type": "bold", "attrs": { "color": "red" } }))).contains("attrs"));
        assert!(
            error(mark(json!({ "type": "link", "attrs": { "href": "javascript:alert(1)" } }))).contains("javascript")
        );
        assert!(error(json!({ "type": "page", "content": [] })).contains("page"));
    }

    #[test]
    fn the_fixture_reads_and_writes_without_loss() {
        let fixture = samples::fixture();
        let tree = Tree::from_json(fixture.clone()).unwrap();
        assert_eq!(tree.to_json(), fixture);
    }

    #[test]
    fn a_copied_block_gets_an_id_and_an_anchor_of_its_own() {
        let heading = json!({ "type": "heading", "attrs": { "id": "b7", "level": 2, "anchor": "rest" },
            "content": [{ "type": "text", "text": "Rest" }] });
        let tree = Tree::from_json(json!({ "type": "doc", "content": [heading, heading] })).unwrap();
        let ids: Vec<&str> = tree.content.iter().map(Block::id).collect();
        assert_eq!(ids, ["b7", "b8"]);
        let Block::Heading(second) = &tree.content[1] else { panic!() };
        assert_eq!(second.attrs.anchor.as_ref().map(Slug::as_str), Some("rest-2"));
    }

    #[test]
    fn a_heading_keeps_its_address_while_it_says_much_the_same() {
        let doc = |text: &str, anchor: Json| {
            let heading = json!({ "type": "heading", "attrs": { "id": "h", "level": 2, "anchor": anchor },
                "content": [{ "type": "text", "text": text }] });
            json!({ "type": "doc", "content": [heading] }).to_string()
        };
        let anchor = |tree: &Tree| match &tree.content[0] {
            Block::Heading(node) => node.attrs.anchor.clone().unwrap().to_string(),
            _ => panic!(),
        };
        let before = Tree::from_text(&doc("Warming up wel", Json::Null), None).unwrap();
        let after = Tree::from_text(&doc("Warming up well", Json::Null), Some(&before)).unwrap();
        assert_eq!((anchor(&before), anchor(&after)), ("warming-up-wel".into(), "warming-up-wel".into()));
        let other = Tree::from_text(&doc("Cooling down", Json::Null), Some(&before)).unwrap();
        assert_eq!(anchor(&other), "cooling-down");
    }

    #[test]
    fn neighbours_with_equal_marks_are_one_text() {
        let tree = Tree::from_json(json!({ "type": "doc", "content": [{ "type": "paragraph", "content": [
            { "type": "text", "text": "a", "marks": [{ "type": "italic" }, { "type": "bold" }] },
            { "type": "text", "text": "b", "marks": [{ "type": "bold" }, { "type": "italic" }] },
        ] }] }))
        .unwrap();
        let Block::Paragraph(node) = &tree.content[0] else { panic!() };
        assert_eq!(plain(&node.content), "ab");
        assert_eq!(node.content.len(), 1);
    }
}
