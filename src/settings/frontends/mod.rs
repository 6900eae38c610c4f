//! Settings → Frontends: where drafts can be seen, and whether that works.

mod admin;
mod check;
mod pages;

use axum::{
    Router,
    routing::{get, post},
};

use super::Settings;
use crate::paths;

pub fn routes() -> Router<Settings> {
    Router::new()
        .route(paths::FRONTENDS, get(admin::index).post(admin::create))
        .route(paths::NEW_FRONTEND, get(admin::new))
        .route(paths::FRONTEND, get(admin::edit).post(admin::update))
        .route(paths::FRONTEND_TEST, post(admin::test))
        .route(paths::FRONTEND_REMOVAL, get(admin::ask_removal).post(admin::remove))
}
