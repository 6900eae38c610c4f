//! Saving while somebody writes. Each save has a key of its own, so that a retry of it is the same save; one that comes too
//! late is put together with what somebody else saved, where both touched different things.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value as Json;
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
    vocabulary::{EntryId, FieldErrors, KindName, RevisionNumber, Slug, Time},
    words::t,
};

/// Autosaves of one person with no longer pauses are one sitting.
pub const SITTING: chrono::TimeDelta = chrono::TimeDelta::minutes(30);

/// What makes a save the same save when it comes again.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// Made once for each save; a retry repeats it.
    pub key: Uuid,
    /// Keys of earlier saves since the base: given up before an answer to them came, or put together with what others wrote
    /// in a way that the form could not follow. Of those that arrived, this one goes on with what was sent.
    pub given_up: Vec<Uuid>,
}

/// What a save of a draft did.
#[derive(Debug, Clone)]
pub struct Kept {
    pub saved: Saved,
    /// Whose changes it was put together with.
    pub merged_with: Option<String>,
}

/// A save that may come again.
pub(super) struct Again {
    pub key: Uuid,
    /// What its author saw, if that is not just the revision that it is based on.
    pub seen: Option<Seen>,
}

/// An entry's content as somebody saw it.
pub(super) struct Seen {
    content: Json,
    slug: Slug,
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
    pub async fn keep_new(&self, actor: &Actor, new: NewEntry, attempt: &Attempt) -> Result<Kept, ContentError> {
        authorise_some(actor, Permission::CreateContent)?;
        let tx = self.db.begin().await?;
        let key = attempt.key;
        if let Some(kept) = self.kept(&tx, actor, key, None).await? {
            return Ok(kept);
        }
        if let Some(first) = arrived(&tx, actor, attempt).await?.first() {
            let entry = store::entry(&tx, &self.kinds, EntryId(first.entry_id), true).await?;
            if entry.kind == new.kind {
                authorise(actor, Permission::EditContent, &entry)?;
                let based_on = RevisionNumber(first.number);
                let change = Change { based_on, slug: new.slug, content: new.content, cause: Cause::Autosave };
                return self.keep_in(tx, actor, entry, change, attempt).await;
            }
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
    pub async fn keep(
        &self,
        actor: &Actor,
        kind: KindName,
        id: EntryId,
        change: Change,
        attempt: &Attempt,
    ) -> Result<Kept, ContentError> {
        let tx = self.db.begin().await?;
        let entry = store::entry(&tx, &self.kinds, id, true).await?;
        // Not another's entry under this kind's address.
        if entry.kind != kind {
            return Err(ContentError::NotFound);
        }
        authorise(actor, Permission::EditContent, &entry)?;
        if let Some(kept) = self.kept(&tx, actor, attempt.key, Some(&entry)).await? {
            return Ok(kept);
        }
        self.keep_in(tx, actor, entry, change, attempt).await
    }

    async fn keep_in(
        &self,
        tx: DatabaseTransaction,
        actor: &Actor,
        entry: Entry,
        mut change: Change,
        attempt: &Attempt,
    ) -> Result<Kept, ContentError> {
        let seen = self.seen(&tx, actor, &entry, &mut change.based_on, attempt).await?;
        let kept = self.save_in(&tx, actor, entry, change, Some(Again { key: attempt.key, seen })).await?;
        tx.commit().await?;
        Ok(kept)
    }

    /// What the author last saw. Of what was given up and arrived, `based_on` becomes the newest revision that holds just
    /// what was sent. One put together with another's does not: what that brought, its author has never seen, and to go
    /// on from it would read as having taken it out. `Some` is what was sent then: its changes, on what its author knew.
    async fn seen(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        entry: &Entry,
        based_on: &mut RevisionNumber,
        attempt: &Attempt,
    ) -> Result<Option<Seen>, ContentError> {
        let mut seen = None;
        for row in arrived(tx, actor, attempt).await? {
            let number = RevisionNumber(row.number);
            if row.entry_id != entry.id.0 || number <= *based_on {
                continue;
            }
            let made = store::revision(tx, &self.kinds, entry, number).await?;
            if made.cause != Cause::Merge {
                (*based_on, seen) = (number, None);
                continue;
            }
            let onto = store::revision(tx, &self.kinds, entry, RevisionNumber(number.0 - 1)).await?;
            let Some(known) = self.known(tx, entry, *based_on, seen.take()).await? else { return Ok(None) };
            let slug = if made.slug == onto.slug { known.slug } else { made.slug };
            let Some(content) = super::merge::merge(&onto.content, &made.content, &known.content) else {
                return Ok(None);
            };
            seen = Some(Seen { content, slug });
        }
        Ok(seen)
    }

    /// `seen`, or else what that revision holds; `None` if there is none.
    async fn known(
        &self,
        tx: &DatabaseTransaction,
        entry: &Entry,
        base: RevisionNumber,
        seen: Option<Seen>,
    ) -> Result<Option<Seen>, ContentError> {
        if seen.is_some() {
            return Ok(seen);
        }
        match store::revision(tx, &self.kinds, entry, base).await {
            Ok(base) => Ok(Some(Seen { content: base.content, slug: base.slug })),
            Err(ContentError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
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

    /// A late save put together with the newest revision; `None` where both changed the same. `seen`: what its author
    /// saw, if that is not just the revision `base`.
    pub(super) async fn merged(
        &self,
        tx: &DatabaseTransaction,
        entry: &Entry,
        base: RevisionNumber,
        seen: Option<Seen>,
        yours: &Prepared,
        theirs: &Revision,
    ) -> Result<Option<Prepared>, ContentError> {
        let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?;
        let Some(base) = self.known(tx, entry, base, seen).await? else { return Ok(None) };
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
}

/// The revisions that saves made which their author gave up, the oldest first.
async fn arrived(
    tx: &DatabaseTransaction,
    actor: &Actor,
    attempt: &Attempt,
) -> Result<Vec<revision::Model>, ContentError> {
    if attempt.given_up.is_empty() {
        return Ok(Vec::new());
    }
    let theirs = revision::Entity::find()
        .filter(revision::Column::SaveKey.is_in(attempt.given_up.iter().copied()))
        .filter(revision::Column::Author.eq(actor.label()));
    Ok(theirs.order_by_asc(revision::Column::Number).all(tx).await?)
}

/// Whether an autosave goes on with what the same person was writing a while ago: people read of a sitting once.
pub(super) fn goes_on(actor: &Actor, before: &Revision, at: Time) -> bool {
    let writing = matches!(before.cause, Cause::Create | Cause::Save | Cause::Autosave);
    writing && before.author == actor.label() && at - before.at <= SITTING
}
