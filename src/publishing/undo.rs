//! Undo: back to what readers had before the last operation, for ten minutes.

use chrono::TimeDelta;
use sea_orm::DatabaseTransaction;

use super::{
    Publisher,
    entity::publication,
    log::{self, Log, LogCause, Step},
    publish::Published,
    references,
};
use crate::{
    content::{ContentError, authorise, store},
    permission::{Actor, Permission},
    vocabulary::{CatalogVersion, EntryId, OperationId, Time},
};

/// How long one press undoes; later, History does.
pub const UNDO_WINDOW: TimeDelta = TimeDelta::minutes(10);

impl Publisher {
    /// Until when the last change of what readers get of this entry can be undone; `None`: not now.
    ///
    /// # Errors
    /// [`ContentError::Db`].
    pub async fn undoable_until(&self, id: EntryId) -> Result<Option<Time>, ContentError> {
        let last = log::of_entry(self.db.reader(), id, None, 1).await?.into_iter().next();
        Ok(last.and_then(|row| undoable(&row, self.clock.now())))
    }

    /// Takes the last operation on this entry back, for every entry that went along with it and has not been changed
    /// since. A new row in the log; nothing is erased.
    ///
    /// # Errors
    /// [`ContentError::NothingToUndo`]; [`ContentError::InUse`] or [`ContentError::Unpublished`] when what changed since
    /// would lose a reference by it; [`ContentError::Denied`], [`ContentError::NotFound`], [`ContentError::Db`].
    pub async fn undo(&self, actor: &Actor, id: EntryId) -> Result<Published, ContentError> {
        let tx = self.db.begin().await?;
        let mut log = Log::lock(&tx).await?;
        let entry = store::entry(&tx, &self.kinds, id, true).await?;
        authorise(actor, Permission::PublishContent, &entry)?;
        let last = log::of_entry(&tx, id, None, 1).await?.into_iter().next().ok_or(ContentError::NothingToUndo)?;
        undoable(&last, self.clock.now()).ok_or(ContentError::NothingToUndo)?;
        if entry.trashed_at.is_some() {
            return Err(ContentError::Trashed(Box::new(entry)));
        }
        let steps = self.steps_back(&tx, actor, OperationId(last.operation)).await?;
        references::whole(&tx, &self.kinds, &steps).await?;
        let published = self.finish(&tx, &mut log, actor, &steps).await?;
        tx.commit().await?;
        self.feed.catch_up().await;
        Ok(published)
    }

    async fn steps_back(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        operation: OperationId,
    ) -> Result<Vec<Step>, ContentError> {
        let rows = log::of_operation(tx, operation).await?;
        let ids: Vec<EntryId> = rows.iter().filter_map(|row| row.entry_id.map(EntryId)).collect();
        let mut entries = store::entries(tx, &self.kinds, &ids, true).await?;
        let mut steps = Vec::new();
        for row in rows {
            let Some(entry) = row.entry_id.and_then(|id| entries.remove(&EntryId(id))) else { continue };
            // Whatever was published again, unpublished or trashed since stays as it is.
            let newest = log::of_entry(tx, entry.id, None, 1).await?;
            let since = newest.first().is_some_and(|newest| newest.catalog_version != row.catalog_version);
            if since || entry.trashed_at.is_some() {
                continue;
            }
            authorise(actor, Permission::PublishContent, &entry)?;
            let before = log::of_entry(tx, entry.id, Some(CatalogVersion(row.catalog_version)), 1).await?;
            let to = match before.first() {
                Some(row) => log::live_of(&self.kinds, row)?,
                None => None,
            };
            steps.push(Step { entry, to, cause: LogCause::Undone, forget: before.is_empty() });
        }
        Ok(steps)
    }
}

fn undoable(row: &publication::Model, now: Time) -> Option<Time> {
    let until = row.at + UNDO_WINDOW;
    (row.cause != LogCause::Undone.as_str() && now <= until).then_some(until)
}
