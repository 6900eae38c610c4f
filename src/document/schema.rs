//! What a rich text may hold beyond what its types say: bounds, nesting and addresses.

use std::collections::HashSet;

use url::{ParseError, Url};

use super::{
    Problems, Tree,
    tree::{Block, Cell, Inline, LinkAttrs, Mark},
};

/// Version of the tree's JSON; grows when stored trees must be upgraded.
pub const VERSION: u16 = 1;
/// Containers within containers, at most.
pub const MAX_DEPTH: usize = 12;
/// Blocks, texts and breaks, at most.
pub const MAX_NODES: usize = 20_000;
/// Bytes of text in one tree, at most.
pub const MAX_TEXT: usize = 300_000;
/// Bytes of Markdown that a tree is read from, at most: room for the text with every sign of it escaped.
pub const MAX_MARKDOWN: usize = 600_000;
/// Bytes of HTML that a tree is read from, at most: markup is wordy.
pub const MAX_HTML: usize = 1_000_000;
const MAX_WORK: usize = 2_000_000_000;
/// The highest number an ordered list may start with: CommonMark takes nine digits.
pub const MAX_START: u32 = 999_999_999;
const MAX_URL: usize = 2_048;
const MAX_SPAN: u32 = 100;
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// Checks a tree against the schema.
///
/// # Errors
/// Each thing that is wrong, once.
pub fn validate(tree: &Tree) -> Result<(), Problems> {
    let mut check = Check::default();
    check.blocks(&tree.content, 0, Place::Top);
    if check.nodes > MAX_NODES {
        check.wrong("too_large", format!("a rich text holds at most {MAX_NODES} blocks and texts"));
    }
    if check.bytes > MAX_TEXT {
        check.wrong("too_large", format!("a rich text holds at most {MAX_TEXT} bytes of text"));
    }
    if check.work > MAX_WORK {
        check.wrong("too_large", "too many ampersands and fixed spaces in one text");
    }
    check.problems.into_result()
}

/// Refuses Markdown that is too long to be read or holds the one character that PostgreSQL cannot store.
pub(super) fn check_markdown(text: &str) -> Result<(), Problems> {
    if text.len() > MAX_MARKDOWN {
        return Err(Problems::one("too_large", format!("Markdown has at most {MAX_MARKDOWN} bytes")));
    }
    if text.contains('\0') {
        return Err(Problems::one("invalid_character", "the character U+0000 cannot be kept"));
    }
    Ok(())
}

/// Whether an address may stand in a link: `https`, `http`, `mailto`, `tel`, or relative to the page or site.
///
/// # Errors
/// What is wrong, in words.
pub fn check_url(href: &str) -> Result<(), String> {
    if href.len() > MAX_URL {
        return Err(format!("an address has at most {MAX_URL} bytes"));
    }
    if href.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(format!("the address {href:?} holds spaces or control characters"));
    }
    match Url::parse(href) {
        Ok(url) if SCHEMES.contains(&url.scheme()) => Ok(()),
        Ok(url) => Err(format!("an address may not begin with \"{}:\"", url.scheme())),
        Err(ParseError::RelativeUrlWithoutBase) => {
            let page = Url::parse("https://page.invalid/").ok();
            let stays = page.as_ref().and_then(|page| Some(page.join(href).ok()?.origin() == page.origin()));
            if stays == Some(true) { Ok(()) } else { Err(format!("the address {href:?} leaves the site")) }
        }
        Err(error) => Err(format!("the address {href:?} is malformed: {error}")),
    }
}

/// Where blocks stand; decides which may.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Top,
    /// Within a callout that stands at the top.
    Callout,
    Inner,
    Cell,
}

#[derive(Default)]
struct Check<'a> {
    problems: Problems,
    ids: HashSet<&'a str>,
    nodes: usize,
    bytes: usize,
    /// Signs that HTML escapes times the bytes of their text: what the serialiser of the last gate costs.
    work: usize,
}

impl<'a> Check<'a> {
    fn wrong(&mut self, code: &'static str, detail: impl Into<String>) {
        self.problems.add(None, code, detail);
    }

    fn text(&mut self, text: &str) {
        self.bytes += text.len();
        self.work = self.work.saturating_add(text.matches(['&', '\u{a0}']).count().saturating_mul(text.len()));
        if text.contains('\0') {
            self.wrong("invalid_character", "the character U+0000 cannot be kept");
        }
    }

    fn blocks(&mut self, blocks: &'a [Block], depth: usize, place: Place) {
        if depth > MAX_DEPTH {
            return self.wrong("too_deep", format!("blocks nest at most {MAX_DEPTH} deep"));
        }
        for block in blocks {
            self.nodes += 1;
            self.id(block.id());
            if !may_stand(block, place) {
                self.wrong("misplaced", format!("a {} cannot stand within another block here", block.name()));
            }
            self.block(block);
            let within = match block {
                Block::Callout(_) if place == Place::Top => Place::Callout,
                Block::Table(_) => Place::Cell,
                _ if place == Place::Cell => Place::Cell,
                _ => Place::Inner,
            };
            for inner in block.inner() {
                self.blocks(inner, depth + 1, within);
            }
        }
    }

