//! What several kinds' checks and documents say alike.

use chrono::NaiveDate;

use crate::{
    content::Reader,
    document::{self, Tree},
    vocabulary::{Embeds, EntryId, FieldErrors, Reference, ReferenceMode, RichText, Value},
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
        reader.error(field, "unknown_media", "there is no such image");
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
        reader.error(field, "too_many", format!("must have {MAX} links at most"));
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
