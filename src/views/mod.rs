//! Saved views: lists that somebody comes back to, as they narrowed and sorted them, under a name of their own.
//!
//! They are one person's, so nobody else's permission is asked and the audit log hears nothing of them. What a view's
//! query means is the list's affair: here it is text.

mod entity;
mod store;

use uuid::Uuid;

use crate::{
    permission::{Actor, Principal},
    platform::{clock::Clock, db::Db},
    vocabulary::{FieldErrors, KindName, PersonId},
};

/// Views of one kind that a person may have.
pub const MOST: usize = 20;
/// Characters of a name.
pub const NAME: usize = 60;
/// Bytes of a query.
const QUERY: usize = 2_000;

/// A list under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    pub id: Uuid,
    pub name: String,
    /// The part of the list's address behind the `?`.
    pub query: String,
}

/// Why a view was not saved or removed.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    #[error("{0}")]
    Invalid(FieldErrors),
    /// There is none, or it is somebody else's.
    #[error("there is no such view")]
    NotFound,
    #[error("the database did not answer")]
    Db(#[from] sea_orm::DbErr),
}

/// The verbs on saved views. Cheap to clone.
#[derive(Clone)]
pub struct Views {
    db: Db,
    clock: Clock,
}

impl Views {
    #[must_use]
    pub const fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }

    /// The actor's views of a kind, by name.
    ///
    /// # Errors
    /// [`ViewError::Db`].
    pub async fn list(&self, actor: &Actor, kind: KindName) -> Result<Vec<View>, ViewError> {
        let Some(person) = person(actor) else { return Ok(Vec::new()) };
        Ok(store::of(self.db.reader(), person, kind).await?)
    }

    /// Keeps a list under a name.
    ///
    /// # Errors
    /// [`ViewError::Invalid`] at `name`: none, too long, taken, or there are [`MOST`] already. [`ViewError::NotFound`]
    /// for whoever is no person.
    pub async fn save(&self, actor: &Actor, kind: KindName, name: &str, query: &str) -> Result<View, ViewError> {
        let person = person(actor).ok_or(ViewError::NotFound)?;
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let refuse = |code| Err(ViewError::Invalid(FieldErrors::one("name", code, "")));
        if name.is_empty() || name.chars().any(char::is_control) {
            return refuse("required");
        }
        if name.chars().count() > NAME || query.len() > QUERY {
            return refuse("too_long");
        }
        let tx = self.db.begin().await?;
        store::take_turn(&tx, person).await?;
        let there = store::of(&tx, person, kind).await?;
        if there.len() >= MOST {
            return refuse("too_many");
        }
        if there.iter().any(|view| view.name.to_lowercase() == name.to_lowercase()) {
            return refuse("taken");
        }
        let view = View { id: Uuid::now_v7(), name, query: query.to_owned() };
        store::insert(&tx, person, kind, &view, self.clock.now()).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Forgets one of the actor's views.
    ///
    /// # Errors
    /// [`ViewError::NotFound`], [`ViewError::Db`].
    pub async fn remove(&self, actor: &Actor, kind: KindName, id: Uuid) -> Result<(), ViewError> {
        let person = person(actor).ok_or(ViewError::NotFound)?;
        let tx = self.db.begin().await?;
        if !store::delete(&tx, person, kind, id).await? {
            return Err(ViewError::NotFound);
        }
        Ok(tx.commit().await?)
    }
}

const fn person(actor: &Actor) -> Option<PersonId> {
    match &actor.principal {
        Principal::Person(id) => Some(*id),
        Principal::Token { .. } | Principal::System => None,
    }
}
