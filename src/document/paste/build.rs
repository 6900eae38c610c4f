//! Parsed HTML → blocks.

use std::collections::BTreeSet;

use markup5ever_rcdom::Handle;

use super::{dom, line::Line};
use crate::vocabulary::EntryId;
use crate::{
    document::{
        Block, Names, Problems, link, resolve, schema,
        tree::{
            ButtonRowAttrs, CalloutAttrs, CalloutKind, Cell, CellAttrs, CodeAttrs, CtaAttrs, EmbedAttrs, FaqsAttrs,
            HeadingAttrs, ImageAttrs, Inline, Item, LanguageAttrs, Leaf, LinkAttrs, Mark, Node, OrderedAttrs, Plain,
            Row,
        },
    },
    words::t,
};

/// Reads clean HTML.
pub(super) fn blocks(html: &str, names: &dyn Names, lost: &mut BTreeSet<String>) -> Result<Vec<Block>, Problems> {
    let mut builder = Builder { names, lost, problems: Problems::default(), in_table: false };
    let mut flow = Flow::default();
    builder.walk(&dom::parse(html), &mut Vec::new(), &mut flow, 0);
    let blocks = flow.finish();
    builder.problems.into_result()?;
    Ok(blocks)
}

struct Builder<'a> {
    names: &'a dyn Names,
    lost: &'a mut BTreeSet<String>,
    problems: Problems,
    in_table: bool,
}

/// The blocks of one container while they are read, and the line that is not yet one.
#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    line: Line,
}

impl Flow {
    fn flush(&mut self) {
        let line = self.line.take();
        if !line.is_empty() {
            self.blocks.push(Block::paragraph(line));
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }
}

impl Builder<'_> {
    fn walk(&mut self, node: &Handle, marks: &mut Vec<Mark>, flow: &mut Flow, depth: usize) {
        for child in dom::children(node) {
            if let Some(text) = dom::text(&child) {
                flow.line.push(&text, marks);
            } else {
                self.element(&child, marks, flow, depth);
            }
        }
    }

    fn element(&mut self, node: &Handle, marks: &mut Vec<Mark>, flow: &mut Flow, depth: usize) {
        let before = marks.len();
        if let Some(lang) = dom::attr(node, "lang").and_then(|lang| lang.parse().ok()) {
            add(marks, Mark::Language { attrs: LanguageAttrs { lang } });
        }
        match dom::name(node) {
            "br" => flow.line.hard_break(),
            "span" => {
                let code = dom::attr(node, "data-char").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
                match code.and_then(char::from_u32).filter(|c| *c != '\0') {
                    Some(c) => flow.line.push_exactly(c, marks),
                    None => self.walk(node, marks, flow, depth),
                }
            }
            "a" => {
                if let Some(attrs) = self.link(node) {
                    add(marks, Mark::Link { attrs });
                }
                self.walk(node, marks, flow, depth);
            }
            name => match mark(name) {
                Some(mark) => {
                    add(marks, mark);
                    self.walk(node, marks, flow, depth);
                }
                None => self.block(node, marks, flow, depth),
            },
        }
        marks.truncate(before);
    }

