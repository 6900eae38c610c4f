//! What is asked of the database so that the index follows it: little, since it is asked before every search.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::Expr,
};
use uuid::Uuid;

use super::entry::{Draft, mark};
use crate::{
    content::{ContentError, Registry, entity::entry, store},
    vocabulary::{EntryId, KindName, RevisionNumber, Time},
};

/// Drafts of one page when all are compared.
const PAGE: u64 = 2_000;

/// A draft's mark and the time of its last change.
pub type Changed = (EntryId, u64, Time);

/// How many drafts there are, and the sum of their revisions' numbers: two states that are alike in both are one, but by
/// chance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    pub drafts: u64,
    pub revisions: u64,
}

/// All entries of the kinds that there are, outside the trash.
fn drafts(kinds: &Registry) -> Select<entry::Entity> {
    let names = kinds.iter().map(|kind| kind.spec().name.as_str());
    entry::Entity::find().filter(entry::Column::Kind.is_in(names)).filter(entry::Column::TrashedAt.is_null())
}

/// From an index alone.
pub async fn standing(conn: &impl ConnectionTrait, kinds: &Registry) -> Result<Standing, DbErr> {
    // PostgreSQL sums into a type of its own.
    let revisions = Expr::col(entry::Column::DraftRevision).sum().cast_as("bigint");
    let found: Option<(i64, Option<i64>)> = drafts(kinds)
        .select_only()
        .column_as(Expr::col(entry::Column::Kind).count(), "drafts")
        .column_as(revisions, "revisions")
        .into_tuple()
        .one(conn)
        .await?;
    let number = |n: i64| u64::try_from(n).unwrap_or_default();
    let (drafts, revisions) = found.unwrap_or_default();
    Ok(Standing { drafts: number(drafts), revisions: number(revisions.unwrap_or_default()) })
}

/// The drafts that were changed at this time or later.
pub async fn changed(conn: &impl ConnectionTrait, kinds: &Registry, since: Time) -> Result<Vec<Changed>, DbErr> {
    marked(conn, drafts(kinds).filter(entry::Column::UpdatedAt.gte(since))).await
}

/// The next drafts by their ids, a page of them; none when there are no more.
pub async fn page(conn: &impl ConnectionTrait, kinds: &Registry, last: Option<EntryId>) -> Result<Vec<Changed>, DbErr> {
    let mut find = drafts(kinds).order_by_asc(entry::Column::Id).limit(PAGE);
    if let Some(last) = last {
        find = find.filter(entry::Column::Id.gt(last.0));
    }
    marked(conn, find).await
}

async fn marked(conn: &impl ConnectionTrait, find: Select<entry::Entity>) -> Result<Vec<Changed>, DbErr> {
    let rows: Vec<(Uuid, i64, Time)> = find
        .select_only()
        .columns([entry::Column::Id, entry::Column::DraftRevision, entry::Column::UpdatedAt])
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(id, revision, at)| (EntryId(id), mark(revision, at), at)).collect())
}

/// What came into the trash at this time or later.
pub async fn trashed(conn: &impl ConnectionTrait, since: Time) -> Result<Vec<EntryId>, DbErr> {
    let trashed = entry::Entity::find().select_only().column(entry::Column::Id);
    let ids: Vec<Uuid> = trashed.filter(entry::Column::TrashedAt.gte(since)).into_tuple().all(conn).await?;
    Ok(ids.into_iter().map(EntryId).collect())
}

/// Those of these that are no trash, with their contents. One that cannot be read comes without.
pub async fn with_contents(
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    ids: &[EntryId],
) -> Result<Vec<Draft>, ContentError> {
    let rows = drafts(kinds).filter(entry::Column::Id.is_in(ids.iter().map(|id| id.0))).all(conn).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(kind) = kinds.named(&row.kind) else { continue };
        let revision = (EntryId(row.id), kind.spec().name, RevisionNumber(row.draft_revision));
        let draft = Draft {
            id: EntryId(row.id),
            kind: kind.spec().name,
            locale: row.locale.parse().unwrap_or_default(),
            mark: mark(row.draft_revision, row.updated_at),
            slug: row.slug,
            title: row.title,
            content: None,
        };
        found.push((draft, revision));
    }
    let wanted: Vec<_> = found.iter().map(|(_, revision)| *revision).collect();
    let mut contents = contents(conn, kinds, &wanted).await?;
    Ok(found.into_iter().map(|(draft, _)| Draft { content: contents.remove(&draft.id), ..draft }).collect())
}

type Contents = HashMap<EntryId, serde_json::Value>;

async fn contents(
    conn: &impl ConnectionTrait,
    kinds: &Registry,
    wanted: &[(EntryId, KindName, RevisionNumber)],
) -> Result<Contents, ContentError> {
    let mut contents = Contents::with_capacity(wanted.len());
    let mut read = store::revisions_of(conn, kinds, wanted).await;
    // One that cannot be read does not take the others with it.
    if matches!(read, Err(ContentError::Corrupt(_))) {
        let mut all = HashMap::new();
        for one in wanted {
            match store::revisions_of(conn, kinds, std::slice::from_ref(one)).await {
                Ok(found) => all.extend(found),
                Err(ContentError::Corrupt(error)) => {
                    tracing::warn!(entry.id = %one.0, %error, "a draft is found by its title alone");
                }
                Err(error) => return Err(error),
            }
        }
        read = Ok(all);
    }
    contents.extend(read?.into_iter().map(|(id, revision)| (id, revision.content)));
    Ok(contents)
}
