//! Publish: one entry, or several together, all or nothing.

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{
    Publisher,
    log::{Live, Log, LogCause, Step},
    references,
};
use crate::{
    content::{ContentError, Entry, Revision, State, Use, acts, authorise, kind::Facts, store},
    permission::{Actor, Permission},
    vocabulary::{CatalogVersion, EntryId, RevisionNumber, Time},
};

/// What is to become live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    pub entry: EntryId,
    /// `None`: the draft.
    pub revision: Option<RevisionNumber>,
}

/// What a verb on the log did.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// The catalog's version with it.
    pub version: CatalogVersion,
    /// The entries whose live state changed; empty when there was nothing to do.
    pub entries: Vec<EntryId>,
    pub at: Time,
}

impl Publisher {
    /// Makes revisions live; with `together`, also the drafts of everything unpublished that they refer to.
    /// When it returns, this replica's catalog shows it.
    ///
    /// # Errors
    /// [`ContentError::Denied`], [`ContentError::NotFound`], [`ContentError::Trashed`]; [`ContentError::Invalid`] and
    /// [`ContentError::NotReady`] for what is not fit for readers; [`ContentError::Unpublished`] with every target
    /// that is not live; [`ContentError::SlugTaken`]; [`ContentError::Db`]. Nothing was published then.
    pub async fn publish(&self, actor: &Actor, wanted: &[Wanted], together: bool) -> Result<Published, ContentError> {
        let tx = self.db.begin().await?;
        let mut log = Log::lock(&tx).await?;
        let published = self.publish_in(&tx, &mut log, actor, wanted, together).await?;
        tx.commit().await?;
        self.feed.catch_up().await;
        Ok(published)
    }

    /// [`publish`](Self::publish) inside a transaction that holds the log's lock.
    ///
    /// # Errors
    /// As [`publish`](Self::publish).
    pub async fn publish_in(
        &self,
        tx: &DatabaseTransaction,
        log: &mut Log,
        actor: &Actor,
        wanted: &[Wanted],
        together: bool,
    ) -> Result<Published, ContentError> {
        let mut steps = self.steps(tx, actor, wanted, Ready::Demanded).await?;
        loop {
            let lacking = references::missing(tx, &self.kinds, &steps).await?;
            if lacking.is_empty() {
                break;
            }
            let hopeless = lacking.iter().any(|target| target.state == State::Trashed);
            if !together || hopeless {
                return Err(ContentError::Unpublished(lacking));
            }
            let more: Vec<Wanted> = lacking.iter().map(|target| Wanted { entry: target.id, revision: None }).collect();
            steps.extend(self.steps(tx, actor, &more, Ready::Named).await?);
        }
        // What is live as it should be needs no row; it took part so that its references were looked at.
        steps.retain(|step| step.entry.live != step.to.as_ref().map(|live| live.revision));
        references::slugs_free(tx, &steps).await?;
        self.finish(tx, log, actor, &steps).await
    }

    /// Appends checked steps to the log and records them.
    pub(super) async fn finish(
        &self,
        tx: &DatabaseTransaction,
        log: &mut Log,
        actor: &Actor,
        steps: &[Step],
    ) -> Result<Published, ContentError> {
        let at = log.at(self.clock.now());
        if !steps.is_empty() {
            log.append(tx, &self.kinds, actor, at, steps).await?;
        }
        let acts: Vec<_> = steps.iter().map(|step| (&step.entry, step.cause.as_str())).collect();
        acts::record(tx, actor, &acts, at).await?;
        Ok(Published { version: log.version(), entries: steps.iter().map(|step| step.entry.id).collect(), at })
    }

    async fn steps(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        wanted: &[Wanted],
        ready: Ready,
    ) -> Result<Vec<Step>, ContentError> {
        let mut steps = Vec::with_capacity(wanted.len());
        for candidate in self.candidates(tx, wanted, true).await? {
            candidate.check(actor).map_err(|error| ready.refuse(&candidate.entry, error))?;
            steps.extend(candidate.step());
        }
        Ok(steps)
    }

    /// What is to become live with what there is to know of it, in the order asked for, each once.
    pub(super) async fn candidates(
        &self,
        conn: &impl ConnectionTrait,
        wanted: &[Wanted],
        for_update: bool,
    ) -> Result<Vec<Candidate>, ContentError> {
        let ids: Vec<EntryId> = wanted.iter().map(|wanted| wanted.entry).collect();
        let mut entries = store::entries(conn, &self.kinds, &ids, for_update).await?;
        let number = |wanted: &Wanted, entry: &Entry| wanted.revision.unwrap_or(entry.draft);
        let keys: Vec<_> = wanted
            .iter()
            .filter_map(|wanted| entries.get(&wanted.entry).map(|entry| (entry.id, entry.kind, number(wanted, entry))))
            .collect();
        let mut revisions = store::revisions_of(conn, &self.kinds, &keys).await?;
        let mut candidates: Vec<Candidate> = Vec::with_capacity(wanted.len());
        for wanted in wanted {
            let Some(entry) = entries.remove(&wanted.entry) else {
                // In the order of the log, and each entry once.
                if candidates.iter().any(|known| known.entry.id == wanted.entry) {
                    continue;
                }
                return Err(ContentError::NotFound);
            };
            let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?;
            let found = match revisions.remove(&entry.id) {
                Some(revision) => Some((kind.facts(&revision.content)?, revision)),
                None => None,
            };
            candidates.push(Candidate { entry, found });
        }
        Ok(candidates)
    }
}

/// A revision that may become live.
pub(super) struct Candidate {
    pub entry: Entry,
    /// `None`: there is no such revision.
    pub found: Option<(Facts, Revision)>,
}

impl Candidate {
    /// What stands against it whatever else there is.
    pub fn check(&self, actor: &Actor) -> Result<(), ContentError> {
        authorise(actor, Permission::PublishContent, &self.entry)?;
        if self.entry.trashed_at.is_some() {
            return Err(ContentError::Trashed(Box::new(self.entry.clone())));
        }
        let (facts, _) = self.found.as_ref().ok_or(ContentError::NotFound)?;
        Ok(facts.problems.clone().into_result()?)
    }

    pub fn step(self) -> Option<Step> {
        let (facts, revision) = self.found?;
        let to = Some(Live::new(revision.number, revision.slug, facts));
        Some(Step { entry: self.entry, to, cause: LogCause::Published, forget: false })
    }
}

/// How it is said that an entry is not fit for readers.
#[derive(Clone, Copy)]
enum Ready {
    /// It was asked for itself: the errors stand at its fields.
    Demanded,
    /// It was to go along with another: it is named.
    Named,
}

impl Ready {
    fn refuse(self, entry: &Entry, error: ContentError) -> ContentError {
        match (self, error) {
            (Self::Named, ContentError::Invalid(problems)) => {
                ContentError::NotReady(Box::new(Use::of(entry)), problems)
            }
            (_, error) => error,
        }
    }
}
