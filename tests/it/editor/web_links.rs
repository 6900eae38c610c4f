//! Links that lead out of the site: what is asked of whom, and what is said of them.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode as Code},
};
use chrono::TimeDelta;
use galley::{app::App, config::Config, permission::Role, platform::jobs};
use reqwest::StatusCode;
use tokio::net::TcpListener;

use super::Browser;
use crate::harness::{Backend, Stage, TestSite, both};

/// A site that looks at links, and may ask servers on this machine.
struct Open {
    site: TestSite,
    web: Toy,
    /// Where the toy is.
    url: String,
}

impl Stage for Open {
    async fn start(backend: Backend) -> Self {
        Self::allowed(backend, "127.0.0.1,localhost").await
    }

    async fn finish(self) {
        self.site.finish().await;
    }
}

/// The same, where no such server may be asked.
struct Closed(Open);

impl Stage for Closed {
    async fn start(backend: Backend) -> Self {
        Self(Open::allowed(backend, "").await)
    }

    async fn finish(self) {
        self.0.finish().await;
    }
}

impl Open {
    async fn allowed(backend: Backend, hosts: &str) -> Self {
        let variables = [("GALLEY_CHECK_LINKS", "on"), ("GALLEY_OUTBOUND_ALLOW", hosts)];
        let site = TestSite::with(backend, &variables).await;
        let (web, url) = Toy::serve().await;
        Self { site, web, url }
    }

    /// Time goes by, and what is due is done; and says what was asked for.
    async fn after(&self, wait: TimeDelta) -> Vec<String> {
        self.site.clock.advance(wait);
        self.site.app.runner.as_ref().unwrap().run_due().await.unwrap();
        self.web.asked()
    }

    /// Enough turns for a few links of one host.
    async fn minutes(&self, count: usize) -> Vec<String> {
        let mut asked = Vec::new();
        for _ in 0..count {
            asked.extend(self.after(TimeDelta::minutes(1)).await);
        }
        asked.sort();
        asked
    }

    fn link(&self, path: &str) -> String {
        format!("[a page]({}{path})", self.url)
    }
}

/// A small piece of the web; a path says how it answers.
#[derive(Clone, Default)]
struct Toy {
    asked: Arc<Mutex<Vec<String>>>,
}

impl Toy {
    async fn serve() -> (Self, String) {
        let toy = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(toy.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (toy, url)
    }

    /// What was asked for since this was called last.
    fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut *self.asked.lock().unwrap());
        asked.sort();
        asked
    }
}

async fn answer(State(toy): State<Toy>, request: Request) -> (Code, HeaderMap) {
    let path = request.uri().path();
    let agent = request.headers().get("user-agent").map(|agent| agent.to_str().unwrap()).unwrap_or_default();
    assert!(agent.starts_with("Galley/"), "{agent}");
    toy.asked.lock().unwrap().push(format!("{} {path}", request.method()));
    let mut headers = HeaderMap::new();
    let code = match path {
        "/gone" => Code::NOT_FOUND,
        "/down" => Code::INTERNAL_SERVER_ERROR,
        "/busy" => {
            headers.insert("retry-after", "7200".parse().unwrap());
            Code::TOO_MANY_REQUESTS
        }
        "/no-head" if request.method() == Method::HEAD => Code::METHOD_NOT_ALLOWED,
        "/moved" => {
            headers.insert("location", "/gone".parse().unwrap());
            Code::MOVED_PERMANENTLY
        }
        _ => Code::OK,
    };
    (code, headers)
}

/// How many checks the list of articles shows; there is one article.
async fn counted(ada: &Browser<'_>) -> usize {
    let list = ada.get("/admin/articles").await;
    let Some((_, after)) = list.text.split_once("to-check\">") else { return 0 };
    let digits: String = after.split('<').next().unwrap().chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}

/// What the panel says beside the form, without the marks around what was put into words.
async fn checks(ada: &Browser<'_>, form: &str) -> String {
    let page = ada.get(form).await;
    let part = page.text.split("data-part=\"checks\"").nth(1).unwrap().split("</details>").next().unwrap();
    part.replace(['\u{2068}', '\u{2069}'], "")
}

