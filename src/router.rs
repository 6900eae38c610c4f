//! The one table of routes and their middleware. What is not here does not exist.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::get,
};
use futures_util::{FutureExt as _, future::BoxFuture};
use tower::ServiceExt as _;

use crate::{
    accounts,
    activity::{self, Activity},
    app::App,
    delivery,
    editor::{self, Editor, Sights},
    error::AppError,
    manage::{self, Manage},
    openapi, paths,
    platform::{
        assets,
        http::{Edge, Limits, Problem, RequestId, admin_layers, api_headers, api_layers, docs_headers},
    },
    settings::{self, Settings},
    ui::error_page::ErrorPage,
    views::Views,
    words::{self, t},
};

/// All routes.
pub fn router(app: &App) -> Router {
    let limits =
        Limits { origin: app.config.public_url.clone(), proxies: app.settings.proxies.clone(), ..Limits::default() };
    Router::new()
        .merge(health(app))
        .merge(admin(app, &limits))
        .merge(manage(app, &limits))
        .merge(delivery(app))
        .merge(openapi(app))
        .fallback(unknown(&limits))
}

/// The panel, behind a session.
fn admin(app: &App, limits: &Limits) -> Router {
    let views = Views::new(app.db.clone(), app.clock.clone());
    let (entries, publisher, catalog) = (app.entries.clone(), app.publisher.clone(), app.catalog.clone());
    let sights = Sights {
        drafts: app.drafts.clone(),
        lenses: app.lenses.clone(),
        frontends: app.frontends.clone(),
        links: app.links.clone(),
        previews: app.previews.clone(),
        web_links: app.web_links.clone(),
    };
    let editor = Editor::new(entries, publisher, catalog, sights, views, app.accounts.clone());
    let activity = Activity::new(app.db.clone(), app.entries.clone());
    let routes = Router::new()
        .merge(accounts::routes(&app.accounts))
        .merge(editor::routes(editor))
        .merge(settings::routes(settings_of(app)))
        .merge(activity::routes(activity));
    // The sign-in page needs them before anybody is known.
    let open = Router::new().route(assets::ROUTE, get(assets::serve));
    let catalog = app.catalog.clone();
    // For whoever is let in: pages tell the time in the site's zone.
    let with_site = from_fn(move |mut request: Request, next: Next| {
        request.extensions_mut().insert(catalog.site());
        next.run(request)
    });
    admin_layers(app.accounts.admin(routes).layer(with_site).merge(open), limits, problem_page)
}

fn settings_of(app: &App) -> Settings {
    Settings {
        publisher: app.publisher.clone(),
        kinds: Arc::new(app.entries.kinds().clone()),
        catalog: app.catalog.clone(),
        delivery: app.delivery.clone(),
        db: app.db.clone(),
        entries: app.entries.clone(),
        accounts: app.accounts.clone(),
        frontends: app.frontends.clone(),
        links: app.links.clone(),
        outbound: app.outbound.clone(),
        config: app.config.clone(),
        started: app.started,
    }
}

/// The management API, behind a token.
fn manage(app: &App, limits: &Limits) -> Router {
    let routes = manage::routes(Manage::new(app.entries.clone(), app.publisher.clone()));
    api_layers(app.accounts.manage(routes), limits)
}

/// The readers' API: nothing stands before it but what gives problems their form.
fn delivery(app: &App) -> Router {
    delivery::routes(app.delivery.clone()).layer(Edge::json(api_headers(app.config.is_https())))
}

/// What both APIs take and answer, for programs and for people; open to everybody, as what is published is.
fn openapi(app: &App) -> Router {
    let https = app.config.is_https();
    let document = openapi::document_routes(app.openapi.clone()).layer(Edge::json(api_headers(https)));
    document.merge(openapi::docs_routes().layer(Edge::pages(problem_page, docs_headers(https))))
}

/// What is at no address: a page for people, JSON for programs.
fn unknown(
    limits: &Limits,
) -> impl Fn(Request) -> BoxFuture<'static, Response> + Clone + Send + Sync + 'static + use<> {
    let nothing = || Router::new().fallback(|| async { AppError::NotFound });
    let (page, json) = (admin_layers(nothing(), limits, problem_page), api_layers(nothing(), limits));
    move |request| {
        let known = if request.uri().path().starts_with(paths::HOME) { page.clone() } else { json.clone() };
        known.oneshot(request).map(IntoResponse::into_response).boxed()
    }
}

/// A problem as a page.
fn problem_page(problem: &Problem, id: RequestId) -> String {
    let id = id.to_string();
    let status = problem.status.as_u16();
    // What is wrong in particular, or else what the status means.
    let own = problem.detail.as_deref().filter(|_| !problem.status.is_server_error()).map(str::to_owned);
    let detail = words::find(&format!("error-{}", problem.code)).or(own);
    let detail = detail.or_else(|| words::find(&format!("error-{status}"))).unwrap_or_else(|| t!("error-500"));
    let heading = words::find(&format!("error-heading-{status}")).unwrap_or_else(|| problem.title().to_owned());
    let page = ErrorPage { status, heading: &heading, detail: &detail, request_id: Some(&id), home: paths::HOME };
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
