//! The rows that a save writes: an entry's, its draft's, and a revision's with the references that it makes.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, EntityTrait};

use super::{
    Cause, ContentError, Entry, Revision,
    entity::{entry, revision},
    kind::AnyKind,
    save::Prepared,
    store,
    store::Side,
};
use crate::permission::Actor;

/// The row of a new entry.
#[must_use]
pub fn entry_row(entry: &Entry) -> entry::ActiveModel {
    entry::ActiveModel {
        id: Set(entry.id.0),
        kind: Set(entry.kind.to_string()),
        locale: Set(entry.locale.to_string()),
        translation_group: Set(entry.group.0),
        slug: Set(entry.slug.to_string()),
        title: Set(entry.title.clone()),
        external_id: Set(entry.external_id.clone()),
        draft_revision: Set(entry.draft.0),
        live_revision: Set(None),
        live_version: Set(None),
        published_at: Set(None),
        publish_at: Set(None),
        unpublish_at: Set(None),
        trashed_at: Set(None),
        created_at: Set(entry.created_at),
        created_by: Set(entry.created_by.clone()),
        updated_at: Set(entry.updated_at),
        updated_by: Set(entry.updated_by.clone()),
    }
}

pub(super) async fn insert_entry(tx: &DatabaseTransaction, entry: &Entry) -> Result<(), sea_orm::DbErr> {
    entry::Entity::insert(entry_row(entry)).exec_without_returning(tx).await.map(drop)
}

pub(super) async fn update_draft(tx: &DatabaseTransaction, entry: &Entry) -> Result<(), sea_orm::DbErr> {
    let row = entry::ActiveModel {
        id: Set(entry.id.0),
        draft_revision: Set(entry.draft.0),
        slug: Set(entry.slug.to_string()),
        title: Set(entry.title.clone()),
        updated_at: Set(entry.updated_at),
        updated_by: Set(entry.updated_by.clone()),
        ..Default::default()
    };
    row.update(tx).await.map(drop)
}

/// The row of a revision.
#[must_use]
pub fn revision_row(revision: &Revision, schema: u16) -> revision::ActiveModel {
    revision::ActiveModel {
        entry_id: Set(revision.entry.0),
        number: Set(revision.number.0),
        slug: Set(revision.slug.to_string()),
        title: Set(revision.title.clone()),
        content: Set(revision.content.to_string()),
        schema_version: Set(i64::from(schema)),
        cause: Set(revision.cause.as_str().to_owned()),
        note: Set(revision.note.clone()),
        based_on: Set((revision.number.0 > 1).then_some(revision.number.0 - 1)),
        author: Set(revision.author.clone()),
        author_name: Set(revision.author_name.clone()),
        created_at: Set(revision.at),
        save_key: Set(None),
    }
}

/// Writes a revision under the number, in the time and as the draft of the entry that is given.
///
/// # Errors
/// [`ContentError::Db`].
pub async fn add_revision(
    tx: &DatabaseTransaction,
    actor: &Actor,
    kind: &dyn AnyKind,
    entry: &Entry,
    prepared: Prepared,
    cause: Cause,
) -> Result<Revision, ContentError> {
    let revision = Revision {
        entry: entry.id,
        number: entry.draft,
        slug: prepared.slug,
        title: prepared.facts.title,
        content: prepared.content,
        cause,
        note: prepared.note,
        author: actor.label(),
        author_name: actor.name.clone(),
        at: entry.updated_at,
    };
    let row = revision::ActiveModel { save_key: Set(prepared.key), ..revision_row(&revision, kind.schema()) };
    revision::Entity::insert(row).exec_without_returning(tx).await?;
    store::replace_references(tx, Side::Draft, &[(entry.id, prepared.facts.references)]).await?;
    Ok(revision)
}
