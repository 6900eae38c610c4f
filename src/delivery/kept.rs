//! A ready answer of the catalog, and what would make it out of date.

use std::sync::atomic::{AtomicI64, Ordering};

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::Response,
};

use super::{
    catalog::Catalog,
    conditional::http_date,
    fold::{Fold, Locales, Lookup, Stamp},
    ready::{Ready, public_headers},
    respond::Exhibits,
};
use crate::vocabulary::{EntryId, GroupId, KindName, View};

const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
/// Longer lists of tags are refused by proxies on the way.
const MAX_TAGS: usize = 3500;

/// What makes an answer out of date.
#[derive(Debug)]
pub enum Watch {
    /// Any publication at all.
    Catalog,
    /// That a moment has passed: nobody keeps it, here or on the way.
    Nothing,
    /// That the name no longer leads to this entry, or that something it reaches has changed.
    Entry { kind: KindName, locales: Locales, name: Box<str>, id: EntryId, group: GroupId, reach: Box<[EntryId]> },
}

/// What an answer is made of.
pub struct Made {
    /// Its media type (RFC 9110, section 8.3).
    pub media: &'static str,
    pub bytes: Vec<u8>,
    pub exhibits: Exhibits,
    pub watch: Watch,
    pub stamp: Stamp,
}

impl Made {
    pub const fn json(bytes: Vec<u8>, exhibits: Exhibits, watch: Watch, stamp: Stamp) -> Self {
        Self { media: "application/json", bytes, exhibits, watch, stamp }
    }
}

/// A ready answer.
#[derive(Debug)]
pub struct Kept {
    shown: Box<[EntryId]>,
    watch: Watch,
    stamp: Stamp,
    /// The catalog version at which it was last seen to be up to date.
    checked: AtomicI64,
    ready: Ready,
}

impl Kept {
    pub fn new(made: Made) -> Self {
        let mut headers = public_headers();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(made.media));
        let passes = matches!(made.watch, Watch::Nothing);
        // It changes without a publication, so the date of the last one says nothing of it.
        let stamp = if passes { Stamp { at: None, ..made.stamp } } else { made.stamp };
        if passes {
            headers.insert(header::CACHE_CONTROL, NO_STORE);
        }
        let Exhibits { ids, tags, wide_tags, .. } = made.exhibits;
        let exact = tags.iter().map(|tag| tag.len() + 1).sum::<usize>() <= MAX_TAGS;
        let tags = if exact { tags } else { wide_tags };
        for (name, separator) in [("cache-tag", ","), ("surrogate-key", " ")] {
            if let Ok(value) = HeaderValue::try_from(tags.join(separator)) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        if let Some(date) = stamp.at.and_then(http_date) {
            headers.insert(header::LAST_MODIFIED, date);
        }
        Self {
            shown: ids.into(),
            watch: made.watch,
            stamp,
            // No catalog has a version below nought.
            checked: AtomicI64::new(if passes { -1 } else { stamp.version.0 }),
            ready: Ready::new(made.bytes, headers),
        }
    }

    /// Whether it is what readers get now. Costs two loads unless something was published since it was asked last.
    pub fn is_fresh(&self, catalog: &Catalog) -> bool {
        if self.checked.load(Ordering::Relaxed) == catalog.version().0 {
            return true;
        }
        let fold = catalog.read();
        let fresh = match &self.watch {
            Watch::Catalog => self.stamp == fold.latest(),
            Watch::Nothing => false,
            Watch::Entry { group, reach, .. } => {
                self.leads_to_its_entry(&fold) && self.stamp == fold.stamp(reach, *group)
            }
        };
        if fresh {
            self.checked.store(fold.latest().version.0, Ordering::Relaxed);
        }
        fresh
    }

    /// Whether it may be shown, out of date, for want of a better one: it shows nothing that was taken away.
    pub fn is_presentable(&self, catalog: &Catalog) -> bool {
        let fold = catalog.read();
        self.leads_to_its_entry(&fold) && self.shown.iter().all(|id| fold.entry(*id).is_some())
    }

    /// What it takes in memory, in bytes.
    pub fn weight(&self) -> usize {
        let watched = self.shown.len() + if let Watch::Entry { reach, .. } = &self.watch { reach.len() } else { 0 };
        self.ready.weight() + watched * size_of::<EntryId>()
    }

    /// Whether the answer to such a request is at hand, or else must be compressed first.
    pub fn is_coded(&self, asked: &HeaderMap) -> bool {
        self.ready.is_coded(asked)
    }

    /// The response, in the coding that the request wants, or that the client has it.
    pub async fn respond(&self, asked: &HeaderMap, head_only: bool) -> Response {
        self.ready.respond(asked, head_only, self.stamp.at).await
    }

    fn leads_to_its_entry(&self, fold: &Fold) -> bool {
        match &self.watch {
            Watch::Catalog | Watch::Nothing => true,
            Watch::Entry { kind, locales, name, id, .. } => {
                matches!(fold.find_in(*kind, locales, name), Lookup::Found(entry) if entry.id == *id)
            }
        }
    }
}
