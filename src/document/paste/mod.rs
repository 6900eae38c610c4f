//! HTML → tree: what people paste and programs import, and what [`write_authoring`](super::html::write_authoring)
//! wrote.
//!
//! Three steps. [`canonical`] makes bounded, plain tags of any input in linear time, because the sanitiser and the
//! parser after it are quadratic on hostile nesting and attributes. ammonia keeps what is on its lists.
//! [`build`] makes the tree. What cannot be kept is reported, in words for people.

mod build;
mod canonical;
pub(super) mod dom;
mod line;
mod scan;

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeSet, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};

use super::{Mention, Names, Problems, Recorder, Tree, schema};

/// Reads HTML: the tree, and what of it was not kept.
///
/// # Errors
/// Input beyond the bounds, an entry that does not exist, or what [`schema::validate`] finds.
pub fn read(html: &str, names: &dyn Names, previous: Option<&Tree>) -> Result<(Tree, Vec<String>), Problems> {
    let mut lost = BTreeSet::new();
    let content = parse(html, names, &mut lost)?;
    Ok((Tree::new(content).settle(previous)?, lost.into_iter().collect()))
}

/// The entries that an HTML text mentions. What cannot be read mentions nothing.
#[must_use]
pub fn names(html: &str) -> Vec<Mention> {
    let recorder = Recorder::default();
    // What is wrong with it is said by the reading that follows.
    if parse(html, &recorder, &mut BTreeSet::new()).is_err() {
        return Vec::new();
    }
    recorder.into_mentions()
}

fn parse(html: &str, names: &dyn Names, lost: &mut BTreeSet<String>) -> Result<Vec<super::Block>, Problems> {
    if html.len() > schema::MAX_HTML {
        return Err(Problems::one("too_large", format!("HTML has at most {} bytes", schema::MAX_HTML)));
    }
    let html = html.replace('\0', "");
    let html = canonical::canonical(html.trim_start_matches('\u{feff}'), lost)?;
    let html = CLEANER.clean(&html).to_string();
    build::blocks(&html, names, lost)
}

/// The bare text of trusted HTML, for comparing.
#[cfg(test)]
pub(super) fn text(html: &str) -> String {
    let mut text = String::new();
    dom::all_text(&dom::parse(html), &mut text);
    text
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(canonical::tags().collect::<HashSet<_>>())
        .generic_attributes(HashSet::from(canonical::ATTRIBUTES))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "galley"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    cleaner
});
