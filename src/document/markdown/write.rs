//! Tree → Markdown, block by block.

use super::{
    directive::write_attr,
    escape::Style,
    read::read,
    write_inline::{LineWriter, Voice, longest_run},
};
use crate::{
    document::{
        Labels, Names, Tree,
        block::plain,
        link,
        previous::strip_ids,
        schema::{MAX_DEPTH, MAX_START},
        settle::default_anchor,
        text,
        tree::{Block, CalloutKind, Cell, FaqsAttrs, ImageAttrs, Inline, Item, LinkAttrs, Mark, Node, Plain, Row},
    },
    vocabulary::{Embeds, EntryId, KindName, Slug},
};

/// Writes a tree for its authors: reads back without loss.
#[must_use]
pub fn write(tree: &Tree, labels: &dyn Labels) -> String {
    let styles: Vec<Style> = tree.content.iter().map(style).collect();
    Writer { voice: Voice::Author(labels), style: Style::Light }.blocks(&tree.content, &styles, 0)
}

/// Writes what readers see of a tree: calls to action and questions in full, links by their path.
#[must_use]
pub fn write_published(tree: &Tree, embeds: &dyn Embeds) -> String {
    Writer { voice: Voice::Reader(embeds), style: Style::Light }.blocks(&tree.content, &[], 0)
}

/// The light style where it reads back as the same block, else the strict one.
fn style(block: &Block) -> Style {
    let writer = Writer { voice: Voice::Author(&NoLabels), style: Style::Light };
    let text = writer.blocks(std::slice::from_ref(block), &[], 0);
    let mut expected = block.clone();
    strip_ids(&mut expected);
    let mut back = read(&text, &NoLabels, None).map(|tree| tree.content).unwrap_or_default();
    back.iter_mut().for_each(strip_ids);
    if back == [expected] { Style::Light } else { Style::Strict }
}

/// Entries go by their ids.
struct NoLabels;

impl Labels for NoLabels {
    fn label(&self, _: EntryId) -> Option<(KindName, Slug)> {
        None
    }
}

impl Names for NoLabels {
    fn resolve(&self, _: Option<&str>, _: &str) -> Option<EntryId> {
        None
    }
}

#[derive(Clone, Copy)]
struct Writer<'a> {
    voice: Voice<'a>,
    style: Style,
}

