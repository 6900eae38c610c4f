//! The last gate before readers: what is not on these lists does not get out, wherever it came from.

use std::{borrow::Cow, collections::HashSet, sync::LazyLock};

use ammonia::{Builder, UrlRelative, UrlRelativeEvaluate};
use url::Url;

/// What our own blocks are made of, and what the kinds' inline documents may add (a sign-up form).
const TAGS: [&str; 44] = [
    "a",
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "button",
    "cite",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "form",
    "h2",
    "h3",
    "h4",
    "h5",
    "hr",
    "input",
    "label",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "section",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];
const ANYWHERE: [&str; 9] =
    ["aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "class", "id", "lang", "role", "title"];

static GATE: LazyLock<Builder<'static>> = LazyLock::new(|| gate(UrlRelative::PassThrough));

fn gate(relative: UrlRelative<'_>) -> Builder<'_> {
    let mut gate = Builder::empty();
    gate.tags(HashSet::from(TAGS))
        .generic_attributes(HashSet::from(ANYWHERE))
        .generic_attribute_prefixes(HashSet::from(["data-"]))
        .add_tag_attributes("a", ["href", "rel"])
        .add_tag_attributes("ol", ["start"])
        .add_tag_attributes("td", ["colspan", "rowspan"])
        .add_tag_attributes("th", ["colspan", "rowspan", "scope"])
        .add_tag_attributes("form", ["action", "method"])
        .add_tag_attributes("label", ["for"])
        .add_tag_attributes("button", ["type"])
        .add_tag_attributes("input", ["autocomplete", "name", "placeholder", "required", "type", "value"])
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(relative)
        .link_rel(None)
        .strip_comments(true);
    gate
}

/// Lets through what is on the lists.
pub(super) fn pass(html: &str) -> String {
    GATE.clean(html).to_string()
}

/// What passed once, for those who read it elsewhere than on the site at `base`: links within the site and from the
/// page at `page` on are whole addresses.
#[must_use]
pub fn abroad(html: &str, base: &str, page: &str) -> String {
    gate(UrlRelative::Custom(Box::new(Abroad { base, page }))).clean(html).to_string()
}

struct Abroad<'a> {
    base: &'a str,
    page: &'a str,
}

impl<'a> UrlRelativeEvaluate<'a> for Abroad<'a> {
    fn evaluate<'url>(&self, link: &'url str) -> Option<Cow<'url, str>> {
        Some(match link.as_bytes() {
            // The site may begin below the root of its server.
            [b'/', next, ..] if *next != b'/' => format!("{}{link}", self.base).into(),
            [b'/'] => format!("{}/", self.base).into(),
            _ => match Url::parse(self.page).and_then(|page| page.join(link)) {
                Ok(whole) => String::from(whole).into(),
                Err(_) => link.into(),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abroad_links_are_whole_and_nothing_else_changes() {
        let html = "<h2 id=\"a\">A &amp; B</h2><p class=\"x\"><a href=\"/articles/b\" rel=\"nofollow\">b</a> \
                    <a href=\"#a\">a</a> <a href=\"https://else.example/c\">c</a> <a href=\"mailto:d@example.com\">d</a> \
                    <a href=\"e?f=1\">e</a> <a href=\"//else.example/g\">g</a></p>";
        let wanted = html
            .replace("\"/articles/b", "\"https://x.example/site/articles/b")
            .replace("\"#a", "\"https://x.example/site/p#a")
            .replace("\"e?", "\"https://x.example/site/e?")
            .replace("\"//else", "\"https://else");
        assert_eq!(abroad(html, "https://x.example/site", "https://x.example/site/p"), wanted);
    }
}
