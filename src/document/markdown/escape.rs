//! Text that must mean itself in Markdown.

/// How a text is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Only what could be read as something else: pleasant, and nearly always enough.
    Light,
    /// Every sign, and directives instead of emphasis: right whatever the text is.
    Strict,
}

/// Writes a run of text. `at_start` and `at_end`: of the line; `before_node`: something that is no text follows.
pub(super) struct Run<'a> {
    pub text: &'a str,
    pub at_start: bool,
    pub at_end: bool,
    pub before_node: bool,
    pub style: Style,
}

impl Run<'_> {
    pub(super) fn write(&self, out: &mut String) {
        let mut chars = self.text.char_indices().peekable();
        let last = self.text.chars().count();
        let mut index = 0;
        while let Some((at, c)) = chars.next() {
            let first = index == 0;
            index += 1;
            let is_last = index == last;
            let next = chars.peek().map(|(_, c)| *c);
            match c {
                ' ' if (first && self.at_start) || (is_last && self.at_end) || next == Some(' ') => entity(out, c),
                ' ' => out.push(' '),
                c if c.is_control() || (c.is_whitespace() && c != '\u{a0}') || c == '\u{feff}' => entity(out, c),
                c if c.is_ascii_punctuation() && (self.style == Style::Strict || self.speaks(at, c, is_last)) => {
                    out.extend(['\\', c]);
                }
                c => out.push(c),
            }
        }
    }

    /// Whether the sign would be read as Markdown where it stands.
    fn speaks(&self, at: usize, c: char, is_last: bool) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        let after = self.text.get(at + 1..).unwrap_or_default();
        let starts_line = self.at_start && before.is_empty();
        match c {
            '*' | '`' | '[' | ']' | '<' | '\\' | '~' | '{' | '|' => true,
            '_' => !(before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)),
            '&' if is_last && self.before_node => true,
            // No reference is longer than 40 characters.
            '&' => {
                after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#')
                    && after.bytes().take(40).any(|b| b == b';')
            }
            // With what follows it would make an image or a directive.
            '!' | ':' if is_last && self.before_node => true,
            // Behind the bracket that closes a directive it would make a link.
            '(' => before.is_empty(),
            '#' => starts_line || (self.at_end && (after.is_empty() || after.starts_with('#'))),
            '>' | '+' | '-' | '=' | ':' => starts_line,
            '.' | ')' => self.at_start && !before.is_empty() && before.bytes().all(|b| b.is_ascii_digit()),
            _ => false,
        }
    }
}

pub(super) fn entity(out: &mut String, c: char) {
    out.push_str(&format!("&#{};", u32::from(c)));
}