    fn id(&mut self, id: &'a str) {
        let fits =
            (1..=32).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if !fits {
            self.wrong("invalid_id", format!("{id:?} cannot be the id of a block"));
        } else if !self.ids.insert(id) {
            self.wrong("duplicate_id", format!("the id {id:?} stands at two blocks"));
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Paragraph(node) => self.inlines(&node.content),
            Block::Heading(node) => {
                if !(2..=4).contains(&node.attrs.level) {
                    self.wrong("invalid_level", format!("a heading's level is 2 to 4, not {}", node.attrs.level));
                }
                self.inlines(&node.content);
            }
            Block::OrderedList(node) => {
                if node.attrs.start > MAX_START {
                    self.wrong("too_large", format!("a list starts at {MAX_START} at most"));
                }
                self.some(node.content.len(), "list");
            }
            Block::BulletList(node) => self.some(node.content.len(), "list"),
            Block::Table(node) => {
                self.some(node.content.len(), "table");
                for row in &node.content {
                    self.some(row.content.len(), "table's row");
                    row.content.iter().for_each(|cell| self.cell(cell));
                }
            }
            Block::CodeBlock(node) => {
                let plain = |inline: &Inline| matches!(inline, Inline::Text { marks, .. } if marks.is_empty());
                if !node.content.iter().all(plain) {
                    self.wrong("invalid_code", "a code block holds plain text alone");
                }
                if !node.attrs.language.as_deref().is_none_or(is_language) {
                    self.wrong("invalid_code", "a code block's language is a word such as \"rust\" or \"c++\"");
                }
                self.inlines(&node.content);
            }
            Block::Image(leaf) => {
                let attrs = &leaf.attrs;
                [&attrs.alt, &attrs.caption].into_iter().flatten().for_each(|text| self.text(text));
                if attrs.decorative && attrs.alt.is_some() {
                    self.wrong("invalid_alt", "a decorative image has no text alternative");
                }
                if attrs.width.is_some_and(|width| !(1..=10_000).contains(&width)) {
                    self.wrong("invalid_width", "an image's width is 1 to 10,000 pixels");
                }
            }
            Block::Embed(leaf) => {
                self.text(&leaf.attrs.url);
                if !["https://", "http://"].iter().any(|scheme| leaf.attrs.url.starts_with(scheme)) {
                    self.wrong("invalid_url", "an embed's address begins with \"https://\"");
                }
                self.url(&leaf.attrs.url);
            }
            Block::Faqs(leaf) => {
                leaf.attrs.heading.iter().for_each(|heading| self.text(heading));
                self.nodes += leaf.attrs.refs.len();
            }
            Block::ButtonRow(leaf) => self.nodes += leaf.attrs.refs.len(),
            Block::Blockquote(_) | Block::Callout(_) | Block::HorizontalRule(_) | Block::Cta(_) => {}
        }
    }

    fn some(&mut self, count: usize, what: &str) {
        self.nodes += count;
        if count == 0 {
            self.wrong("empty", format!("a {what} is not empty"));
        }
    }

    fn cell(&mut self, cell: &Cell) {
        let attrs = &cell.node().attrs;
        if ![attrs.colspan, attrs.rowspan].iter().all(|span| (1..=MAX_SPAN).contains(span)) {
            self.wrong("invalid_span", format!("a cell spans 1 to {MAX_SPAN} columns and rows"));
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        self.nodes += inlines.len();
        for inline in inlines {
            let Inline::Text { text, marks } = inline else { continue };
            self.text(text);
            let twice = |pair: &[Mark]| {
                matches!(pair, [Mark::Link { .. }, Mark::Link { .. }] | [Mark::Language { .. }, Mark::Language { .. }])
            };
            if marks.windows(2).any(twice) {
                self.wrong("invalid_marks", "a text has one link and one language at most");
            }
            for mark in marks {
                if let Mark::Link { attrs } = mark {
                    self.link(attrs);
                }
            }
        }
    }

    fn link(&mut self, link: &LinkAttrs) {
        link.title.iter().for_each(|title| self.text(title));
        match (&link.href, link.entry) {
            (Some(href), None) => self.url(href),
            (None, Some(_)) => {}
            _ => self.wrong("invalid_link", "a link leads to an address or to an entry"),
        }
    }

    fn url(&mut self, href: &str) {
        self.bytes += href.len();
        if let Err(detail) = check_url(href) {
            self.wrong("invalid_url", detail);
        }
    }
}

fn may_stand(block: &Block, place: Place) -> bool {
    match block {
        Block::Cta(_) | Block::Faqs(_) | Block::ButtonRow(_) => matches!(place, Place::Top | Place::Callout),
        Block::Table(_) => place != Place::Cell,
        _ => true,
    }
}

/// Whether a word can name a code block's language.
pub(super) fn is_language(word: &str) -> bool {
    (1..=40).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'+' | b'#' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_schemes_and_the_own_site_are_addresses() {
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "java\nscript:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:x",
            "//evil.example/x",
            "/\\evil.example",
            "\\\\evil.example",
            "https://exa mple.org",
            "ftp://x.org",
            "blob:https://x/1",
        ] {
            assert!(check_url(bad).is_err(), "{bad:?}");
        }
        for good in
            ["https://x.org/a?b=c#d", "http://x.org", "mailto:a@x.org", "tel:+4930123", "/a", "a/b", "#top", "?q=1", ""]
        {
            assert!(check_url(good).is_ok(), "{good:?}");
        }
    }
}
