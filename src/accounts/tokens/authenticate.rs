//! Who a token acts for, and the note of when and from where it was used.

use std::time::Duration;

use chrono::TimeDelta;
use sea_orm::{ColumnTrait as _, Condition, DbErr, EntityTrait as _, QueryFilter as _, sea_query::Expr};

use super::{
    super::{Accounts, entity::token, secret, store},
    code,
    verbs::scopes,
};
use crate::{
    permission::Actor,
    platform::http::ClientAddress,
    vocabulary::{PersonId, Time, TokenId},
};

/// The last use is written down once in this span.
const USE_NOTED: TimeDelta = TimeDelta::minutes(1);
/// How long a request waits for that.
const USE_PATIENCE: Duration = Duration::from_millis(200);

impl Accounts {
    /// Who a token acts for: with its maker's role of this moment, and nobody when the maker is disabled.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn authenticate(&self, secret: &str, from: ClientAddress) -> Result<Option<Actor>, DbErr> {
        if !code::is_well_formed(secret) {
            return Ok(None);
        }
        let now = self.clock.now();
        let query = token::Entity::find().filter(token::Column::Digest.eq(secret::digest(secret)));
        let Some(row) = query.one(self.db.reader()).await? else { return Ok(None) };
        if row.revoked_at.is_some() || row.expires_at.is_some_and(|at| at <= now) {
            return Ok(None);
        }
        let maker = match row.created_by {
            None => None,
            Some(id) => match store::person(self.db.reader(), PersonId(id)).await? {
                Some(person) if !person.disabled => Some((person.id, person.role)),
                _ => return Ok(None),
            },
        };
        if row.last_used_at.is_none_or(|at| at + USE_NOTED <= now) {
            self.note_use(&row, from, now).await;
        }
        Ok(Some(Actor::token(TokenId(row.id), row.name, scopes(&row.scopes), maker)))
    }

    /// A person as an actor, with their role of this moment; nobody who is not here or is disabled.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn acting(&self, id: PersonId) -> Result<Option<Actor>, DbErr> {
        let person = store::person(self.db.reader(), id).await?.filter(|person| !person.disabled);
        Ok(person.map(|person| Actor::person(person.id, person.name, person.role)))
    }

    /// A use that cannot be written down is no reason to refuse it, nor one that cannot be now to let it wait.
    async fn note_use(&self, row: &token::Model, from: ClientAddress, now: Time) {
        use token::Column as C;
        let noted = async {
            let tx = self.db.begin().await?;
            token::Entity::update_many()
                .col_expr(C::LastUsedAt, Expr::value(now))
                .col_expr(C::LastUsedFrom, Expr::value(from.0.to_string()))
                .filter(C::Id.eq(row.id))
                .filter(Condition::any().add(C::LastUsedAt.is_null()).add(C::LastUsedAt.lte(now - USE_NOTED)))
                .exec(&tx)
                .await?;
            tx.commit().await
        };
        match tokio::time::timeout(USE_PATIENCE, noted).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!("token.id" = %row.id, "a token's use was not written down: {error}"),
            Err(late) => tracing::debug!("token.id" = %row.id, "a token's use was not written down: {late}"),
        }
    }
}
