//! Lines of text with marks, written as Markdown.

use super::escape::{Run, Style, entity};
use crate::document::{
    Labels, link,
    spans::{Span, nest},
    tree::{Inline, LinkAttrs, Mark},
};
use crate::vocabulary::Embeds;

/// For whom Markdown is written.
#[derive(Clone, Copy)]
pub(super) enum Voice<'a> {
    /// Everything there is, so that it reads back.
    Author(&'a dyn Labels),
    /// What is shown, in CommonMark with tables alone.
    Reader(&'a dyn Embeds),
}

#[derive(Clone, Copy)]
pub(super) struct LineWriter<'a> {
    pub voice: Voice<'a>,
    pub style: Style,
    /// The line must stay one: in headings and cells.
    pub one_line: bool,
}

/// Where in its line a sequence of spans stands.
#[derive(Clone, Copy)]
struct Edges {
    starts: bool,
    ends: bool,
}

/// Whether a span has white space, or nothing, on its sides.
#[derive(Clone, Copy)]
struct Room {
    before: bool,
    after: bool,
}

impl LineWriter<'_> {
    pub(super) fn write(&self, inlines: &[Inline]) -> String {
        let mut out = String::new();
        self.spans(&mut out, &nest(inlines), Edges { starts: true, ends: true });
        out
    }

    fn spans(&self, out: &mut String, spans: &[Span<'_>], edges: Edges) {
        let is_break = |span: Option<&Span<'_>>| matches!(span, Some(Span::Break));
        for (index, span) in spans.iter().enumerate() {
            let (before, after) = (index.checked_sub(1).and_then(|i| spans.get(i)), spans.get(index + 1));
            let starts = if before.is_none() { edges.starts } else { is_break(before) };
            let ends = if after.is_none() { edges.ends } else { is_break(after) };
            match span {
                Span::Text(text) => {
                    let before_node = after.is_some();
                    Run { text, at_start: starts, at_end: ends, before_node, style: self.style }.write(out);
                }
                Span::Break => {
                    let inside = !starts && !ends && before.is_some() && after.is_some();
                    match self.voice {
                        _ if inside && !self.one_line && self.style == Style::Light => out.push_str("\\\n"),
                        Voice::Author(_) => out.push_str(":br[]"),
                        Voice::Reader(_) => out.push(' '),
                    }
                }
                Span::Marked(mark, inner) => {
                    let edges = Edges { starts, ends };
                    let room = Room { before: starts || out.ends_with(' '), after: ends || begins_with_space(after) };
                    self.marked(out, (mark, inner), edges, room);
                }
            }
        }
    }

    fn marked(&self, out: &mut String, (mark, inner): (&Mark, &[Span<'_>]), edges: Edges, room: Room) {
        let mut text = String::new();
        match mark {
            Mark::Code {} => return self.code(out, inner, edges),
            Mark::Link { attrs } => {
                let Some(target) = self.target(attrs) else { return self.spans(out, inner, edges) };
                self.spans(&mut text, inner, Edges { starts: false, ends: false });
                out.push_str(&format!("[{text}]({target})"));
                if let Voice::Author(_) = self.voice {
                    out.push_str(match (attrs.nofollow, attrs.sponsored) {
                        (true, true) => "{nofollow sponsored}",
                        (true, false) => "{nofollow}",
                        (false, true) => "{sponsored}",
                        (false, false) => "",
                    });
                }
                return;
            }
            _ => self.spans(&mut text, inner, edges),
        }
        let symbol = match mark {
            Mark::Bold {} => "**",
            Mark::Italic {} => "*",
            Mark::Strike {} => "~~",
            _ => "",
        };
        if self.style == Style::Light && !symbol.is_empty() && can_wrap(out, &text, room) {
            return out.push_str(&format!("{symbol}{text}{symbol}"));
        }
        if let Voice::Reader(_) = self.voice {
            if out.ends_with('`') && text.starts_with('`') {
                // Code right behind code would be one: what cannot be said by signs is at least said.
                return words(inner).iter().for_each(|text| {
                    Run { text, at_start: false, at_end: edges.ends, before_node: true, style: self.style }.write(out);
                });
            }
            return out.push_str(&match mark {
                Mark::Subscript {} => format!("<sub>{text}</sub>"),
                Mark::Superscript {} => format!("<sup>{text}</sup>"),
                _ => text,
            });
        }
        self.directive(out, mark, inner);
    }

    /// `:name[…]`.
    fn directive(&self, out: &mut String, mark: &Mark, inner: &[Span<'_>]) {
        let name = match mark {
            Mark::Bold {} => "b",
            Mark::Italic {} => "i",
            Mark::Underline {} => "u",
            Mark::Strike {} => "s",
            Mark::Subscript {} => "sub",
            Mark::Superscript {} => "sup",
            Mark::Code {} => "code",
            Mark::Language { .. } | Mark::Link { .. } => "lang",
        };
        out.push_str(&format!(":{name}["));
        self.spans(out, inner, Edges { starts: false, ends: false });
        out.push(']');
        if let Mark::Language { attrs } = mark {
            out.push_str(&format!("{{lang=\"{}\"}}", attrs.lang));
        }
    }

    fn code(&self, out: &mut String, inner: &[Span<'_>], edges: Edges) {
        // Code is the innermost mark: it holds one text, or texts with breaks between them.
        let [Span::Text(text)] = inner else {
            return match self.voice {
                Voice::Author(_) => self.directive(out, &Mark::Code {}, inner),
                Voice::Reader(_) => self.spans(out, inner, edges),
            };
        };
        let odd = |c: char| c.is_control() || (c.is_whitespace() && c != ' ');
        if self.style == Style::Strict || text.contains(odd) || out.ends_with('`') || text.trim().is_empty() {
            return match self.voice {
                Voice::Author(_) => self.directive(out, &Mark::Code {}, inner),
                Voice::Reader(_) => self.spans(out, inner, edges),
            };
        }
        let fence = "`".repeat(longest_run(text, '`') + 1);
        let pads = text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' '));
        let pad = if pads { " " } else { "" };
        out.push_str(&format!("{fence}{pad}{text}{pad}{fence}"));
    }

    /// A link's address and title; `None` where only the text is left of it.
    fn target(&self, attrs: &LinkAttrs) -> Option<String> {
        let url = match (attrs.entry, self.voice) {
            (_, Voice::Author(labels)) => link::write(attrs, labels),
            (None, Voice::Reader(_)) => attrs.href.clone().unwrap_or_default(),
            (Some(id), Voice::Reader(embeds)) => embeds.link(id)?.path,
        };
        let mut target = destination(&url);
        if let Some(title) = &attrs.title {
            target.push_str(" \"");
            // Entities alone: parsers disagree on where a backslash before the quote leads.
            title.chars().for_each(|c| match c {
                // Twice, as the parser resolves backslashes after entities.
                '\\' => target.push_str("&#92;&#92;"),
                '"' | '&' | '<' | '`' | '|' => entity(&mut target, c),
                c if c.is_control() || (c.is_whitespace() && c != ' ') => entity(&mut target, c),
                c => target.push(c),
            });
            target.push('"');
        }
        Some(target)
    }
}

/// The bare texts of spans.
fn words<'a>(spans: &[Span<'a>]) -> Vec<&'a str> {
    let of = |span: &Span<'a>| match span {
        Span::Text(text) => vec![*text],
        Span::Break => vec![" "],
        Span::Marked(_, inner) => words(inner),
    };
    spans.iter().flat_map(of).collect()
}

