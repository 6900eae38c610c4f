//! The one narrow door through which delivery gets documents that it does not hold.
//!
//! It must not know what lies behind the door.

use std::sync::Arc;

use async_trait::async_trait;

use crate::vocabulary::{Closure, Document};

/// Loads and compiles what readers ask for.
#[async_trait]
pub trait DocumentSource: Send + Sync + 'static {
    /// One document per closure, in their order, loaded together: exactly the revisions that the closures name.
    ///
    /// # Errors
    /// When one of them cannot be loaded or compiled; then none is given.
    async fn documents(&self, closures: Vec<Closure>) -> Result<Vec<Document>, SourceError>;
}

/// Why there is no document. The words are for the log; readers get none of them.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SourceError {
    /// Asking again later may help.
    #[error("the store does not answer: {0}")]
    Unavailable(Arc<str>),
    /// What is stored cannot be read; asking again will not help.
    #[error("a stored revision cannot be compiled: {0}")]
    Unreadable(Arc<str>),
}

impl SourceError {
    #[must_use]
    pub fn unavailable(why: impl std::fmt::Display) -> Self {
        Self::Unavailable(why.to_string().into())
    }

    #[must_use]
    pub fn unreadable(why: impl std::fmt::Display) -> Self {
        Self::Unreadable(why.to_string().into())
    }
}
