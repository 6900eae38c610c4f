//! Links as rows: which drafts hold them, which are due, what was found.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, OnConflict},
};

use super::{
    entity::{link, read, used},
    model::{BUSY, Target, Verdict},
};
use crate::{content::entity::entry, platform::db::ROWS, vocabulary::Time};

/// A link whose turn it is.
pub struct Due {
    pub digest: String,
    pub url: String,
    pub failing_since: Option<Time>,
}

/// Entries whose newest revision has not been read for its links.
pub async fn unread(conn: &impl ConnectionTrait, limit: u64) -> Result<Vec<entry::Model>, DbErr> {
    let column = |column| Expr::col((read::Entity, column));
    let known = read::Entity::find()
        .select_only()
        .column(read::Column::EntryId)
        .filter(column(read::Column::EntryId).equals((entry::Entity, entry::Column::Id)))
        .filter(column(read::Column::Revision).equals((entry::Entity, entry::Column::DraftRevision)));
    entry::Entity::find()
        .filter(entry::Column::TrashedAt.is_null())
        .filter(Expr::exists(known.into_query()).not())
        .order_by_asc(entry::Column::Id)
        .limit(limit)
        .all(conn)
        .await
}

/// Keeps what a draft links to, and that it was read. A link that is new is due at once.
pub async fn keep(conn: &impl ConnectionTrait, of: &entry::Model, links: &[Target], now: Time) -> Result<(), DbErr> {
    used::Entity::delete_many().filter(used::Column::EntryId.eq(of.id)).exec(conn).await?;
    for chunk in links.chunks(ROWS) {
        let rows = chunk.iter().map(|target| link::ActiveModel {
            digest: Set(target.digest()),
            url: Set(target.url().to_string()),
            host: Set(target.host().to_owned()),
            due_at: Set(now),
            ..Default::default()
        });
        let known = OnConflict::column(link::Column::Digest).do_nothing().to_owned();
        link::Entity::insert_many(rows).on_conflict(known).exec_without_returning(conn).await?;
        let uses = chunk.iter().map(|to| used::ActiveModel { entry_id: Set(of.id), digest: Set(to.digest()) });
        used::Entity::insert_many(uses).exec_without_returning(conn).await?;
    }
    let row = read::ActiveModel { entry_id: Set(of.id), revision: Set(of.draft_revision) };
    let newer = OnConflict::column(read::Column::EntryId).update_column(read::Column::Revision).to_owned();
    read::Entity::insert(row).on_conflict(newer).exec_without_returning(conn).await.map(drop)
}

/// Forgets what drafts in the trash hold, and then the links that no draft holds any more.
pub async fn forget(conn: &impl ConnectionTrait) -> Result<(), DbErr> {
    let there = || {
        let there = entry::Entity::find().select_only().column(entry::Column::Id);
        there.filter(entry::Column::TrashedAt.is_null()).into_query()
    };
    used::Entity::delete_many().filter(used::Column::EntryId.not_in_subquery(there())).exec(conn).await?;
    read::Entity::delete_many().filter(read::Column::EntryId.not_in_subquery(there())).exec(conn).await?;
    let held = used::Entity::find().select_only().column(used::Column::Digest).into_query();
    link::Entity::delete_many().filter(link::Column::Digest.not_in_subquery(held)).exec(conn).await.map(drop)
}

/// Forgets everything.
pub async fn clear(conn: &impl ConnectionTrait) -> Result<(), DbErr> {
    used::Entity::delete_many().exec(conn).await?;
    read::Entity::delete_many().exec(conn).await?;
    link::Entity::delete_many().exec(conn).await.map(drop)
}

/// One link of each of so many hosts: what has been due longest. Left out are hosts that were asked after `asked`, and those
/// that asked to be left alone.
pub async fn due(conn: &impl ConnectionTrait, now: Time, asked: Time, hosts: u64) -> Result<Vec<Due>, DbErr> {
    let hushed = link::Column::Status.is_in(BUSY.map(i64::from)).and(link::Column::DueAt.gt(now));
    let left_alone = link::Entity::find().select_only().column(link::Column::Host);
    let left_alone = left_alone.filter(link::Column::CheckedAt.gt(asked).or(hushed));
    let hosts: Vec<String> = link::Entity::find()
        .select_only()
        .column(link::Column::Host)
        .filter(link::Column::DueAt.lte(now))
        .filter(link::Column::Host.not_in_subquery(left_alone.into_query()))
        .group_by(link::Column::Host)
        .order_by_asc(link::Column::DueAt.min())
        .limit(hosts)
        .into_tuple()
        .all(conn)
        .await?;
    let mut due = Vec::with_capacity(hosts.len());
    for host in hosts {
        let of_host = link::Entity::find().filter(link::Column::Host.eq(host)).filter(link::Column::DueAt.lte(now));
        let first = of_host.order_by_asc(link::Column::DueAt).order_by_asc(link::Column::Digest).one(conn).await?;
        due.extend(first.map(|row| Due { digest: row.digest, url: row.url, failing_since: row.failing_since }));
    }
    Ok(due)
}

/// Keeps what a look found.
pub async fn settle(conn: &impl ConnectionTrait, of: &Due, found: &Verdict, now: Time) -> Result<(), DbErr> {
    let Verdict { state, status, failing_since, due_at, hush } = *found;
    let row = link::ActiveModel {
        digest: NotSet,
        url: NotSet,
        host: NotSet,
        state: Set(Some(state.as_str().to_owned())),
        status: Set(status.map(i64::from)),
        failing_since: Set(failing_since),
        checked_at: Set(Some(now)),
        due_at: Set(due_at),
    };
    link::Entity::update_many().set(row).filter(link::Column::Digest.eq(of.digest.as_str())).exec(conn).await?;
    let (Some(until), Some(target)) = (hush, Target::of(&of.url)) else { return Ok(()) };
    link::Entity::update_many()
        .col_expr(link::Column::DueAt, Expr::value(until))
        .filter(link::Column::Host.eq(target.host()))
        .filter(link::Column::DueAt.lt(until))
        .exec(conn)
        .await
        .map(drop)
}

/// Those of these links that are in a state: the status, if there was one, and when that was found.
pub async fn in_state(
    conn: &impl ConnectionTrait,
    state: &str,
    digests: &[String],
) -> Result<HashMap<String, (Option<u16>, Time)>, DbErr> {
    let mut found = HashMap::new();
    for chunk in digests.chunks(ROWS) {
        let rows = link::Entity::find()
            .filter(link::Column::State.eq(state))
            .filter(link::Column::Digest.is_in(chunk))
            .all(conn)
            .await?;
        for row in rows {
            let status = row.status.and_then(|status| u16::try_from(status).ok());
            if let Some(at) = row.checked_at {
                found.insert(row.digest, (status, at));
            }
        }
    }
    Ok(found)
}
