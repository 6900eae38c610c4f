//! People and the ways in: set-up, sign-in, sessions, tokens, and who a request comes from.
//!
//! A request is let in by [`Accounts::admin`] (a session) or [`Accounts::manage`] (a token), which look the route up
//! in [`paths::ROUTES`](crate::paths::ROUTES) and put an [`Actor`](crate::permission::Actor) in its place. Nothing
//! about rights is remembered: person and role are read anew for each request, so a change holds at once on every
//! replica. This room knows no content.

mod admin;
mod again;
mod entity;
mod extract;
mod gate;
mod journal;
mod model;
mod pages;
mod password;
mod people;
mod secret;
mod sessions;
mod setup;
mod sign_in;
mod store;
mod tokens;

use crate::platform::{clock::Clock, db::Db};

pub use admin::routes;
pub use extract::{Bearer, SignedIn};
pub use model::{AccountError, Email, NewPerson, NewToken, Password, Person, TokenSecret};
pub use password::Hasher;
pub use setup::FirstRun;
pub use tokens::{DEFAULT_TOKEN_DAYS, IssuedToken, Maker, Overlap, Standing, Token};

/// Everything that concerns people. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Accounts {
    db: Db,
    clock: Clock,
    hasher: Hasher,
    https: bool,
}

impl Accounts {
    /// `https`: whether people reach the server over https, which decides the session cookie's name and `Secure`.
    #[must_use]
    pub fn new(db: Db, clock: Clock, https: bool) -> Self {
        Self { db, clock, hasher: Hasher::default(), https }
    }
}
