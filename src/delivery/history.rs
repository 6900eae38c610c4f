//! The past, for whoever may read history: another door, behind which the log is folded up to a moment.

use std::sync::Arc;

use async_trait::async_trait;

use super::{fold::Fold, source::SourceError};
use crate::{platform::http::ClientAddress, vocabulary::Time};

/// Who asks, as the request says.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'r> {
    /// The token (RFC 6750, section 2.1), if one was sent.
    pub token: Option<&'r str>,
    pub address: ClientAddress,
}

/// Shows what readers got at a moment.
#[async_trait]
pub trait HistorySource: Send + Sync + 'static {
    /// # Errors
    /// Why this asker is not shown it.
    async fn at(&self, asker: Asker<'_>, moment: Time) -> Result<Arc<Fold>, HistoryError>;
}

/// Why the past is not shown.
#[derive(Debug, Clone)]
pub enum HistoryError {
    /// No token was sent.
    Unknown,
    /// It is not good, or not any more.
    InvalidToken,
    /// It was not given the scope `history`.
    NoScope,
    /// Its maker may not read history.
    Forbidden,
    Source(SourceError),
}