impl Writer<'_> {
    /// Blocks with an empty line between them; `styles` where they are not all of the writer's own.
    fn blocks(&self, blocks: &[Block], styles: &[Style], depth: usize) -> String {
        let mut out = String::new();
        let mut marker_of_last = None;
        for (index, block) in blocks.iter().enumerate() {
            let writer = Self { style: styles.get(index).copied().unwrap_or(self.style), ..*self };
            // Lists of one kind that follow each other differ in their marker, or they would be one.
            let marker = match block {
                Block::BulletList(_) => Some(if marker_of_last == Some('-') { '*' } else { '-' }),
                Block::OrderedList(_) => Some(if marker_of_last == Some('.') { ')' } else { '.' }),
                _ => None,
            };
            let alone = depth > 0 && blocks.len() == 1;
            let Some(text) = writer.block(block, marker, alone, depth) else { continue };
            marker_of_last = marker;
            if index > 0 && !out.is_empty() {
                let tight = marker.is_some() && depth > 0 && writer.style == Style::Light && index == 1;
                let after_text = tight && matches!(blocks.first(), Some(Block::Paragraph(_))) && interrupts(block);
                out.push_str(if after_text && !out.starts_with("::") { "\n" } else { "\n\n" });
            }
            out.push_str(&text);
        }
        out
    }

    fn line(&self, one_line: bool) -> LineWriter<'_> {
        LineWriter { voice: self.voice, style: self.style, one_line }
    }

    /// `None`: readers see nothing of it.
    fn block(&self, block: &Block, marker: Option<char>, alone: bool, depth: usize) -> Option<String> {
        let inner = depth + 1;
        // The schema's bound; deeper trees never get here, but the stack must not depend on that.
        if depth > MAX_DEPTH + 1 {
            return None;
        }
        match block {
            Block::Paragraph(node) if node.content.is_empty() => match self.voice {
                Voice::Author(_) if alone && self.style == Style::Light => Some(String::new()),
                Voice::Author(_) => Some("::paragraph".into()),
                Voice::Reader(_) => None,
            },
            Block::Paragraph(node) => Some(self.line(false).write(&node.content)),
            Block::Heading(node) => {
                let mut out = "#".repeat(node.attrs.level.into());
                out.push(' ');
                out.push_str(&self.line(true).write(&node.content));
                if let (Voice::Author(_), Some(anchor)) = (self.voice, &node.attrs.anchor)
                    && default_anchor(&plain(&node.content)).as_ref() != Some(anchor)
                {
                    out.push_str(&format!(" {{#{anchor}}}"));
                }
                Some(out)
            }
            Block::BulletList(node) => {
                let marker = marker.unwrap_or('-');
                Some(self.list(&node.content, |_| format!("{marker} "), inner))
            }
            Block::OrderedList(node) => {
                let marker = marker.unwrap_or('.');
                // The numbers after the first are for the eye alone.
                let number = |index: u64| (u64::from(node.attrs.start) + index).min(u64::from(MAX_START));
                Some(self.list(&node.content, |index| format!("{}{marker} ", number(index)), inner))
            }
            Block::Blockquote(node) => Some(quoted(&self.blocks(&node.content, &[], inner))),
            Block::Callout(node) => {
                let text = self.blocks(&node.content, &[], inner);
                Some(match self.voice {
                    Voice::Reader(_) => quoted(&text),
                    Voice::Author(_) => {
                        let kind = match node.attrs.kind {
                            CalloutKind::Info => "info",
                            CalloutKind::Tip => "tip",
                            CalloutKind::Warning => "warning",
                        };
                        fenced(&format!("callout{{type=\"{kind}\"}}"), &text)
                    }
                })
            }
            Block::CodeBlock(node) => {
                let text = plain(&node.content);
                let fence = "`".repeat(longest_run(&text, '`').max(2) + 1);
                let language = node.attrs.language.as_deref().unwrap_or_default();
                Some(format!("{fence}{language}\n{text}\n{fence}"))
            }
            Block::HorizontalRule(_) => Some(if depth == 0 { "---" } else { "___" }.into()),
            Block::Table(node) => self.table(node, inner),
            Block::Image(_) | Block::Embed(_) | Block::Cta(_) | Block::Faqs(_) | Block::ButtonRow(_) => {
                match self.voice {
                    Voice::Author(labels) => Some(leaf(block, labels)),
                    Voice::Reader(embeds) => self.shown(block, embeds),
                }
            }
        }
    }

    fn list(&self, items: &[Item], marker: impl Fn(u64) -> String, depth: usize) -> String {
        let is_list = |block: &Block| matches!(block, Block::BulletList(_) | Block::OrderedList(_));
        let is_short = |item: &Item| match item.content.split_first() {
            Some((Block::Paragraph(_), rest)) => rest.len() <= 1 && rest.iter().all(is_list),
            _ => false,
        };
        let tight = self.style == Style::Light && items.iter().all(is_short);
        let mut out = String::new();
        for (index, item) in (0..).zip(items) {
            if index > 0 {
                out.push_str(if tight { "\n" } else { "\n\n" });
            }
            let marker = marker(index);
            let text = self.blocks(&item.content, &[], depth);
            if text.is_empty() {
                out.push_str(marker.trim_end());
                continue;
            }
            let indent = " ".repeat(marker.len());
            for (number, line) in text.split('\n').enumerate() {
                match (number, line) {
                    (0, line) => out.push_str(&format!("{marker}{line}")),
                    (_, "") => out.push('\n'),
                    (_, line) => out.push_str(&format!("\n{indent}{line}")),
                }
            }
        }
        out
    }

    fn table(&self, node: &Node<Plain, Row>, depth: usize) -> Option<String> {
        let rows = &node.content;
        if let (Voice::Author(_), false) = (self.voice, is_plain(rows)) {
            let rows: Vec<String> = rows.iter().map(|row| self.rich_row(row, depth)).collect();
            return Some(fenced("table", &rows.join("\n")));
        }
        let width = rows.iter().map(|row| row.content.len()).max().filter(|width| *width > 0)?;
        let mut lines = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let mut cells: Vec<String> = row.content.iter().map(|cell| self.plain_cell(cell)).collect();
            cells.resize(width, String::new());
            lines.push(format!("| {} |", cells.join(" | ")));
            if index == 0 {
                lines.push(format!("|{}", " --- |".repeat(width)));
            }
        }
        Some(lines.join("\n"))
    }

    fn plain_cell(&self, cell: &Cell) -> String {
        let text = match cell.node().content.as_slice() {
            [Block::Paragraph(node)] => self.line(true).write(&node.content),
            blocks => {
                let words = text::of_blocks(blocks).replace('\n', " ");
                self.line(true).write(&[Inline::text(words, Vec::new())])
            }
        };
        // Cells are split at bars before anything else is read, in code too.
        text.replace("\\|", "|").replace('|', "\\|")
    }

    fn rich_row(&self, row: &Row, depth: usize) -> String {
        let cell = |cell: &Cell| {
            let attrs = &cell.node().attrs;
            let mut words = Vec::new();
            if cell.is_header() {
                words.push("header".to_owned());
            }
            for (key, span) in [("colspan", attrs.colspan), ("rowspan", attrs.rowspan)] {
                if span != 1 {
                    words.push(format!("{key}=\"{span}\""));
                }
            }
            let info = if words.is_empty() { "cell".into() } else { format!("cell{{{}}}", words.join(" ")) };
            fenced(&info, &self.blocks(&cell.node().content, &[], depth))
        };
        let cells: Vec<String> = row.content.iter().map(cell).collect();
        fenced("row", &cells.join("\n"))
    }

    /// A block that shows other entries, as readers see it.
    fn shown(&self, block: &Block, embeds: &dyn Embeds) -> Option<String> {
        let show = |refs: &[EntryId]| -> Vec<String> {
            refs.iter().filter_map(|id| embeds.embed(*id)).map(|document| document.inline.markdown.clone()).collect()
        };
        let parts = match block {
            Block::Cta(leaf) => show(&[leaf.attrs.entry]),
            Block::ButtonRow(leaf) => show(&leaf.attrs.refs),
            Block::Faqs(leaf) => {
                let mut parts = show(&leaf.attrs.refs);
                if let (Some(heading), false) = (&leaf.attrs.heading, parts.is_empty()) {
                    let heading = Inline::text(heading, Vec::new());
                    parts.insert(0, format!("## {}", self.line(true).write(&[heading])));
                }
                parts
            }
            Block::Embed(leaf) => {
                let url = &leaf.attrs.url;
                let link = LinkAttrs { href: Some(url.clone()), ..LinkAttrs::default() };
                vec![self.line(true).write(&[Inline::text(url, vec![Mark::Link { attrs: link }])])]
            }
            _ => Vec::new(),
        };
        (!parts.is_empty()).then(|| parts.join("\n\n"))
    }
}

