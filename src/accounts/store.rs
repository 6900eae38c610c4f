//! People in the database, and the rows that count failed tries.

use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _,
    ExprTrait as _, PaginatorTrait as _, QueryFilter as _, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    entity::{attempt, person, session},
    model::{AccountError, NewPerson, Person},
    password::HashError,
};
use crate::{
    permission::Role,
    platform::db::is_unique_violation,
    vocabulary::{FieldErrors, PersonId, Time},
    words::t,
};

impl From<DbErr> for AccountError {
    fn from(error: DbErr) -> Self {
        Self::Failed(error.into())
    }
}

impl From<FieldErrors> for AccountError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<HashError> for AccountError {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::Busy,
            HashError::Failed(_) => Self::Failed(error.into()),
        }
    }
}

impl TryFrom<person::Model> for Person {
    type Error = DbErr;

    fn try_from(row: person::Model) -> Result<Self, DbErr> {
        Ok(Self {
            id: PersonId(row.id),
            email: row.email.parse().map_err(|error| DbErr::Type(format!("people.email: {error}")))?,
            name: row.name,
            role: row.role.parse().map_err(DbErr::Type)?,
            disabled: row.disabled_at.is_some(),
            stamp: row.security_stamp,
            // What a newer Galley wrote and this one cannot read is no reason to let nobody in.
            preferences: row.preferences.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default(),
            created_at: row.created_at,
            last_sign_in_at: row.last_sign_in_at,
        })
    }
}

/// How many people there are, disabled ones too.
pub async fn count_people(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    person::Entity::find().count(db).await
}

pub async fn person(db: &impl ConnectionTrait, id: PersonId) -> Result<Option<Person>, DbErr> {
    person::Entity::find_by_id(id.0).one(db).await?.map(Person::try_from).transpose()
}

/// A person with the hash of their password, if they have one.
pub async fn person_by_email(
    db: &impl ConnectionTrait,
    email: &str,
) -> Result<Option<(Person, Option<String>)>, DbErr> {
    let Some(mut row) = person::Entity::find().filter(person::Column::Email.eq(email)).one(db).await? else {
        return Ok(None);
    };
    let hash = row.password_hash.take();
    Ok(Some((row.try_into()?, hash)))
}

/// Adds a person; an address that is taken is an error at `email`.
pub async fn insert_person(
    db: &impl ConnectionTrait,
    new: &NewPerson,
    hash: String,
    at: Time,
) -> Result<Person, AccountError> {
    let row = person::ActiveModel {
        id: Set(PersonId::new().0),
        email: Set(new.email.to_string()),
        name: Set(new.name.clone()),
        role: Set(new.role.to_string()),
        password_hash: Set(Some(hash)),
        disabled_at: Set(None),
        created_at: Set(at),
        updated_at: Set(at),
        last_sign_in_at: Set(None),
        security_stamp: Set(0),
        preferences: Set(None),
    };
    match row.insert(db).await {
        Ok(row) => Ok(row.try_into()?),
        Err(error) if is_unique_violation(&error) => Err(FieldErrors::one("email", "taken", t!("email-taken")).into()),
        Err(error) => Err(error.into()),
    }
}

/// What may change about a person; `None` stays.
#[derive(Debug, Default)]
pub struct PersonChange {
    pub role: Option<Role>,
    pub password_hash: Option<String>,
    pub disabled: Option<bool>,
}

