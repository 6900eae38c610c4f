//! The rows of the queue: asking, claiming, settling.

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    Condition, ConnectionTrait, ExprTrait, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{LockBehavior, LockType, OnConflict},
};

use crate::vocabulary::Time;

/// How long a claim holds: whoever is silent for longer has died.
const LEASE: TimeDelta = TimeDelta::minutes(10);
/// How often a job is tried.
const TRIES: i64 = 12;
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(1);

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub key: String,
    #[sea_orm(column_type = "Text")]
    pub payload: String,
    pub run_at: DateTimeUtc,
    pub attempts: i64,
    /// Counts how often the job was asked for since it was first.
    pub generation: i64,
    pub locked_until: Option<DateTimeUtc>,
    pub failed_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub last_error: Option<String>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// A job to be done.
#[derive(Debug, Clone)]
pub struct Request {
    pub name: &'static str,
    /// Of the jobs of one name and key only one waits.
    pub key: String,
    pub payload: String,
    pub run_at: Time,
}

/// Asks for a job, in the caller's transaction. One that waits already takes the new payload and time.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(db: &impl ConnectionTrait, request: Request, now: Time) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        name: Set(request.name.to_owned()),
        key: Set(request.key),
        payload: Set(request.payload),
        run_at: Set(request.run_at),
        attempts: Set(0),
        generation: Set(0),
        locked_until: NotSet,
        failed_at: NotSet,
        last_error: NotSet,
        created_at: Set(now),
    };
    let waiting = OnConflict::columns([Column::Name, Column::Key])
        .target_and_where(Expr::col(Column::FailedAt).is_null())
        .update_columns([Column::Payload, Column::RunAt, Column::Attempts])
        .value(Column::Generation, Expr::col((Entity, Column::Generation)).add(1))
        .to_owned();
    Entity::insert(row).on_conflict(waiting).exec_without_returning(db).await?;
    Ok(())
}

/// Forgets the jobs of a name, in the caller's transaction: nobody does them any more.
///
/// # Errors
/// When the database refuses.
pub async fn cancel(db: &impl ConnectionTrait, name: &str) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::Name.eq(name)).exec(db).await.map(drop)
}

/// Whether [`claim`] may find something; for asking without a writing transaction.
pub(super) async fn is_due(db: &impl ConnectionTrait, names: &[&'static str], now: Time) -> Result<bool, DbErr> {
    Ok(due(names, now).one(db).await?.is_some())
}

/// Takes the job that has been due longest, in a writing transaction of its own. Two who ask never get the same.
pub(super) async fn claim(
    db: &impl ConnectionTrait,
    names: &[&'static str],
    now: Time,
) -> Result<Option<Model>, DbErr> {
    let next = due(names, now).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).one(db).await?;
    let Some(mut job) = next else { return Ok(None) };
    job.attempts += 1;
    let claimed = ActiveModel {
        id: Set(job.id),
        attempts: Set(job.attempts),
        locked_until: Set(Some(now + LEASE)),
        ..Default::default()
    };
    Entity::update(claimed).exec(db).await?;
    Ok(Some(job))
}

/// A claimed job is done: it goes, unless it was asked for again meanwhile.
pub(super) async fn done(db: &impl ConnectionTrait, job: &Model) -> Result<(), DbErr> {
    Entity::delete_many().filter(same(job)).exec(db).await?;
    release(db, job, Column::LockedUntil, Expr::value(Option::<Time>::None)).await
}

/// A claimed job failed: it waits, twice as long each time, or is given up.
pub(super) async fn failed(db: &impl ConnectionTrait, job: &Model, error: String, now: Time) -> Result<(), DbErr> {
    release(db, job, Column::LastError, Expr::value(Some(error))).await?;
    if job.attempts >= TRIES {
        let given_up = Entity::update_many().col_expr(Column::FailedAt, Expr::value(Some(now)));
        given_up.filter(same(job)).exec(db).await?;
    } else {
        let doubled = TimeDelta::seconds(5 << job.attempts.clamp(1, 16));
        let later = Entity::update_many().col_expr(Column::RunAt, Expr::value(now + doubled.min(LONGEST_PAUSE)));
        later.filter(same(job)).exec(db).await?;
    }
    release(db, job, Column::LockedUntil, Expr::value(Option::<Time>::None)).await
}

/// How many jobs wait or run, and how many were given up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub waiting: u64,
    pub failed: u64,
}

/// Counts the jobs.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(db: &impl ConnectionTrait) -> Result<Counts, DbErr> {
    let failed = Entity::find().filter(Column::FailedAt.is_not_null()).count(db).await?;
    let waiting = Entity::find().filter(Column::FailedAt.is_null()).count(db).await?;
    Ok(Counts { waiting, failed })
}

fn due(names: &[&'static str], now: Time) -> Select<Entity> {
    let free = Condition::any().add(Column::LockedUntil.is_null()).add(Column::LockedUntil.lte(now));
    Entity::find()
        .filter(Column::FailedAt.is_null())
        .filter(Column::Name.is_in(names.iter().copied()))
        .filter(Column::RunAt.lte(now))
        .filter(free)
        .order_by_asc(Column::RunAt)
        .order_by_asc(Column::Id)
        .limit(1)
}

/// The claimed row, while nobody has asked for it again.
fn same(job: &Model) -> Condition {
    Condition::all().add(Column::Id.eq(job.id)).add(Column::Generation.eq(job.generation))
}

async fn release(db: &impl ConnectionTrait, job: &Model, column: Column, value: Expr) -> Result<(), DbErr> {
    Entity::update_many().col_expr(column, value).filter(Column::Id.eq(job.id)).exec(db).await?;
    Ok(())
}
