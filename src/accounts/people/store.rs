//! The list of people.

use sea_orm::{
    Condition, ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
    sea_query::{Expr, Func},
};

use crate::{
    accounts::{entity::person, model::Person},
    platform::db::contains,
};

/// A page of people by name, and how many there are.
pub async fn list(db: &impl ConnectionTrait, page: u64, limit: u64) -> Result<(Vec<Person>, u64), DbErr> {
    use person::Column as C;
    let total = person::Entity::find().count(db).await?;
    // Databases count in i64.
    let offset = page.saturating_sub(1).saturating_mul(limit).min(i64::MAX.unsigned_abs());
    let query = person::Entity::find().order_by_asc(C::Name).order_by_asc(C::Id).offset(offset).limit(limit);
    let rows = query.all(db).await?;
    Ok((rows.into_iter().map(Person::try_from).collect::<Result<_, _>>()?, total))
}

/// The first people by name whose name or address holds each word.
pub async fn named(db: &impl ConnectionTrait, letters: &str, limit: u64) -> Result<Vec<Person>, DbErr> {
    use person::Column as C;
    let mut query = person::Entity::find().order_by_asc(C::Name).order_by_asc(C::Id).limit(limit);
    for word in letters.split_whitespace() {
        let name = Func::lower(Expr::col(C::Name)).into();
        query = query.filter(Condition::any().add(contains(name, word)).add(contains(Expr::col(C::Email), word)));
    }
    query.all(db).await?.into_iter().map(Person::try_from).collect()
}
