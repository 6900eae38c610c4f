//! Entries and revisions as values, and the states that people see. Pure.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use crate::vocabulary::{CatalogVersion, EntryId, GroupId, KindName, Locale, RevisionNumber, Slug, Time};

/// One piece of content of a kind, in one locale, as its authors see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub id: EntryId,
    pub kind: KindName,
    pub locale: Locale,
    pub group: GroupId,
    /// The draft's slug; readers may still be served an earlier one.
    pub slug: Slug,
    /// The draft's title.
    pub title: String,
    /// The entry's name in the system that it was imported from.
    pub external_id: Option<String>,
    pub draft: RevisionNumber,
    pub live: Option<RevisionNumber>,
    /// Of the log row that made the live revision live.
    pub live_version: Option<CatalogVersion>,
    pub published_at: Option<Time>,
    pub trashed_at: Option<Time>,
    pub created_at: Time,
    /// An actor's label: `person:<id>`, `token:<name>`.
    pub created_by: String,
    pub updated_at: Time,
    pub updated_by: String,
}

/// The states shown to people: these words, everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    Draft,
    Live,
    /// Live, and the draft differs from what readers get.
    LiveChanged,
    Trashed,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Draft, Self::Live, Self::LiveChanged, Self::Trashed];

    /// The word in URLs and in the management API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Live => "live",
            Self::LiveChanged => "changed",
            Self::Trashed => "trashed",
        }
    }
}

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl FromStr for State {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or_else(|| {
            let names = Self::ALL.map(Self::as_str).join(", ");
            format!("\"{text}\" is no state; the states are {names}")
        })
    }
}

impl Entry {
    #[must_use]
    pub fn state(&self) -> State {
        match (self.trashed_at, self.live) {
            (Some(_), _) => State::Trashed,
            (None, None) => State::Draft,
            (None, Some(live)) if live == self.draft => State::Live,
            (None, Some(_)) => State::LiveChanged,
        }
    }
}

/// Why a revision was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    Create,
    Save,
    /// Written down while somebody types.
    Autosave,
    /// Two people's changes, put together.
    Merge,
    Restore,
    Recover,
    Import,
    /// An entry that it refers to was replaced by another.
    Replace,
}

impl Cause {
    const ALL: [Self; 8] = [
        Self::Create,
        Self::Save,
        Self::Autosave,
        Self::Merge,
        Self::Restore,
        Self::Recover,
        Self::Import,
        Self::Replace,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Save => "save",
            Self::Autosave => "autosave",
            Self::Merge => "merge",
            Self::Restore => "restore",
            Self::Recover => "recover",
            Self::Import => "import",
            Self::Replace => "replace",
        }
    }

    /// Reads a stored cause; one that a newer Galley wrote reads as a plain save.
    #[must_use]
    pub fn from_stored(text: &str) -> Self {
        Self::ALL.into_iter().find(|cause| cause.as_str() == text).unwrap_or(Self::Save)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An immutable version of an entry's content.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    pub entry: EntryId,
    pub number: RevisionNumber,
    pub slug: Slug,
    pub title: String,
    /// The kind's stored content, in today's schema.
    pub content: Json,
    pub cause: Cause,
    /// For people: what was replaced by what.
    pub note: Option<String>,
    pub author: String,
    pub author_name: String,
    pub at: Time,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_live_changed_only_while_its_draft_differs() {
        let at = Time::default();
        let mut entry = Entry {
            id: EntryId::new(),
            kind: KindName::new("tag"),
            locale: Locale::default(),
            group: GroupId::new(),
            slug: "a".parse().unwrap(),
            title: "A".into(),
            external_id: None,
            draft: RevisionNumber(2),
            live: None,
            live_version: None,
            published_at: None,
            trashed_at: None,
            created_at: at,
            created_by: String::new(),
            updated_at: at,
            updated_by: String::new(),
        };
        assert_eq!(entry.state(), State::Draft);
        entry.live = Some(RevisionNumber(1));
        assert_eq!(entry.state(), State::LiveChanged);
        entry.live = Some(RevisionNumber(2));
        assert_eq!(entry.state(), State::Live);
        entry.trashed_at = Some(at);
        assert_eq!(entry.state(), State::Trashed);
    }
}
