//! Saving: every save is a new revision, based on the one that its author saw.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{
    Cause, ContentError, Entries, Entry, Input, Kept, Names, Revision,
    access::{authorise, authorise_some},
    acts::record,
    draft::{Again, goes_on},
    entity::entry,
    error::Stale,
    kind::{AnyKind, Facts, Taken},
    lookup,
    rows::{add_revision, insert_entry, update_draft},
    slugs::{parse_slug, slug_conflict},
    store,
};
use crate::{
    permission::{Actor, Permission},
    vocabulary::{EntryId, FieldErrors, GroupId, KindName, Locale, RevisionNumber, Slug},
    words::t,
};

/// An entry that is to be made.
#[derive(Debug, Clone)]
pub struct NewEntry {
    pub kind: KindName,
    pub locale: Locale,
    /// `None` or empty: made of the title, with a number behind it where it is taken.
    pub slug: Option<String>,
    /// The entry whose translation this is to be.
    pub translation_of: Option<EntryId>,
    pub external_id: Option<String>,
    pub content: Input,
}

/// A save of an entry.
#[derive(Debug, Clone)]
pub struct Change {
    /// The revision that its author saw.
    pub based_on: RevisionNumber,
    /// `None`: as it is. Empty: made of the title.
    pub slug: Option<String>,
    pub content: Input,
    pub cause: Cause,
}

/// What a save did.
#[derive(Debug, Clone)]
pub struct Saved {
    pub entry: Entry,
    pub revision: Revision,
    /// False when the newest revision said just this already, so that none was made.
    pub changed: bool,
    /// What of the input could not be kept, by field.
    pub not_kept: FieldErrors,
}

/// A revision that is ready to be written.
pub struct Prepared {
    pub content: Json,
    pub facts: Facts,
    pub slug: Slug,
    /// What of the input could not be kept, by field.
    pub not_kept: FieldErrors,
    pub note: Option<String>,
    /// Of the request, where it may come again; see [`Entries::keep`].
    pub key: Option<Uuid>,
}

impl Prepared {
    /// A stored revision's content once more.
    #[must_use]
    pub fn stored(old: Revision, facts: Facts) -> Self {
        Self { content: old.content, facts, slug: old.slug, not_kept: FieldErrors::default(), note: None, key: None }
    }
}

impl Entries {
    /// Makes an entry with its first revision.
    ///
    /// # Errors
    /// [`ContentError::Denied`], [`ContentError::Invalid`], [`ContentError::Db`].
    pub async fn create(&self, actor: &Actor, new: NewEntry) -> Result<Saved, ContentError> {
        authorise_some(actor, Permission::CreateContent)?;
        new.external_id.as_deref().map_or(Ok(()), check_external_id)?;
        let tx = self.db.begin().await?;
        let saved = self.create_in(&tx, actor, new, None).await?;
        tx.commit().await?;
        Ok(saved)
    }

    pub(super) async fn create_in(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        new: NewEntry,
        key: Option<Uuid>,
    ) -> Result<Saved, ContentError> {
        let kind = self.kinds.named(new.kind.as_str()).ok_or(ContentError::NotFound)?.clone();
        let group = match new.translation_of {
            None => GroupId::new(),
            Some(other) => self.group_for(tx, actor, other, &new).await?,
        };
        let names = lookup::names(tx, &self.kinds, &new.locale, &kind.names(&new.content)).await?;
        let id = EntryId::new();
        let (Taken { content, not_kept }, facts) = read(&*kind, &new.content, None, &names)?;
        let slug = self.choose_slug(tx, &new, id, &facts.title).await?;
        let at = self.clock.now();
        let entry = Entry {
            id,
            kind: new.kind,
            locale: new.locale,
            group,
            slug: slug.clone(),
            title: facts.title.clone(),
            external_id: new.external_id,
            draft: RevisionNumber(1),
            live: None,
            live_version: None,
            published_at: None,
            trashed_at: None,
            created_at: at,
            created_by: actor.label(),
            updated_at: at,
            updated_by: actor.label(),
        };
        insert_entry(tx, &entry).await.map_err(|error| slug_conflict(error, &slug))?;
        let prepared = Prepared { content, facts, slug, not_kept: FieldErrors::default(), note: None, key };
        let revision = add_revision(tx, actor, &*kind, &entry, prepared, Cause::Create).await?;
        record(tx, actor, &[(&entry, "created")], at).await?;
        Ok(Saved { entry, revision, changed: true, not_kept })
    }

    /// Saves a new revision. Readers see nothing of it.
    ///
    /// # Errors
    /// [`ContentError::Stale`] with both versions when somebody saved in between, [`ContentError::Invalid`],
    /// [`ContentError::Trashed`], [`ContentError::Denied`], [`ContentError::NotFound`], [`ContentError::Db`].
    pub async fn save(&self, actor: &Actor, id: EntryId, change: Change) -> Result<Saved, ContentError> {
        let tx = self.db.begin().await?;
        let entry = store::entry(&tx, &self.kinds, id, true).await?;
        authorise(actor, Permission::EditContent, &entry)?;
        let kept = self.save_in(&tx, actor, entry, change, None).await?;
        tx.commit().await?;
        Ok(kept.saved)
    }

