//! What happened, for whoever wants to act on it later: rows, written in the transaction of the act.

use sea_orm::{ActiveValue::Set, ConnectionTrait, entity::prelude::*};
use serde_json::Value as Json;

use crate::vocabulary::Time;

/// One event, as it is stored.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Dotted, past tense: `article.published`.
    pub name: String,
    pub subject_kind: String,
    pub subject_id: String,
    /// A JSON object.
    #[sea_orm(column_type = "Text")]
    pub payload: String,
    /// The actor's label.
    pub actor: String,
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// One event, to be written.
#[derive(Debug, Clone)]
pub struct Event {
    pub name: String,
    pub subject_kind: String,
    pub subject_id: String,
    /// A JSON object.
    pub payload: Json,
    /// The actor's label.
    pub actor: String,
}

/// Writes events in their order, in the caller's transaction.
///
/// # Errors
/// When the database refuses.
pub async fn append(db: &impl ConnectionTrait, events: Vec<Event>, at: Time) -> Result<(), DbErr> {
    let row = |event: Event| ActiveModel {
        id: Set(Uuid::now_v7()),
        name: Set(event.name),
        subject_kind: Set(event.subject_kind),
        subject_id: Set(event.subject_id),
        payload: Set(event.payload.to_string()),
        actor: Set(event.actor),
        at: Set(at),
    };
    let rows: Vec<ActiveModel> = events.into_iter().map(row).collect();
    for chunk in rows.chunks(super::db::ROWS) {
        Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}
