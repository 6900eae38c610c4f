//! From pieces to runs of text with marks: inline directives, links and their flags.

use std::collections::VecDeque;

use super::{
    directive::attributes,
    pieces::{Kind, MAX_DEPTH, Piece, Slice},
};
use crate::document::{
    Names, Problems, link,
    tree::{Inline, LanguageAttrs, LinkAttrs, Mark},
};

pub(super) struct InlineReader<'a> {
    pub names: &'a dyn Names,
    pub problems: &'a mut Problems,
    out: Vec<Inline>,
    depth: usize,
}

/// Reads a line's pieces.
pub(super) fn inlines(pieces: Vec<Piece>, names: &dyn Names, problems: &mut Problems) -> Vec<Inline> {
    let mut reader = InlineReader { names, problems, out: Vec::new(), depth: 0 };
    reader.all(pieces, &mut Vec::new(), true);
    reader.out
}

impl InlineReader<'_> {
    /// `starts` says whether the pieces begin a line.
    fn all(&mut self, pieces: Vec<Piece>, marks: &mut Vec<Mark>, starts: bool) {
        let mut rest: VecDeque<Piece> = pieces.into();
        let mut starts = starts;
        while let Some(Piece { line, kind, .. }) = rest.pop_front() {
            let at_start = std::mem::take(&mut starts);
            match kind {
                Kind::Text(text) => {
                    if at_start && is_block_directive(&text) {
                        let detail = "a directive stands on a line of its own; write \\:: for two colons";
                        self.problems.add(Some(line), "misplaced_directive", detail);
                    }
                    self.text(line, text, &mut rest, marks);
                }
                Kind::Literal(text) => self.push(&text, marks),
                Kind::Soft => {
                    self.push(" ", marks);
                    starts = true;
                }
                Kind::Break => {
                    self.out.push(Inline::hard_break());
                    starts = true;
                }
                Kind::Code(code) => self.marked(Mark::Code {}, marks, |reader, marks| reader.push(&code, marks)),
                Kind::Marked(mark, inner) => {
                    self.marked(mark, marks, |reader, marks| reader.all(inner, marks, at_start));
                }
                Kind::Link(link, inner) => {
                    let mut attrs = self.target(line, &link.url);
                    attrs.title = Some(link.title).filter(|title| !title.is_empty());
                    take_flags(&mut attrs, &mut rest);
                    self.marked(Mark::Link { attrs }, marks, |reader, marks| reader.all(inner, marks, false));
                }
            }
        }
    }

    fn push(&mut self, text: &str, marks: &[Mark]) {
        self.out.push(Inline::text(text, marks.to_vec()));
    }

    fn marked(&mut self, mark: Mark, marks: &mut Vec<Mark>, inner: impl FnOnce(&mut Self, &mut Vec<Mark>)) {
        // The outer of two links or languages holds; the parser makes no link within a link.
        let same = |other: &Mark| std::mem::discriminant(other) == std::mem::discriminant(&mark);
        if self.depth > MAX_DEPTH {
            let detail = format!("directives within a line nest at most {MAX_DEPTH} deep");
            return self.problems.add(None, "too_deep", detail);
        }
        self.depth += 1;
        if marks.iter().any(same) {
            inner(self, marks);
        } else {
            marks.push(mark);
            inner(self, marks);
            marks.pop();
        }
        self.depth -= 1;
    }

    /// Reads text up to the first directive in it, and that; what follows goes back to `rest`.
    fn text(&mut self, line: usize, text: Slice, rest: &mut VecDeque<Piece>, marks: &mut Vec<Mark>) {
        let Some((at, name)) = find_directive(&text) else { return self.push(&text, marks) };
        let (before, inside) = (text.split(at).0, text.split(at + name.len() + 2).1);
        self.push(&before, marks);
        let Some(inner) = take_to_bracket(line, inside, rest) else {
            let detail = format!("the directive \":{name}[\" is not closed; write \\:{name} for the text");
            return self.problems.add(Some(line), "unknown_directive", detail);
        };
        let mark = match name {
            "b" => Mark::Bold {},
            "i" => Mark::Italic {},
            "u" => Mark::Underline {},
            "s" => Mark::Strike {},
            "sub" => Mark::Subscript {},
            "sup" => Mark::Superscript {},
            "code" => Mark::Code {},
            "br" => return self.out.push(Inline::hard_break()),
            "lang" => match take_language(rest) {
                Some(attrs) => Mark::Language { attrs },
                None => {
                    let detail = "write :lang[…]{lang=\"de\"} with a language tag such as \"de\" or \"de-AT\"";
                    return self.problems.add(Some(line), "invalid_directive", detail);
                }
            },
            _ => {
                let detail = format!("the directive \":{name}\" is unknown; write \\:{name} for the text");
                return self.problems.add(Some(line), "unknown_directive", detail);
            }
        };
        self.marked(mark, marks, |reader, marks| reader.all(inner, marks, false));
    }

    fn target(&mut self, line: usize, url: &str) -> LinkAttrs {
        link::read(url, self.names).unwrap_or_else(|detail| {
            self.problems.add(Some(line), "unknown_reference", detail);
            LinkAttrs::default()
        })
    }
}

