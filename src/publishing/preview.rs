//! What a preview token shows: a draft, as its maker may see it now.

use async_trait::async_trait;

use super::{Lenses, Through};
use crate::{
    content::ContentError,
    delivery::{Draft, DraftError, DraftSource, SourceError},
    frontends::{Links, RedeemError},
    vocabulary::Lens,
};

/// Redeems tokens and looks through the lens of drafts. Cheap to clone.
#[derive(Clone)]
pub struct Previews {
    links: Links,
    lenses: Lenses,
}

impl Previews {
    #[must_use]
    pub const fn new(links: Links, lenses: Lenses) -> Self {
        Self { links, lenses }
    }

    /// What a token shows, if it shows anything still.
    ///
    /// # Errors
    /// Why the token shows nothing.
    pub async fn redeem(&self, token: &str) -> Result<Through, DraftError> {
        let (actor, id) = self.links.redeem(token).await.map_err(|error| match error {
            RedeemError::Invalid => DraftError::Invalid,
            RedeemError::Expired => DraftError::Expired,
            RedeemError::Revoked => DraftError::Revoked,
            RedeemError::Failed(error) => failed(error),
        })?;
        let seen = self.lenses.through(&actor, id, &Lens::Draft).await.map_err(failed)?;
        // What was thrown away is still its editors' to see, and nobody else's.
        seen.filter(|seen| !seen.trashed).ok_or(DraftError::Gone)
    }
}

#[async_trait]
impl DraftSource for Previews {
    async fn draft(&self, token: &str) -> Result<Draft, DraftError> {
        let seen = self.redeem(token).await?;
        Ok(Draft { closure: seen.closure, document: seen.document })
    }
}

fn failed(error: ContentError) -> DraftError {
    match error {
        ContentError::NotFound | ContentError::Denied => DraftError::Gone,
        ContentError::Db(error) => DraftError::Source(SourceError::unavailable(error)),
        error => DraftError::Source(SourceError::unreadable(error)),
    }
}
