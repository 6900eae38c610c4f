//! Tokens of the management API: `glly_`, 256 bits in base64url, and six characters that tell a mistyped one.
//!
//! Only a token's digest is stored, so nobody can read a token back, not even who holds the database.

use std::time::Duration;

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, Condition, DbErr, EntityTrait as _, QueryFilter as _,
    sea_query::Expr,
};

use super::{
    Accounts,
    entity::token,
    model::{AccountError, NewToken, TokenSecret},
    secret, store,
};
use crate::{
    permission::{Actor, Permission, Principal, Scope},
    platform::http::ClientAddress,
    vocabulary::{FieldErrors, Time, TokenId},
};

/// How long a token lives unless its maker says otherwise.
pub const DEFAULT_TOKEN_DAYS: i64 = 90;

const PREFIX: &str = "glly_";
const SECRET: usize = 43;
const CHECKSUM: usize = 6;
/// How much of a token is kept for people to tell it by.
const SHOWN: usize = PREFIX.len() + 4;
/// The last use is written down once in this span.
const USE_NOTED: TimeDelta = TimeDelta::minutes(1);
/// How long a request waits for that.
const USE_PATIENCE: Duration = Duration::from_millis(200);

/// A token that was made: its secret can be seen here and never again.
#[derive(Debug, Clone)]
pub struct IssuedToken {
    pub id: TokenId,
    pub secret: TokenSecret,
    pub expires_at: Option<Time>,
}

impl Accounts {
    /// When a token that is made now expires by default.
    #[must_use]
    pub fn default_token_expiry(&self) -> Time {
        self.clock.now() + TimeDelta::days(DEFAULT_TOKEN_DAYS)
    }

    /// The moment so many days from now, for a token's expiry; `None` beyond the calendar.
    #[must_use]
    pub fn days_from_now(&self, days: i64) -> Option<Time> {
        self.clock.now().checked_add_signed(TimeDelta::try_days(days)?)
    }

    /// Makes a token. It belongs to the person who makes it; one made by Galley itself has no maker.
    ///
    /// # Errors
    /// [`AccountError::Invalid`] at `name`, `scopes` or `expiresAt`; [`AccountError::Forbidden`].
    pub async fn create_token(&self, by: &Actor, new: NewToken) -> Result<IssuedToken, AccountError> {
        if !by.may_some(Permission::ManageTokens) {
            return Err(AccountError::Forbidden);
        }
        let now = self.clock.now();
        check(&new, now).into_result()?;
        let secret = issue();
        let id = TokenId::new();
        let row = token::ActiveModel {
            id: Set(id.0),
            name: Set(new.name.trim().to_owned()),
            prefix: Set(secret.chars().take(SHOWN).collect()),
            digest: Set(secret::digest(&secret)),
            scopes: Set(new.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(",")),
            created_by: Set(match &by.principal {
                Principal::Person(id) => Some(id.0),
                Principal::Token { .. } | Principal::System => None,
            }),
            created_at: Set(now),
            expires_at: Set(new.expires_at),
            last_used_at: Set(None),
            last_used_from: Set(None),
            revoked_at: Set(None),
            successor: Set(None),
        };
        let tx = self.db.begin().await?;
        row.insert(&tx).await?;
        self.note_token(&tx, "token.created", by, (id, new.name.trim())).await?;
        tx.commit().await?;
        Ok(IssuedToken { id, secret: TokenSecret(secret), expires_at: new.expires_at })
    }

    /// Ends a token.
    ///
    /// # Errors
    /// [`AccountError::NotFound`] when there is no such token or it has ended; [`AccountError::Forbidden`].
    pub async fn revoke_token(&self, by: &Actor, id: TokenId) -> Result<(), AccountError> {
        if !by.may_some(Permission::ManageTokens) {
            return Err(AccountError::Forbidden);
        }
        let tx = self.db.begin().await?;
        let row = token::Entity::find_by_id(id.0).filter(token::Column::RevokedAt.is_null()).one(&tx).await?;
        let name = row.ok_or(AccountError::NotFound)?.name;
        let revoked = Expr::value(self.clock.now());
        let update = token::Entity::update_many().col_expr(token::Column::RevokedAt, revoked);
        update.filter(token::Column::Id.eq(id.0)).exec(&tx).await?;
        self.note_token(&tx, "token.revoked", by, (id, &name)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Who a token acts for: with its maker's role of this moment, and nobody when the maker is disabled.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub(super) async fn authenticate(&self, secret: &str, from: ClientAddress) -> Result<Option<Actor>, DbErr> {
        if !is_well_formed(secret) {
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
            Some(id) => match store::person(self.db.reader(), crate::vocabulary::PersonId(id)).await? {
                Some(person) if !person.disabled => Some((person.id, person.role)),
                _ => return Ok(None),
            },
        };
        if row.last_used_at.is_none_or(|at| at + USE_NOTED <= now) {
            self.note_use(&row, from, now).await;
        }
        // A scope that this version no longer knows opens nothing.
        let scopes = row.scopes.split(',').filter_map(|scope| scope.parse::<Scope>().ok()).collect();
        Ok(Some(Actor::token(TokenId(row.id), row.name, scopes, maker)))
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

fn issue() -> String {
    let body = format!("{PREFIX}{}", secret::random());
    let checksum = secret::checksum(&body, CHECKSUM);
    body + &checksum
}

/// Whether a text can be a token at all, without asking the database.
fn is_well_formed(text: &str) -> bool {
    let right_length = text.is_ascii() && text.len() == PREFIX.len() + SECRET + CHECKSUM;
    let split = text.split_at_checked(PREFIX.len() + SECRET).filter(|_| right_length && text.starts_with(PREFIX));
    split.is_some_and(|(body, checksum)| secret::checksum(body, CHECKSUM) == checksum)
}

fn check(new: &NewToken, now: Time) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let name = new.name.trim();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        errors.add("name", "invalid", "give the token a name of 100 characters at most");
    }
    if new.scopes.is_empty() {
        errors.add("scopes", "required", "name at least one scope");
    }
    if new.expires_at.is_some_and(|at| at <= now) {
        errors.add("expiresAt", "past", "choose a time that is still to come");
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_token_is_told_without_the_database() {
        let token = issue();
        assert_eq!(token.len(), 54);
        assert!(is_well_formed(&token));
        let mut wrong = token.clone().into_bytes();
        wrong[20] = if wrong[20] == b'a' { b'b' } else { b'a' };
        assert!(!is_well_formed(&String::from_utf8(wrong).unwrap()));
        for bad in ["", "glly_", &token[1..], &format!("{token}x"), &token.replace("glly_", "gxly_"), "é"] {
            assert!(!is_well_formed(bad), "{bad:?}");
        }
    }
}
