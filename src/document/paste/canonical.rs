//! Any HTML → few plain tags: known names alone, known attributes alone, bounded in number and nesting.
//!
//! What comes out has no comments, no raw-text elements and no foreign content, so the parsers that read it see
//! exactly the tags that were counted here.

use std::collections::{BTreeSet, HashMap};

use super::{
    super::Problems,
    scan::{Scanner, Token, attributes},
};
use crate::words::t;

/// Tags in one input, at most.
const MAX_TAGS: usize = 15_000;
/// Signs that are written as references, at most.
const MAX_SIGNS: usize = 60_000;
/// The same, times bytes: at each of them the serialiser looks through all that is left of its text.
const MAX_WORK: usize = 4_000_000_000;
/// Elements open at once, at most. Elements that end each other (paragraphs, items, rows, cells) nest no deeper
/// than the others and are not counted.
const MAX_OPEN: usize = 80;

/// What is kept, by the name it is kept under.
const KEPT: [(&str, &str); 60] = [
    ("a", "a"),
    ("aside", "aside"),
    ("b", "strong"),
    ("blockquote", "blockquote"),
    ("br", "br"),
    ("code", "code"),
    ("del", "s"),
    ("div", "div"),
    ("em", "em"),
    ("h1", "h1"),
    ("h2", "h2"),
    ("h3", "h3"),
    ("h4", "h4"),
    ("h5", "h5"),
    ("h6", "h6"),
    ("hr", "hr"),
    ("i", "em"),
    ("img", "img"),
    ("ins", "u"),
    ("kbd", "code"),
    ("li", "li"),
    ("ol", "ol"),
    ("p", "p"),
    ("pre", "pre"),
    ("s", "s"),
    ("samp", "code"),
    ("span", "span"),
    ("strike", "s"),
    ("strong", "strong"),
    ("sub", "sub"),
    ("sup", "sup"),
    ("table", "table"),
    ("tbody", "tbody"),
    ("td", "td"),
    ("tfoot", "tfoot"),
    ("th", "th"),
    ("thead", "thead"),
    ("tr", "tr"),
    ("tt", "code"),
    ("u", "u"),
    ("ul", "ul"),
    ("menu", "ul"),
    // Boxes whose meaning is not kept, but which separate what is in them from what is beside them.
    ("address", "div"),
    ("article", "div"),
    ("caption", "div"),
    ("center", "div"),
    ("dd", "div"),
    ("details", "div"),
    ("dl", "div"),
    ("dt", "div"),
    ("fieldset", "div"),
    ("figcaption", "div"),
    ("figure", "div"),
    ("footer", "div"),
    ("form", "div"),
    ("header", "div"),
    ("main", "div"),
    ("nav", "div"),
    ("section", "div"),
    ("summary", "div"),
];

/// Elements that go with all that is in them.
const DROPPED: [&str; 21] = [
    "applet",
    "audio",
    "button",
    "canvas",
    "embed",
    "frameset",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "video",
    "xmp",
];
/// The same, and nobody misses them.
const SILENT: [&str; 2] = ["title", "xml"];
/// Wrappers and junk of word processors that say nothing.
const IGNORED: [&str; 12] =
    ["base", "body", "colgroup", "col", "font", "head", "html", "link", "meta", "o:p", "small", "wbr"];
const VOID: [&str; 3] = ["br", "hr", "img"];
const UNCOUNTED: [&str; 8] = ["li", "p", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// The attributes that mean something here.
pub(super) const ATTRIBUTES: [&str; 22] = [
    "alt",
    "class",
    "colspan",
    "data-buttons",
    "data-callout",
    "data-caption",
    "data-char",
    "data-cta",
    "data-embed",
    "data-faqs",
    "data-heading",
    "data-id",
    "data-media",
    "href",
    "id",
    "lang",
    "rel",
    "rowspan",
    "src",
    "start",
    "title",
    "width",
];

/// The names that [`canonical`] lets through.
pub(super) fn tags() -> impl Iterator<Item = &'static str> {
    KEPT.iter().map(|(_, kept)| *kept)
}

/// Rewrites HTML; `lost` gets what was left out.
pub(super) fn canonical(html: &str, lost: &mut BTreeSet<String>) -> Result<String, Problems> {
    let mut rewriter = Rewriter {
        out: String::with_capacity(html.len()),
        open: HashMap::new(),
        depth: 0,
        tags: 0,
        signs: 0,
        max_signs: (MAX_WORK / html.len().max(1)).min(MAX_SIGNS),
    };
    let mut scanner = Scanner::new(html);
    while let Some(token) = scanner.next() {
        match token {
            Token::Text(text) => rewriter.text(text)?,
            Token::End { name } => rewriter.end(&name.to_ascii_lowercase())?,
            Token::Start { name, attrs } => {
                let name = name.to_ascii_lowercase();
                if DROPPED.contains(&name.as_str()) || SILENT.contains(&name.as_str()) {
                    if !SILENT.contains(&name.as_str()) {
                        lost.insert(t!("problem-name-what-was", name = name.to_string()));
                    }
                    if name != "embed" {
                        scanner.skip_element(&name);
                    }
                } else if !rewriter.start(&name, attrs)? && !IGNORED.contains(&name.as_str()) {
                    let short: String = name.chars().take(40).collect();
                    lost.insert(t!("problem-short-its-text-kept", short = short.to_string()));
                }
            }
        }
    }
    Ok(rewriter.out)
}

