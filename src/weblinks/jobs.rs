//! Looks at links in the background: a turn, and then the next one later.

use chrono::TimeDelta;

use super::WebLinks;
use crate::platform::jobs::{Job, Request, enqueue};

pub const NAME: &str = "web-links";
/// How long after a turn that left nothing to do the next one comes.
const REST: TimeDelta = TimeDelta::minutes(1);

#[async_trait::async_trait]
impl Job for WebLinks {
    fn name(&self) -> &'static str {
        NAME
    }

    /// There is one such job at a time, so of all replicas one alone asks.
    async fn run(&self, _payload: &str) -> anyhow::Result<()> {
        // First, so that a turn that fails is not the last.
        self.ask_for_turn(REST).await?;
        if self.turn().await? {
            self.ask_for_turn(super::PAUSE).await?;
        }
        Ok(())
    }
}

impl WebLinks {
    pub(super) async fn ask_for_turn(&self, wait: TimeDelta) -> Result<(), sea_orm::DbErr> {
        let now = self.clock.now();
        let tx = self.db.begin().await?;
        let turn = Request { name: NAME, key: String::new(), payload: String::new(), run_at: now + wait };
        enqueue(&tx, turn, now).await?;
        tx.commit().await
    }
}
