//! Why a verb on content did not happen: what callers branch on.

use sea_orm::DbErr;

use super::{Entry, Revision, Use};
use crate::vocabulary::{EntryId, FieldErrors, RevisionNumber, Slug};

/// Why a verb on an entry was refused. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    #[error("there is no such entry")]
    NotFound,
    #[error("you may not do this")]
    Denied,
    /// Of several entries that would be changed, the first that may not be.
    #[error("you may not change the {} \"{}\"", .0.kind, .0.title)]
    DeniedAt(Box<Use>),
    #[error("the entry is in the trash")]
    Trashed(Box<Entry>),
    #[error("{0}")]
    Invalid(FieldErrors),
    /// Somebody saved since the revision that this save was based on.
    #[error("a newer version was saved by {}", .0.theirs.author_name)]
    Stale(Box<Stale>),
    /// An entry that was to be published along is not fit for readers.
    #[error("the {} \"{}\" is not ready: {}", .0.kind, .0.title, .1)]
    NotReady(Box<Use>, FieldErrors),
    /// Publishing would show readers a reference to something that is not live.
    #[error("it refers to entries that are not live")]
    Unpublished(Vec<Use>),
    /// Unpublishing or trashing would take something away that others show.
    #[error("it is in use")]
    InUse(Vec<Use>),
    /// Readers are already served another entry at this slug.
    #[error("another live entry has the slug \"{slug}\"")]
    SlugTaken { slug: Slug, by: EntryId },
    #[error("there is nothing to undo")]
    NothingToUndo,
    #[error("the database did not answer")]
    Db(#[from] DbErr),
    /// A stored revision or log row that cannot be read: a defect, not the caller's doing.
    #[error("stored content cannot be read: {0}")]
    Corrupt(String),
}

/// Both sides of a conflict: nothing typed is lost.
#[derive(Debug, Clone)]
pub struct Stale {
    pub base: RevisionNumber,
    pub entry: Entry,
    /// The newest stored revision.
    pub theirs: Revision,
    /// The refused content, in stored form.
    pub yours: serde_json::Value,
    pub your_slug: Slug,
}

impl From<FieldErrors> for ContentError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}