    fn block(&mut self, node: &Handle, marks: &mut Vec<Mark>, flow: &mut Flow, depth: usize) {
        flow.flush();
        if depth > schema::MAX_DEPTH {
            return self.problems.add(
                None,
                "too_deep",
                t!("problem-blocks-nest-most-deep", a = schema::MAX_DEPTH.to_string()),
            );
        }
        let id = dom::attr(node, "data-id").unwrap_or_default();
        let mut inner = |builder: &mut Self| {
            let mut inner = Flow::default();
            builder.walk(node, marks, &mut inner, depth + 1);
            inner.finish()
        };
        let block = match dom::name(node) {
            "p" => return self.paragraph(node, id, marks, flow, depth),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, id, marks, depth),
            "blockquote" => Block::Blockquote(Node { attrs: Plain { id }, content: inner(self) }),
            "aside" => {
                let kind = match dom::attr(node, "data-callout").as_deref() {
                    Some("tip") => CalloutKind::Tip,
                    Some("warning") => CalloutKind::Warning,
                    _ => CalloutKind::Info,
                };
                Block::Callout(Node { attrs: CalloutAttrs { id, kind }, content: inner(self) })
            }
            "ul" | "ol" => match self.list(node, id, marks, depth) {
                Some(list) => list,
                None => return,
            },
            "pre" => code(node, id),
            "hr" => Block::HorizontalRule(Leaf { attrs: Plain { id } }),
            "img" => match self.image(node, id) {
                Some(image) => image,
                None => return,
            },
            "table" if self.in_table => {
                self.lost.insert(t!("problem-table-within-table-its-text"));
                self.walk(node, marks, flow, depth + 1);
                return flow.flush();
            }
            "table" => match self.table(node, id, marks, flow, depth) {
                Some(table) => table,
                None => return,
            },
            "div" => match self.entry_block(node, id) {
                Some(block) => block,
                None => {
                    self.walk(node, marks, flow, depth);
                    return flow.flush();
                }
            },
            // Wrappers of the parser, and table parts that were left without their table.
            _ => {
                self.walk(node, marks, flow, depth);
                return flow.flush();
            }
        };
        flow.blocks.push(block);
    }

    /// A paragraph that we wrote is one whatever is in it; anybody else's may be empty or end in a break that
    /// only held it open.
    fn paragraph(&mut self, node: &Handle, id: String, marks: &mut Vec<Mark>, flow: &mut Flow, depth: usize) {
        let ours = !id.is_empty();
        let mut inner = Flow::default();
        self.walk(node, marks, &mut inner, depth);
        if ours && inner.blocks.is_empty() {
            let content = inner.line.take();
            return flow.blocks.push(Block::Paragraph(Node { attrs: Plain { id }, content }));
        }
        inner.line.trim_breaks();
        flow.blocks.extend(inner.finish());
    }

    fn heading(&mut self, node: &Handle, id: String, marks: &mut Vec<Mark>, depth: usize) -> Block {
        let level = match dom::name(node) {
            name @ "h1" => self.moved(name, 2),
            "h3" => 3,
            "h4" => 4,
            name @ ("h5" | "h6") => self.moved(name, 4),
            _ => 2,
        };
        let mut inner = Flow::default();
        self.walk(node, marks, &mut inner, depth + 1);
        let mut content: Vec<Inline> = Vec::new();
        for block in &inner.blocks {
            if !content.is_empty() {
                content.push(Inline::text(" ", Vec::new()));
            }
            content.extend(block.inlines().unwrap_or_default().iter().cloned());
            if block.inlines().is_none() {
                self.lost.insert(t!("problem-within-heading", a = block.name().to_string()));
            }
        }
        content.extend(inner.line.take());
        let anchor = dom::attr(node, "id").and_then(|anchor| anchor.parse().ok());
        Block::Heading(Node { attrs: HeadingAttrs { id, level, anchor }, content })
    }

    fn moved(&mut self, from: &str, to: u8) -> u8 {
        self.lost.insert(t!("problem-level-from-which-became-heading", from = from.to_string(), to = to.to_string()));
        to
    }

    fn list(&mut self, node: &Handle, id: String, marks: &mut Vec<Mark>, depth: usize) -> Option<Block> {
        let mut items: Vec<Item> = Vec::new();
        for child in dom::children(node) {
            let mut inner = Flow::default();
            if dom::name(&child) == "li" {
                self.walk(&child, marks, &mut inner, depth + 1);
                items.push(Item::new(inner.finish()));
                continue;
            }
            // Word processors nest lists beside the item that they belong to.
            match dom::text(&child) {
                Some(text) => inner.line.push(&text, marks),
                None => self.element(&child, marks, &mut inner, depth + 1),
            }
            let stray = inner.finish();
            match items.last_mut() {
                _ if stray.is_empty() => {}
                Some(item) => item.content.extend(stray),
                None => items.push(Item::new(stray)),
            }
        }
        if items.is_empty() {
            return None;
        }
        Some(match dom::name(node) {
            "ol" => {
                let start = dom::attr(node, "start").and_then(|start| start.parse().ok());
                let start = start.filter(|start| *start <= schema::MAX_START).unwrap_or(1);
                Block::OrderedList(Node { attrs: OrderedAttrs { id, start }, content: items })
            }
            _ => Block::BulletList(Node { attrs: Plain { id }, content: items }),
        })
    }

    /// What stands in a table beside its rows comes before it.
    fn table(
        &mut self,
        node: &Handle,
        id: String,
        marks: &mut Vec<Mark>,
        flow: &mut Flow,
        depth: usize,
    ) -> Option<Block> {
        let mut rows = Vec::new();
        dom::find(node, &["tr"], &mut rows);
        let mut content = Vec::new();
        self.in_table = true;
        for row in rows {
            let mut cells = Vec::new();
            for cell in dom::children(&row) {
                let span = |name| dom::attr(&cell, name).and_then(|n| n.parse().ok()).unwrap_or(1u32).clamp(1, 100);
                let mut inner = Flow::default();
                self.walk(&cell, marks, &mut inner, depth + 1);
                let header = match dom::name(&cell) {
                    "th" => true,
                    "td" => false,
                    _ => continue,
                };
                let attrs = CellAttrs { colspan: span("colspan"), rowspan: span("rowspan") };
                cells.push(Cell::new(header, attrs, inner.finish()));
            }
            if !cells.is_empty() {
                content.push(Row::new(cells));
            }
        }
        self.in_table = false;
        if content.is_empty() {
            self.walk(node, marks, flow, depth + 1);
            flow.flush();
            return None;
        }
        Some(Block::Table(Node { attrs: Plain { id }, content }))
    }

    fn image(&mut self, node: &Handle, id: String) -> Option<Block> {
        let Some(media) = dom::attr(node, "data-media").and_then(|media| media.parse().ok()) else {
            let src = dom::attr(node, "src").unwrap_or_default();
            let alt = dom::attr(node, "alt").filter(|alt| !alt.is_empty());
            let alt = alt.map(|alt| format!(" ({alt:?})")).unwrap_or_default();
            self.lost.insert(t!(
                "problem-image-aalt-upload-insert-again",
                a = short(&src).to_string(),
                alt = alt.to_string()
            ));
            return None;
        };
        let alt = dom::attr(node, "alt");
        let width = dom::attr(node, "width").and_then(|width| width.parse().ok());
        let attrs = ImageAttrs {
            id,
            media,
            decorative: alt.as_deref() == Some(""),
            alt,
            caption: dom::attr(node, "data-caption"),
            width: width.filter(|width| (1..=10_000).contains(width)),
        };
        Some(Block::Image(Leaf { attrs }))
    }

    /// The blocks that only we write.
    fn entry_block(&mut self, node: &Handle, id: String) -> Option<Block> {
        if let Some(url) = dom::attr(node, "data-embed") {
            return Some(Block::Embed(Leaf { attrs: EmbedAttrs { id, url } }));
        }
        if let Some(key) = dom::attr(node, "data-cta") {
            let entry = self.entry("cta", &key)?;
            return Some(Block::Cta(Leaf { attrs: CtaAttrs { id, entry } }));
        }
        if let Some(keys) = dom::attr(node, "data-faqs") {
            let refs = link::split(&keys).filter_map(|key| self.entry("faq", key)).collect();
            let heading = dom::attr(node, "data-heading");
            let anchor = dom::attr(node, "id").and_then(|anchor| anchor.parse().ok());
            return Some(Block::Faqs(Leaf { attrs: FaqsAttrs { id, heading, anchor, refs } }));
        }
        let keys = dom::attr(node, "data-buttons")?;
        let refs = link::split(&keys).filter_map(|key| self.entry("cta", key)).collect();
        Some(Block::ButtonRow(Leaf { attrs: ButtonRowAttrs { id, refs } }))
    }

    fn entry(&mut self, kind: &str, key: &str) -> Option<EntryId> {
        let id = resolve(self.names, Some(kind), key);
        if id.is_none() {
            self.problems.add(
                None,
                "unknown_reference",
                t!("problem-no-kind-key", kind = kind.to_string(), key = format!("{key:?}")),
            );
        }
        id
    }

    fn link(&mut self, node: &Handle) -> Option<LinkAttrs> {
        let href = dom::attr(node, "href")?;
        let href = href.trim().strip_prefix("//").map_or(href.trim().to_owned(), |host| format!("https://{host}"));
        let mut attrs = match link::read(&href, self.names) {
            Ok(attrs) => attrs,
            Err(detail) => {
                self.problems.add(None, "unknown_reference", detail);
                return None;
            }
        };
        if let Some(Err(detail)) = attrs.href.as_deref().map(schema::check_url) {
            self.lost.insert(t!("problem-link-its-text-kept-detail", detail = detail.to_string()));
            return None;
        }
        let rel = dom::attr(node, "rel").unwrap_or_default();
        attrs.title = dom::attr(node, "title");
        attrs.nofollow = rel.split_whitespace().any(|word| word == "nofollow");
        attrs.sponsored = rel.split_whitespace().any(|word| word == "sponsored");
        Some(attrs)
    }
}

