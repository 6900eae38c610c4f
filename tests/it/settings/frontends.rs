//! Frontends in the settings: who may, what is no address, and what the test of one finds.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::{Router, extract::State, http::HeaderMap, response::IntoResponse, routing::get};
use galley::{
    frontends::{Framing, FrontendError},
    vocabulary::FrontendId,
};
use tokio::net::TcpListener;

use super::*;
use crate::harness::{Backend, Stage};

const TEMPLATE: &str = "https://www.example.com/preview?token={token}";

/// A site that may ask servers on this machine.
struct Open(TestSite);

impl Stage for Open {
    async fn start(backend: Backend) -> Self {
        Self(TestSite::with(backend, &[("GALLEY_OUTBOUND_ALLOW", "127.0.0.1")]).await)
    }

    async fn finish(self) {
        self.0.finish().await;
    }
}

/// A small site that shows drafts, when it is told to.
#[derive(Clone)]
struct Toy {
    /// Where Galley is.
    api: String,
    asks: Arc<AtomicBool>,
}

async fn draft(State(toy): State<Toy>, axum::extract::RawQuery(query): axum::extract::RawQuery) -> impl IntoResponse {
    let query = query.unwrap_or_default();
    if toy.asks.load(Ordering::Relaxed) {
        let slug = query.split("slug=").nth(1).unwrap().split('&').next().unwrap();
        let token = query.split("token=").nth(1).unwrap();
        let url = format!("{}/api/v1/articles/{slug}?preview={token}", toy.api);
        return reqwest::get(url).await.unwrap().text().await.unwrap();
    }
    "published".to_owned()
}

/// Where the toy's pages are: its drafts, and what is wrong with each of the others.
async fn serve(toy: Toy) -> String {
    let refusing = || async {
        let mut headers = HeaderMap::new();
        headers.insert("x-frame-options", "DENY".parse().unwrap());
        (headers, "published")
    };
    let ancestors = || async { ([("content-security-policy", "frame-ancestors 'none'")], "published") };
    let cookie = || async { ([("set-cookie", "mode=draft; Path=/; HttpOnly")], "published") };
    let router = Router::new().route("/draft", get(draft)).route("/deny", get(refusing)).route("/none", get(ancestors));
    let router = router.route("/cookie", get(cookie));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router.with_state(toy)).await });
    url
}

