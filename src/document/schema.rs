//! What a rich text may hold beyond what its types say: bounds, nesting and addresses.

use std::collections::HashSet;

use url::{ParseError, Url};

use super::{
    Problems, Tree,
    tree::{Block, Cell, Inline, LinkAttrs, Mark},
};
use crate::words::t;

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
        check.wrong("too_large", t!("problem-rich-text-holds-most-max", max_nodes = MAX_NODES.to_string()));
    }
    if check.bytes > MAX_TEXT {
        check.wrong("too_large", t!("problem-rich-text-holds-most-max-2", max_text = MAX_TEXT.to_string()));
    }
    if check.work > MAX_WORK {
        check.wrong("too_large", t!("problem-too-many-ampersands-fixed-spaces"));
    }
    check.problems.into_result()
}

/// Refuses Markdown that is too long to be read or holds the one character that PostgreSQL cannot store.
pub(super) fn check_markdown(text: &str) -> Result<(), Problems> {
    if text.len() > MAX_MARKDOWN {
        return Err(Problems::one(
            "too_large",
            t!("problem-markdown-most-max-markdown-bytes", max_markdown = MAX_MARKDOWN.to_string()),
        ));
    }
    if text.contains('\0') {
        return Err(Problems::one("invalid_character", t!("problem-character-u-0000-cannot-kept")));
    }
    Ok(())
}

/// Whether an address may stand in a link: `https`, `http`, `mailto`, `tel`, or relative to the page or site.
///
/// # Errors
/// What is wrong, in words.
pub fn check_url(href: &str) -> Result<(), String> {
    if href.len() > MAX_URL {
        return Err(t!("problem-address-most-max-url-bytes", max_url = MAX_URL.to_string()));
    }
    if href.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(t!("problem-address-href-holds-spaces-control", href = format!("{href:?}")));
    }
    match Url::parse(href) {
        Ok(url) if SCHEMES.contains(&url.scheme()) => Ok(()),
        Ok(url) => Err(t!("problem-address-may-not-begin-with", a = url.scheme().to_string())),
        Err(ParseError::RelativeUrlWithoutBase) => {
            let page = Url::parse("https://page.invalid/").ok();
            let stays = page.as_ref().and_then(|page| Some(page.join(href).ok()?.origin() == page.origin()));
            if stays == Some(true) {
                Ok(())
            } else {
                Err(t!("problem-address-href-leaves-site", href = format!("{href:?}")))
            }
        }
        Err(error) => {
            Err(t!("problem-address-href-malformed-error", href = format!("{href:?}"), error = error.to_string()))
        }
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
            self.wrong("invalid_character", t!("problem-character-u-0000-cannot-kept"));
        }
    }

    fn blocks(&mut self, blocks: &'a [Block], depth: usize, place: Place) {
        if depth > MAX_DEPTH {
            return self.wrong("too_deep", t!("problem-blocks-nest-most-max-depth", max_depth = MAX_DEPTH.to_string()));
        }
        for block in blocks {
            self.nodes += 1;
            self.id(block.id());
            if !may_stand(block, place) {
                self.wrong("misplaced", t!("problem-cannot-stand-within-another-block", a = block.name().to_string()));
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
            self.wrong("invalid_id", t!("problem-id-cannot-id-block", id = format!("{id:?}")));
        } else if !self.ids.insert(id) {
            self.wrong("duplicate_id", t!("problem-id-id-stands-two-blocks", id = format!("{id:?}")));
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Paragraph(node) => self.inlines(&node.content),
            Block::Heading(node) => {
                if !(2..=4).contains(&node.attrs.level) {
                    self.wrong("invalid_level", t!("problem-heading-s-level-2-4", a = node.attrs.level.to_string()));
                }
                self.inlines(&node.content);
            }
            Block::OrderedList(node) => {
                if node.attrs.start > MAX_START {
                    self.wrong(
                        "too_large",
                        t!("problem-list-starts-max-start-most", max_start = MAX_START.to_string()),
                    );
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
                    self.wrong("invalid_code", t!("problem-code-block-holds-plain-text"));
                }
                if !node.attrs.language.as_deref().is_none_or(is_language) {
                    self.wrong("invalid_code", t!("problem-code-block-s-language-word"));
                }
                self.inlines(&node.content);
            }
            Block::Image(leaf) => {
                let attrs = &leaf.attrs;
                [&attrs.alt, &attrs.caption].into_iter().flatten().for_each(|text| self.text(text));
                if attrs.decorative && attrs.alt.is_some() {
                    self.wrong("invalid_alt", t!("problem-decorative-image-no-text-alternative"));
                }
                if attrs.width.is_some_and(|width| !(1..=10_000).contains(&width)) {
                    self.wrong("invalid_width", t!("problem-image-s-width-1-10"));
                }
            }
            Block::Embed(leaf) => {
                self.text(&leaf.attrs.url);
                if !["https://", "http://"].iter().any(|scheme| leaf.attrs.url.starts_with(scheme)) {
                    self.wrong("invalid_url", t!("problem-embed-s-address-begins-with"));
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
            self.wrong("empty", t!("problem-what-not-empty", what = what.to_string()));
        }
    }

    fn cell(&mut self, cell: &Cell) {
        let attrs = &cell.node().attrs;
        if ![attrs.colspan, attrs.rowspan].iter().all(|span| (1..=MAX_SPAN).contains(span)) {
            self.wrong("invalid_span", t!("problem-cell-spans-1-max-span", max_span = MAX_SPAN.to_string()));
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
                self.wrong("invalid_marks", t!("problem-text-one-link-one-language"));
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
            _ => self.wrong("invalid_link", t!("problem-link-leads-address-entry")),
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
