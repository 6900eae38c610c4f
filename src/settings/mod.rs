//! The site's settings, and how Galley itself is doing.
//!
//! What the site says of itself is changed by the publisher, because every document depends on it; the system page
//! only looks. It knows no database: what it shows of one it asks the platform for.

mod admin;
mod form;
mod frontends;
pub mod pages;
mod system;

use std::sync::Arc;

use axum::{Router, routing::get};

pub use system::{Database, Health, Overview};

use crate::{
    accounts::Accounts,
    config::Config,
    content::{Entries, Registry},
    delivery::{Catalog, Delivery},
    frontends::{Frontends, Links},
    paths,
    platform::{db::Db, outbound::Outbound},
    publishing::Publisher,
    vocabulary::Time,
};

/// What the screens are made of. Cheap to clone.
#[derive(Clone)]
pub struct Settings {
    pub publisher: Publisher,
    pub kinds: Arc<Registry>,
    pub catalog: Catalog,
    pub delivery: Delivery,
    pub db: Db,
    pub entries: Entries,
    pub accounts: Accounts,
    pub frontends: Frontends,
    pub links: Links,
    pub outbound: Outbound,
    pub config: Arc<Config>,
    /// When this process began.
    pub started: Time,
}

/// The routes, to be put behind the session's gate.
pub fn routes(settings: Settings) -> Router {
    Router::new()
        .route(paths::SETTINGS, get(admin::show).post(admin::save))
        .route(paths::SYSTEM, get(admin::system))
        .merge(frontends::routes())
        .with_state(settings)
}
