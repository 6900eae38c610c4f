//! The system page, and a database that is gone.

use axum::{Router, body::Body, http::Request, middleware};
use galley::{
    accounts::SignedIn,
    config::Config,
    settings::{self, Settings},
    ui::{Preferences, Viewer},
};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::*;
use crate::harness::{Backend, TestDatabase};

both! {
    async fn the_system_page_says_how_galley_is_doing(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Owner).await;
        site.clock.advance(chrono::TimeDelta::minutes(90));
        let page = ada.get(paths::SYSTEM).await;
        assert_eq!(page.status, StatusCode::OK);
        let program = if site.database.backend == Backend::Sqlite { "SQLite 3." } else { "PostgreSQL " };
        for part in [program, "It answers.", "None waiting, none given up.", "1 hour, 30 minutes", "GALLEY_CACHE_MB"] {
            assert!(page.says(part), "{part} in {}", page.text);
        }
        assert!(!page.says("li class=\"warn\"") && !page.says("li class=\"danger\""), "{}", page.text);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn secrets_are_not_on_the_page_and_misspelt_variables_are() {
    let secrets = [("GALLEY_ADMIN_PASSWORD", "hush hush hush"), ("GALLEY_LISTN", "x")];
    let site = TestSite::with(Backend::Sqlite, &secrets).await;
    let ada = Browser::signed_in(&site, "Ada", Role::Owner).await;
    let page = ada.get(paths::SYSTEM).await;
    assert!(page.says("GALLEY_ADMIN_PASSWORD") && !page.says("hush"), "{}", page.text);
    assert!(page.says("GALLEY_LISTN") && page.says("misspelt"));
    site.finish().await;
}

/// Behind no gate, which would ask the database who is there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_database_is_said_on_the_page() {
    let site = TestSite::on(TestDatabase::losable(Backend::Sqlite).await, &[]).await;
    let app = &site.app;
    let settings = Settings {
        entries: site.app.entries.clone(),
        accounts: site.app.accounts.clone(),
        frontends: site.app.frontends.clone(),
        links: site.app.links.clone(),
        outbound: site.app.outbound.clone(),
        publisher: app.publisher.clone(),
        kinds: std::sync::Arc::new(app.entries.kinds().clone()),
        catalog: app.catalog.clone(),
        delivery: app.delivery.clone(),
        db: app.db.clone(),
        config: std::sync::Arc::new(Config::from_variables([]).unwrap()),
        started: app.started,
    };
    let viewer = Viewer {
        id: galley::vocabulary::PersonId::default(),
        name: "Ada".into(),
        role: Role::Owner,
        preferences: Preferences::default(),
        site: std::sync::Arc::default(),
        now: site.clock.now(),
    };
    let who = SignedIn { actor: owner(), viewer };
    let seated = middleware::from_fn(move |mut request: axum::extract::Request, next: middleware::Next| {
        request.extensions_mut().insert(who.clone());
        next.run(request)
    });
    let router: Router = settings::routes(settings).layer(seated);
    site.database.lose(site.db()).await;
    let asked = Request::get(paths::SYSTEM).body(Body::empty()).unwrap();
    let response = router.oneshot(asked).await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    let page = String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap();
    assert!(page.contains("The database does not answer.") && page.contains("GALLEY_LISTEN"), "{page}");
}