both! {
    async fn without_the_switch_nobody_is_asked(site: &TestSite) {
        let (web, url) = Toy::serve().await;
        let ada = Browser::signed_in(site, "Ada", Role::Author).await;
        ada.made("articles", &[("title", "Backs"), ("body", &format!("[a page]({url}/gone)"))]).await;
        assert!(site.app.runner.is_none());
        assert_eq!(jobs::counts(site.db().reader()).await.unwrap(), jobs::Counts::default());
        assert!(web.asked().is_empty());
    }

    async fn what_is_not_public_is_neither_asked_nor_called_broken(closed: &Closed) {
        let open = &closed.0;
        let ada = Browser::signed_in(&open.site, "Ada", Role::Author).await;
        let body = format!("{} and [another](http://169.254.169.254/latest)", open.link("/gone"));
        let form = ada.made("articles", &[("title", "Backs"), ("body", &body)]).await;
        for _ in 0..3 {
            assert!(open.after(TimeDelta::hours(2)).await.is_empty());
        }
        assert!(!checks(&ada, &form).await.contains("data-fix=\"link\""));
    }

    async fn a_link_to_nothing_is_shown_at_its_block_and_counted_in_the_list(open: &Open) {
        let ada = Browser::signed_in(&open.site, "Ada", Role::Author).await;
        let body = format!("{}\n\nand {}", open.link("/gone#part"), open.link("/fine"));
        let form = ada.made("articles", &[("title", "Backs"), ("body", &body)]).await;
        let before = counted(&ada).await;
        assert_eq!(open.minutes(3).await, ["GET /gone", "HEAD /fine", "HEAD /gone"]);
        let said = checks(&ada, &form).await;
        for words in ["does not answer (404)", "/gone#part</bdi>", "data-text=\"body\" data-block=\"", "data-fix=\"link\"", "<time "] {
            assert!(said.contains(words), "{words} in {said}");
        }
        assert!(!said.contains("/fine"), "{said}");
        assert_eq!(counted(&ada).await, before + 1);
        // Whoever publishes it is told as well.
        let editor = Browser::signed_in(&open.site, "Edith", Role::Editor).await;
        let asked = editor.get(&format!("{form}/publication")).await;
        assert!(asked.says("last looked at") && asked.says("/gone#part</bdi>"), "{}", asked.text);
        // A day later it is looked at again; what is fine is not.
        assert_eq!(open.after(TimeDelta::days(1)).await, ["GET /gone", "HEAD /gone"]);
        // What is taken out is forgotten, and new when it comes back.
        ada.saved(&form, &[("title", "Backs"), ("body", &open.link("/fine"))]).await;
        assert!(!checks(&ada, &form).await.contains("data-fix=\"link\""));
        assert_eq!(counted(&ada).await, before);
        assert!(open.after(TimeDelta::days(2)).await.is_empty());
        ada.saved(&form, &[("title", "Backs"), ("body", &open.link("/gone"))]).await;
        assert_eq!(open.minutes(1).await, ["GET /gone", "HEAD /gone"]);
    }

    async fn what_fails_once_may_be_a_bad_moment(open: &Open) {
        let ada = Browser::signed_in(&open.site, "Ada", Role::Author).await;
        let form = ada.made("articles", &[("title", "Backs"), ("body", &open.link("/down"))]).await;
        let look = ["GET /down", "HEAD /down"];
        assert_eq!(open.minutes(3).await, look);
        assert!(!checks(&ada, &form).await.contains("data-fix=\"link\""));
        assert!(open.after(TimeDelta::minutes(30)).await.is_empty());
        assert_eq!(open.after(TimeDelta::minutes(30)).await, look);
        assert!(checks(&ada, &form).await.contains("does not answer (500)"));
        assert!(open.after(TimeDelta::hours(23)).await.is_empty());
        assert_eq!(open.after(TimeDelta::hours(1)).await, look);
    }

    async fn nobody_at_all_is_a_failure_too(open: &Open) {
        let ada = Browser::signed_in(&open.site, "Ada", Role::Author).await;
        let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let form = ada.made("articles", &[("title", "Backs"), ("body", &format!("[a page](http://{closed}/)"))]).await;
        open.after(TimeDelta::zero()).await;
        open.after(TimeDelta::hours(1)).await;
        assert!(checks(&ada, &form).await.contains("Nobody answers at this link"));
    }

    async fn any_answer_is_one_and_redirects_are_not_followed(open: &Open) {
        let ada = Browser::signed_in(&open.site, "Ada", Role::Author).await;
        let body = ["/fine", "/moved", "/no-head"].map(|path| open.link(path)).join(" ");
        let form = ada.made("articles", &[("title", "Backs"), ("body", &body)]).await;
        assert_eq!(open.minutes(4).await, ["GET /no-head", "HEAD /fine", "HEAD /moved", "HEAD /no-head"]);
        assert!(!checks(&ada, &form).await.contains("data-fix=\"link\""));
        assert!(open.after(TimeDelta::days(6)).await.is_empty());
        assert!(!open.after(TimeDelta::days(1)).await.is_empty());
    }

    async fn a_host_is_asked_for_one_thing_at_a_time_with_pauses_between(open: &Open) {
        let ada = Browser::signed_in(&open.site, "Ada", Role::Author).await;
        let other = open.url.replace("127.0.0.1", "localhost");
        let body = ["/a", "/b", "/c"].map(|path| open.link(path)).join(" ");
        ada.made("articles", &[("title", "Backs"), ("body", &body)]).await;
        ada.made("authors", &[("name", "Mara"), ("links", &format!("Mine | {other}/d"))]).await;
        // Another replica starts, and both have the time for it.
        let replica = open.site.another().await;
        let turn = async |wait| {
            open.site.clock.advance(wait);
            let (one, two) = (open.site.app.runner.as_ref().unwrap(), replica.runner.as_ref().unwrap());
            let (one, two) = tokio::join!(one.run_due(), two.run_due());
            assert_eq!(one.unwrap() + two.unwrap(), 1);
            open.web.asked()
        };
        let first = turn(TimeDelta::minutes(1)).await;
        assert!(first.len() == 2 && first.contains(&"HEAD /d".to_owned()), "{first:?}");
        assert!(open.after(TimeDelta::zero()).await.is_empty());
        // Whoever asks for a turn before its time gets none of the same host.
        replica.prepare().await.unwrap();
        assert!(open.after(TimeDelta::seconds(2)).await.is_empty());
        assert_eq!(turn(TimeDelta::seconds(5)).await.len(), 1);
        assert_eq!(turn(TimeDelta::seconds(5)).await.len(), 1);
        assert!(open.minutes(2).await.is_empty());
    }

    async fn a_busy_server_is_left_alone_for_as_long_as_it_asks(open: &Open) {
        let ada = Browser::signed_in(&open.site, "Ada", Role::Author).await;
        let form = ada.made("articles", &[("title", "Backs"), ("body", &open.link("/busy"))]).await;
        assert_eq!(open.minutes(2).await, ["HEAD /busy"]);
        // A link that is new is none that may be asked for.
        ada.saved(&form, &[("title", "Backs"), ("body", &format!("{} {}", open.link("/busy"), open.link("/a")))]).await;
        assert!(open.minutes(3).await.is_empty());
        assert!(open.after(TimeDelta::minutes(110)).await.is_empty());
        assert!(!checks(&ada, &form).await.contains("data-fix=\"link\""));
        assert_eq!(open.after(TimeDelta::minutes(10)).await, ["HEAD /a"]);
    }

    async fn what_lies_in_the_trash_is_not_looked_at(open: &Open) {
        let ada = Browser::signed_in(&open.site, "Ada", Role::Editor).await;
        let form = ada.made("articles", &[("title", "Backs"), ("body", &open.link("/gone"))]).await;
        assert_eq!(open.minutes(1).await.len(), 2);
        assert_eq!(ada.post(&format!("{form}/removal"), &[]).await.status, StatusCode::SEE_OTHER);
        assert!(open.after(TimeDelta::days(2)).await.is_empty());
        assert_eq!(ada.post(&format!("{form}/recovery"), &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(open.minutes(1).await.len(), 2);
    }

    async fn with_the_switch_off_again_nothing_is_left(open: &Open) {
        let ada = Browser::signed_in(&open.site, "Ada", Role::Author).await;
        let form = ada.made("articles", &[("title", "Backs"), ("body", &open.link("/gone"))]).await;
        open.minutes(1).await;
        let mut config = Config::clone(&open.site.app.config);
        config.check_links = false;
        // A command that knows nothing of the switch changes nothing.
        let off = App::build(config, open.site.clock.clone()).await.unwrap();
        assert!(checks(&ada, &form).await.contains("data-fix=\"link\""));
        off.prepare().await.unwrap();
        assert!(!checks(&ada, &form).await.contains("data-fix=\"link\""));
        assert_eq!(jobs::counts(open.site.db().reader()).await.unwrap().waiting, 0);
    }

    async fn what_a_draft_shows_and_readers_cannot_get_is_named_at_its_block(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        ada.made("authors", &[("name", "Mara"), ("slug", "mara")]).await;
        let knees = ada.made("tags", &[("name", "Knees"), ("slug", "knees")]).await;
        let form = ada.made("articles", &[("title", "Backs"), ("body", "[knees](galley:tag/knees)"), ("authors", "mara")]).await;
        let said = checks(&ada, &form).await;
        assert!(said.contains("Knees</a> is not live") && said.contains("data-entry=\""), "{said}");
        assert!(said.contains("data-text=\"body\" data-block=\"") && said.contains("href=\"#field-authors\""), "{said}");
        assert_eq!(counted(&ada).await, said.matches("<li").count());
        assert_eq!(ada.post(&format!("{knees}/removal"), &[("force", "true")]).await.status, StatusCode::SEE_OTHER);
        let said = checks(&ada, &form).await;
        assert!(said.contains("Knees</a> is in the trash"), "{said}");
        assert_eq!(counted(&ada).await, said.matches("<li").count());
    }
}
