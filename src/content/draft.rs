//! Saving while somebody writes. Each save has a key of its own, so that a retry of it is the same save; one that comes too
//! late is put together with what somebody else saved, where both touched different things.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{
    Cause, Change, ContentError, Entries, Entry, NewEntry, Revision, Saved,
    access::{authorise, authorise_some},
    entity::revision,
    save::Prepared,
    store,
};
use crate::{
    permission::{Actor, Permission},
    vocabulary::{EntryId, FieldErrors, RevisionNumber, Time},
    words::t,
};

/// Autosaves of one person with no longer pauses are one sitting.
pub const SITTING: chrono::TimeDelta = chrono::TimeDelta::minutes(30);

/// What a save of a draft did.
#[derive(Debug, Clone)]
pub struct Kept {
    pub saved: Saved,
    /// Whose changes it was put together with.
    pub merged_with: Option<String>,
}

impl From<Saved> for Kept {
    fn from(saved: Saved) -> Self {
        Self { saved, merged_with: None }
    }
}

impl Entries {
    /// Makes an entry of its first draft; the same again where the key made one already.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub async fn keep_new(&self, actor: &Actor, new: NewEntry, key: Uuid) -> Result<Kept, ContentError> {
        authorise_some(actor, Permission::CreateContent)?;
        let tx = self.db.begin().await?;
        if let Some(kept) = self.kept(&tx, actor, key, None).await? {
            return Ok(kept);
        }
        let made = self.create_in(&tx, actor, new, Some(key)).await;
        match made {
            Ok(saved) => {
                tx.commit().await?;
                Ok(saved.into())
            }
            // The same request may have come twice, and the other was first.
            Err(error) => {
                tx.rollback().await?;
                let tx = self.db.begin().await?;
                self.kept(&tx, actor, key, None).await?.ok_or(error)
            }
        }
    }

    /// Saves a draft; the same again where the key was saved already. Readers see nothing of it.
    ///
    /// # Errors
    /// As [`save`](Self::save); [`ContentError::Stale`] only where both changed the same.
    pub async fn keep(&self, actor: &Actor, id: EntryId, change: Change, key: Uuid) -> Result<Kept, ContentError> {
        let tx = self.db.begin().await?;
        let entry = store::entry(&tx, &self.kinds, id, true).await?;
        authorise(actor, Permission::EditContent, &entry)?;
        if let Some(kept) = self.kept(&tx, actor, key, Some(&entry)).await? {
            return Ok(kept);
        }
        let kept = self.save_in(&tx, actor, entry, change, Some(key)).await?;
        tx.commit().await?;
        Ok(kept)
    }

    /// What a key saved already. It is its author's and its entry's alone.
    async fn kept(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        key: Uuid,
        entry: Option<&Entry>,
    ) -> Result<Option<Kept>, ContentError> {
        let found = revision::Entity::find().filter(revision::Column::SaveKey.eq(key)).one(tx).await?;
        let Some(row) = found else { return Ok(None) };
        if row.author != actor.label() || entry.is_some_and(|entry| entry.id.0 != row.entry_id) {
            return Err(FieldErrors::one("key", "taken", t!("save-key-taken")).into());
        }
        let entry = match entry {
            Some(entry) => entry.clone(),
            None => store::entry(tx, &self.kinds, EntryId(row.entry_id), false).await?,
        };
        let revision = store::revision(tx, &self.kinds, &entry, RevisionNumber(row.number)).await?;
        let merged_with = (revision.cause == Cause::Merge).then(|| revision.note.clone()).flatten();
        let saved = Saved { entry, revision, changed: true, not_kept: FieldErrors::default() };
        Ok(Some(Kept { saved, merged_with }))
    }

    /// A late save put together with the newest revision; `None` where both changed the same.
    pub(super) async fn merged(
        &self,
        tx: &DatabaseTransaction,
        entry: &Entry,
        base: RevisionNumber,
        yours: &Prepared,
        theirs: &Revision,
    ) -> Result<Option<Prepared>, ContentError> {
        let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?;
        let base = match store::revision(tx, &self.kinds, entry, base).await {
            Ok(base) => base,
            Err(ContentError::NotFound) => return Ok(None),
            Err(error) => return Err(error),
        };
        let Some(content) = super::merge::merge(&base.content, &yours.content, &theirs.content) else {
            return Ok(None);
        };
        let slug = match (yours.slug == base.slug, theirs.slug == base.slug || theirs.slug == yours.slug) {
            (true, _) => theirs.slug.clone(),
            (false, true) => yours.slug.clone(),
            (false, false) => return Ok(None),
        };
        let facts = kind.facts(&content)?;
        let note = Some(theirs.author_name.clone());
        Ok(Some(Prepared { content, facts, slug, not_kept: yours.not_kept.clone(), note, key: yours.key }))
    }

    /// Whether an autosave goes on with what the same person was writing a while ago: people read of a sitting once.
    pub(super) async fn goes_on(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        entry: EntryId,
        newest: RevisionNumber,
        at: Time,
    ) -> Result<bool, ContentError> {
        let before: Option<(String, String, Time)> = revision::Entity::find_by_id((entry.0, newest.0))
            .select_only()
            .columns([revision::Column::Author, revision::Column::Cause, revision::Column::CreatedAt])
            .into_tuple()
            .one(tx)
            .await?;
        let Some((author, cause, then)) = before else { return Ok(false) };
        let writing = matches!(Cause::from_stored(&cause), Cause::Create | Cause::Save | Cause::Autosave);
        Ok(writing && author == actor.label() && at - then <= SITTING)
    }
}
