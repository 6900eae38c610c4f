//! The grammar of a directive's name and attributes: `name{key="value" flag}`.

use crate::words::t;

/// What stands behind the colons of a directive.
#[derive(Debug, PartialEq)]
pub(super) struct Directive<'a> {
    pub name: &'a str,
    attrs: Vec<(&'a str, Option<String>)>,
}

impl<'a> Directive<'a> {
    /// Reads `name` or `name{…}`; the words of the error are for people.
    pub(super) fn parse(text: &'a str) -> Result<Self, String> {
        let text = text.trim();
        let end = text.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(text.len());
        let (name, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        if name.is_empty() {
            return Err(t!("problem-directive-needs-name"));
        }
        match rest.trim_start() {
            "" => Ok(Self { name, attrs: Vec::new() }),
            rest => match attributes(rest) {
                Some((attrs, "")) => Ok(Self { name, attrs }),
                _ => Err(t!("problem-directive-name-malformed-write-name", name = name.to_string())),
            },
        }
    }

    /// Takes the value of an attribute.
    pub(super) fn take(&mut self, key: &str) -> Option<String> {
        let at = self.attrs.iter().position(|(name, value)| *name == key && value.is_some())?;
        self.attrs.remove(at).1
    }

    /// Takes an attribute that stands without a value.
    pub(super) fn take_flag(&mut self, key: &str) -> bool {
        let at = self.attrs.iter().position(|(name, value)| *name == key && value.is_none());
        at.map(|at| self.attrs.remove(at)).is_some()
    }

    /// Names the attribute that nobody took.
    pub(super) fn finish(self) -> Result<(), String> {
        match self.attrs.first() {
            None => Ok(()),
            Some((key, _)) => {
                Err(t!("problem-directive-takes-no-key-like", a = self.name.to_string(), key = key.to_string()))
            }
        }
    }
}

type Attrs<'a> = Vec<(&'a str, Option<String>)>;

/// Reads `{…}` at the beginning of the text; gives the attributes and what follows.
pub(super) fn attributes(text: &str) -> Option<(Attrs<'_>, &str)> {
    let mut rest = text.strip_prefix('{')?;
    let mut attrs = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        if let Some(rest) = rest.strip_prefix('}') {
            return Some((attrs, rest));
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        let (key, after) = rest.split_at_checked(end)?;
        if key.is_empty() {
            return None;
        }
        let value = match after.strip_prefix('=') {
            None => {
                rest = after;
                None
            }
            Some(after) => {
                let (value, after) = value(after)?;
                rest = after;
                Some(value)
            }
        };
        attrs.push((key, value));
    }
}

/// A quoted value with `\"`, `\\` and `\n` in it, or a bare word.
fn value(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([' ', '\t', '}', '"'])?;
        let (word, rest) = text.split_at_checked(end)?;
        return (!word.is_empty()).then(|| (word.to_owned(), rest));
    };
    let mut out = String::new();
    let mut chars = quoted.chars();
    loop {
        match chars.next()? {
            '"' => return Some((out, chars.as_str())),
            '\\' => match chars.next()? {
                'n' => out.push('\n'),
                'r' => out.push('\r'),
                other => out.push(other),
            },
            c => out.push(c),
        }
    }
}

/// Writes ` key="value"`.
pub(super) fn write_attr(out: &mut String, key: &str, value: &str) {
    out.push(' ');
    out.push_str(key);
    out.push_str("=\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_quoted_bare_or_flags() {
        let mut directive = Directive::parse(r#"image{media=abc alt="a \"b\" \\ }" decorative}"#).unwrap();
        assert_eq!(directive.take("media").as_deref(), Some("abc"));
        assert_eq!(directive.take("alt").as_deref(), Some(r#"a "b" \ }"#));
        assert!(directive.take_flag("decorative"));
        assert_eq!(directive.finish(), Ok(()));
    }

    #[test]
    fn what_is_malformed_is_refused() {
        for bad in
            ["", "{a=b}", "cta{ref=", "cta{ref=\"x\"", "cta{ref=\"x\"} more", "cta{=x}", "cta ref=x", "cta{ref=}"]
        {
            assert!(Directive::parse(bad).is_err(), "{bad:?}");
        }
    }
}