both! {
    async fn whoever_may_not_manage_settings_neither_sees_nor_changes_frontends(site: &TestSite) {
        let one = site.app.frontends.create(&owner(), "Website", TEMPLATE).await.unwrap();
        for role in [Role::Editor, Role::Author, Role::Contributor, Role::Viewer] {
            let somebody = Browser::signed_in(site, role.as_str(), role).await;
            for path in [paths::frontends(), paths::new_frontend(), paths::frontend(one.id), paths::frontend_removal(one.id)] {
                assert_eq!(somebody.get(&path).await.status, StatusCode::FORBIDDEN, "{role} {path}");
            }
            let fields = [("name", "Mine"), ("template", TEMPLATE)];
            for path in [paths::frontends(), paths::frontend(one.id), paths::frontend_test(one.id), paths::frontend_removal(one.id)] {
                assert_eq!(somebody.post(&path, &fields).await.status, StatusCode::FORBIDDEN, "{role} {path}");
            }
            let actor = Actor::person(galley::vocabulary::PersonId::new(), "Somebody", role);
            let frontends = &site.app.frontends;
            assert!(matches!(frontends.create(&actor, "Mine", TEMPLATE).await, Err(FrontendError::Denied)));
            assert!(matches!(frontends.change(&actor, one.id, "Mine", TEMPLATE).await, Err(FrontendError::Denied)));
            assert!(matches!(frontends.remove(&actor, one.id).await, Err(FrontendError::Denied)));
            assert!(matches!(frontends.note_framing(&actor, &one, Framing::Allowed).await, Err(FrontendError::Denied)));
        }
        assert_eq!(site.app.frontends.list(&owner()).await.unwrap(), [one]);
        let ada = Browser::signed_in(site, "Ada", Role::Owner).await;
        let nobody = FrontendId::new();
        assert_eq!(ada.get(&paths::frontend(nobody)).await.status, StatusCode::NOT_FOUND);
        for path in [paths::frontend_test(nobody), paths::frontend_removal(nobody)] {
            assert_eq!(ada.post(&path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    async fn a_frontend_is_made_changed_and_removed(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Owner).await;
        let wrong = ada.post(&paths::frontends(), &[("name", ""), ("template", "http://www.example.com/\"{token}")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.says("field-name-error") && wrong.says("field-template-error") && wrong.says("&quot;{token}"), "{}", wrong.text);
        assert!(site.app.frontends.list(&owner()).await.unwrap().is_empty());
        assert_eq!(ada.post(&paths::frontends(), &[("name", "Web <b>"), ("template", TEMPLATE)]).await.status, StatusCode::SEE_OTHER);
        let list = ada.get(&paths::frontends()).await;
        assert!(list.says("Web &lt;b&gt;") && list.says("Not tested yet"), "{}", list.text);
        let id = site.app.frontends.list(&owner()).await.unwrap()[0].id;
        let other = "http://localhost:4321/{locale}/{kind}/{slug}?draft={token}";
        assert_eq!(ada.post(&paths::frontend(id), &[("name", "Local"), ("template", other)]).await.status, StatusCode::SEE_OTHER);
        assert!(ada.get(&paths::frontend(id)).await.says(other));
        // This machine is nothing that Galley asks unless it is allowed to.
        ada.post("/admin/articles", &[("title", "Backs")]).await;
        let report = ada.post(&paths::frontend_test(id), &[]).await;
        assert!(report.says("is not public") && report.says("GALLEY_OUTBOUND_ALLOW"), "{}", report.text);
        assert_eq!(ada.post(&paths::frontend_removal(id), &[]).await.status, StatusCode::SEE_OTHER);
        assert!(ada.get(&paths::frontends()).await.says("No frontends yet"));
        let audit = ada.get(paths::AUDIT).await;
        for act in ["added the frontend", "changed the frontend", "removed the frontend"] {
            assert!(audit.says(act), "{act} in {}", audit.text);
        }
    }

    async fn a_test_names_what_is_wrong(open: &Open) {
        let site = &open.0;
        let ada = Browser::signed_in(site, "Ada", Role::Owner).await;
        let toy = Toy { api: site.url.clone(), asks: Arc::new(AtomicBool::new(true)) };
        let asks = toy.asks.clone();
        let url = serve(toy).await;
        let frontend = async |path: &str| {
            let template = format!("{url}{path}?slug={{slug}}&token={{token}}");
            site.app.frontends.create(&owner(), path, &template).await.unwrap().id
        };
        let good = frontend("/draft").await;
        let report = ada.post(&paths::frontend_test(good), &[]).await;
        assert!(report.says("nothing to test with"), "{}", report.text);
        ada.post("/admin/articles", &[("title", "Backs"), ("slug", "backs")]).await;
        let report = ada.post(&paths::frontend_test(good), &[]).await;
        assert!(report.status == StatusCode::OK && report.says("It works"), "{}", report.text);
        asks.store(false, Ordering::Relaxed);
        for (path, words) in [("/draft", "did not ask Galley"), ("/missing", "answers 404"), ("/deny", "X-Frame-Options: DENY"), ("/none", "frame-ancestors &#39;none&#39;")] {
            let id = frontend(path).await;
            let report = ada.post(&paths::frontend_test(id), &[]).await;
            let text = report.text.replace(['\u{2068}', '\u{2069}'], "").replace("&#x27;", "&#39;").replace("'none'", "&#39;none&#39;");
            assert!(text.contains(words), "{words} in {text}");
        }
        // Another name is another site, from whose frames browsers keep cookies.
        let elsewhere = url.replace("127.0.0.1", "localhost") + "/cookie?token={token}";
        let id = site.app.frontends.create(&owner(), "/cookie", &elsewhere).await.unwrap().id;
        let report = ada.post(&paths::frontend_test(id), &[]).await.text.replace(['\u{2068}', '\u{2069}'], "");
        assert!(report.contains("The cookie “mode” does not reach the site"), "{report}");
        let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        for (template, words) in [
            (format!("http://{closed}/{{token}}"), "takes no connections"),
            (url.replace("http:", "https:") + "/{token}", "No secure connection"),
            ("https://nobody.invalid/{token}".to_owned(), "No server has this name"),
        ] {
            let id = site.app.frontends.create(&owner(), words, &template).await.unwrap().id;
            let report = ada.post(&paths::frontend_test(id), &[]).await;
            assert!(report.says(words), "{words} in {}", report.text);
        }
        // What was found of framing is kept, until the address changes.
        let all = site.app.frontends.list(&owner()).await.unwrap();
        let framing = |path: &str| all.iter().find(|one| one.name == path).unwrap().framing;
        assert_eq!((framing("/deny"), framing("/none"), framing("/missing")),
            (Some(Framing::Refused), Some(Framing::Refused), Some(Framing::Allowed)));
        // And of the tests' own tokens nothing is left.
        let left = ada.get("/admin/articles").await;
        assert!(left.says("Backs"));
    }
}
