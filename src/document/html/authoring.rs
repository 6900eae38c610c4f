//! HTML for authors and programs: all that the tree holds, so that [`paste`](crate::document::paste) reads it back
//! without loss. What HTML has no element for stands in `data-` attributes.

use std::cell::RefCell;

use super::{attr, escape, inline::LineWriter};
use crate::document::{
    Labels, Tree,
    block::plain,
    link,
    tree::{Block, CalloutKind, Cell, ImageAttrs, Inline, LinkAttrs, Row},
};

/// Writes a tree without loss.
#[must_use]
pub fn write_authoring(tree: &Tree, labels: &dyn Labels) -> String {
    let mut writer = Writer { out: String::new(), labels };
    writer.blocks(&tree.content, "\n");
    writer.out
}

struct Writer<'a> {
    out: String,
    labels: &'a dyn Labels,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block], between: &str) {
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                self.out.push_str(between);
            }
            self.block(block);
        }
    }

    fn open(&mut self, name: &str, block: &Block, attrs: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        attr(&mut self.out, "data-id", block.id());
        attrs.iter().for_each(|(name, value)| attr(&mut self.out, name, value));
        self.out.push('>');
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(node) => {
                self.open("p", block, &[]);
                self.line(&node.content);
                self.out.push_str("</p>");
            }
            Block::Heading(node) => {
                let name = format!("h{}", node.attrs.level);
                let anchor: Vec<(&str, &str)> = node.attrs.anchor.iter().map(|slug| ("id", slug.as_str())).collect();
                self.open(&name, block, &anchor);
                self.line(&node.content);
                self.out.push_str(&format!("</{name}>"));
            }
            Block::BulletList(_) => {
                self.open("ul", block, &[]);
                self.items(block, "</ul>");
            }
            Block::OrderedList(node) => {
                self.open("ol", block, &[("start", &node.attrs.start.to_string())]);
                self.items(block, "</ol>");
            }
            Block::Blockquote(node) => {
                self.open("blockquote", block, &[]);
                self.blocks(&node.content, "");
                self.out.push_str("</blockquote>");
            }
            Block::Callout(node) => {
                let kind = match node.attrs.kind {
                    CalloutKind::Info => "info",
                    CalloutKind::Tip => "tip",
                    CalloutKind::Warning => "warning",
                };
                self.open("aside", block, &[("data-callout", kind)]);
                self.blocks(&node.content, "");
                self.out.push_str("</aside>");
            }
            Block::Table(node) => {
                self.open("table", block, &[]);
                self.out.push_str("<tbody>");
                node.content.iter().for_each(|row| self.row(row));
                self.out.push_str("</tbody></table>");
            }
            Block::CodeBlock(node) => {
                self.open("pre", block, &[]);
                self.out.push_str("<code");
                let language = node.attrs.language.iter();
                language.for_each(|word| attr(&mut self.out, "class", &format!("language-{word}")));
                self.out.push('>');
                escape(&mut self.out, &plain(&node.content));
                self.out.push_str("</code></pre>");
            }
            Block::HorizontalRule(_) => self.open("hr", block, &[]),
            _ => self.leaf(block),
        }
    }

    fn items(&mut self, list: &Block, close: &str) {
        for item in list.inner() {
            self.out.push_str("<li>");
            self.blocks(item, "");
            self.out.push_str("</li>");
        }
        self.out.push_str(close);
    }

    fn row(&mut self, row: &Row) {
        self.out.push_str("<tr>");
        for cell in &row.content {
            let name = if cell.is_header() { "th" } else { "td" };
            self.out.push_str(&format!("<{name}"));
            self.spans(cell);
            self.out.push('>');
            self.blocks(&cell.node().content, "");
            self.out.push_str(&format!("</{name}>"));
        }
        self.out.push_str("</tr>");
    }

    fn spans(&mut self, cell: &Cell) {
        let attrs = &cell.node().attrs;
        for (key, span) in [("colspan", attrs.colspan), ("rowspan", attrs.rowspan)] {
            if span != 1 {
                attr(&mut self.out, key, &span.to_string());
            }
        }
    }

    fn leaf(&mut self, block: &Block) {
        match block {
            Block::Image(leaf) => {
                let ImageAttrs { id: _, media, alt, decorative, caption, width } = &leaf.attrs;
                let (media, width) = (media.to_string(), width.map(|width| width.to_string()));
                let mut attrs = vec![("data-media", media.as_str())];
                // HTML's own words for the three: a text, an empty text, none.
                attrs.extend(alt.as_deref().or(decorative.then_some("")).map(|alt| ("alt", alt)));
                attrs.extend(caption.as_deref().map(|caption| ("data-caption", caption)));
                attrs.extend(width.as_deref().map(|width| ("width", width)));
                return self.open("img", block, &attrs);
            }
            Block::Embed(leaf) => self.open("div", block, &[("data-embed", &leaf.attrs.url)]),
            Block::Cta(leaf) => {
                let key = link::key(leaf.attrs.entry, self.labels);
                self.open("div", block, &[("data-cta", &key)]);
            }
            Block::Faqs(leaf) => {
                let keys = link::keys(&leaf.attrs.refs, self.labels);
                let mut attrs = vec![("data-faqs", keys.as_str())];
                attrs.extend(leaf.attrs.heading.as_deref().map(|heading| ("data-heading", heading)));
                attrs.extend(leaf.attrs.anchor.as_ref().map(|anchor| ("id", anchor.as_str())));
                self.open("div", block, &attrs);
            }
            Block::ButtonRow(leaf) => {
                let keys = link::keys(&leaf.attrs.refs, self.labels);
                self.open("div", block, &[("data-buttons", &keys)]);
            }
            _ => return,
        }
        self.out.push_str("</div>");
    }

    fn line(&mut self, inlines: &[Inline]) {
        let labels = self.labels;
        let href = |attrs: &LinkAttrs| Some(link::write(attrs, labels));
        let kept = RefCell::new(kept(inlines).into_iter());
        let text = |out: &mut String, text: &str| {
            let mut kept = kept.borrow_mut();
            for c in text.chars() {
                if kept.next() == Some(false) {
                    out.push_str(&format!("<span data-char=\"{:x}\"></span>", u32::from(c)));
                } else {
                    escape(out, c.encode_utf8(&mut [0; 4]));
                }
            }
        };
        LineWriter { href: &href, text: &text }.write(&mut self.out, inlines);
    }
}

/// For each character of a line, in reading order, whether it means itself in HTML: a space does so alone
/// between two other characters.
fn kept(inlines: &[Inline]) -> Vec<bool> {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
    let line: Vec<Option<char>> = inlines
        .iter()
        .flat_map(|inline| match inline {
            Inline::Text { text, .. } => text.chars().map(Some).collect(),
            Inline::HardBreak { .. } => vec![None],
        })
        .collect();
    let stands = |at: Option<usize>| at.and_then(|at| line.get(at)).copied().flatten().is_some_and(|c| !is_space(c));
    let keeps = |(at, c): (usize, &Option<char>)| {
        let between = stands(at.checked_sub(1)) && stands(Some(at + 1));
        c.map(|c| !is_space(c) || (c == ' ' && between))
    };
    line.iter().enumerate().filter_map(keeps).collect()
}