/// Changes a person and ends all their sessions: each of these changes takes rights away or gives new ones.
pub async fn change_person(
    db: &impl ConnectionTrait,
    id: PersonId,
    change: PersonChange,
    at: Time,
) -> Result<Person, AccountError> {
    let stamp = Expr::col(person::Column::SecurityStamp).add(1);
    let mut update = person::Entity::update_many()
        .col_expr(person::Column::SecurityStamp, stamp)
        .col_expr(person::Column::UpdatedAt, Expr::value(at))
        .filter(person::Column::Id.eq(id.0));
    if let Some(role) = change.role {
        update = update.col_expr(person::Column::Role, Expr::value(role.as_str()));
    }
    if let Some(hash) = change.password_hash {
        update = update.col_expr(person::Column::PasswordHash, Expr::value(hash));
    }
    if let Some(disabled) = change.disabled {
        update = update.col_expr(person::Column::DisabledAt, Expr::value(disabled.then_some(at)));
    }
    update.exec(db).await?;
    session::Entity::delete_many().filter(session::Column::PersonId.eq(id.0)).exec(db).await?;
    person(db, id).await?.ok_or(AccountError::NotFound)
}

/// Owners that can sign in, other than this one.
pub async fn count_other_owners(db: &impl ConnectionTrait, id: PersonId) -> Result<u64, DbErr> {
    person::Entity::find()
        .filter(person::Column::Role.eq(Role::Owner.as_str()))
        .filter(person::Column::DisabledAt.is_null())
        .filter(person::Column::Id.ne(id.0))
        .count(db)
        .await
}

pub async fn note_sign_in(db: &impl ConnectionTrait, id: PersonId, at: Time) -> Result<(), DbErr> {
    person::Entity::update_many()
        .col_expr(person::Column::LastSignInAt, Expr::value(at))
        .filter(person::Column::Id.eq(id.0))
        .exec(db)
        .await?;
    Ok(())
}

/// Writes a try down as failed, until [`settle_attempt`] says otherwise.
pub async fn insert_attempt(db: &impl ConnectionTrait, account: &str, address: &str, at: Time) -> Result<Uuid, DbErr> {
    let row = attempt::ActiveModel {
        id: Set(Uuid::now_v7()),
        account: Set(account.to_owned()),
        address: Set(address.to_owned()),
        succeeded: Set(false),
        at: Set(at),
    };
    row.insert(db).await.map(|row| row.id)
}

pub async fn settle_attempt(db: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    let succeeded = Expr::value(true);
    let update = attempt::Entity::update_many().col_expr(attempt::Column::Succeeded, succeeded);
    update.filter(attempt::Column::Id.eq(id)).exec(db).await?;
    Ok(())
}

/// Forgets failures before `failed` and successes before `succeeded`.
pub async fn forget_attempts(db: &impl ConnectionTrait, failed: Time, succeeded: Time) -> Result<(), DbErr> {
    use attempt::Column as C;
    let old = Condition::any()
        .add(C::At.lt(succeeded))
        .add(Condition::all().add(C::At.lt(failed)).add(C::Succeeded.eq(false)));
    attempt::Entity::delete_many().filter(old).exec(db).await?;
    Ok(())
}

/// Whether this address has signed in to the account since.
pub async fn has_succeeded(
    db: &impl ConnectionTrait,
    account: &str,
    address: &str,
    since: Time,
) -> Result<bool, DbErr> {
    use attempt::Column as C;
    let query = attempt::Entity::find().filter(C::Account.eq(account)).filter(C::At.gte(since));
    Ok(query.filter(C::Address.eq(address)).filter(C::Succeeded.eq(true)).count(db).await? > 0)
}

/// Which failed tries count.
#[derive(Debug, Clone, Copy)]
pub struct Failures<'a> {
    pub account: Option<&'a str>,
    pub address: Option<&'a str>,
    pub since: Time,
}

pub async fn count_failures(db: &impl ConnectionTrait, which: Failures<'_>) -> Result<u64, DbErr> {
    use attempt::Column as C;
    let mut query = attempt::Entity::find().filter(C::Succeeded.eq(false)).filter(C::At.gte(which.since));
    if let Some(account) = which.account {
        query = query.filter(C::Account.eq(account));
    }
    if let Some(address) = which.address {
        query = query.filter(C::Address.eq(address));
    }
    query.count(db).await
}
