//! Markdown → tree: the parser's blocks turned into ours.

use std::collections::HashSet;

use comrak::{
    Arena, Options,
    nodes::{ListType, Node as AstNode, NodeValue},
    parse_document,
};

use super::{
    inline::{inlines, is_block_directive},
    nesting,
    pieces::{Kind, Piece, pieces, start_of},
};
use crate::{
    document::{
        Names, Problem, Problems, Tree, schema,
        tree::{Block, Cell, CellAttrs, CodeAttrs, HeadingAttrs, Inline, Item, Leaf, Node, OrderedAttrs, Plain, Row},
    },
    vocabulary::Slug,
    words::t,
};

/// Reads Markdown. Blocks that are as in the previous tree keep their ids and anchors.
///
/// # Errors
/// Everything that cannot be kept, each with its line.
pub fn read(text: &str, names: &dyn Names, previous: Option<&Tree>) -> Result<Tree, Problems> {
    let text = admit(text)?;
    let mut reader = Reader::new(&text, names);
    let content = reader.document();
    reader.problems.into_result()?;
    Tree::new(content).settle(previous)
}

/// Reads only to ask for the names.
pub(super) fn mention(text: &str, names: &dyn Names) {
    if let Ok(text) = admit(text) {
        Reader::new(&text, names).document();
    }
}

/// Bounds the text before it is parsed. Lines end in one way, so that ours are the parser's.
fn admit(text: &str) -> Result<String, Problems> {
    schema::check_markdown(text)?;
    let mut text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    // The parser overlooks an empty list item at the very end.
    text.push('\n');
    nesting::check(&text)?;
    Ok(text)
}

pub(super) struct Reader<'a> {
    lines: Vec<&'a str>,
    text: &'a str,
    pub names: &'a dyn Names,
    pub problems: Problems,
    blocks: usize,
}