/// The longest run of a character.
pub(super) fn longest_run(text: &str, c: char) -> usize {
    text.split(|other| other != c).map(|run| run.len() / c.len_utf8()).max().unwrap_or(0)
}

/// Emphasis by symbols holds with words at its edges and no other symbol before it; a sign at an edge needs room
/// on its other side (CommonMark 0.31, section 6.2: left- and right-flanking).
fn can_wrap(out: &str, text: &str, room: Room) -> bool {
    let opens = |c: char| c.is_alphanumeric() || (room.before && "“‘\"'".contains(c));
    let closes = |c: char| c.is_alphanumeric() || (room.after && ".,:;!?)…”’\"'".contains(c));
    text.starts_with(opens) && text.ends_with(closes) && !out.ends_with(['*', '~', '_', '\\', '`'])
}

fn begins_with_space(span: Option<&Span<'_>>) -> bool {
    matches!(span, Some(Span::Text(text)) if text.starts_with(' '))
}

fn destination(url: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/:.?=#%+,@!$-_~&".contains(c);
    if !url.is_empty() && url.chars().all(plain) && !url.contains(';') {
        return url.to_owned();
    }
    let mut out = String::from("<");
    for c in url.chars() {
        match c {
            '<' | '>' | '\\' => out.extend(['\\', c]),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out.push('>');
    out
}
