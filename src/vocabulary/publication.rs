//! One row of the publication log, as those who fold it read it.

use super::{CatalogVersion, EntryId, GroupId, Head, KindName, Locale, RevisionNumber, Site, Slug, Time};

/// At this catalog version, this became what readers get.
#[derive(Debug, Clone, PartialEq)]
pub struct Publication {
    /// One more than that of the row before it.
    pub version: CatalogVersion,
    /// Never earlier than that of the row before it.
    pub at: Time,
    pub change: Change,
}

/// What a row of the log changes.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A revision became the live one: published, updated, or put back by an undo.
    Live {
        id: EntryId,
        kind: KindName,
        locale: Locale,
        group: GroupId,
        slug: Slug,
        revision: RevisionNumber,
        head: Head,
        embeds: Box<[EntryId]>,
        links: Box<[EntryId]>,
    },
    /// Readers no longer get the entry.
    Offline {
        id: EntryId,
        cause: Cause,
    },
    Site(Site),
}

/// Why an entry went offline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    Unpublished,
    /// Its going live was undone, as though it had not been.
    Undone,
}
