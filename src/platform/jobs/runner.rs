//! Runs what is due, one job after the other.

use std::{sync::Arc, time::Duration};

use sea_orm::DbErr;
use tokio::sync::Notify;

use super::{
    Job,
    queue::{self, Model},
};
use crate::platform::{clock::Clock, db::Db};

/// How often the queue is looked at when nobody says that there is something in it.
const POLL: Duration = Duration::from_secs(1);

/// Runs the jobs that it knows. Cheap to clone.
#[derive(Clone)]
pub struct Runner {
    db: Db,
    clock: Clock,
    jobs: Arc<[Box<dyn Job>]>,
    nudge: Arc<Notify>,
}

impl Runner {
    #[must_use]
    pub fn new(db: Db, clock: Clock, jobs: Vec<Box<dyn Job>>) -> Self {
        Self { db, clock, jobs: jobs.into(), nudge: Arc::default() }
    }

    /// Says that there may be something to do, so that it need not wait for the next look.
    pub fn nudge(&self) {
        self.nudge.notify_one();
    }

    /// Runs for ever; end it by dropping it.
    pub async fn run(&self) {
        loop {
            if let Err(error) = self.run_due().await {
                tracing::warn!(%error, "the job queue cannot be read");
            }
            tokio::select! {
                () = self.nudge.notified() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }

    /// Runs everything that is due now, and says how many that were.
    ///
    /// # Errors
    /// When the database does not answer; the failure of a job is no error.
    pub async fn run_due(&self) -> Result<usize, DbErr> {
        let names: Vec<_> = self.jobs.iter().map(|job| job.name()).collect();
        let mut count = 0;
        while queue::is_due(self.db.reader(), &names, self.clock.now()).await? {
            let transaction = self.db.begin().await?;
            let claimed = queue::claim(&transaction, &names, self.clock.now()).await?;
            transaction.commit().await?;
            let Some(job) = claimed else { break };
            self.run_one(&job).await?;
            count += 1;
        }
        Ok(count)
    }

    async fn run_one(&self, job: &Model) -> Result<(), DbErr> {
        let (jobs, row) = (Arc::clone(&self.jobs), job.clone());
        // On a task of its own, so that a panic costs this job alone.
        let running = tokio::spawn(async move {
            match jobs.iter().find(|job| job.name() == row.name) {
                Some(job) => job.run(&row.payload).await,
                None => Err(anyhow::anyhow!("nobody does this any more")),
            }
        });
        let outcome = running.await.unwrap_or_else(|stopped| Err(stopped.into()));
        let transaction = self.db.begin().await?;
        match outcome {
            Ok(()) => queue::done(&transaction, job).await?,
            Err(error) => {
                let error = format!("{error:#}");
                tracing::warn!(job.name, job.key, job.attempts, error, "a job failed");
                queue::failed(&transaction, job, error, self.clock.now()).await?;
            }
        }
        transaction.commit().await
    }
}