/// A line of a paragraph and what ended the one before it.
struct Line {
    end_of_last: Option<Piece>,
    pieces: Vec<Piece>,
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.block_directive = true;
    options.parse.escaped_char_spans = true;
    options
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, names: &'a dyn Names) -> Self {
        Self { lines: text.lines().collect(), text, names, problems: Problems::default(), blocks: 0 }
    }

    fn document(&mut self) -> Vec<Block> {
        let arena = Arena::new();
        let root = parse_document(&arena, self.text, &options());
        self.blocks(root, 0)
    }

    /// A line of the input, from 1.
    pub(super) fn line(&self, number: usize) -> &'a str {
        number.checked_sub(1).and_then(|index| self.lines.get(index)).copied().unwrap_or_default()
    }

    pub(super) fn wrong(&mut self, line: usize, code: &'static str, detail: impl Into<String>) {
        self.problems.add(Some(line), code, detail);
    }

    pub(super) fn blocks(&mut self, parent: AstNode<'_>, depth: usize) -> Vec<Block> {
        let mut out = Vec::new();
        for node in parent.children() {
            if depth > schema::MAX_DEPTH {
                let line = node.data().sourcepos.start.line;
                self.wrong(line, "too_deep", t!("problem-blocks-nest-most-deep", a = schema::MAX_DEPTH.to_string()));
                break;
            }
            self.block(node, depth, &mut out);
        }
        out
    }

    /// Whether one more block may be read.
    fn admits(&mut self, line: usize) -> bool {
        self.blocks += 1;
        if self.blocks == schema::MAX_NODES {
            self.wrong(line, "too_large", t!("problem-rich-text-holds-most-blocks", a = schema::MAX_NODES.to_string()));
        }
        self.blocks < schema::MAX_NODES
    }

    fn block(&mut self, node: AstNode<'_>, depth: usize, out: &mut Vec<Block>) {
        let data = node.data();
        let line = data.sourcepos.start.line;
        if !self.admits(line) {
            return;
        }
        match &data.value {
            NodeValue::Paragraph => self.paragraph(node, out),
            NodeValue::Heading(heading) => out.extend(self.heading(node, line, heading.level)),
            NodeValue::BlockQuote => {
                out.push(Block::Blockquote(Node { attrs: Plain::default(), content: self.blocks(node, depth + 1) }));
            }
            NodeValue::List(list) => {
                let content = node.children().map(|item| Item::new(self.blocks(item, depth + 1))).collect();
                out.push(match (list.list_type, u32::try_from(list.start)) {
                    (ListType::Bullet, _) => Block::BulletList(Node { attrs: Plain::default(), content }),
                    (ListType::Ordered, start) => {
                        let attrs = OrderedAttrs { start: start.unwrap_or(u32::MAX), ..OrderedAttrs::default() };
                        Block::OrderedList(Node { attrs, content })
                    }
                });
            }
            NodeValue::CodeBlock(code) => {
                let mut words = code.info.split_whitespace();
                let language = words.next().map(str::to_owned);
                if words.next().is_some() || !language.as_deref().is_none_or(schema::is_language) {
                    let detail = t!("problem-code-block-given-its-language", a = format!("{:?}", code.info));
                    self.wrong(line, "unsupported", detail);
                }
                let text = code.literal.strip_suffix('\n').unwrap_or(&code.literal);
                let attrs = CodeAttrs { language, ..CodeAttrs::default() };
                out.push(Block::CodeBlock(Node { attrs, content: vec![Inline::text(text, Vec::new())] }));
            }
            NodeValue::ThematicBreak => out.push(Block::HorizontalRule(Leaf { attrs: Plain::default() })),
            // How columns are aligned is the frontend's to say.
            NodeValue::Table(_) => out.push(self.table(node)),
            NodeValue::BlockDirective(directive) => out.extend(self.container(node, line, &directive.info, depth)),
            NodeValue::HtmlBlock(html) => {
                self.wrong(
                    line,
                    "unsupported",
                    t!("problem-raw-html-not-taken", a = start_of(&html.literal).to_string()),
                );
            }
            other => self.wrong(line, "unsupported", t!("problem-not-taken", a = other.xml_node_name().to_string())),
        }
    }

    fn inlines(&mut self, pieces: Vec<Piece>) -> Vec<Inline> {
        inlines(pieces, self.names, &mut self.problems)
    }

    /// A paragraph's lines are text, or each a directive.
    fn paragraph(&mut self, node: AstNode<'_>, out: &mut Vec<Block>) {
        let mut found = Problems::default();
        let lines = lines(pieces(node, 0, &mut found));
        let mut directives = HashSet::new();
        let mut text: Vec<Piece> = Vec::new();
        for Line { end_of_last, pieces } in lines {
            match pieces.first() {
                Some(Piece { line, kind: Kind::Text(start), .. }) if is_block_directive(start) => {
                    let line = *line;
                    if pieces.iter().any(|piece| piece.end != line) {
                        self.wrong(line, "misplaced_directive", t!("problem-emphasis-code-runs-on-from"));
                    }
                    if !text.is_empty() {
                        out.push(Block::paragraph(self.inlines(std::mem::take(&mut text))));
                    }
                    directives.insert(line);
                    out.extend(self.leaf(line));
                }
                _ => {
                    text.extend(end_of_last.filter(|_| !text.is_empty()));
                    text.extend(pieces);
                }
            }
        }
        if !text.is_empty() || directives.is_empty() {
            out.push(Block::paragraph(self.inlines(text)));
        }
        // A directive's attributes may look like anything; only what is text is complained of.
        let of_text = |problem: &Problem| problem.line.is_none_or(|line| !directives.contains(&line));
        self.problems.0.extend(found.0.into_iter().filter(of_text));
    }

    fn heading(&mut self, node: AstNode<'_>, line: usize, level: u8) -> Option<Block> {
        if !(2..=4).contains(&level) {
            let detail = format!("headings have level 2 to 4 (## to ####), not {level}: the page's title is the 1");
            self.wrong(line, "invalid_level", detail);
            return None;
        }
        let mut pieces = pieces(node, 0, &mut self.problems);
        let anchor = take_anchor(&mut pieces);
        let attrs = HeadingAttrs { id: String::new(), level, anchor };
        Some(Block::Heading(Node { attrs, content: self.inlines(pieces) }))
    }

    fn table(&mut self, node: AstNode<'_>) -> Block {
        let mut rows = Vec::new();
        for row in node.children() {
            let header = matches!(row.data().value, NodeValue::TableRow(true));
            let mut cells = Vec::new();
            for cell in row.children() {
                if !self.admits(row.data().sourcepos.start.line) {
                    break;
                }
                let pieces = pieces(cell, 0, &mut self.problems);
                let content = vec![Block::paragraph(self.inlines(pieces))];
                cells.push(Cell::new(header, CellAttrs::default(), content));
            }
            rows.push(Row::new(cells));
        }
        Block::Table(Node { attrs: Plain::default(), content: rows })
    }
}

fn lines(pieces: Vec<Piece>) -> Vec<Line> {
    let mut lines = vec![Line { end_of_last: None, pieces: Vec::new() }];
    for piece in pieces {
        match (piece.kind, lines.last_mut()) {
            (kind @ (Kind::Soft | Kind::Break), _) => {
                lines.push(Line { end_of_last: Some(Piece { kind, ..piece }), pieces: Vec::new() });
            }
            (kind, Some(line)) => line.pieces.push(Piece { kind, ..piece }),
            (_, None) => {}
        }
    }
    lines
}

/// `{#anchor}` at a heading's end.
fn take_anchor(pieces: &mut [Piece]) -> Option<Slug> {
    let Some(Piece { kind: Kind::Text(text), .. }) = pieces.last_mut() else { return None };
    let whole = text.clone();
    let (before, anchor) = whole.strip_suffix('}')?.rsplit_once("{#")?;
    let anchor = anchor.parse().ok()?;
    // One space alone: what else stands there is the text's own.
    *text = text.split(before.strip_suffix(' ').unwrap_or(before).len()).0;
    Some(anchor)
}
