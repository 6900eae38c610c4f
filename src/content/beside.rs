//! What stands beside the entries of a list: who wrote them, what they name, what they lack; in one statement for many.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};
use uuid::Uuid;

use super::{
    ContentError, Entry, Registry,
    entity::{entry, reference, revision},
    list::{at, is_live_otherwise},
    store::{self, Side},
};
use crate::vocabulary::EntryId;

/// What drafts name in some of their fields: by entry, the field and the titles of what it names, in its order.
pub type NamedIn = HashMap<EntryId, Vec<(&'static str, EntryId, String)>>;

/// What the newest revisions of these entries name in these fields.
///
/// # Errors
/// [`DbErr`].
pub async fn named_in(conn: &impl ConnectionTrait, ids: &[EntryId], fields: &[&'static str]) -> Result<NamedIn, DbErr> {
    let mut named = NamedIn::new();
    if ids.is_empty() || fields.is_empty() {
        return Ok(named);
    }
    let any = fields.iter().fold(Condition::any(), |any, field| any.add(at(field)));
    let mut rows: Vec<(Uuid, Uuid, String)> = reference::Entity::find()
        .select_only()
        .columns([reference::Column::FromEntry, reference::Column::ToEntry, reference::Column::Path])
        .filter(reference::Column::FromEntry.is_in(ids.iter().map(|id| id.0)))
        .filter(reference::Column::Side.eq(Side::Draft.as_str()))
        .filter(any)
        .into_tuple()
        .all(conn)
        .await?;
    // `authors.10` comes behind `authors.9`.
    rows.sort_by(|(.., a), (.., b)| (a.len(), a).cmp(&(b.len(), b)));
    let titles = titles(conn, rows.iter().map(|(_, to, _)| *to)).await?;
    for (from, to, path) in rows {
        let field = fields.iter().find(|field| path.split('.').next() == Some(field));
        if let (Some(field), Some(title)) = (field, titles.get(&to)) {
            named.entry(EntryId(from)).or_default().push((field, EntryId(to), title.clone()));
        }
    }
    Ok(named)
}

async fn titles(conn: &impl ConnectionTrait, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, String>, DbErr> {
    let unique: BTreeSet<Uuid> = ids.collect();
    let unique: Vec<Uuid> = unique.into_iter().collect();
    let mut titles = HashMap::with_capacity(unique.len());
    for chunk in unique.chunks(store::CHUNK) {
        let rows: Vec<(Uuid, String)> = entry::Entity::find()
            .select_only()
            .columns([entry::Column::Id, entry::Column::Title])
            .filter(entry::Column::Id.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(conn)
            .await?;
        titles.extend(rows);
    }
    Ok(titles)
}

/// Who made the newest revisions of these entries, by name.
///
/// # Errors
/// [`DbErr`].
pub async fn writers(conn: &impl ConnectionTrait, entries: &[Entry]) -> Result<HashMap<EntryId, String>, DbErr> {
    let mut writers = HashMap::with_capacity(entries.len());
    for chunk in entries.chunks(store::CHUNK) {
        let any = chunk.iter().fold(Condition::any(), |any, entry| {
            any.add(revision::Column::EntryId.eq(entry.id.0).and(revision::Column::Number.eq(entry.draft.0)))
        });
        let rows: Vec<(Uuid, String)> = revision::Entity::find()
            .select_only()
            .columns([revision::Column::EntryId, revision::Column::AuthorName])
            .filter(any)
            .into_tuple()
            .all(conn)
            .await?;
        writers.extend(rows.into_iter().map(|(id, name)| (EntryId(id), name)));
    }
    Ok(writers)
}

/// The drafts that somebody wrote last and that readers do not get: never published, or changed since.
///
/// # Errors
/// [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn unpublished_of(
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    label: &str,
    limit: u64,
) -> Result<Vec<Entry>, ContentError> {
    let rows = written_by(label)
        .filter(entry::Column::LiveRevision.is_null().or(is_live_otherwise()))
        .limit(limit)
        .all(conn)
        .await?;
    rows.into_iter().map(|row| store::to_entry(kinds, row)).collect()
}

/// Of the entries that somebody wrote last, those that refer to what readers cannot get, each with what that is.
///
/// # Errors
/// [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn lacking_of(
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    label: &str,
    limit: usize,
) -> Result<Vec<(Entry, Entry)>, ContentError> {
    let rows = written_by(label).limit(store::CHUNK as u64).all(conn).await?;
    let mine: Vec<Entry> = rows.into_iter().map(|row| store::to_entry(kinds, row)).collect::<Result<_, _>>()?;
    let ids: Vec<EntryId> = mine.iter().map(|entry| entry.id).collect();
    let lacking = lacking_from(conn, kinds, &ids).await?;
    let pairs = mine.into_iter().flat_map(|entry| {
        let targets = lacking.get(&entry.id).cloned().unwrap_or_default();
        targets.into_iter().map(move |target| (entry.clone(), target))
    });
    Ok(pairs.take(limit).collect())
}

/// What the newest revisions of these entries refer to that is not live.
///
/// # Errors
/// [`ContentError::Db`], [`ContentError::Corrupt`].
pub async fn lacking_from(
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    ids: &[EntryId],
) -> Result<HashMap<EntryId, Vec<Entry>>, ContentError> {
    let mut lacking: HashMap<EntryId, Vec<Entry>> = HashMap::new();
    for chunk in ids.chunks(store::CHUNK) {
        let rows: Vec<(Uuid, Uuid)> = reference::Entity::find()
            .select_only()
            .columns([reference::Column::FromEntry, reference::Column::ToEntry])
            .distinct()
            .filter(reference::Column::FromEntry.is_in(chunk.iter().map(|id| id.0)))
            .filter(reference::Column::Side.eq(Side::Draft.as_str()))
            .filter(
                reference::Column::ToEntry.in_subquery(
                    entry::Entity::find()
                        .select_only()
                        .column(entry::Column::Id)
                        .filter(entry::Column::LiveRevision.is_null())
                        .into_query(),
                ),
            )
            .into_tuple()
            .all(conn)
            .await?;
        let targets: Vec<EntryId> = rows.iter().map(|(_, to)| EntryId(*to)).collect();
        let targets = store::entries(conn, kinds, &targets, false).await?;
        for (from, to) in rows {
            if let Some(target) = targets.get(&EntryId(to)) {
                lacking.entry(EntryId(from)).or_default().push(target.clone());
            }
        }
    }
    Ok(lacking)
}

pub(super) fn written_by(label: &str) -> Select<entry::Entity> {
    entry::Entity::find()
        .filter(entry::Column::UpdatedBy.eq(label))
        .filter(entry::Column::TrashedAt.is_null())
        .order_by_desc(entry::Column::UpdatedAt)
        .order_by_desc(entry::Column::Id)
}