struct Rewriter {
    out: String,
    /// For each name, its open elements, and whether their tags were written.
    open: HashMap<&'static str, Vec<bool>>,
    depth: usize,
    tags: usize,
    signs: usize,
    max_signs: usize,
}

impl Rewriter {
    /// Text or an attribute's value as it is, but for references to characters that mean themselves.
    fn text(&mut self, text: &str) -> Result<(), Problems> {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\u{a0}']) {
            let (before, sign) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.out.push_str(before);
            if let Some((c, behind)) = reference(sign) {
                self.out.push(c);
                rest = behind;
                continue;
            }
            self.signs += 1;
            if self.signs > self.max_signs {
                let detail = format!("HTML of this size has at most {} signs such as & and >", self.max_signs);
                return Err(Problems::one("too_large", detail));
            }
            let sign_len = sign.chars().next().map_or(0, char::len_utf8);
            let (sign, behind) = sign.split_at_checked(sign_len).unwrap_or((sign, ""));
            let bare = sign == "&" && !behind.starts_with(|c: char| c == '#' || c.is_ascii_alphanumeric());
            self.out.push_str(match sign {
                "&" if bare => "&amp;",
                "<" => "&lt;",
                "\"" => "&quot;",
                sign => sign,
            });
            rest = behind;
        }
        self.out.push_str(rest);
        Ok(())
    }

    /// Whether the tag is known.
    fn start(&mut self, name: &str, attrs: &str) -> Result<bool, Problems> {
        let Some((_, kept)) = KEPT.iter().find(|(from, _)| *from == name) else { return Ok(false) };
        let found = known(attrs);
        let value = |name: &str| found.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        // Google Docs wraps whatever is copied in a bold element that says it is not bold.
        let not_bold = *kept == "strong"
            && attributes(attrs).any(|(name, value)| name.eq_ignore_ascii_case("style") && says_not_bold(value));
        let empty_span = *kept == "span" && value("lang").is_none() && value("data-char").is_none();
        let written = !not_bold && !empty_span;
        if !VOID.contains(kept) {
            self.open.entry(kept).or_default().push(written);
        }
        if !written {
            return Ok(true);
        }
        self.count()?;
        if !VOID.contains(kept) && !UNCOUNTED.contains(kept) {
            self.depth += 1;
            if self.depth > MAX_OPEN {
                return Err(Problems::one(
                    "too_deep",
                    t!("problem-html-nests-most-max-open", max_open = MAX_OPEN.to_string()),
                ));
            }
        }
        self.out.push('<');
        self.out.push_str(kept);
        for (name, value) in found {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.text(value)?;
            self.out.push('"');
        }
        self.out.push('>');
        Ok(true)
    }

    /// Ends the innermost element of that name; an end without a beginning is dropped. Only the one element is
    /// taken off the count: what else it would end may live on in the parser.
    fn end(&mut self, name: &str) -> Result<(), Problems> {
        let Some((_, kept)) = KEPT.iter().find(|(from, _)| *from == name) else { return Ok(()) };
        if self.open.get_mut(kept).and_then(Vec::pop) != Some(true) {
            return Ok(());
        }
        self.count()?;
        if !UNCOUNTED.contains(kept) {
            self.depth = self.depth.saturating_sub(1);
        }
        self.out.push_str("</");
        self.out.push_str(kept);
        self.out.push('>');
        Ok(())
    }

    fn count(&mut self) -> Result<(), Problems> {
        self.tags += 1;
        if self.tags > MAX_TAGS {
            return Err(Problems::one(
                "too_large",
                t!("problem-html-holds-most-max-tags", max_tags = MAX_TAGS.to_string()),
            ));
        }
        Ok(())
    }
}

/// A reference by number to a letter, and what stands behind it. Others are left to the parser.
fn reference(text: &str) -> Option<(char, &str)> {
    let (number, behind) = text.strip_prefix("&#")?.split_once(';').filter(|(number, _)| number.len() < 9)?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| c.is_alphanumeric()).map(|c| (c, behind))
}

/// Whether a style is of a weight that is none: not one of Word's own (`mso-bidi-font-weight`), which say so of other letters.
fn says_not_bold(style: &str) -> bool {
    let weight = |one: &str| {
        one.split_once(':').is_some_and(|(name, value)| {
            name.trim().eq_ignore_ascii_case("font-weight") && value.trim().eq_ignore_ascii_case("normal")
        })
    };
    style.split(';').any(weight)
}

/// The attributes that mean something, each at most once: the first counts (HTML standard, 13.2.5.33).
fn known(attrs: &str) -> Vec<(&'static str, &str)> {
    let mut found: Vec<(&'static str, &str)> = Vec::new();
    for (name, value) in attributes(attrs) {
        let known = ATTRIBUTES.iter().find(|known| known.eq_ignore_ascii_case(name));
        if let Some(known) = known.filter(|known| !found.iter().any(|(name, _)| name == *known)) {
            found.push((known, value));
        }
    }
    found
}
