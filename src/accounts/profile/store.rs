//! What people change about themselves without ending a session, and their sessions.

use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::Expr,
};

use super::OpenSession;
use crate::{
    accounts::{
        entity::{person, session},
        model::{AccountError, Person},
        store,
    },
    vocabulary::{PersonId, Time},
};

/// Of 64 digits.
const HANDLE: usize = 16;
/// More are not listed; signing out everywhere else ends them too.
const SHOWN: u64 = 100;

pub async fn rename(db: &impl ConnectionTrait, id: PersonId, name: &str, at: Time) -> Result<Person, AccountError> {
    set(db, id, (person::Column::Name, name.to_owned()), at).await
}

pub async fn set_preferences(
    db: &impl ConnectionTrait,
    id: PersonId,
    json: String,
    at: Time,
) -> Result<Person, AccountError> {
    set(db, id, (person::Column::Preferences, json), at).await
}

async fn set(
    db: &impl ConnectionTrait,
    id: PersonId,
    (column, text): (person::Column, String),
    at: Time,
) -> Result<Person, AccountError> {
    person::Entity::update_many()
        .col_expr(column, Expr::value(text))
        .col_expr(person::Column::UpdatedAt, Expr::value(at))
        .filter(person::Column::Id.eq(id.0))
        .exec(db)
        .await?;
    store::person(db, id).await?.ok_or(AccountError::NotFound)
}

/// A person's sessions that are not over, `this` first, then those used last.
pub async fn sessions(
    db: &impl ConnectionTrait,
    id: PersonId,
    this: &str,
    now: Time,
) -> Result<Vec<OpenSession>, DbErr> {
    use session::Column as C;
    let query = session::Entity::find().filter(C::PersonId.eq(id.0)).filter(C::ExpiresAt.gt(now));
    let rows = query.order_by_desc(C::SeenAt).limit(SHOWN).all(db).await?;
    let mut open: Vec<OpenSession> = rows
        .into_iter()
        .map(|row| OpenSession {
            handle: row.id.chars().take(HANDLE).collect(),
            address: row.address.unwrap_or_default(),
            agent: row.agent.unwrap_or_default(),
            since: row.created_at,
            seen: row.seen_at,
            is_this: row.id == this,
        })
        .collect();
    open.sort_by_key(|session| !session.is_this);
    Ok(open)
}

/// Ends the session of this handle if it is the person's; how many that were.
pub async fn end_session(db: &impl ConnectionTrait, id: PersonId, handle: &str) -> Result<u64, DbErr> {
    use session::Column as C;
    // Nothing else is a handle; and `%` would be all of them.
    if handle.len() != HANDLE || !handle.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(0);
    }
    let theirs = session::Entity::delete_many().filter(C::PersonId.eq(id.0)).filter(C::Id.starts_with(handle));
    Ok(theirs.exec(db).await?.rows_affected)
}

/// Ends all sessions of a person but `this`.
pub async fn end_others(db: &impl ConnectionTrait, id: PersonId, this: &str) -> Result<(), DbErr> {
    use session::Column as C;
    let others = session::Entity::delete_many().filter(C::PersonId.eq(id.0)).filter(C::Id.ne(this));
    others.exec(db).await.map(drop)
}
