//! What several kinds' checks and documents say alike.

use chrono::NaiveDate;

use crate::{
    content::Reader,
    document::{
        self, Tree,
        checks::{self, Finding, What},
    },
    vocabulary::{Embeds, EntryId, FieldErrors, Locale, Reference, ReferenceMode, RichText, Value, WebLink},
    words::t,
};

/// Longest names and titles, in characters.
pub const TITLE: usize = 200;
/// Longest short texts: a standfirst, a description, a message.
pub const SHORT: usize = 600;
/// Longest addresses.
pub const URL: usize = 2_000;

/// Demands text at a field.
pub fn require(errors: &mut FieldErrors, field: &str, text: &str, words: &str) {
    if text.trim().is_empty() {
        errors.add(field, "required", words);
    }
}

/// How many characters of a title and of a text search engines show.
pub const SEARCH_TITLE: std::ops::RangeInclusive<usize> = 15..=60;
pub const SEARCH_TEXT: std::ops::RangeInclusive<usize> = 50..=160;

/// Advises on a text for search engines that is there and too short or too long.
pub fn search_length(advice: &mut FieldErrors, field: &str, text: &str, fits: std::ops::RangeInclusive<usize>) {
    let length = text.trim().chars().count();
    if length > *fits.end() {
        advice.add(field, "long_for_search", t!("check-search-long", count = length, most = *fits.end()));
    } else if length > 0 && length < *fits.start() {
        advice.add(field, "short_for_search", t!("check-search-short", count = length, least = *fits.start()));
    }
}

/// Advises on what could be better in a rich text, each at its block.
pub fn rich_advice(advice: &mut FieldErrors, tree: &Tree, field: &str, locale: &Locale) {
    for Finding { block, what } in checks::find(tree, locale) {
        let at = if block.is_empty() { field.to_owned() } else { format!("{field}.{block}") };
        let (code, words) = match what {
            What::AltUndecided => ("alt_undecided", t!("check-alt-undecided")),
            What::HeadingEmpty => ("heading_empty", t!("check-heading-empty")),
            What::HeadingOrder { level, at_most } => {
                ("heading_order", t!("check-heading-order", level = level, most = at_most))
            }
            What::LinkVague(words) => ("link_vague", t!("check-link-vague", words = words)),
            What::LinkBare(words) => ("link_bare", t!("check-link-bare", words = words)),
            What::LinkEmpty => ("link_empty", t!("check-link-empty")),
            What::ParagraphLong(count) => ("paragraph_long", t!("check-paragraph-long", count = count)),
            What::HardToRead(years) => ("hard_to_read", t!("check-hard-to-read", years = years)),
        };
        advice.add(at, code, words);
    }
}

/// A link to another entry's head.
#[must_use]
pub fn link(to: EntryId, path: impl Into<String>) -> Reference {
    Reference { to, mode: ReferenceMode::Link, path: path.into() }
}

/// Links to several, `field.0`, `field.1`, …
pub fn links<'a>(to: &'a [EntryId], field: &'a str) -> impl Iterator<Item = Reference> + 'a {
    to.iter().enumerate().map(move |(index, &to)| link(to, format!("{field}.{index}")))
}

/// The references of a rich text, below its field.
pub fn rich_references<'a>(tree: &Tree, field: &'a str) -> impl Iterator<Item = Reference> + 'a {
    document::references(tree)
        .into_iter()
        .map(move |reference| Reference { path: format!("{field}.{}", reference.path), ..reference })
}

/// Where a rich text leads out of the site, below its field.
pub fn rich_web_links<'a>(tree: &Tree, field: &'a str) -> impl Iterator<Item = WebLink> + 'a {
    document::web_links(tree).into_iter().map(move |link| WebLink { path: format!("{field}.{}", link.path), ..link })
}

/// A rich text in all its public forms; `Null` when there is nothing in it.
#[must_use]
pub fn rich(tree: &Tree, refs: &dyn Embeds) -> Value {
    if tree.is_empty() {
        return Value::Null;
    }
    Value::Rich(Box::new(RichText {
        blocks: document::portable_text::write(tree, refs),
        html: document::html::write(tree, refs).into(),
        markdown: document::markdown::write_published(tree, refs).into(),
        text: document::text::write(tree, refs).into(),
    }))
}

/// A number of things.
#[must_use]
pub fn count(n: usize) -> Value {
    i64::try_from(n).unwrap_or(i64::MAX).into()
}

/// A date as answers have it (RFC 3339, full-date).
#[must_use]
pub fn date(date: Option<NaiveDate>) -> Value {
    date.map(|date| date.to_string()).into()
}

/// Takes a field for an image: until there is a media library, only nothing can stand there.
pub fn no_media(reader: &mut Reader<'_>, field: &str) {
    if reader.take(field).is_some() {
        reader.error(field, "unknown_media", t!("problem-no-image"));
    }
}

/// A list of links, `[{"label", "url"}]`; in a form one to a line, `Label | https://…`.
pub fn labelled_links(reader: &mut Reader<'_>, field: &str) -> Vec<(String, String)> {
    const MAX: usize = 20;
    if !reader.is_form() {
        return reader.objects(field, MAX, |link| (link.line("label", TITLE), url(link, "url")));
    }
    let mut links = Vec::new();
    for line in reader.lines(field) {
        let (label, address) = line.rsplit_once('|').unwrap_or(("", &line));
        if let Err(why) = document::schema::check_url(address.trim()) {
            reader.error(field, "not_a_url", format!("\"{}\": {why}", address.trim()));
        }
        links.push((label.trim().to_owned(), address.trim().to_owned()));
    }
    if links.len() > MAX {
        reader.error(field, "too_many", t!("problem-max-links-most", max = MAX.to_string()));
    }
    links
}

/// An address that readers may be led to; empty when absent.
pub fn url(reader: &mut Reader<'_>, field: &str) -> String {
    let address = reader.line(field, URL);
    if !address.is_empty()
        && let Err(why) = document::schema::check_url(&address)
    {
        reader.error(field, "not_a_url", why);
    }
    address
}