/// Whether a line that begins so is a directive, or was meant as one.
pub(super) fn is_block_directive(text: &str) -> bool {
    text.strip_prefix("::")
        .is_some_and(|rest| rest.trim_start_matches(':').starts_with(|c: char| c.is_ascii_lowercase()))
}

/// The first `:name[`: where, and the name. Within a word only a known name counts, so that `H:sub[2]O` works
/// and `at:home[1]` is text.
fn find_directive(text: &str) -> Option<(usize, &str)> {
    const KNOWN: [&str; 9] = ["b", "i", "u", "s", "sub", "sup", "code", "br", "lang"];
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find(':').map(|at| at + from) {
        let after = text.get(at + 1..)?;
        let end = after.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(after.len());
        let (name, tail) = after.split_at_checked(end)?;
        let in_word = text.get(..at)?.ends_with(char::is_alphanumeric);
        if !name.is_empty() && tail.starts_with('[') && (!in_word || KNOWN.contains(&name)) {
            return Some((at, name));
        }
        from = at + 1;
    }
    None
}

/// The pieces up to the bracket that closes a directive; what stands behind it goes back.
fn take_to_bracket(line: usize, first: Slice, rest: &mut VecDeque<Piece>) -> Option<Vec<Piece>> {
    let mut inner = Vec::new();
    let mut open = 1;
    let mut next = Some(Piece { line, end: line, kind: Kind::Text(first) });
    while let Some(piece) = next.take().or_else(|| rest.pop_front()) {
        let Kind::Text(text) = &piece.kind else {
            inner.push(piece);
            continue;
        };
        let closing = text.char_indices().find(|(_, c)| {
            match c {
                '[' => open += 1,
                ']' => open -= 1,
                _ => {}
            }
            open == 0
        });
        let Some((at, _)) = closing else {
            inner.push(piece);
            continue;
        };
        let (inside, behind) = (text.split(at).0, text.split(at + 1).1);
        inner.push(Piece { line: piece.line, end: piece.end, kind: Kind::Text(inside) });
        rest.push_front(Piece { line: piece.line, end: piece.end, kind: Kind::Text(behind) });
        return Some(inner);
    }
    None
}

/// `{nofollow sponsored}` right behind a link.
fn take_flags(attrs: &mut LinkAttrs, rest: &mut VecDeque<Piece>) {
    let Some(Piece { kind: Kind::Text(text), .. }) = rest.front_mut() else { return };
    let Some((flags, behind)) = attributes(text) else { return };
    let known = |(key, value): &(&str, Option<String>)| value.is_none() && matches!(*key, "nofollow" | "sponsored");
    if !flags.is_empty() && flags.iter().all(known) {
        attrs.nofollow = flags.iter().any(|(key, _)| *key == "nofollow");
        attrs.sponsored = flags.iter().any(|(key, _)| *key == "sponsored");
        *text = text.split(text.len() - behind.len()).1;
    }
}

/// `{lang="de"}` right behind a language span.
fn take_language(rest: &mut VecDeque<Piece>) -> Option<LanguageAttrs> {
    let Some(Piece { kind: Kind::Text(text), .. }) = rest.front_mut() else { return None };
    let (attrs, behind) = attributes(text)?;
    let [("lang", Some(lang))] = attrs.as_slice() else { return None };
    let lang = lang.parse().ok()?;
    *text = text.split(text.len() - behind.len()).1;
    Some(LanguageAttrs { lang })
}
