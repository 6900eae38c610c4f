//! Views as rows. Every statement names the person, so that nobody reaches another's.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    View,
    entity::{ActiveModel, Column, Entity},
};
use crate::{
    platform::dialect,
    vocabulary::{KindName, PersonId, Time},
};

/// A person's views of a kind, by name.
pub async fn of(conn: &impl ConnectionTrait, person: PersonId, kind: KindName) -> Result<Vec<View>, DbErr> {
    let rows =
        Entity::find().filter(Column::PersonId.eq(person.0)).filter(Column::Kind.eq(kind.as_str())).all(conn).await?;
    let mut views: Vec<View> =
        rows.into_iter().map(|row| View { id: row.id, name: row.name, query: row.query }).collect();
    views.sort_by_key(|view| view.name.to_lowercase());
    Ok(views)
}

/// Whoever saves two at once saves them one after the other, so that both are counted.
pub async fn take_turn(tx: &DatabaseTransaction, person: PersonId) -> Result<(), DbErr> {
    dialect::take_turn(tx, &format!("views of {person}")).await
}

pub async fn insert(
    conn: &impl ConnectionTrait,
    person: PersonId,
    kind: KindName,
    view: &View,
    at: Time,
) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(view.id),
        person_id: Set(person.0),
        kind: Set(kind.to_string()),
        name: Set(view.name.clone()),
        query: Set(view.query.clone()),
        created_at: Set(at),
    };
    Entity::insert(row).exec_without_returning(conn).await.map(drop)
}

/// Whether there was one.
pub async fn delete(conn: &impl ConnectionTrait, person: PersonId, kind: KindName, id: Uuid) -> Result<bool, DbErr> {
    let deleted = Entity::delete_many()
        .filter(Column::Id.eq(id))
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::Kind.eq(kind.as_str()))
        .exec(conn)
        .await?;
    Ok(deleted.rows_affected > 0)
}
