//! What may happen without harm: a killed process, a lost database, a power cut, replicas, many at the same entry.

mod api;
mod gone;
pub mod invariants;
mod kill;
mod overwrite;
mod power;
mod replicas;
mod starts;
mod torn;
mod workers;

use std::time::{Duration, Instant};

use galley::{
    accounts::NewToken,
    app::App,
    config::Config,
    permission::{Actor, Scope},
    platform::{clock::Clock, db::Db},
};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use crate::harness::TestDatabase;

/// Galley on a database that the test holds, in the test's own process, by the system's clock.
struct Replica {
    url: String,
    app: App,
    stop: oneshot::Sender<Duration>,
    serving: JoinHandle<()>,
}

impl Replica {
    async fn start(database: &TestDatabase) -> Self {
        let app = App::build(config(database), Clock::system()).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        let serving = {
            let app = app.clone();
            tokio::spawn(async move { app.serve(listener, async { stopped.await.unwrap_or_default() }).await })
        };
        Self { url, app, stop, serving }
    }

    async fn stop(self) {
        self.stop.send(Duration::ZERO).unwrap();
        self.serving.await.unwrap();
    }
}

fn config(database: &TestDatabase) -> Config {
    let variables = variables(database).map(|(name, value)| (name.to_owned(), value.to_owned()));
    Config::from_variables(variables).unwrap()
}

/// What a Galley on this database is told.
fn variables(database: &TestDatabase) -> [(&'static str, &str); 3] {
    let data = database.directory.path().to_str().unwrap();
    [("GALLEY_DATABASE_URL", &database.url), ("GALLEY_DATA_DIR", data), ("GALLEY_LOG", "error")]
}

async fn open(database: &TestDatabase) -> Db {
    Db::connect(&database.url.parse().unwrap()).await.unwrap()
}

/// A token that may do everything with content.
async fn token(app: &App, name: &str) -> String {
    let scopes = vec![Scope::ContentRead, Scope::ContentWrite, Scope::ContentPublish];
    let new = NewToken { name: name.into(), scopes, expires_at: None };
    app.accounts.create_token(&Actor::system("test"), new).await.unwrap().secret.reveal().to_owned()
}

/// Waits until it is so.
async fn eventually(within: Duration, what: &str, mut is_so: impl AsyncFnMut() -> bool) -> Duration {
    let began = Instant::now();
    while !is_so().await {
        assert!(began.elapsed() < within, "{what}: not within {within:?}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    began.elapsed()
}

/// How often, unless `make soak` asks for more.
#[expect(clippy::disallowed_methods, reason = "make soak says how much")]
fn number(variable: &str, usually: u64) -> u64 {
    std::env::var(variable).map_or(usually, |text| text.parse().unwrap())
}

/// Chance that can be had again: the seed is printed, and can be given.
fn seed() -> u64 {
    let seed = number("GALLEY_TEST_SEED", rand::random());
    println!("GALLEY_TEST_SEED={seed}");
    seed
}
