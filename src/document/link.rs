//! How a link's target is written in Markdown and HTML: an address, or `galley:kind/slug` for an entry.

use super::{Labels, Names, resolve, tree::LinkAttrs};
use crate::vocabulary::EntryId;

const SCHEME: &str = "galley:";

/// Reads a target.
///
/// # Errors
/// What entry there is not, in words.
pub(super) fn read(url: &str, names: &dyn Names) -> Result<LinkAttrs, String> {
    let Some(entry) = url.strip_prefix(SCHEME) else {
        return Ok(LinkAttrs { href: Some(url.replace(' ', "%20")), ..LinkAttrs::default() });
    };
    let (kind, key) = entry.split_once('/').map_or((None, entry), |(kind, key)| (Some(kind), key));
    match resolve(names, kind, key) {
        Some(id) => Ok(LinkAttrs { entry: Some(id), ..LinkAttrs::default() }),
        None => Err(format!("there is no {} {key:?} to link to", kind.unwrap_or("entry"))),
    }
}

/// Writes a target for authors.
pub(super) fn write(link: &LinkAttrs, labels: &dyn Labels) -> String {
    match link.entry {
        None => link.href.clone().unwrap_or_default(),
        Some(id) => match labels.label(id) {
            Some((kind, slug)) => format!("{SCHEME}{kind}/{slug}"),
            None => format!("{SCHEME}{id}"),
        },
    }
}

/// An entry of a kind that goes without saying: its slug, or its id where nobody knows it.
pub(super) fn key(id: EntryId, labels: &dyn Labels) -> String {
    labels.label(id).map_or_else(|| id.to_string(), |(_, slug)| slug.to_string())
}

/// Several of them.
pub(super) fn keys(ids: &[EntryId], labels: &dyn Labels) -> String {
    ids.iter().map(|id| key(*id, labels)).collect::<Vec<_>>().join(", ")
}

/// The keys of such a list.
pub(super) fn split(keys: &str) -> impl Iterator<Item = &str> {
    keys.split(',').map(str::trim).filter(|key| !key.is_empty())
}
