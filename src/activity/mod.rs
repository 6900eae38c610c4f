//! The audit log on a screen: who did what, to what, when and from where; and the same as a table for elsewhere.
//!
//! It only reads. What is written down, and that it is, is the business of the verbs themselves.

mod admin;
mod csv;
mod narrowed;
pub mod pages;
mod read;

use axum::{Router, routing::get};

pub use narrowed::{Group, Narrowed};

use crate::{content::Entries, paths, platform::db::Db};

/// What the screens are made of. Cheap to clone.
#[derive(Clone)]
pub struct Activity {
    db: Db,
    /// For whether what an act was about is still there.
    entries: Entries,
}

impl Activity {
    #[must_use]
    pub const fn new(db: Db, entries: Entries) -> Self {
        Self { db, entries }
    }
}

/// The routes, to be put behind the session's gate.
pub fn routes(activity: Activity) -> Router {
    Router::new()
        .route(paths::AUDIT, get(admin::index))
        .route(paths::AUDIT_EXPORT, get(admin::export))
        .with_state(activity)
}
