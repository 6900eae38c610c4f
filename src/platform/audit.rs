//! The audit log: who did what to what, written in the transaction of the act, never changed.

use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect, entity::prelude::*};
use serde_json::Value as Json;

use crate::vocabulary::Time;

/// One act, as it is stored.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub at: DateTimeUtc,
    /// The actor's label: `person:<id>`.
    pub actor: String,
    pub actor_name: String,
    /// Dotted, past tense: `article.published`.
    pub action: String,
    pub subject_kind: String,
    pub subject_id: Option<String>,
    pub subject_title: String,
    /// A JSON object.
    #[sea_orm(column_type = "Text")]
    pub detail: String,
    pub address: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// One act, to be written down.
#[derive(Debug, Clone)]
pub struct Record {
    actor: String,
    actor_name: String,
    action: String,
    subject_kind: String,
    subject_id: Option<String>,
    subject_title: String,
    detail: Json,
    address: Option<String>,
}

impl Record {
    /// Somebody, by label and by name, did something: dotted, past tense, `article.published`.
    #[must_use]
    pub fn new(actor: impl Into<String>, actor_name: impl Into<String>, action: impl Into<String>) -> Self {
        Self {
            actor: actor.into(),
            actor_name: actor_name.into(),
            action: action.into(),
            subject_kind: String::new(),
            subject_id: None,
            subject_title: String::new(),
            detail: Json::Object(serde_json::Map::new()),
            address: None,
        }
    }

    /// What it was done to. The title stays readable when the thing is gone.
    #[must_use]
    pub fn on(mut self, kind: impl Into<String>, id: impl ToString, title: impl Into<String>) -> Self {
        self.subject_kind = kind.into();
        self.subject_id = Some(id.to_string());
        self.subject_title = title.into();
        self
    }

    /// Further particulars, as a JSON object. No secrets.
    #[must_use]
    pub fn detail(mut self, detail: Json) -> Self {
        self.detail = detail;
        self
    }

    /// Where the request came from.
    #[must_use]
    pub fn from_address(mut self, address: impl ToString) -> Self {
        self.address = Some(address.to_string());
        self
    }
}

/// Which acts to list; everything where nothing is said.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub actor: Option<String>,
    /// An action, or with a dot at its end all that begin so: `article.`.
    pub action: Option<String>,
    pub subject: Option<(String, String)>,
    pub since: Option<Time>,
    pub until: Option<Time>,
}

/// Writes an act down, in the caller's transaction.
///
/// # Errors
/// When the database refuses.
pub async fn record(db: &impl ConnectionTrait, record: Record, at: Time) -> Result<(), DbErr> {
    record_all(db, vec![record], at).await
}

/// Writes several acts down, in their order.
///
/// # Errors
/// When the database refuses.
pub async fn record_all(db: &impl ConnectionTrait, records: Vec<Record>, at: Time) -> Result<(), DbErr> {
    let rows: Vec<ActiveModel> = records.into_iter().map(|record| record.into_row(at)).collect();
    for chunk in rows.chunks(super::db::ROWS) {
        Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

impl Record {
    fn into_row(self, at: Time) -> ActiveModel {
        ActiveModel {
            id: Set(Uuid::now_v7()),
            at: Set(at),
            actor: Set(self.actor),
            actor_name: Set(self.actor_name),
            action: Set(self.action),
            subject_kind: Set(self.subject_kind),
            subject_id: Set(self.subject_id),
            subject_title: Set(self.subject_title),
            detail: Set(self.detail.to_string()),
            address: Set(self.address),
        }
    }
}

/// The newest acts that fit, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter, offset: u64, limit: u64) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find();
    if let Some(actor) = &filter.actor {
        query = query.filter(Column::Actor.eq(actor));
    }
    if let Some(action) = &filter.action {
        let fits = if action.ends_with('.') { Column::Action.starts_with(action) } else { Column::Action.eq(action) };
        query = query.filter(fits);
    }
    if let Some((kind, id)) = &filter.subject {
        query = query.filter(Column::SubjectKind.eq(kind)).filter(Column::SubjectId.eq(id));
    }
    if let Some(since) = filter.since {
        query = query.filter(Column::At.gte(since));
    }
    if let Some(until) = filter.until {
        query = query.filter(Column::At.lt(until));
    }
    query.order_by_desc(Column::At).order_by_desc(Column::Id).offset(offset).limit(limit).all(db).await
}

/// The newest acts on subjects of these kinds, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn newest_about(db: &impl ConnectionTrait, kinds: &[&str], limit: u64) -> Result<Vec<Model>, DbErr> {
    let query = Entity::find().filter(Column::SubjectKind.is_in(kinds.iter().copied()));
    query.order_by_desc(Column::At).order_by_desc(Column::Id).limit(limit).all(db).await
}

/// These acts on these subjects, the newest last.
///
/// # Errors
/// When the database does not answer.
pub async fn of_subjects(
    db: &impl ConnectionTrait,
    kinds: &[&str],
    subjects: &[String],
    actions: &[String],
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::SubjectKind.is_in(kinds.iter().copied()))
        .filter(Column::SubjectId.is_in(subjects))
        .filter(Column::Action.is_in(actions))
        .order_by_asc(Column::At)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}
