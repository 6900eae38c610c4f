//! The feed: pushes the log's new rows into the readers' catalog, in order, and never blocks readers.

use std::{sync::Arc, time::Duration};

use tokio::sync::{Mutex, Notify};

use super::log;
use crate::{
    content::{ContentError, Registry},
    delivery::Catalog,
    platform::{db::Db, listen::Listener},
};

/// How often the log is looked at when nobody nudges, and how long nobody listens after the database was lost.
const POLL: Duration = Duration::from_secs(1);
/// Rows read at a time: few, for what was needed for them stays with the allocator.
const PAGE: u64 = 500;

/// Follows the publication log. Clones share the catalog and the nudge.
#[derive(Clone)]
pub struct Feed {
    db: Db,
    kinds: Arc<Registry>,
    catalog: Catalog,
    /// One reader of the log at a time, so that rows are applied in order.
    reading: Arc<Mutex<()>>,
    nudge: Arc<Notify>,
}

impl Feed {
    #[must_use]
    pub fn new(db: Db, kinds: Arc<Registry>, catalog: Catalog) -> Self {
        Self { db, kinds, catalog, reading: Arc::default(), nudge: Arc::default() }
    }

    #[must_use]
    pub const fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Applies all rows that the catalog has not seen. What one transaction committed is applied at once.
    ///
    /// # Errors
    /// [`ContentError::Db`] when the database does not answer, [`ContentError::Corrupt`] for a row that cannot be read:
    /// the catalog then stays as it is.
    pub async fn sync(&self) -> Result<(), ContentError> {
        let _reading = self.reading.lock().await;
        let mut batch = Vec::new();
        let mut last = self.catalog.version();
        loop {
            let rows = log::after(self.db.reader(), last, PAGE).await?;
            let full = rows.len() as u64 == PAGE;
            for row in rows {
                let publication = log::to_publication(&self.kinds, row)?;
                last = publication.version;
                batch.push(publication);
            }
            // Only when nothing is left to read does a batch surely end where a transaction ended.
            if !full {
                break;
            }
        }
        if !batch.is_empty() {
            self.catalog.apply(batch);
        }
        Ok(())
    }

    /// Called after a commit. A failure is not the caller's: what it did is done, and the next round will show it.
    pub async fn catch_up(&self) {
        if let Err(error) = self.sync().await {
            tracing::warn!(%error, "the catalog will follow the log later");
            self.nudge.notify_one();
        }
    }

    /// Asks for a round now.
    pub fn nudge(&self) {
        self.nudge.notify_one();
    }

    /// Follows the log until the task is dropped.
    pub async fn follow(self) {
        futures_util::future::join(self.listen(), self.look()).await;
    }

    /// Looks when another replica says that there is something to see.
    async fn listen(&self) {
        loop {
            match Listener::connect(self.db.url(), log::CHANNEL).await {
                Ok(Some(mut listener)) => {
                    // For what was published while nobody listened.
                    self.nudge();
                    while listener.heard().await.is_ok() {
                        self.nudge();
                    }
                }
                Ok(None) => return,
                // Whoever looks says that the database is away.
                Err(error) => tracing::debug!(%error, "nobody listens for other replicas"),
            }
            tokio::time::sleep(POLL).await;
        }
    }

    async fn look(&self) {
        let mut failing = false;
        loop {
            tokio::select! {
                () = tokio::time::sleep(POLL) => {}
                () = self.nudge.notified() => {}
            }
            match self.sync().await {
                Ok(()) if failing => {
                    failing = false;
                    tracing::info!(catalog.version = self.catalog.version().0, "the publication log answers again");
                }
                Ok(()) => {}
                Err(error) if !failing => {
                    failing = true;
                    tracing::error!(%error, "the publication log does not answer; readers keep what they have");
                }
                Err(_) => {}
            }
        }
    }
}