    /// Saves a revision of a locked entry. What may come again is merged, where it comes too late and can be.
    pub(super) async fn save_in(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        entry: Entry,
        change: Change,
        again: Option<Again>,
    ) -> Result<Kept, ContentError> {
        let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?.clone();
        let newest = store::revision(tx, &self.kinds, &entry, entry.draft).await?;
        let names = lookup::names(tx, &self.kinds, &entry.locale, &kind.names(&change.content)).await?;
        let (Taken { content, not_kept }, facts) = read(&*kind, &change.content, Some(&newest.content), &names)?;
        let slug = match change.slug.as_deref().map(str::trim) {
            None => entry.slug.clone(),
            Some("") => self.slug_of(tx, &entry, &facts.title).await?,
            Some(text) => parse_slug(text)?,
        };
        if content == newest.content && slug == newest.slug {
            return Ok(Saved { entry, revision: newest, changed: false, not_kept }.into());
        }
        if entry.trashed_at.is_some() {
            return Err(ContentError::Trashed(Box::new(entry)));
        }
        let key = again.as_ref().map(|again| again.key);
        let mut prepared = Prepared { content, facts, slug, not_kept, note: None, key };
        let (mut cause, mut merged_with) = (change.cause, None);
        if change.based_on != entry.draft {
            let merged = match again {
                Some(Again { seen, .. }) => self.merged(tx, &entry, change.based_on, seen, &prepared, &newest).await?,
                None => None,
            };
            let Some(merged) = merged else {
                let Prepared { content: yours, slug: your_slug, .. } = prepared;
                let stale = Stale { base: change.based_on, entry, theirs: newest, yours, your_slug };
                return Err(ContentError::Stale(Box::new(stale)));
            };
            (prepared, cause, merged_with) = (merged, Cause::Merge, Some(newest.author_name.clone()));
            if prepared.content == newest.content && prepared.slug == newest.slug {
                let saved = Saved { entry, revision: newest, changed: false, not_kept: prepared.not_kept };
                return Ok(Kept { saved, merged_with });
            }
        }
        let told = cause == Cause::Autosave && goes_on(actor, &newest, self.clock.now());
        let saved = if told {
            self.write_down(tx, actor, entry, prepared, cause).await?
        } else {
            self.append(tx, actor, entry, prepared, cause).await?
        };
        Ok(Kept { saved, merged_with })
    }

    /// Appends a revision to a locked entry and makes it the draft; the caller has checked everything.
    ///
    /// # Errors
    /// [`ContentError::Invalid`] when another entry has the slug, [`ContentError::Db`].
    pub async fn append(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        entry: Entry,
        prepared: Prepared,
        cause: Cause,
    ) -> Result<Saved, ContentError> {
        let saved = self.write_down(tx, actor, entry, prepared, cause).await?;
        let verb = if cause == Cause::Restore { "restored" } else { "updated" };
        record(tx, actor, &[(&saved.entry, verb)], saved.entry.updated_at).await?;
        Ok(saved)
    }

    /// [`append`](Self::append) without a word of it in the audit log.
    async fn write_down(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        mut entry: Entry,
        prepared: Prepared,
        cause: Cause,
    ) -> Result<Saved, ContentError> {
        let kind = self.kinds.named(entry.kind.as_str()).ok_or(ContentError::NotFound)?.clone();
        let (slug, not_kept) = (prepared.slug.clone(), prepared.not_kept.clone());
        entry.draft = entry.draft.next();
        entry.slug = slug.clone();
        entry.title = prepared.facts.title.clone();
        entry.updated_at = self.clock.now();
        entry.updated_by = actor.label();
        update_draft(tx, &entry).await.map_err(|error| slug_conflict(error, &slug))?;
        let revision = add_revision(tx, actor, &*kind, &entry, prepared, cause).await?;
        Ok(Saved { entry, revision, changed: true, not_kept })
    }

    async fn group_for(
        &self,
        tx: &DatabaseTransaction,
        actor: &Actor,
        other: EntryId,
        new: &NewEntry,
    ) -> Result<GroupId, ContentError> {
        let refuse = |code, detail: &str| FieldErrors::one("/translationOf", code, detail);
        let original = store::entry(tx, &self.kinds, other, false).await;
        let original = original.map_err(|_| refuse("unknown_reference", &t!("problem-no-entry")))?;
        authorise(actor, Permission::ReadContent, &original)?;
        if original.kind != new.kind {
            return Err(refuse("wrong_kind", &t!("problem-translation-same-kind")).into());
        }
        let taken = entry::Entity::find()
            .filter(entry::Column::TranslationGroup.eq(original.group.0))
            .filter(entry::Column::Locale.eq(new.locale.as_str()))
            .filter(entry::Column::TrashedAt.is_null())
            .one(tx)
            .await?;
        if taken.is_some() {
            return Err(FieldErrors::one("locale", "taken", t!("problem-translation-language-already")).into());
        }
        Ok(original.group)
    }
}

/// Input to stored content and what there is to know of it.
///
/// # Errors
/// [`ContentError::Invalid`].
pub fn read(
    kind: &dyn AnyKind,
    input: &Input,
    previous: Option<&Json>,
    names: &Names,
) -> Result<(Taken, Facts), ContentError> {
    let taken = kind.read(input, previous, names)?;
    let facts = kind.facts(&taken.content)?;
    Ok((taken, facts))
}

/// Refuses a name that cannot be stored or told again.
///
/// # Errors
/// [`ContentError::Invalid`] at `externalId`.
pub fn check_external_id(id: &str) -> Result<(), ContentError> {
    const MAX: usize = 200;
    if id.is_empty() || id.chars().count() > MAX || id.chars().any(char::is_control) {
        let detail = t!("problem-1-max-characters-no-control", max = MAX.to_string());
        return Err(FieldErrors::one("/externalId", "not_an_external_id", detail).into());
    }
    Ok(())
}
