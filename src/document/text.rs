//! Plain text, and what is measured on it.

use super::{
    Tree,
    block::plain,
    tree::{Block, Row},
};
use crate::vocabulary::{Embeds, EntryId};

/// Words that people read in a minute.
const WORDS_PER_MINUTE: usize = 220;

/// All that readers see, as text: paragraphs with an empty line between them.
#[must_use]
pub fn write(tree: &Tree, embeds: &dyn Embeds) -> String {
    blocks(&tree.content, Some(embeds), "\n\n")
}

/// The tree's own text, without what it embeds: for search and counting.
#[must_use]
pub fn own(tree: &Tree) -> String {
    blocks(&tree.content, None, "\n\n")
}

/// The tree's own text taken apart at its headings: each heading with what stands below it, up to the next. What stands
/// before the first has an empty one.
#[must_use]
pub fn sections(tree: &Tree) -> Vec<(String, String)> {
    let mut sections = vec![(String::new(), String::new())];
    for block in &tree.content {
        if let Block::Heading(node) = block {
            sections.push((plain(&node.content), String::new()));
        } else if let Some((_, text)) = sections.last_mut() {
            let own = self::block(block, None);
            if !(text.is_empty() || own.is_empty()) {
                text.push('\n');
            }
            text.push_str(&own);
        }
    }
    sections.retain(|(heading, text)| !(heading.is_empty() && text.is_empty()));
    sections
}

pub(super) fn of_blocks(content: &[Block]) -> String {
    blocks(content, None, "\n")
}

/// The words of the tree's own text. Where words have no spaces between them (Chinese, Japanese), each
/// character counts.
#[must_use]
pub fn word_count(tree: &Tree) -> usize {
    words(&own(tree))
}

/// The same count for a text.
#[must_use]
pub fn words(text: &str) -> usize {
    let mut count = 0;
    let mut in_word = false;
    for c in text.chars() {
        let alone = is_ideographic(c);
        let inside = c.is_alphanumeric() && !alone;
        count += usize::from(alone || (inside && !in_word));
        // An apostrophe or hyphen joins: "don't" and "well-known" are one word each.
        in_word = inside || (in_word && matches!(c, '\'' | '’' | '-' | '\u{ad}'));
    }
    count
}

/// A Markdown text without what nobody reads: lines of directives, and where links lead.
#[must_use]
pub fn prose(markdown: &str) -> String {
    let mut prose = String::with_capacity(markdown.len());
    for line in markdown.lines().filter(|line| !line.trim_start().starts_with("::")) {
        let mut rest = line;
        while let Some((text, link)) = rest.split_once("](") {
            prose.push_str(text);
            rest = link.split_once(')').map_or("", |(_, after)| after);
        }
        prose.push_str(rest);
        prose.push('\n');
    }
    prose
}

/// Minutes to read so many words, at least one.
#[must_use]
pub fn reading_minutes(words: usize) -> usize {
    words.div_ceil(WORDS_PER_MINUTE).max(1)
}

/// The beginning of the tree's text: paragraphs joined to one line, cut at a word's end, at most `limit`
/// characters with the ellipsis.
#[must_use]
pub fn excerpt(tree: &Tree, limit: usize) -> String {
    let mut text = String::new();
    for block in &tree.content {
        if let Block::Paragraph(node) = block {
            text.push_str(&plain(&node.content));
            text.push(' ');
        }
        if text.len() > limit * 4 {
            break;
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= limit {
        return text;
    }
    let cut: String = text.chars().take(limit.saturating_sub(1)).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut.get(..end).unwrap_or_default().trim_end_matches([',', ';', ':', ' ']))
}

fn is_ideographic(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}

fn blocks(content: &[Block], embeds: Option<&dyn Embeds>, between: &str) -> String {
    let parts: Vec<String> =
        content.iter().map(|block| self::block(block, embeds)).filter(|text| !text.is_empty()).collect();
    parts.join(between)
}

fn block(block: &Block, embeds: Option<&dyn Embeds>) -> String {
    let show = |refs: &[EntryId]| -> Vec<String> {
        let Some(embeds) = embeds else { return Vec::new() };
        refs.iter().filter_map(|id| embeds.embed(*id)).map(|document| document.inline.text.clone()).collect()
    };
    match block {
        Block::Paragraph(node) => plain(&node.content),
        Block::Heading(node) => plain(&node.content),
        Block::CodeBlock(node) => plain(&node.content),
        Block::BulletList(_) | Block::OrderedList(_) => {
            let items: Vec<String> = block.inner().into_iter().map(|item| blocks(item, embeds, "\n")).collect();
            items.join("\n")
        }
        Block::Blockquote(node) => blocks(&node.content, embeds, "\n\n"),
        Block::Callout(node) => blocks(&node.content, embeds, "\n\n"),
        Block::Table(node) => {
            let row = |row: &Row| {
                let cells: Vec<String> = row
                    .content
                    .iter()
                    .map(|cell| blocks(&cell.node().content, embeds, "\n").replace('\n', " "))
                    .collect();
                cells.join("\t")
            };
            node.content.iter().map(row).collect::<Vec<_>>().join("\n")
        }
        Block::Cta(leaf) => show(&[leaf.attrs.entry]).concat(),
        Block::ButtonRow(leaf) => show(&leaf.attrs.refs).join("\n"),
        Block::Faqs(leaf) => {
            let mut parts = show(&leaf.attrs.refs);
            // Without its questions the heading is not shown either; for counting it is the author's text.
            if let Some(heading) = leaf.attrs.heading.as_ref().filter(|_| embeds.is_none() || !parts.is_empty()) {
                parts.insert(0, heading.clone());
            }
            parts.join("\n\n")
        }
        Block::Embed(leaf) if embeds.is_some() => leaf.attrs.url.clone(),
        Block::Embed(_) | Block::Image(_) | Block::HorizontalRule(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_any_script() {
        assert_eq!(words("Don't stop — it's a well-known thing."), 6);
        assert_eq!(words("背中の痛み"), 5);
        assert_eq!(words("Спина болит"), 2);
        assert_eq!(words(" … "), 0);
    }

    #[test]
    fn what_markdown_says_of_itself_is_no_prose() {
        let text = "See [our page](https://clinic.example/a) now.\n\n::cta{ref=\"book\"}\n  :::\n[open](";
        assert_eq!(words(&prose(text)), 5);
    }

    #[test]
    fn a_text_is_taken_apart_at_its_headings() {
        let markdown = "Before.\n\n## One\n\n- a\n- b\n\nEnd.\n\n### Two\n\n## Three\n\n> Said.";
        let tree = super::super::markdown::read(markdown, &super::super::Recorder::default(), None).unwrap();
        let sections = sections(&tree);
        let seen: Vec<_> = sections.iter().map(|(heading, text)| (heading.as_str(), text.as_str())).collect();
        assert_eq!(seen, [("", "Before."), ("One", "a\nb\nEnd."), ("Two", ""), ("Three", "Said.")]);
        assert_eq!(super::sections(&Tree::default()), []);
    }

    #[test]
    fn reading_takes_at_least_a_minute() {
        assert_eq!((reading_minutes(0), reading_minutes(220), reading_minutes(221)), (1, 1, 2));
    }

    #[test]
    fn an_excerpt_ends_at_a_word() {
        let tree = Tree::new(vec![Block::paragraph(vec![super::super::tree::Inline::text("One two, three", vec![])])]);
        assert_eq!(excerpt(&tree, 100), "One two, three");
        assert_eq!(excerpt(&tree, 10), "One two…");
    }
}
