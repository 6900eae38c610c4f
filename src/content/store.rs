//! Rows to entries and back. The only place that reads or writes the spine's tables.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{
    Cause, ContentError, Entry, Registry, Revision,
    entity::{entry, reference, revision},
};
use crate::vocabulary::{
    CatalogVersion, EntryId, GroupId, KindName, Locale, Reference, ReferenceMode, RevisionNumber, Slug,
};

pub use crate::platform::db::ROWS as CHUNK;

/// Which side of the reference index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Draft,
    Live,
}

impl Side {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Live => "live",
        }
    }
}

/// A row as a value.
///
/// # Errors
/// [`ContentError::Corrupt`] for a kind that this Galley does not have, or a slug that is none.
pub fn to_entry(kinds: &Registry, row: entry::Model) -> Result<Entry, ContentError> {
    let corrupt = |what: &str| ContentError::Corrupt(format!("entry {}: {what}", row.id));
    let kind = kinds.named(&row.kind).ok_or_else(|| corrupt("its kind is not known"))?.spec().name;
    Ok(Entry {
        id: EntryId(row.id),
        kind,
        locale: row.locale.parse().map_err(|_| corrupt("its locale"))?,
        group: GroupId(row.translation_group),
        slug: row.slug.parse().map_err(|_| corrupt("its slug"))?,
        title: row.title,
        external_id: row.external_id,
        draft: RevisionNumber(row.draft_revision),
        live: row.live_revision.map(RevisionNumber),
        live_version: row.live_version.map(CatalogVersion),
        published_at: row.published_at,
        trashed_at: row.trashed_at,
        created_at: row.created_at,
        created_by: row.created_by,
        updated_at: row.updated_at,
        updated_by: row.updated_by,
    })
}

fn to_revision(kinds: &Registry, kind: KindName, row: revision::Model) -> Result<Revision, ContentError> {
    let corrupt = |what: &str| ContentError::Corrupt(format!("revision {} of {}: {what}", row.number, row.entry_id));
    let kind = kinds.named(kind.as_str()).ok_or_else(|| corrupt("its kind is not known"))?;
    let stored = serde_json::from_str(&row.content).map_err(|_| corrupt("its content is no JSON"))?;
    let schema = u16::try_from(row.schema_version).map_err(|_| corrupt("its schema version"))?;
    Ok(Revision {
        entry: EntryId(row.entry_id),
        number: RevisionNumber(row.number),
        slug: row.slug.parse().map_err(|_| corrupt("its slug"))?,
        title: row.title,
        content: kind.upgrade(stored, schema),
        cause: Cause::from_stored(&row.cause),
        note: row.note,
        author: row.author,
        author_name: row.author_name,
        at: row.created_at,
    })
}

/// Reads an entry; `for_update` holds its row until the transaction ends (SQLite has one writer anyway).
///
/// # Errors
/// [`ContentError::NotFound`], [`ContentError::Db`].
pub async fn entry(
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    id: EntryId,
    for_update: bool,
) -> Result<Entry, ContentError> {
    let mut find = entry::Entity::find_by_id(id.0);
    if for_update {
        find = find.lock_exclusive();
    }
    to_entry(kinds, find.one(conn).await?.ok_or(ContentError::NotFound)?)
}

/// Reads the entries that there are of these, locked in the order of their ids so that two such locks never cross.
///
/// # Errors
/// [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn entries(
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    ids: &[EntryId],
    for_update: bool,
) -> Result<HashMap<EntryId, Entry>, ContentError> {
    let mut unique: Vec<Uuid> = ids.iter().map(|id| id.0).collect::<HashSet<_>>().into_iter().collect();
    unique.sort_unstable();
    let mut found = HashMap::with_capacity(unique.len());
    for chunk in unique.chunks(CHUNK) {
        let mut find = entry::Entity::find()
            .filter(entry::Column::Id.is_in(chunk.iter().copied()))
            .order_by_asc(entry::Column::Id);
        if for_update {
            find = find.lock_exclusive();
        }
        for row in find.all(conn).await? {
            let entry = to_entry(kinds, row)?;
            found.insert(entry.id, entry);
        }
    }
    Ok(found)
}

/// # Errors
/// [`ContentError::NotFound`], [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn revision(
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    entry: &Entry,
    number: RevisionNumber,
) -> Result<Revision, ContentError> {
    let row = revision::Entity::find_by_id((entry.id.0, number.0)).one(conn).await?;
    to_revision(kinds, entry.kind, row.ok_or(ContentError::NotFound)?)
}