fn mark(name: &str) -> Option<Mark> {
    Some(match name {
        "strong" => Mark::Bold {},
        "em" => Mark::Italic {},
        "u" => Mark::Underline {},
        "s" => Mark::Strike {},
        "sub" => Mark::Subscript {},
        "sup" => Mark::Superscript {},
        "code" => Mark::Code {},
        _ => return None,
    })
}

/// Adds a mark unless there is one of its sort: the outer language or link holds.
fn add(marks: &mut Vec<Mark>, mark: Mark) {
    if !marks.iter().any(|other| std::mem::discriminant(other) == std::mem::discriminant(&mark)) {
        marks.push(mark);
    }
}

fn code(node: &Handle, id: String) -> Block {
    let mut text = String::new();
    dom::all_text(node, &mut text);
    // Elsewhere the last line's end belongs to the element; ours is exact.
    if id.is_empty() && text.ends_with('\n') {
        text.pop();
    }
    let mut codes = Vec::new();
    dom::find(node, &["code"], &mut codes);
    let class = codes.first().and_then(|code| dom::attr(code, "class")).unwrap_or_default();
    let language = class.split_whitespace().find_map(|word| word.strip_prefix("language-"));
    let language = language.filter(|word| schema::is_language(word)).map(str::to_owned);
    Block::CodeBlock(Node { attrs: CodeAttrs { id, language }, content: vec![Inline::text(text, Vec::new())] })
}

fn short(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
