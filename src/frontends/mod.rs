//! Frontends: the sites that drafts can be seen on before anybody publishes them, and the tokens that show a draft there.
//!
//! A frontend is an address with places for the entry's kind, slug and locale and for a token; with the token it asks
//! the delivery API for the draft. This room knows no page, and not how a draft is compiled.

mod entity;
mod links;
pub mod model;
mod store;
mod token;

pub use links::{Links, RedeemError};
pub use model::{Framing, Frontend, Lifetime, Link, Template};

use crate::{
    error::AppError,
    permission::{Actor, Permission},
    platform::{audit, clock::Clock, db::Db},
    vocabulary::{FieldErrors, FrontendId},
    words::t,
};

/// So many there may be.
pub const MOST: u64 = 200;

/// Why a frontend was not changed, or not told.
#[derive(Debug, thiserror::Error)]
pub enum FrontendError {
    #[error("you may not do this")]
    Denied,
    #[error("there is no such frontend")]
    NotFound,
    #[error("{0}")]
    Invalid(FieldErrors),
    #[error("the database did not answer")]
    Db(#[from] sea_orm::DbErr),
}

impl From<FrontendError> for AppError {
    fn from(error: FrontendError) -> Self {
        match error {
            FrontendError::Denied => Self::Forbidden,
            FrontendError::NotFound => Self::NotFound,
            FrontendError::Invalid(errors) => Self::Invalid(errors),
            FrontendError::Db(error) => error.into(),
        }
    }
}

/// The verbs on frontends. Cheap to clone.
#[derive(Clone)]
pub struct Frontends {
    db: Db,
    clock: Clock,
}

impl Frontends {
    #[must_use]
    pub const fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }

    /// All of them, by name, for whoever may see drafts.
    ///
    /// # Errors
    /// [`FrontendError::Denied`], [`FrontendError::Db`].
    pub async fn list(&self, actor: &Actor) -> Result<Vec<Frontend>, FrontendError> {
        may(actor, Permission::ReadContent)?;
        Ok(store::frontends(self.db.reader()).await?)
    }

    /// # Errors
    /// [`FrontendError::Denied`], [`FrontendError::NotFound`], [`FrontendError::Db`].
    pub async fn find(&self, actor: &Actor, id: FrontendId) -> Result<Frontend, FrontendError> {
        may(actor, Permission::ManageSettings)?;
        store::frontend(self.db.reader(), id).await?.ok_or(FrontendError::NotFound)
    }

    /// # Errors
    /// [`FrontendError::Denied`], [`FrontendError::Invalid`] at `name` or `template`, [`FrontendError::Db`].
    pub async fn create(&self, actor: &Actor, name: &str, template: &str) -> Result<Frontend, FrontendError> {
        may(actor, Permission::ManageSettings)?;
        let (name, template) = model::check(name, template).map_err(FrontendError::Invalid)?;
        let one = Frontend { id: FrontendId::new(), name, template, framing: None };
        let tx = self.db.begin().await?;
        if store::count_frontends(&tx).await? >= MOST {
            let errors = FieldErrors::one("name", "too_many", t!("frontend-too-many", most = MOST.to_string()));
            return Err(FrontendError::Invalid(errors));
        }
        store::insert_frontend(&tx, &one, self.clock.now()).await?;
        self.note(&tx, actor, "frontend.created", &one).await?;
        tx.commit().await?;
        Ok(one)
    }

    /// # Errors
    /// As [`Frontends::create`], and [`FrontendError::NotFound`].
    pub async fn change(&self, actor: &Actor, id: FrontendId, name: &str, template: &str) -> Result<(), FrontendError> {
        may(actor, Permission::ManageSettings)?;
        let (name, template) = model::check(name, template).map_err(FrontendError::Invalid)?;
        let tx = self.db.begin().await?;
        let old = store::frontend(&tx, id).await?.ok_or(FrontendError::NotFound)?;
        let framing = old.framing.filter(|_| old.template == template);
        let new = Frontend { id, name, template, framing };
        if new == old {
            return Ok(());
        }
        store::change_frontend(&tx, &new).await?;
        self.note(&tx, actor, "frontend.changed", &new).await?;
        Ok(tx.commit().await?)
    }

    /// # Errors
    /// [`FrontendError::Denied`], [`FrontendError::NotFound`], [`FrontendError::Db`].
    pub async fn remove(&self, actor: &Actor, id: FrontendId) -> Result<(), FrontendError> {
        may(actor, Permission::ManageSettings)?;
        let tx = self.db.begin().await?;
        let old = store::frontend(&tx, id).await?.ok_or(FrontendError::NotFound)?;
        store::delete_frontend(&tx, id).await?;
        self.note(&tx, actor, "frontend.removed", &old).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps what a test found of a frontend's framing. It is a finding and no act, so the audit log hears nothing.
    ///
    /// # Errors
    /// [`FrontendError::Denied`], [`FrontendError::Db`].
    pub async fn note_framing(&self, actor: &Actor, tested: &Frontend, framing: Framing) -> Result<(), FrontendError> {
        may(actor, Permission::ManageSettings)?;
        let tx = self.db.begin().await?;
        store::note_framing(&tx, tested, framing).await?;
        Ok(tx.commit().await?)
    }

    async fn note(
        &self,
        tx: &sea_orm::DatabaseTransaction,
        actor: &Actor,
        action: &str,
        one: &Frontend,
    ) -> Result<(), FrontendError> {
        let act = audit::Record::new(actor.label(), actor.name.as_str(), action);
        let act = act.on("frontend", one.id, one.name.as_str());
        let act = act.detail(serde_json::json!({ "template": one.template.as_str() }));
        Ok(audit::record(tx, act, self.clock.now()).await?)
    }
}

fn may(actor: &Actor, permission: Permission) -> Result<(), FrontendError> {
    if actor.may_some(permission) { Ok(()) } else { Err(FrontendError::Denied) }
}