/// Reads named revisions of several entries in as few statements as their count allows.
///
/// # Errors
/// [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn revisions_of(
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    wanted: &[(EntryId, KindName, RevisionNumber)],
) -> Result<HashMap<EntryId, Revision>, ContentError> {
    let names: HashMap<Uuid, KindName> = wanted.iter().map(|(id, kind, _)| (id.0, *kind)).collect();
    let mut found = HashMap::with_capacity(wanted.len());
    for chunk in wanted.chunks(CHUNK) {
        let any = chunk.iter().fold(Condition::any(), |any, (id, _, number)| {
            any.add(revision::Column::EntryId.eq(id.0).and(revision::Column::Number.eq(number.0)))
        });
        for row in revision::Entity::find().filter(any).all(conn).await? {
            if let Some(kind) = names.get(&row.entry_id) {
                let revision = to_revision(kinds, *kind, row)?;
                found.insert(revision.entry, revision);
            }
        }
    }
    Ok(found)
}

/// The newest revisions first, `limit` of them below `before`.
///
/// # Errors
/// [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn history(
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    entry: &Entry,
    before: Option<RevisionNumber>,
    limit: u64,
) -> Result<Vec<Revision>, ContentError> {
    let mut find = revision::Entity::find().filter(revision::Column::EntryId.eq(entry.id.0));
    if let Some(before) = before {
        find = find.filter(revision::Column::Number.lt(before.0));
    }
    let rows = find.order_by_desc(revision::Column::Number).limit(limit).all(conn).await?;
    rows.into_iter().map(|row| to_revision(kinds, entry.kind, row)).collect()
}

/// Whether no entry outside the trash has this slug.
///
/// # Errors
/// [`DbErr`].
pub async fn slug_is_free(
    conn: &impl ConnectionTrait,
    kind: KindName,
    locale: &Locale,
    slug: &Slug,
) -> Result<bool, DbErr> {
    let other = entry::Entity::find()
        .filter(entry::Column::Kind.eq(kind.as_str()))
        .filter(entry::Column::Locale.eq(locale.as_str()))
        .filter(entry::Column::Slug.eq(slug.as_str()))
        .filter(entry::Column::TrashedAt.is_null())
        .count(conn)
        .await?;
    Ok(other == 0)
}

/// The slug, or the first free one with a number behind it.
///
/// # Errors
/// [`DbErr`].
pub async fn free_slug(
    conn: &impl ConnectionTrait,
    kind: KindName,
    locale: &Locale,
    stem: &Slug,
) -> Result<Slug, DbErr> {
    let mut slug = stem.clone();
    for n in 2..1_000 {
        if slug_is_free(conn, kind, locale, &slug).await? {
            break;
        }
        slug = stem.numbered(n);
    }
    // After so many, writing it will be refused as taken.
    Ok(slug)
}

/// Replaces one side of the references that some entries make.
///
/// # Errors
/// [`DbErr`].
pub async fn replace_references(
    conn: &impl ConnectionTrait,
    side: Side,
    of: &[(EntryId, Vec<Reference>)],
) -> Result<(), DbErr> {
    for chunk in of.chunks(CHUNK) {
        reference::Entity::delete_many()
            .filter(reference::Column::Side.eq(side.as_str()))
            .filter(reference::Column::FromEntry.is_in(chunk.iter().map(|(id, _)| id.0)))
            .exec(conn)
            .await?;
    }
    add_references(conn, side, of).await
}

/// Adds the references of entries that have none on this side yet.
///
/// # Errors
/// [`DbErr`].
pub async fn add_references(
    conn: &impl ConnectionTrait,
    side: Side,
    of: &[(EntryId, Vec<Reference>)],
) -> Result<(), DbErr> {
    let mut seen = HashSet::new();
    let rows: Vec<reference::ActiveModel> = of
        .iter()
        .flat_map(|(from, references)| references.iter().map(move |reference| (*from, reference)))
        .filter(|(from, reference)| seen.insert((*from, reference.to, reference.path.clone())))
        .map(|(from, reference)| reference::ActiveModel {
            from_entry: Set(from.0),
            side: Set(side.as_str().to_owned()),
            to_entry: Set(reference.to.0),
            path: Set(reference.path.clone()),
            mode: Set(mode(reference.mode).to_owned()),
        })
        .collect();
    for chunk in rows.chunks(CHUNK) {
        reference::Entity::insert_many(chunk.to_vec()).exec_without_returning(conn).await?;
    }
    Ok(())
}

const fn mode(mode: ReferenceMode) -> &'static str {
    match mode {
        ReferenceMode::Embed => "embed",
        ReferenceMode::Link => "link",
    }
}
