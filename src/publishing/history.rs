//! What readers got at a moment, for tokens that may read history.

use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::Semaphore;

use super::Lenses;
use crate::{
    accounts::Accounts,
    content::ContentError,
    delivery::{Asker, Fold, HistoryError, HistorySource, SourceError},
    permission::{Permission, Scope},
    vocabulary::Time,
};

/// Folds the log up to a moment: each time anew, and one at a time, as it reads all of the log. Cheap to clone.
#[derive(Clone)]
pub struct History {
    accounts: Accounts,
    lenses: Lenses,
    turn: Arc<Semaphore>,
}

impl History {
    #[must_use]
    pub fn new(accounts: Accounts, lenses: Lenses) -> Self {
        Self { accounts, lenses, turn: Arc::new(Semaphore::new(1)) }
    }
}

#[async_trait]
impl HistorySource for History {
    async fn at(&self, asker: Asker<'_>, moment: Time) -> Result<Arc<Fold>, HistoryError> {
        let token = asker.token.ok_or(HistoryError::Unknown)?;
        let actor = self.accounts.authenticate(token, asker.address).await;
        let actor = actor.map_err(|error| HistoryError::Source(SourceError::unavailable(error)))?;
        let actor = actor.ok_or(HistoryError::InvalidToken)?;
        if !actor.has_scope(Scope::History) {
            return Err(HistoryError::NoScope);
        }
        if !actor.may_some(Permission::ReadHistory) {
            return Err(HistoryError::Forbidden);
        }
        let turn = self.turn.acquire().await;
        let fold = self.lenses.log_until(Some(moment)).await;
        drop(turn);
        fold.map(Arc::new).map_err(|error| match error {
            ContentError::Db(error) => HistoryError::Source(SourceError::unavailable(error)),
            error => HistoryError::Source(SourceError::unreadable(error)),
        })
    }
}
