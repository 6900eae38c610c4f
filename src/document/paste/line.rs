//! A line of text while it is read from HTML: white space collapses as a browser shows it.

use crate::document::tree::{Inline, Mark};

#[derive(Default)]
pub(super) struct Line {
    out: Vec<Inline>,
    /// A space that counts only if something follows it, with the marks it had.
    space: Option<Vec<Mark>>,
}

impl Line {
    /// Adds text as HTML means it.
    pub(super) fn push(&mut self, text: &str, marks: &[Mark]) {
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        let mut rest = text;
        while !rest.is_empty() {
            let words = rest.trim_start_matches(is_space);
            if words.len() < rest.len() && matches!(self.out.last(), Some(Inline::Text { .. })) && self.space.is_none()
            {
                self.space = Some(marks.to_vec());
            }
            let end = words.find(is_space).unwrap_or(words.len());
            let (word, behind) = words.split_at_checked(end).unwrap_or((words, ""));
            if !word.is_empty() {
                self.put(word, marks);
            }
            rest = behind;
        }
    }

    /// Adds a character that is not for collapsing.
    pub(super) fn push_exactly(&mut self, c: char, marks: &[Mark]) {
        self.put(c.encode_utf8(&mut [0; 4]), marks);
    }

    pub(super) fn hard_break(&mut self) {
        self.space = None;
        self.out.push(Inline::hard_break());
    }

    /// Takes breaks from the line's end.
    pub(super) fn trim_breaks(&mut self) {
        while let Some(Inline::HardBreak { .. }) = self.out.last() {
            self.out.pop();
        }
    }

    /// The line so far; a new one begins.
    pub(super) fn take(&mut self) -> Vec<Inline> {
        self.space = None;
        std::mem::take(&mut self.out)
    }

    fn put(&mut self, text: &str, marks: &[Mark]) {
        if let Some(space) = self.space.take() {
            self.join(" ", space);
        }
        self.join(text, marks.to_vec());
    }

    fn join(&mut self, text: &str, marks: Vec<Mark>) {
        match self.out.last_mut() {
            Some(Inline::Text { text: before, marks: same }) if *same == marks => before.push_str(text),
            _ => self.out.push(Inline::text(text, marks)),
        }
    }
}
