//! Unpublish: out of readers' sight; the draft stays.

use super::{
    Publisher,
    log::{Log, LogCause, Step},
    publish::Published,
    references,
};
use crate::{
    content::{ContentError, authorise, store},
    permission::{Actor, Permission},
    vocabulary::EntryId,
};

impl Publisher {
    /// Takes an entry out of readers' sight. With `force` even when live entries show it: they then do without it.
    ///
    /// # Errors
    /// [`ContentError::InUse`] with the live entries that show it, [`ContentError::Denied`],
    /// [`ContentError::NotFound`], [`ContentError::Db`].
    pub async fn unpublish(&self, actor: &Actor, id: EntryId, force: bool) -> Result<Published, ContentError> {
        let tx = self.db.begin().await?;
        let mut log = Log::lock(&tx).await?;
        let entry = store::entry(&tx, &self.kinds, id, true).await?;
        authorise(actor, Permission::PublishContent, &entry)?;
        let steps = if entry.live.is_some() {
            vec![Step { entry, to: None, cause: LogCause::Unpublished, forget: false }]
        } else {
            Vec::new()
        };
        let losers = references::losers(&tx, &self.kinds, &steps).await?;
        if !losers.is_empty() && !force {
            return Err(ContentError::InUse(losers));
        }
        let published = self.finish(&tx, &mut log, actor, &steps).await?;
        tx.commit().await?;
        self.feed.catch_up().await;
        Ok(published)
    }
}
