//! The last gate before readers: what is not on these lists does not get out, wherever it came from.

use std::{collections::HashSet, sync::LazyLock};

use ammonia::{Builder, UrlRelative};

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

static GATE: LazyLock<Builder<'static>> = LazyLock::new(|| {
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
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    gate
});

/// Lets through what is on the lists.
pub(super) fn pass(html: &str) -> String {
    GATE.clean(html).to_string()
}
