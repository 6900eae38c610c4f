//! Doors that are closed: where there is nothing but what is published, nobody has a token.

use std::sync::Arc;

use async_trait::async_trait;

use super::{
    Doors,
    draft::{Draft, DraftError, DraftSource},
    fold::Fold,
    history::{Asker, HistoryError, HistorySource},
    source::DocumentSource,
};
use crate::vocabulary::Time;

impl Doors {
    /// To published documents alone.
    #[must_use]
    pub fn of_readers(documents: Arc<dyn DocumentSource>) -> Self {
        Self { documents, drafts: Arc::new(Nobody), history: Arc::new(Nobody) }
    }
}

/// Nobody has a token here.
struct Nobody;

#[async_trait]
impl DraftSource for Nobody {
    async fn draft(&self, _: &str) -> Result<Draft, DraftError> {
        Err(DraftError::Invalid)
    }
}

#[async_trait]
impl HistorySource for Nobody {
    async fn at(&self, _: Asker<'_>, _: Time) -> Result<Arc<Fold>, HistoryError> {
        Err(HistoryError::Unknown)
    }
}
