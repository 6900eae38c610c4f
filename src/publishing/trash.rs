//! To the trash and back. Nothing is deleted: the trash is a state.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction};

use super::{
    Publisher,
    log::{Log, LogCause, Step},
};
use crate::{
    content::{Cause, ContentError, Entries, Entry, acts, authorise, entity::entry, save, store, usage},
    permission::{Actor, Permission},
    vocabulary::{EntryId, Time},
};

impl Publisher {
    /// Puts an entry into the trash, out of readers' sight too. With `force` even when others refer to it.
    ///
    /// # Errors
    /// [`ContentError::InUse`] with the entries that refer to it, drafts too, [`ContentError::Denied`],
    /// [`ContentError::NotFound`], [`ContentError::Db`].
    pub async fn trash(&self, actor: &Actor, id: EntryId, force: bool) -> Result<Entry, ContentError> {
        let tx = self.db.begin().await?;
        let mut log = Log::lock(&tx).await?;
        let entry = store::entry(&tx, &self.kinds, id, true).await?;
        authorise(actor, Permission::TrashContent, &entry)?;
        if entry.trashed_at.is_some() {
            return Ok(entry);
        }
        if entry.live.is_some() {
            authorise(actor, Permission::PublishContent, &entry)?;
        }
        let uses = usage::uses_of(&tx, &self.kinds, &[id]).await?;
        if !uses.is_empty() && !force {
            return Err(ContentError::InUse(uses));
        }
        if entry.live.is_some() {
            let step = Step { entry: entry.clone(), to: None, cause: LogCause::Unpublished, forget: false };
            self.finish(&tx, &mut log, actor, &[step]).await?;
        }
        let at = self.clock.now();
        mark(&tx, id, Some(at)).await?;
        acts::record(&tx, actor, &[(&entry, "trashed")], at).await?;
        let entry = store::entry(&tx, &self.kinds, id, false).await?;
        tx.commit().await?;
        self.feed.catch_up().await;
        Ok(entry)
    }

    /// Takes an entry out of the trash, as a draft; with a number behind its slug when another took it meanwhile.
    ///
    /// # Errors
    /// [`ContentError::Denied`], [`ContentError::NotFound`], [`ContentError::Db`].
    pub async fn recover(&self, actor: &Actor, id: EntryId) -> Result<Entry, ContentError> {
        let tx = self.db.begin().await?;
        let entry = store::entry(&tx, &self.kinds, id, true).await?;
        authorise(actor, Permission::TrashContent, &entry)?;
        if entry.trashed_at.is_none() {
            return Ok(entry);
        }
        let slug = store::free_slug(&tx, entry.kind, &entry.locale, &entry.slug).await?;
        if slug != entry.slug {
            let newest = store::revision(&tx, &self.kinds, &entry, entry.draft).await?;
            let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?;
            let facts = kind.facts(&newest.content)?;
            let prepared = save::Prepared { slug, ..save::Prepared::stored(newest, facts) };
            let entries = Entries::new(self.db.clone(), self.clock.clone(), self.kinds.clone());
            entries.append(&tx, actor, entry.clone(), prepared, Cause::Recover).await?;
        }
        mark(&tx, id, None).await?;
        let entry = store::entry(&tx, &self.kinds, id, false).await?;
        acts::record(&tx, actor, &[(&entry, "recovered")], self.clock.now()).await?;
        tx.commit().await?;
        Ok(entry)
    }
}

pub(super) async fn mark(tx: &DatabaseTransaction, id: EntryId, trashed_at: Option<Time>) -> Result<(), ContentError> {
    let row = entry::ActiveModel { id: Set(id.0), trashed_at: Set(trashed_at), ..Default::default() };
    row.update(tx).await?;
    Ok(())
}