fn leaf(block: &Block, labels: &dyn Labels) -> String {
    let mut out = String::new();
    let name = match block {
        Block::Image(leaf) => {
            let ImageAttrs { id: _, media, alt, decorative, caption, width } = &leaf.attrs;
            write_attr(&mut out, "media", &media.to_string());
            alt.iter().for_each(|alt| write_attr(&mut out, "alt", alt));
            if *decorative {
                out.push_str(" decorative");
            }
            caption.iter().for_each(|caption| write_attr(&mut out, "caption", caption));
            width.iter().for_each(|width| write_attr(&mut out, "width", &width.to_string()));
            "image"
        }
        Block::Embed(leaf) => {
            write_attr(&mut out, "url", &leaf.attrs.url);
            "embed"
        }
        Block::Cta(leaf) => {
            write_attr(&mut out, "ref", &link::key(leaf.attrs.entry, labels));
            "cta"
        }
        Block::Faqs(leaf) => {
            let FaqsAttrs { id: _, heading, anchor, refs } = &leaf.attrs;
            heading.iter().for_each(|heading| write_attr(&mut out, "heading", heading));
            if let (Some(heading), Some(anchor)) = (heading, anchor)
                && default_anchor(heading).as_ref() != Some(anchor)
            {
                write_attr(&mut out, "anchor", anchor.as_str());
            }
            write_attr(&mut out, "refs", &link::keys(refs, labels));
            "faqs"
        }
        Block::ButtonRow(leaf) => {
            write_attr(&mut out, "refs", &link::keys(&leaf.attrs.refs, labels));
            "buttons"
        }
        _ => return String::new(),
    };
    format!("::{name}{{{}}}", out.trim_start())
}

/// A container directive, with a fence longer than any within.
fn fenced(info: &str, text: &str) -> String {
    let fence = ":".repeat(longest_run(text, ':').max(2) + 1);
    format!("{fence}{info}\n{text}\n{fence}")
}

fn quoted(text: &str) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| if line.is_empty() { ">".into() } else { format!("> {line}") }).collect();
    lines.join("\n")
}

/// Whether a list may stand right below a paragraph's line: an empty item would underline it.
fn interrupts(list: &Block) -> bool {
    let first = match list {
        Block::BulletList(node) => node.content.first(),
        Block::OrderedList(node) if node.attrs.start == 1 => node.content.first(),
        _ => None,
    };
    matches!(first.and_then(|item| item.content.first()), Some(Block::Paragraph(node)) if !node.content.is_empty())
}

/// Whether Markdown's own tables can say it: one header row on top, a line in each cell.
fn is_plain(rows: &[Row]) -> bool {
    let width = rows.first().map_or(0, |row| row.content.len());
    rows.iter().enumerate().all(|(index, row)| {
        row.content.len() == width
            && row.content.iter().all(|cell| {
                let node = cell.node();
                cell.is_header() == (index == 0)
                    && (node.attrs.colspan, node.attrs.rowspan) == (1, 1)
                    && matches!(node.content.as_slice(), [Block::Paragraph(_)])
            })
    })
}
