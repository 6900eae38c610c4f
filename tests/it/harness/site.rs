//! A Galley that runs in the test's own process, on a free port and with a clock that stands still.

use std::{sync::Mutex, time::Duration};

use axum::http::{HeaderName, HeaderValue};
use chrono::DateTime;
use galley::{
    app::App,
    config::Config,
    platform::{clock::Clock, db::Db},
};
use reqwest::{Client, Method, RequestBuilder, Response, redirect};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use super::{Backend, Stage, TestDatabase, canary};

/// When every test begins.
pub const START: &str = "2026-03-02T09:00:00Z";

/// A running site.
pub struct TestSite {
    /// `http://127.0.0.1:port`
    pub url: String,
    pub app: App,
    /// Stands at [`START`] until it is moved.
    pub clock: Clock,
    pub database: TestDatabase,
    anonymous: Client,
    stop: Mutex<Option<oneshot::Sender<Duration>>>,
    serving: JoinHandle<()>,
}

impl Stage for TestSite {
    async fn start(backend: Backend) -> Self {
        Self::with(backend, &[]).await
    }

    async fn finish(self) {
        match self.stop.into_inner().unwrap() {
            Some(stop) => {
                stop.send(Duration::ZERO).unwrap();
                self.serving.await.unwrap();
            }
            None => self.serving.abort(),
        }
        self.database.finish().await;
    }
}

impl TestSite {
    /// Starts a site with further environment variables.
    pub async fn with(backend: Backend, variables: &[(&str, &str)]) -> Self {
        Self::on(TestDatabase::migrated(backend).await, variables).await
    }

    /// Starts a site on this database.
    pub async fn on(database: TestDatabase, variables: &[(&str, &str)]) -> Self {
        let data_dir = database.directory.path().to_str().unwrap().to_owned();
        let mut all = vec![("GALLEY_DATA_DIR", data_dir.as_str()), ("GALLEY_DATABASE_URL", database.url.as_str())];
        all.extend(variables);
        let config = Config::from_variables(all.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned()))).unwrap();
        let clock = Clock::manual(DateTime::parse_from_rfc3339(START).unwrap().to_utc());
        let app = App::build(config, clock.clone()).await.unwrap();
        app.prepare().await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        let serving = {
            // What is done in the background is done when the test says so.
            let app = App { runner: None, ..app.clone() };
            tokio::spawn(async move {
                app.serve(listener, async { stopped.await.unwrap_or_default() }).await;
            })
        };
        Self { url, app, clock, database, anonymous: client(), stop: Mutex::new(Some(stop)), serving }
    }

    pub fn db(&self) -> &Db {
        &self.app.db
    }

    /// Another Galley that has just started on this database, with this clock; it serves nobody.
    pub async fn another(&self) -> App {
        App::build((*self.app.config).clone(), self.clock.clone()).await.unwrap()
    }

    /// Asks the site to stop: it is not ready any more, and serves on until the test ends.
    pub fn drain(&self) {
        self.stop.lock().unwrap().take().unwrap().send(Duration::from_secs(3600)).unwrap();
    }

    /// A request of somebody who is nobody: no cookie is kept.
    pub fn get(&self, path: &str) -> Ask {
        self.ask(Method::GET, path)
    }

    /// As [`get`](Self::get), with another method.
    pub fn ask(&self, method: Method, path: &str) -> Ask {
        Ask(self.anonymous.request(method, format!("{}{path}", self.url)))
    }

    /// A browser of its own: keeps cookies, follows no redirect.
    pub fn browser(&self) -> Client {
        Client::builder().cookie_store(true).redirect(redirect::Policy::none()).no_proxy().build().unwrap()
    }
}

/// A request of nobody. Its answer is searched for secrets, whatever the test is about.
pub struct Ask(RequestBuilder);

impl Ask {
    pub fn header<K, V>(self, name: K, value: V) -> Self
    where
        HeaderName: TryFrom<K>,
        <HeaderName as TryFrom<K>>::Error: Into<axum::http::Error>,
        HeaderValue: TryFrom<V>,
        <HeaderValue as TryFrom<V>>::Error: Into<axum::http::Error>,
    {
        Self(self.0.header(name, value))
    }

    /// Sends it and reads the whole answer.
    pub async fn send(self) -> Result<Response, reqwest::Error> {
        let response = self.0.send().await?;
        let url = response.url().to_string();
        let mut whole = axum::http::Response::new(());
        *whole.status_mut() = response.status();
        *whole.headers_mut() = response.headers().clone();
        let body = response.bytes().await?;
        canary::search(&url, whole.headers(), &body);
        Ok(whole.map(|()| body).into())
    }
}

fn client() -> Client {
    Client::builder().redirect(redirect::Policy::none()).no_proxy().build().unwrap()
}
