//! The verbs: make, list, rotate, revoke. Each checks who may and writes itself down in its transaction.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, sea_query::Expr,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    super::{
        Accounts,
        entity::{person, token},
        model::{AccountError, NewToken, Person, TokenSecret},
        secret,
    },
    code,
    model::{DEFAULT_TOKEN_DAYS, IssuedToken, Maker, Overlap, Token, check},
};
use crate::{
    permission::{Actor, Permission, Principal, Scope},
    vocabulary::{Time, TokenId},
};

/// The newest so many are listed; who has more lists what ended long ago nowhere but in the audit log.
const LISTED: u64 = 500;

/// What is stored of a token before it was ever used.
struct NewRow<'a> {
    name: &'a str,
    scopes: String,
    maker: Option<Uuid>,
    expires_at: Option<Time>,
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
        may_manage(by)?;
        check(&new, self.clock.now()).into_result()?;
        let words: Vec<_> = new.scopes.iter().map(|scope| scope.as_str()).collect();
        let maker = match &by.principal {
            Principal::Person(id) => Some(id.0),
            Principal::Token { .. } | Principal::System => None,
        };
        let name = new.name.trim();
        let tx = self.db.begin().await?;
        let row = NewRow { name, scopes: words.join(","), maker, expires_at: new.expires_at };
        let issued = self.insert_token(&tx, TokenId::new(), row).await?;
        let detail = json!({ "scopes": words, "expiresAt": new.expires_at });
        self.note_token(&tx, "token.created", by, (issued.id, name), detail).await?;
        tx.commit().await?;
        Ok(issued)
    }

    /// Tokens, the newest first.
    ///
    /// # Errors
    /// [`AccountError::Forbidden`].
    pub async fn tokens(&self, by: &Actor) -> Result<Vec<Token>, AccountError> {
        may_manage(by)?;
        let query = token::Entity::find().order_by_desc(token::Column::CreatedAt).order_by_desc(token::Column::Id);
        let rows = query.limit(LISTED).all(self.db.reader()).await?;
        Ok(described(self.db.reader(), rows).await?)
    }

    /// One token.
    ///
    /// # Errors
    /// [`AccountError::NotFound`], [`AccountError::Forbidden`].
    pub async fn token(&self, by: &Actor, id: TokenId) -> Result<Token, AccountError> {
        may_manage(by)?;
        one(self.db.reader(), id).await
    }

    /// Makes a token of the same name, scopes, maker and lifetime, and ends this one after the overlap.
    ///
    /// # Errors
    /// [`AccountError::TokenEnded`] when it works no more or another has taken its place already, also for the second
    /// of two at once; [`AccountError::NotFound`]; [`AccountError::Forbidden`].
    pub async fn rotate_token(&self, by: &Actor, id: TokenId, overlap: Overlap) -> Result<IssuedToken, AccountError> {
        use token::Column as C;
        may_manage(by)?;
        let now = self.clock.now();
        let tx = self.db.begin().await?;
        let old = one(&tx, id).await?;
        if !old.may_be_rotated_by(by) {
            return Err(AccountError::Forbidden);
        }
        if !old.can_be_rotated(now) {
            return Err(AccountError::TokenEnded);
        }
        let ends = old.expires_at.unwrap_or(Time::MAX_UTC).min(now + overlap.span());
        let new = TokenId::new();
        let update = token::Entity::update_many()
            .col_expr(C::ExpiresAt, Expr::value(ends))
            .col_expr(C::Successor, Expr::value(new.0))
            .filter(C::Id.eq(id.0))
            .filter(C::RevokedAt.is_null())
            .filter(C::Successor.is_null());
        if update.exec(&tx).await?.rows_affected == 0 {
            return Err(AccountError::TokenEnded);
        }
        // Read again by its row: scopes of a newer Galley are passed on, though this one cannot name them.
        let row = token::Entity::find_by_id(id.0).one(&tx).await?.ok_or(AccountError::NotFound)?;
        let expires_at = old.expires_at.map(|at| now + (at - old.created_at));
        let next = NewRow { name: &row.name, scopes: row.scopes, maker: row.created_by, expires_at };
        let issued = self.insert_token(&tx, new, next).await?;
        let detail = json!({ "successor": new, "endsAt": ends });
        self.note_token(&tx, "token.rotated", by, (id, &old.name), detail).await?;
        tx.commit().await?;
        Ok(issued)
    }

    /// Ends a token.
    ///
    /// # Errors
    /// [`AccountError::TokenEnded`] when it was revoked already; [`AccountError::NotFound`];
    /// [`AccountError::Forbidden`].
    pub async fn revoke_token(&self, by: &Actor, id: TokenId) -> Result<(), AccountError> {
        use token::Column as C;
        may_manage(by)?;
        let tx = self.db.begin().await?;
        let name = one(&tx, id).await?.name;
        let revoked = Expr::value(self.clock.now());
        let update = token::Entity::update_many().col_expr(C::RevokedAt, revoked);
        let update = update.filter(C::Id.eq(id.0)).filter(C::RevokedAt.is_null());
        if update.exec(&tx).await?.rows_affected == 0 {
            return Err(AccountError::TokenEnded);
        }
        self.note_token(&tx, "token.revoked", by, (id, &name), json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn insert_token(
        &self,
        tx: &impl ConnectionTrait,
        id: TokenId,
        new: NewRow<'_>,
    ) -> Result<IssuedToken, AccountError> {
        let NewRow { name, scopes, maker, expires_at } = new;
        let secret = code::issue();
        let row = token::ActiveModel {
            id: Set(id.0),
            name: Set(name.to_owned()),
            prefix: Set(code::shown(&secret)),
            digest: Set(secret::digest(&secret)),
            scopes: Set(scopes),
            created_by: Set(maker),
            created_at: Set(self.clock.now()),
            expires_at: Set(expires_at),
            last_used_at: Set(None),
            last_used_from: Set(None),
            revoked_at: Set(None),
            successor: Set(None),
        };
        row.insert(tx).await?;
        Ok(IssuedToken { id, secret: TokenSecret(secret), expires_at })
    }
}

fn may_manage(by: &Actor) -> Result<(), AccountError> {
    if by.may_some(Permission::ManageTokens) { Ok(()) } else { Err(AccountError::Forbidden) }
}

/// A scope that this version no longer knows opens nothing.
pub fn scopes(stored: &str) -> Vec<Scope> {
    stored.split(',').filter_map(|scope| scope.parse().ok()).collect()
}

async fn one(db: &impl ConnectionTrait, id: TokenId) -> Result<Token, AccountError> {
    let rows = token::Entity::find_by_id(id.0).all(db).await?;
    described(db, rows).await?.pop().ok_or(AccountError::NotFound)
}

/// Rows with the names of their makers.
async fn described(db: &impl ConnectionTrait, rows: Vec<token::Model>) -> Result<Vec<Token>, DbErr> {
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.created_by).collect();
    let people = person::Entity::find().filter(person::Column::Id.is_in(ids)).all(db).await?;
    let people = people.into_iter().map(|row| Ok((row.id, Person::try_from(row)?)));
    let people = people.collect::<Result<HashMap<Uuid, Person>, DbErr>>()?;
    Ok(rows.into_iter().map(|row| describe(row, &people)).collect())
}

fn describe(row: token::Model, people: &HashMap<Uuid, Person>) -> Token {
    let maker = match row.created_by.map(|id| people.get(&id)) {
        None => Maker::CommandLine,
        Some(None) => Maker::Gone,
        Some(Some(Person { name, role, disabled, .. })) => {
            Maker::Person { name: name.clone(), role: *role, disabled: *disabled }
        }
    };
    let token::Model {
        id,
        name,
        prefix,
        digest: _,
        scopes: stored,
        created_by: _,
        created_at,
        expires_at,
        last_used_at,
        last_used_from,
        revoked_at,
        successor,
    } = row;
    Token {
        id: TokenId(id),
        name,
        prefix,
        scopes: scopes(&stored),
        maker,
        created_at,
        expires_at,
        last_used: last_used_at.map(|at| (at, last_used_from)),
        revoked_at,
        successor: successor.map(TokenId),
    }
}
