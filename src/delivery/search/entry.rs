//! A live entry as it is searched. Pure: made of its head and its own text alone, so that nothing but a new revision of
//! it changes what is in the index.

use super::sections::sections;
use crate::{
    search::{Entry, Passage},
    vocabulary::{Document, EntryId, KindSpec, LiveEntry, SearchSpec, Value},
};

/// Tells the copy of an entry in an index from every other: by when it went live, in the log and by the clock, since
/// another log may have had another entry at this version.
pub fn mark(live: &LiveEntry) -> u64 {
    let moment = live.updated_at.timestamp_micros().cast_unsigned();
    moment.rotate_left(20) ^ live.version.0.cast_unsigned()
}

/// The entry with the text of its document; without one, what its head says.
pub fn entry(spec: &KindSpec, search: &SearchSpec, live: &LiveEntry, document: Option<&Document>) -> Entry {
    let passages = match document.and_then(|document| document.get(search.text)) {
        Some(Value::Rich(rich)) => sections(&rich.blocks)
            .into_iter()
            .map(|section| Passage {
                heading: section.heading.into(),
                anchor: section.anchor.into(),
                text: section.text.into(),
            })
            .collect(),
        _ => Vec::new(),
    };
    Entry {
        id: live.id,
        kind: live.kind,
        locale: live.locale.clone(),
        mark: mark(live),
        title: live.head.title.clone(),
        summary: summary(spec, search, live).into(),
        passages,
        category: referred(spec, search.category, live).first().copied(),
        tags: referred(spec, search.tags, live),
    }
}

/// The standfirst, or the short answer; empty without one.
pub fn summary<'l>(spec: &KindSpec, search: &SearchSpec, live: &'l LiveEntry) -> &'l str {
    live.head.get(spec, search.summary).and_then(Value::as_str).unwrap_or_default()
}

/// What a field of its head refers to.
pub fn referred(spec: &KindSpec, field: &str, live: &LiveEntry) -> Vec<EntryId> {
    let mut ids = Vec::new();
    if let Some(value) = live.head.get(spec, field) {
        value.entries(&mut ids);
    }
    ids
}
