//! Where tags begin and end in HTML, by the tokenizer's rules (HTML standard, 13.2.5), in one pass.

/// What a text is made of.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Start { name: &'a str, attrs: &'a str },
    End { name: &'a str },
}

pub(super) struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { rest: html }
    }

    /// Skips to behind the end tag of this name, or to the end of the text.
    pub(super) fn skip_element(&mut self, name: &str) {
        let mut from = 0;
        let text = self.rest;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find("</")).map(|at| at + from) {
            let after = text.get(at + 2..).unwrap_or_default();
            let found = after.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name));
            let behind = after.get(name.len()..).unwrap_or_default();
            if found && behind.starts_with([' ', '\t', '\n', '\r', '\u{c}', '/', '>']) {
                self.rest = tag_end(behind).map_or("", |(_, rest)| rest);
                return;
            }
            from = at + 2;
        }
        self.rest = "";
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let text = self.rest;
            if text.is_empty() {
                return None;
            }
            let at = text.find('<').unwrap_or(text.len());
            if at > 0 {
                let (before, rest) = text.split_at_checked(at)?;
                self.rest = rest;
                return Some(Token::Text(before));
            }
            let inner = text.get(1..)?;
            let is_name = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
            if let Some(end) = inner.strip_prefix('/').filter(|end| is_name(end)) {
                let (name, behind) = split_name(end);
                let Some((_, rest)) = tag_end(behind) else {
                    self.rest = "";
                    return None;
                };
                self.rest = rest;
                return Some(Token::End { name });
            }
            if is_name(inner) {
                let (name, behind) = split_name(inner);
                let Some((attrs, rest)) = tag_end(behind) else {
                    self.rest = "";
                    return None;
                };
                self.rest = rest;
                return Some(Token::Start { name, attrs });
            }
            if let Some(comment) = inner.strip_prefix("!--") {
                self.rest = comment_end(comment);
            } else if inner.starts_with(['!', '?']) || inner.starts_with('/') && inner.len() > 1 {
                self.rest = inner.split_once('>').map_or("", |(_, rest)| rest);
            } else {
                self.rest = inner;
                return text.get(..1).map(Token::Text);
            }
        }
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

fn split_name(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| is_space(c) || matches!(c, '/' | '>')).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn comment_end(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix('>').or_else(|| text.strip_prefix("->")) {
        return rest;
    }
    let ends = ["-->", "--!>"].into_iter().filter_map(|end| Some((text.find(end)?, end.len())));
    ends.min().and_then(|(at, len)| text.get(at + len..)).unwrap_or("")
}

/// The attributes of a tag and what stands behind its `>`; `None` where the text ends first.
fn tag_end(text: &str) -> Option<(&str, &str)> {
    let mut attrs = Attributes { rest: text };
    while attrs.next().is_some() {}
    let rest = attrs.rest.strip_prefix('>')?;
    Some((text.get(..text.len() - attrs.rest.len())?, rest))
}

/// The attributes of a tag: names as written, values raw.
pub(super) struct Attributes<'a> {
    rest: &'a str,
}

pub(super) fn attributes(attrs: &str) -> Attributes<'_> {
    Attributes { rest: attrs }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        self.rest = self.rest.trim_start_matches(|c| is_space(c) || c == '/');
        if self.rest.is_empty() || self.rest.starts_with('>') {
            return None;
        }
        // A name may begin with "=", which is then part of it.
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        let end = self.rest.get(first..)?.find(|c| is_space(c) || matches!(c, '/' | '>' | '='));
        let (name, rest) = self.rest.split_at_checked(end.map_or(self.rest.len(), |end| end + first))?;
        self.rest = rest;
        let Some(value) = rest.trim_start_matches(is_space).strip_prefix('=') else { return Some((name, "")) };
        let value = value.trim_start_matches(is_space);
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, rest) = match quote {
            Some(quote) => match value.get(1..)?.split_once(quote) {
                Some(parts) => parts,
                None => {
                    self.rest = "";
                    return None;
                }
            },
            None => {
                let end = value.find(|c| is_space(c) || c == '>').unwrap_or(value.len());
                value.split_at_checked(end)?
            }
        };
        self.rest = rest;
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_where_the_standard_finds_them() {
        let tokens: Vec<Token<'_>> = Scanner::new("a<B x='>' y>b</B ><!-- <i> --><!x><3 </><i").collect();
        assert_eq!(
            tokens,
            [
                Token::Text("a"),
                Token::Start { name: "B", attrs: " x='>' y" },
                Token::Text("b"),
                Token::End { name: "B" },
                Token::Text("<"),
                Token::Text("3 "),
            ]
        );
        let attrs: Vec<(&str, &str)> = attributes(" a=1 b = \"2>\" c d='' / e=f/g =h").collect();
        assert_eq!(attrs, [("a", "1"), ("b", "2>"), ("c", ""), ("d", ""), ("e", "f/g"), ("=h", "")]);
    }
}
