//! A line of Markdown between the parser's tree and ours: runs of text that may hold directives, and the nodes
//! among them.

use std::rc::Rc;

use comrak::nodes::{Node, NodeLink, NodeValue};

use super::super::{Problems, tree::Mark};
use crate::words::t;

/// Emphasis within emphasis, at most; deeper is nobody's writing.
pub(super) const MAX_DEPTH: usize = 32;

#[derive(Debug)]
pub(super) struct Piece {
    /// From 1.
    pub line: usize,
    /// The line on which it ends.
    pub end: usize,
    pub kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// As written: brackets and colons in it may make a directive.
    Text(Slice),
    /// A character with a backslash before it: means itself.
    Literal(String),
    /// The line ended within the paragraph.
    Soft,
    Break,
    Code(String),
    Marked(Mark, Vec<Piece>),
    Link(NodeLink, Vec<Piece>),
}

/// A part of a text that is cut again and again without being copied.
#[derive(Debug, Clone)]
pub(super) struct Slice {
    text: Rc<str>,
    from: usize,
    to: usize,
}

impl Slice {
    /// The part before and the part from a byte on.
    pub(super) fn split(&self, at: usize) -> (Self, Self) {
        let middle = (self.from + at).min(self.to);
        (Self { to: middle, ..self.clone() }, Self { from: middle, ..self.clone() })
    }
}

impl From<String> for Slice {
    fn from(text: String) -> Self {
        Self { from: 0, to: text.len(), text: text.into() }
    }
}

impl std::ops::Deref for Slice {
    type Target = str;

    fn deref(&self) -> &str {
        self.text.get(self.from..self.to).unwrap_or_default()
    }
}

/// The children of a node that holds a line.
pub(super) fn pieces(node: Node<'_>, depth: usize, problems: &mut Problems) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut run: Option<(usize, usize, String)> = None;
    for child in node.children() {
        let data = child.data();
        let (line, end) = (data.sourcepos.start.line, data.sourcepos.end.line);
        if depth > MAX_DEPTH {
            problems.add(
                Some(line),
                "too_deep",
                t!("problem-emphasis-nests-most-max-depth", max_depth = MAX_DEPTH.to_string()),
            );
            return pieces;
        }
        let mut within = |mark| Kind::Marked(mark, self::pieces(child, depth + 1, problems));
        let kind = match &data.value {
            NodeValue::Text(text) => {
                let (_, last, before) = run.get_or_insert_with(|| (line, end, String::new()));
                before.push_str(text);
                *last = end;
                continue;
            }
            NodeValue::Escaped => Kind::Literal(literal(child)),
            NodeValue::SoftBreak => Kind::Soft,
            NodeValue::LineBreak => Kind::Break,
            NodeValue::Code(code) => Kind::Code(code.literal.clone()),
            NodeValue::Emph => within(Mark::Italic {}),
            NodeValue::Strong => within(Mark::Bold {}),
            NodeValue::Strikethrough => within(Mark::Strike {}),
            NodeValue::Link(link) => Kind::Link((**link).clone(), self::pieces(child, depth + 1, problems)),
            NodeValue::Image(image) => {
                let detail = t!("problem-image-no-place-by-its", a = format!("{:?}", image.url));
                problems.add(Some(line), "unsupported", detail);
                continue;
            }
            NodeValue::HtmlInline(html) => {
                problems.add(
                    Some(line),
                    "unsupported",
                    t!("problem-raw-html-not-taken", a = start_of(html).to_string()),
                );
                continue;
            }
            other => {
                problems.add(Some(line), "unsupported", t!("problem-not-taken", a = other.xml_node_name().to_string()));
                continue;
            }
        };
        pieces.extend(run.take().map(text_piece));
        pieces.push(Piece { line, end, kind });
    }
    pieces.extend(run.take().map(text_piece));
    pieces
}

fn text_piece((line, end, text): (usize, usize, String)) -> Piece {
    Piece { line, end, kind: Kind::Text(text.into()) }
}

fn literal(node: Node<'_>) -> String {
    let text = |child: Node<'_>| match &child.data().value {
        NodeValue::Text(text) => text.to_string(),
        _ => String::new(),
    };
    node.children().map(text).collect()
}

/// The first words of something, to find it by.
pub(super) fn start_of(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}
