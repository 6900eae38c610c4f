//! The bulk load: thousands of entries in chunks of transactions, each line with its own result.
//!
//! Three passes: **plan** gives every line its id, so that references may point at earlier and later lines;
//! **save** writes drafts; **publish** makes them live, what others need first. A line that fails fails alone,
//! with those that refer to it.

mod ahead;
mod nd_json;
mod plan;
mod publish;
mod save;

use serde_json::Value as Json;

pub use nd_json::NdJson;

use super::Publisher;
use crate::{
    content::{ContentError, kind::Facts},
    permission::Actor,
    vocabulary::{EntryId, KindName, Locale},
};

/// One line: an entry as it is to be.
#[derive(Debug, Clone)]
pub struct Line {
    /// The entry's name where it comes from: a line that names one again updates it.
    pub external_id: Option<String>,
    pub kind: KindName,
    pub locale: Locale,
    /// `None`: made of the title. Other lines can only refer to a slug that is given.
    pub slug: Option<String>,
    pub content: Json,
    pub publish: bool,
}

/// Where the lines come from. Each is asked for more than once, so that not all need be held in their read form.
pub trait Lines: Send + Sync {
    fn len(&self) -> usize;

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// # Errors
    /// What is wrong with the line.
    fn line(&self, index: usize) -> Result<Line, ContentError>;
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Created,
    Updated,
    Unchanged,
    Failed,
}

impl Status {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Failed => "failed",
        }
    }
}

/// A line's result; told only after its commit.
#[derive(Debug)]
pub struct Outcome {
    pub external_id: Option<String>,
    /// The entry, once it is stored: also when only its publication failed.
    pub id: Option<EntryId>,
    pub status: Status,
    pub error: Option<ContentError>,
}

/// Lines written in one transaction: others wait no longer than that for the database.
const CHUNK: usize = 200;

/// What is known of a line while it goes through the passes.
struct Work {
    external_id: Option<String>,
    kind: KindName,
    locale: Locale,
    slug: Option<String>,
    publish: bool,
    level: u8,
    id: EntryId,
    exists: bool,
    /// What planning read of a new entry, until it is saved.
    ready: Option<ahead::Ready>,
    /// Of the first revision that this call saved, until it is published.
    facts: Option<Facts>,
    status: Option<Status>,
    error: Option<ContentError>,
}

impl Work {
    fn fail(&mut self, error: ContentError) {
        self.error = Some(error);
        self.status = Some(Status::Failed);
    }

    const fn failed(&self) -> bool {
        self.error.is_some()
    }
}

impl Publisher {
    /// Saves and, where a line says so, publishes. The results are in the order of the lines.
    ///
    /// # Errors
    /// [`ContentError::Denied`] for whoever may not create content at all, [`ContentError::Db`] when the database goes
    /// away; what was committed until then stays, and loading the same lines again is safe.
    pub async fn batch(&self, actor: &Actor, lines: &dyn Lines) -> Result<Vec<Outcome>, ContentError> {
        let mut work = self.plan_lines(actor, lines).await?;
        self.save_all(actor, lines, &mut work).await?;
        self.publish_all(actor, &mut work).await?;
        self.feed.catch_up().await;
        let outcome = |work: Work| Outcome {
            id: work.status.filter(|status| *status != Status::Failed).map(|_| work.id),
            status: if work.error.is_some() { Status::Failed } else { work.status.unwrap_or(Status::Unchanged) },
            external_id: work.external_id,
            error: work.error,
        };
        Ok(work.into_iter().map(outcome).collect())
    }
}
