//! What readers got of an entry, from when to when: the log, read backwards.

use super::{Publisher, log};
use crate::{
    content::{ContentError, Entry, authorise},
    permission::{Actor, Permission},
    vocabulary::{RevisionNumber, Time},
};

/// Rows of the log that are looked at: an entry that was published more often shows its last times.
const ROWS: u64 = 1_000;

/// A time in which readers got one revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Served {
    pub revision: RevisionNumber,
    pub from: Time,
    /// `None`: they still do.
    pub until: Option<Time>,
}

impl Publisher {
    /// When readers got which revision, the newest first.
    ///
    /// # Errors
    /// [`ContentError::Denied`], [`ContentError::NotFound`], [`ContentError::Db`].
    pub async fn served(&self, actor: &Actor, entry: &Entry) -> Result<Vec<Served>, ContentError> {
        authorise(actor, Permission::ReadHistory, entry)?;
        let mut until = None;
        let mut served = Vec::new();
        for row in log::of_entry(self.db.reader(), entry.id, None, ROWS).await? {
            let revision = row.revision.map(RevisionNumber);
            served.extend(revision.map(|revision| Served { revision, from: row.at, until }));
            until = Some(row.at);
        }
        Ok(served)
    }
}
