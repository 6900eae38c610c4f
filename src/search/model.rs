//! What is put into an index, how it is asked, and what it finds. Pure.

use std::{collections::HashSet, sync::Arc};

use crate::vocabulary::{EntryId, KindName, Locale};

/// One entry as it is searched.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub id: EntryId,
    pub kind: KindName,
    pub locale: Locale,
    /// Tells this copy from any other of the same entry: whoever fills the index chooses it.
    pub mark: u64,
    /// The title, or the question.
    pub title: Box<str>,
    /// The standfirst, or the short answer.
    pub summary: Box<str>,
    /// The whole text, in order.
    pub passages: Vec<Passage>,
    pub category: Option<EntryId>,
    pub tags: Vec<EntryId>,
}

/// Entries that are written together at most, and the text after which fewer are, in bytes: what the engine gathers of
/// it in memory is several times as much.
pub const TOGETHER: usize = 1_000;
const TOGETHER_BYTES: usize = 1024 * 1024;

impl Entry {
    /// Of its whole text, in bytes.
    fn length(&self) -> usize {
        let passages = self.passages.iter().map(|passage| passage.heading.len() + passage.text.len());
        self.title.len() + self.summary.len() + passages.sum::<usize>()
    }
}

/// Whether these are as many as are well written together.
#[must_use]
pub fn enough(entries: &[Entry]) -> bool {
    entries.len() >= TOGETHER || entries.iter().map(Entry::length).sum::<usize>() >= TOGETHER_BYTES
}

/// A heading and what stands below it, up to the next. A text's beginning has no heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    pub heading: Box<str>,
    /// The heading's fragment in the page's address; empty without a heading.
    pub anchor: Box<str>,
    pub text: Box<str>,
}

/// What of the index is wanted, beside the words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wanted {
    /// Of these kinds; of all when empty.
    pub kinds: Vec<KindName>,
    /// Only these entries, when given.
    pub among: Option<Arc<HashSet<EntryId>>>,
    /// Entries that are as good as gone from the index.
    pub except: Vec<EntryId>,
    pub skip: usize,
    pub take: usize,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// The best first.
    pub hits: Vec<Hit>,
    /// How many there are beside those skipped and taken.
    pub total: usize,
    pub facets: Facets,
}

/// An entry that was found, as the index has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub id: EntryId,
    pub mark: u64,
    /// Higher is better; means nothing beside those of another search.
    pub score: f32,
    pub passages: Vec<Passage>,
}

/// How many of all that was found are of a kind, in a category, with a tag; the most first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facets {
    pub kinds: Vec<(String, usize)>,
    pub categories: Vec<(EntryId, usize)>,
    pub tags: Vec<(EntryId, usize)>,
}

/// A text with the places in it that were searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    pub text: String,
    pub ranges: Vec<Range>,
}

/// From `start` up to, not with, `end`, counted in UTF-16 code units: what JavaScript's `slice` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub start: usize,
    pub end: usize,
}
