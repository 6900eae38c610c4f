//! The audit log: who did what to what, written in the transaction of the act, never changed.

use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait, QueryOrder, QuerySelect, entity::prelude::*};
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
    /// An actor's label.
    pub actor: Option<String>,
    /// Actions, and with a dot at their end all that begin so: `article.`. One of them must fit; none: any does.
    pub actions: Vec<String>,
    /// Of those the actions that are left out.
    pub except: Vec<String>,
    pub subject_kind: Option<String>,
    pub subject_id: Option<String>,
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
    let newest = fitting(filter).order_by_desc(Column::At).order_by_desc(Column::Id);
    newest.offset(offset).limit(limit).all(db).await
}

/// How many acts fit.
///
/// # Errors
/// When the database does not answer.
pub async fn count(db: &impl ConnectionTrait, filter: &Filter) -> Result<u64, DbErr> {
    fitting(filter).count(db).await
}

/// Everybody who ever did something, label and name, by name; `limit` of them.
///
/// # Errors
/// When the database does not answer.
pub async fn actors(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<(String, String)>, DbErr> {
    let all = Entity::find().select_only().column(Column::Actor).column_as(Column::ActorName.max(), "name");
    all.group_by(Column::Actor).order_by_asc(Column::ActorName.max()).limit(limit).into_tuple().all(db).await
}

fn fitting(filter: &Filter) -> Select<Entity> {
    let Filter { actor, actions, except, subject_kind, subject_id, since, until } = filter;
    let mut fits = Condition::all()
        .add_option(actor.as_ref().map(|actor| Column::Actor.eq(actor)))
        .add_option(subject_kind.as_ref().map(|kind| Column::SubjectKind.eq(kind)))
        .add_option(subject_id.as_ref().map(|id| Column::SubjectId.eq(id)))
        .add_option(since.map(|since| Column::At.gte(since)))
        .add_option(until.map(|until| Column::At.lt(until)));
    if !actions.is_empty() {
        let (families, single): (Vec<_>, Vec<_>) = actions.iter().partition(|action| action.ends_with('.'));
        let any = Condition::any().add_option((!single.is_empty()).then(|| Column::Action.is_in(single)));
        fits = fits.add(families.into_iter().fold(any, |any, family| any.add(Column::Action.starts_with(family))));
    }
    if !except.is_empty() {
        fits = fits.add(Column::Action.is_not_in(except));
    }
    Entity::find().filter(fits)
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
