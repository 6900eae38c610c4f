//! The one table of routes and their middleware. What is not here does not exist.

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
    routing::get,
};

use crate::app::App;

/// All routes.
pub fn router(app: &App) -> Router {
    health(app)
}

/// What orchestrators ask. `/livez` touches nothing: a lost database is no reason to be killed.
fn health(app: &App) -> Router {
    Router::new().route("/livez", get(livez)).route("/readyz", get(readyz)).with_state(app.clone())
}

async fn livez() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], "ok\n")
}

async fn readyz(State(app): State<App>) -> impl IntoResponse {
    let (status, text) = if app.readiness.is_ready() {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping\n")
    };
    (status, [(header::CACHE_CONTROL, "no-store")], text)
}
