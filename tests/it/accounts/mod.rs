//! Who gets in, who does not, and for how long.

use axum::{Router, routing::get};
use chrono::TimeDelta;
use galley::{
    accounts::{self, Accounts, Bearer, FirstRun, NewPerson, NewToken, Password, Person, SignedIn},
    paths,
    permission::{Actor, Role, Scope},
    platform::{
        audit,
        http::{Limits, Problem, RequestId, admin_layers, api_layers},
    },
};
use reqwest::{Client, Response, StatusCode, header, redirect};
use sea_orm::{FromQueryResult as _, Statement};
use serde_json::Value as Json;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::harness::{Answer, Backend, Stage, TestSite, both, command};

mod invitations;
mod passwords;
mod people;
mod profile;
mod replicas;
mod sessions;
mod setup;
mod tokens;
mod tries;

const PASSWORD: &str = "three quiet herons";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

/// A site with a page that says who is asking, and a call of the management API that does.
struct Door {
    site: TestSite,
    url: String,
    serving: JoinHandle<()>,
}

impl Stage for Door {
    async fn start(backend: Backend) -> Self {
        let site = TestSite::start(backend).await;
        let (url, serving) = serve(&site.app.accounts, false).await;
        Self { site, url, serving }
    }

    async fn finish(self) {
        self.serving.abort();
        self.serving.await.ok();
        self.site.finish().await;
    }
}

/// Serves the two on a free port; every client on this machine is a proxy that is trusted.
async fn serve(accounts: &Accounts, https: bool) -> (String, JoinHandle<()>) {
    let origin = https.then(|| "https://cms.example".to_owned());
    let limits = Limits { origin, proxies: "127.0.0.1".parse().unwrap(), ..Limits::default() };
    let page = |problem: &Problem, _: RequestId| format!("<h1>{}</h1>", problem.code);
    let panel = Router::new()
        .route(paths::HOME, get(|who: SignedIn| async move { who.actor.label() }))
        .route(paths::ENTRIES, get(|| async { "entries" }).post(|| async { "created" }))
        .route("/admin/forgotten/{name}", get(|| async { "secret" }))
        .merge(accounts::routes(accounts));
    let manage = Router::new().route(
        paths::MANAGE_ENTRIES,
        get(|Bearer(actor): Bearer| async move { actor.label() }).post(|| async { "created" }),
    );
    let router = Router::new()
        .merge(admin_layers(accounts.admin(panel), &limits, page))
        .merge(api_layers(accounts.manage(manage), &limits));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let service = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
    (url, tokio::spawn(async move { axum::serve(listener, service).await.unwrap() }))
}

impl Door {
    fn accounts(&self) -> &Accounts {
        &self.site.app.accounts
    }

    async fn person(&self, email: &str, role: Role) -> Person {
        let new = NewPerson::read("Ada Byron", email, PASSWORD.into(), role).unwrap();
        self.accounts().create_person(&Actor::system("test"), new).await.unwrap()
    }

    /// Posts a form as `client`, from an address of the outside world.
    async fn post(&self, client: &Client, path: &str, fields: &[(&str, &str)], from: &str) -> Response {
        let body: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = client.post(format!("{}{path}", self.url)).body(body);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        request.header("x-forwarded-for", from).send().await.unwrap()
    }

    async fn sign_in(&self, email: &str, password: &str, from: &str) -> Response {
        self.post(&nobody(), paths::SIGN_IN, &[("email", email), ("password", password)], from).await
    }

    /// Signs in and returns the cookie.
    async fn cookie(&self, email: &str) -> String {
        let response = self.sign_in(email, PASSWORD, "192.0.2.1").await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{email}");
        cookie_of(&response)
    }

    async fn get(&self, path: &str, cookie: &str) -> Response {
        nobody().get(format!("{}{path}", self.url)).header(header::COOKIE, cookie).send().await.unwrap()
    }

    /// A page, as somebody with this cookie sees it.
    async fn page(&self, cookie: &str, path: &str) -> Answer {
        Answer::of(self.get(path, cookie).await).await
    }

    /// A form sent by somebody with this cookie.
    async fn send(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = nobody().post(format!("{}{path}", self.url)).header(header::COOKIE, cookie).body(body);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.header(header::USER_AGENT, FIREFOX).header("x-forwarded-for", "192.0.2.1");
        Answer::of(request.send().await.unwrap()).await
    }

    /// Somebody of this role, and their cookie.
    async fn signed_in(&self, role: Role) -> (Person, String) {
        let email = format!("{role}@example.com");
        let person = self.person(&email, role).await;
        let cookie = self.cookie(&email).await;
        (person, cookie)
    }

    /// The acts written down, newest first.
    async fn acts(&self) -> Vec<audit::Model> {
        audit::list(self.site.db().reader(), &audit::Filter::default(), 0, 100).await.unwrap()
    }

    /// Whether the cookie's session is good.
    async fn lives(&self, cookie: &str) -> bool {
        self.get(paths::HOME, cookie).await.status() == StatusCode::OK
    }

    async fn token(&self, by: &Actor, scopes: &[Scope], days: i64) -> accounts::IssuedToken {
        let expires_at = self.accounts().days_from_now(days);
        let new = NewToken { name: "site".into(), scopes: scopes.to_vec(), expires_at };
        self.accounts().create_token(by, new).await.unwrap()
    }

    async fn manage(&self, method: reqwest::Method, secret: &str) -> Response {
        let path = format!("{}{}", self.url, paths::manage_list("articles"));
        nobody().request(method, path).bearer_auth(secret).send().await.unwrap()
    }
}

fn nobody() -> Client {
    Client::builder().redirect(redirect::Policy::none()).no_proxy().build().unwrap()
}

/// The path of the link that a page shows, and the page must not be kept or rewritten on its way.
#[track_caller]
fn link_in(answer: &Answer) -> String {
    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store, no-transform"), "{}", answer.text());
    let text = answer.text();
    let address =
        text.split("id=\"link\" type=\"text\" value=\"").nth(1).unwrap_or_else(|| panic!("no link in {text}"));
    let address: url::Url = address.split('"').next().unwrap().parse().unwrap();
    address.path().to_owned()
}

/// The cookie that an answer sets.
#[track_caller]
fn new_cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

fn cookie_of(response: &Response) -> String {
    set_cookie(response).split(';').next().unwrap().to_owned()
}

fn set_cookie(response: &Response) -> String {
    response.headers()[header::SET_COOKIE].to_str().unwrap().to_owned()
}

fn location(response: &Response) -> &str {
    response.headers()[header::LOCATION].to_str().unwrap()
}
