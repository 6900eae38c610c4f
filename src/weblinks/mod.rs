//! Links that lead out of the site: whether there is still something where they lead.
//!
//! Nothing is asked unless the operator says so. Then drafts are read for their links, and each link is looked at from time
//! to time: at most one request to a host at a time, a pause between two, and no body is read. This room knows no page.

mod entity;
mod jobs;
mod model;
mod store;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use axum::http::header;
use chrono::TimeDelta;
use futures_util::future::join_all;

use crate::{
    content::{ContentError, Entry, Registry, Revision, entity::entry, store as spine},
    platform::{
        clock::Clock,
        db::Db,
        jobs as queue,
        outbound::{Bounds, Fetched, Outbound, OutboundError},
    },
    vocabulary::{EntryId, Time, WebLink},
};
use model::{Answer, BUSY, State, Target, judge, retry_after};

/// Between two requests to one host.
const PAUSE: TimeDelta = TimeDelta::seconds(5);
/// Drafts that one turn reads.
const READ: u64 = 50;
/// Hosts that one turn asks, all at once.
const HOSTS: u64 = 8;
/// No body is read, and no redirect followed: that somebody answers is all there is to know.
const BOUNDS: Bounds = Bounds { time: Duration::from_secs(10), body: 0, redirects: 0 };

/// A link at which there is nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLink {
    pub link: WebLink,
    /// What the server said; `None` when nobody answers.
    pub status: Option<u16>,
    /// When it was looked at last.
    pub at: Time,
}

/// The links of all drafts. Cheap to clone.
#[derive(Clone)]
pub struct WebLinks {
    db: Db,
    clock: Clock,
    kinds: Arc<Registry>,
    outbound: Outbound,
    on: bool,
}

impl WebLinks {
    /// With `on` false nothing is asked and nothing known.
    #[must_use]
    pub fn new(db: Db, clock: Clock, kinds: Arc<Registry>, outbound: &Outbound, on: bool) -> Self {
        Self { db, clock, kinds, outbound: outbound.within(BOUNDS), on }
    }

    /// Before serving: asks for the first turn, or forgets what was found before this was switched off.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn prepare(&self) -> Result<(), sea_orm::DbErr> {
        if self.on {
            return self.ask_for_turn(TimeDelta::zero()).await;
        }
        let tx = self.db.begin().await?;
        queue::cancel(&tx, jobs::NAME).await?;
        store::clear(&tx).await?;
        tx.commit().await
    }

    /// The dead links of these drafts, in the order of their content; of an entry without any there is nothing. Whoever
    /// asks has seen to who may see the drafts.
    ///
    /// # Errors
    /// [`ContentError::Db`], [`ContentError::Corrupt`].
    pub async fn dead(
        &self,
        drafts: impl IntoIterator<Item = (&Entry, &Revision)>,
    ) -> Result<HashMap<EntryId, Vec<DeadLink>>, ContentError> {
        let mut dead: HashMap<EntryId, Vec<DeadLink>> = HashMap::new();
        if !self.on {
            return Ok(dead);
        }
        let mut links = Vec::new();
        for (entry, revision) in drafts {
            let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?;
            for link in kind.web_links(&revision.content)? {
                links.extend(Target::of(&link.href).map(|target| (entry.id, link, target.digest())));
            }
        }
        let digests: HashSet<String> = links.iter().map(|(.., digest)| digest.clone()).collect();
        let digests: Vec<String> = digests.into_iter().collect();
        let found = store::in_state(self.db.reader(), State::Broken.as_str(), &digests).await?;
        for (entry, link, digest) in links {
            if let Some(&(status, at)) = found.get(&digest) {
                dead.entry(entry).or_default().push(DeadLink { link, status, at });
            }
        }
        Ok(dead)
    }

    /// Reads some of the drafts that have changed, and asks some of the hosts that are due. Says whether more is to be done.
    async fn turn(&self) -> Result<bool, ContentError> {
        let more_to_read = self.read().await?;
        let now = self.clock.now();
        let due = store::due(self.db.reader(), now, now - PAUSE, HOSTS).await?;
        let answers = join_all(due.iter().map(|one| self.ask(&one.url))).await;
        let now = self.clock.now();
        let tx = self.db.begin().await?;
        for (one, answer) in due.iter().zip(answers) {
            store::settle(&tx, one, &judge(answer, one.failing_since, now), now).await?;
        }
        tx.commit().await?;
        // With a pause behind them, the hosts that were asked just now may be asked again.
        Ok(more_to_read || !store::due(self.db.reader(), now + PAUSE, now, 1).await?.is_empty())
    }

    /// Notes the links of drafts that have changed, and forgets those that no draft holds.
    async fn read(&self) -> Result<bool, ContentError> {
        let unread = store::unread(self.db.reader(), READ).await?;
        let mut found = Vec::with_capacity(unread.len());
        for row in &unread {
            let links = match self.links_of(row).await {
                Ok(links) => links,
                Err(ContentError::Db(error)) => return Err(error.into()),
                // It is not read again before it changes.
                Err(error) => {
                    tracing::warn!(entry = %row.id, %error, "a draft cannot be read for its links");
                    Vec::new()
                }
            };
            found.push((row, links));
        }
        let tx = self.db.begin().await?;
        for (row, links) in &found {
            store::keep(&tx, row, links, self.clock.now()).await?;
        }
        store::forget(&tx).await?;
        tx.commit().await?;
        Ok(unread.len() as u64 == READ)
    }

    async fn links_of(&self, row: &entry::Model) -> Result<Vec<Target>, ContentError> {
        let entry = spine::to_entry(&self.kinds, row.clone())?;
        let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?;
        let revision = spine::revision(self.db.reader(), &self.kinds, &entry, entry.draft).await?;
        let mut seen = HashSet::new();
        let targets = kind.web_links(&revision.content)?.into_iter().filter_map(|link| Target::of(&link.href));
        Ok(targets.filter(|target| seen.insert(target.digest())).collect())
    }

    async fn ask(&self, url: &str) -> Answer {
        let Some(target) = Target::of(url) else { return Answer::Refused };
        let head = self.outbound.head(target.url()).await;
        // Some servers know no HEAD, or answer it as they answer nothing else.
        let in_doubt = match &head {
            Ok(fetched) => fetched.status.as_u16() >= 400 && !is_busy(fetched),
            Err(error) => matches!(error, OutboundError::Broken(_)),
        };
        let answer = if in_doubt { self.outbound.get(target.url()).await } else { head };
        match answer {
            Ok(fetched) if is_busy(&fetched) => {
                let wait = fetched.headers.get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
                let wait = wait.and_then(|value| retry_after(value, self.clock.now()));
                Answer::Busy(fetched.status.as_u16(), wait)
            }
            Ok(fetched) => Answer::Status(fetched.status.as_u16()),
            Err(OutboundError::TooManyRedirects) => Answer::Elsewhere,
            Err(OutboundError::Refused(_) | OutboundError::Unusable) => Answer::Refused,
            Err(_) => Answer::Silent,
        }
    }
}

fn is_busy(fetched: &Fetched) -> bool {
    BUSY.contains(&fetched.status.as_u16())
}
