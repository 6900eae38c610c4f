//! Addresses that ask something behind their `?`, or point at a place within the page.

use super::{AUDIT, LOOKUP, SIGN_IN, compare, compare_page, edit, history, parts::encode, past, past_page, preview};
use crate::vocabulary::{EntryId, Time};

/// An address with something behind its `?`; the address alone where there is nothing.
#[must_use]
pub fn with_query(path: String, query: &str) -> String {
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// The versions below a number.
#[must_use]
pub fn history_before(kinds: &str, id: EntryId, number: i64) -> String {
    format!("{}?before={number}", history(kinds, id))
}

/// Two versions of an entry by words.
#[must_use]
pub fn compare_two(kinds: &str, id: EntryId, from: i64, to: i64) -> String {
    format!("{}?from={from}&to={to}", compare(kinds, id))
}

/// The same two in the layout that readers get.
#[must_use]
pub fn compare_two_page(kinds: &str, id: EntryId, from: i64, to: i64) -> String {
    format!("{}?from={from}&to={to}", compare_page(kinds, id))
}

/// What readers saw at a moment.
#[must_use]
pub fn past_at(kinds: &str, id: EntryId, at: Time) -> String {
    with_query(past(kinds, id), &at_query(at))
}

/// The page that they saw.
#[must_use]
pub fn past_page_at(kinds: &str, id: EntryId, at: Time) -> String {
    with_query(past_page(kinds, id), &at_query(at))
}

fn at_query(at: Time) -> String {
    format!("at={}", encode(&at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)))
}

/// The form of an entry that was just made out of what somebody typed over `original`.
#[must_use]
pub fn edit_copy(kinds: &str, id: EntryId, original: EntryId) -> String {
    format!("{}?original={original}", edit(kinds, id))
}

/// A field of an entry's form; `control` is the id of its input.
#[must_use]
pub fn edit_field(kinds: &str, id: EntryId, control: &str) -> String {
    format!("{}#{}", edit(kinds, id), encode(control))
}

/// Where entries of these kinds, by their names, are found by their letters; of any kind where none is named.
#[must_use]
pub fn lookup(kinds: &[&str]) -> String {
    if kinds.is_empty() { LOOKUP.to_owned() } else { format!("{LOOKUP}?kind={}", encode(&kinds.join(","))) }
}

/// A preview so many pixels wide, by us or on a frontend.
#[must_use]
pub fn preview_at(kinds: &str, id: EntryId, on: &str, width: u16) -> String {
    format!("{}?on={}&width={width}", preview(kinds, id), encode(on))
}

/// The links to a draft, on its preview's page.
#[must_use]
pub fn preview_shared(kinds: &str, id: EntryId) -> String {
    format!("{}#shared", preview(kinds, id))
}

/// Sign-in, and back to where somebody wanted to go (see [`safe_next`]).
#[must_use]
pub fn sign_in_then(next: &str) -> String {
    format!("{SIGN_IN}?next={}", encode(next))
}

/// What was done to one thing.
#[must_use]
pub fn audit_of(subject: EntryId) -> String {
    format!("{AUDIT}?subject={subject}")
}
