//! Frontends, links and the signing key as rows.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};

use super::{
    entity::{frontend, link, signing_key},
    model::{Framing, Frontend, Template},
};
use crate::vocabulary::{EntryId, FrontendId, PreviewLinkId, Time};

/// A row whose template is none any more is left out: there is nothing to lead to.
fn to_frontend(row: frontend::Model) -> Option<Frontend> {
    let template = Template::read(&row.template).ok()?;
    let framing = row.framing.as_deref().and_then(Framing::named);
    Some(Frontend { id: FrontendId(row.id), name: row.name, template, framing })
}

/// All frontends, by name.
pub async fn frontends(conn: &impl ConnectionTrait) -> Result<Vec<Frontend>, DbErr> {
    let rows = frontend::Entity::find().all(conn).await?;
    let mut all: Vec<Frontend> = rows.into_iter().filter_map(to_frontend).collect();
    all.sort_by_key(|one| (one.name.to_lowercase(), one.id));
    Ok(all)
}

pub async fn frontend(conn: &impl ConnectionTrait, id: FrontendId) -> Result<Option<Frontend>, DbErr> {
    Ok(frontend::Entity::find_by_id(id.0).one(conn).await?.and_then(to_frontend))
}

pub async fn count_frontends(conn: &impl ConnectionTrait) -> Result<u64, DbErr> {
    frontend::Entity::find().count(conn).await
}

pub async fn insert_frontend(conn: &impl ConnectionTrait, one: &Frontend, at: Time) -> Result<(), DbErr> {
    let row = frontend::ActiveModel {
        id: Set(one.id.0),
        name: Set(one.name.clone()),
        template: Set(one.template.as_str().to_owned()),
        framing: Set(None),
        created_at: Set(at),
    };
    frontend::Entity::insert(row).exec_without_returning(conn).await.map(drop)
}

/// What a test found holds for the address that was tested alone.
pub async fn change_frontend(conn: &impl ConnectionTrait, one: &Frontend) -> Result<(), DbErr> {
    use frontend::Column as C;
    frontend::Entity::update_many()
        .col_expr(C::Name, Expr::value(one.name.as_str()))
        .col_expr(C::Template, Expr::value(one.template.as_str()))
        .col_expr(C::Framing, Expr::value(one.framing.map(Framing::as_str)))
        .filter(C::Id.eq(one.id.0))
        .exec(conn)
        .await
        .map(drop)
}

/// Notes what a test found, unless the address was changed meanwhile.
pub async fn note_framing(conn: &impl ConnectionTrait, tested: &Frontend, framing: Framing) -> Result<(), DbErr> {
    use frontend::Column as C;
    frontend::Entity::update_many()
        .col_expr(C::Framing, Expr::value(framing.as_str()))
        .filter(C::Id.eq(tested.id.0))
        .filter(C::Template.eq(tested.template.as_str()))
        .exec(conn)
        .await
        .map(drop)
}

pub async fn delete_frontend(conn: &impl ConnectionTrait, id: FrontendId) -> Result<bool, DbErr> {
    Ok(frontend::Entity::delete_by_id(id.0).exec(conn).await?.rows_affected > 0)
}

pub async fn insert_link(conn: &impl ConnectionTrait, row: link::Model) -> Result<(), DbErr> {
    let link::Model { id, entry_id, person_id, person_name, probe, created_at, expires_at, used_at } = row;
    let row = link::ActiveModel {
        id: Set(id),
        entry_id: Set(entry_id),
        person_id: Set(person_id),
        person_name: Set(person_name),
        probe: Set(probe),
        created_at: Set(created_at),
        expires_at: Set(expires_at),
        used_at: Set(used_at),
    };
    link::Entity::insert(row).exec_without_returning(conn).await.map(drop)
}

pub async fn link(conn: &impl ConnectionTrait, id: PreviewLinkId) -> Result<Option<link::Model>, DbErr> {
    link::Entity::find_by_id(id.0).one(conn).await
}

/// The links to an entry that somebody shared and that still work, the newest first.
pub async fn links_to(conn: &impl ConnectionTrait, entry: EntryId, now: Time) -> Result<Vec<link::Model>, DbErr> {
    link::Entity::find()
        .filter(link::Column::EntryId.eq(entry.0))
        .filter(link::Column::ExpiresAt.gt(now))
        .filter(link::Column::Probe.eq(false))
        .order_by_desc(link::Column::CreatedAt)
        .order_by_desc(link::Column::Id)
        .all(conn)
        .await
}

pub async fn delete_link(conn: &impl ConnectionTrait, id: PreviewLinkId) -> Result<bool, DbErr> {
    Ok(link::Entity::delete_by_id(id.0).exec(conn).await?.rows_affected > 0)
}

/// Forgets links that work no more.
pub async fn sweep_links(conn: &impl ConnectionTrait, now: Time) -> Result<(), DbErr> {
    link::Entity::delete_many().filter(link::Column::ExpiresAt.lte(now)).exec(conn).await.map(drop)
}

/// Notes a look, unless one was noted after `since`.
pub async fn note_use(conn: &impl ConnectionTrait, id: PreviewLinkId, now: Time, since: Time) -> Result<(), DbErr> {
    use link::Column as C;
    link::Entity::update_many()
        .col_expr(C::UsedAt, Expr::value(now))
        .filter(C::Id.eq(id.0))
        .filter(Condition::any().add(C::UsedAt.is_null()).add(C::UsedAt.lte(since)))
        .exec(conn)
        .await
        .map(drop)
}

pub async fn signing_key(conn: &impl ConnectionTrait, name: &str) -> Result<Option<String>, DbErr> {
    Ok(signing_key::Entity::find_by_id(name.to_owned()).one(conn).await?.map(|row| row.key))
}

/// Keeps a key, unless there is one: the first of several at once stays.
pub async fn keep_signing_key(conn: &impl ConnectionTrait, name: &str, key: &str, at: Time) -> Result<(), DbErr> {
    let row = signing_key::ActiveModel { name: Set(name.into()), key: Set(key.into()), created_at: Set(at) };
    let conflict = OnConflict::column(signing_key::Column::Name).do_nothing().to_owned();
    signing_key::Entity::insert(row).on_conflict(conflict).exec_without_returning(conn).await.map(drop)
}
