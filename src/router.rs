//! The one table of routes and their middleware. What is not here does not exist.

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
    routing::get,
};

use crate::{
    accounts,
    app::App,
    paths,
    platform::http::{Limits, Problem, RequestId, admin_layers},
    ui::error_page::ErrorPage,
};

/// All routes.
pub fn router(app: &App) -> Router {
    let limits = Limits { https: app.config.is_https(), proxies: app.settings.proxies.clone(), ..Limits::default() };
    Router::new().merge(health(app)).merge(admin(app, &limits))
}

/// The panel, behind a session.
fn admin(app: &App, limits: &Limits) -> Router {
    let routes = Router::new().merge(accounts::routes(&app.accounts));
    admin_layers(app.accounts.admin(routes), limits, problem_page)
}

/// A problem as a page.
fn problem_page(problem: &Problem, id: RequestId) -> String {
    let id = id.to_string();
    let detail = match &problem.detail {
        Some(detail) if !problem.status.is_server_error() => detail,
        _ => "Galley could not do this. If it happens again, give this number to whoever runs Galley.",
    };
    let page = ErrorPage {
        status: problem.status.as_u16(),
        heading: problem.title(),
        detail,
        request_id: Some(&id),
        home: paths::HOME,
    };
    page.page().into_string()
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
