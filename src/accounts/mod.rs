//! People and the ways in: set-up, invitations, sign-in, sessions, tokens, and who a request comes from.
//!
//! A request is let in by [`Accounts::admin`] (a session) or [`Accounts::manage`] (a token), which look the route up
//! in [`paths::ROUTES`](crate::paths::ROUTES) and put an [`Actor`](crate::permission::Actor) in its place. Nothing
//! about rights is remembered: person and role are read anew for each request, so a change holds at once on every
//! replica. This room knows no content.

mod admin;
mod again;
mod census;
mod entity;
mod extract;
mod gate;
mod journal;
mod links;
mod model;
mod pages;
mod password;
mod people;
mod profile;
mod secret;
mod sessions;
mod setup;
mod sign_in;
mod store;
mod strength;
mod tokens;

use std::sync::Arc;

use crate::platform::{clock::Clock, db::Db};

pub use admin::routes;
pub use census::Census;
pub use extract::{Bearer, SignedIn};
pub use links::{Invitation, IssuedLink};
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
    public_url: Option<Arc<str>>,
    https: bool,
}

impl Accounts {
    /// `public_url`: where people reach the server (`https://cms.example`), if that is known. Links for others begin
    /// so, and https decides the session cookie's name and `Secure`.
    #[must_use]
    pub fn new(db: Db, clock: Clock, public_url: Option<&str>) -> Self {
        let https = public_url.is_some_and(|url| url.starts_with("https://"));
        Self { db, clock, hasher: Hasher::default(), public_url: public_url.map(Arc::from), https }
    }
}
