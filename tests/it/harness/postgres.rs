//! Databases on the PostgreSQL server of the test run: one is migrated, the others are its copies.

use std::{fs, process::Command, sync::OnceLock};

use galley::platform::{clock::Clock, db::Db, migrate::migrate};
use sea_orm::sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};
use sha2::{Digest, Sha256};
use url::Url;
use uuid::Uuid;

/// A server on which tests make databases.
#[derive(Debug, Clone)]
pub struct Postgres {
    url: String,
}

impl Postgres {
    /// The server of the whole run: the one that the set-up script started, or, without it, one for this process.
    #[expect(clippy::disallowed_methods, reason = "the address comes from the set-up script")]
    pub fn of_the_run() -> Self {
        static SERVER: OnceLock<Postgres> = OnceLock::new();
        let given = || std::env::var("GALLEY_TEST_POSTGRES_URL").map_or_else(|_| Self::own(), |url| Self { url });
        SERVER.get_or_init(given).clone()
    }

    /// A server for one test, which may stop it.
    pub fn own() -> Self {
        Self { url: script(&["start", &std::process::id().to_string()]) }
    }

    /// Stops the server at once, without a word to its clients.
    pub fn stop(&self) {
        script(&["stop", &self.directory()]);
    }

    /// Starts it again.
    pub fn start_again(&self) {
        script(&["again", &self.directory()]);
    }

    /// Makes a database, empty or with the schema, and returns its address.
    pub async fn create_database(&self, from_template: bool) -> String {
        let mut connection = connect(&self.url).await;
        let name = format!("t_{}", Uuid::now_v7().simple());
        let template = if from_template { template(&mut connection, &self.url).await } else { "template1".into() };
        run(&mut connection, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        in_server(&self.url, &name)
    }

    /// Drops a database, and who is still connected to it.
    pub async fn drop_database(&self, url: &str) {
        let name = Url::parse(url).unwrap().path().trim_start_matches('/').to_owned();
        run(&mut connect(&self.url).await, format!("DROP DATABASE {name} WITH (FORCE)")).await;
    }

    fn directory(&self) -> String {
        let url = Url::parse(&self.url).unwrap();
        url.query_pairs().find(|(name, _)| name == "host").unwrap().1.into_owned()
    }
}

/// Runs the script that keeps throw-away servers, and returns what it says.
fn script(arguments: &[&str]) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/postgres.sh");
    let mut command = Command::new("bash");
    // Set for the server of the run, which this is not.
    command.env_remove("GALLEY_TEST_POSTGRES_URL").env_remove("NEXTEST_ENV");
    let output = command.arg(script).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// The migrated database that the others are copies of; made by whoever comes first.
async fn template(connection: &mut PgConnection, server: &str) -> String {
    let name = format!("galley_{}", schema_digest());
    let exists = format!("SELECT count(*) FROM pg_database WHERE datname = '{name}'");
    if count(connection, &exists).await == 0 {
        run(connection, "SELECT pg_advisory_lock(1)".into()).await;
        if count(connection, &exists).await == 0 {
            let building = format!("{name}_building");
            run(connection, format!("DROP DATABASE IF EXISTS {building}")).await;
            run(connection, format!("CREATE DATABASE {building}")).await;
            let db = Db::connect(&in_server(server, &building).parse().unwrap()).await.unwrap();
            migrate(&db, &Clock::system()).await.unwrap();
            db.close().await.unwrap();
            run(connection, format!("ALTER DATABASE {building} RENAME TO {name}")).await;
        }
        run(connection, "SELECT pg_advisory_unlock(1)".into()).await;
    }
    name
}

/// Changes with the migrations, since a server may outlive a run.
fn schema_digest() -> String {
    let directory = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/src")).unwrap();
    let mut files: Vec<_> = directory.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut digest = Sha256::new();
    for file in files {
        digest.update(fs::read(file).unwrap());
    }
    digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn in_server(server: &str, database: &str) -> String {
    let mut url = Url::parse(server).unwrap();
    url.set_path(database);
    url.to_string()
}

async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url).await.unwrap()
}

async fn run(connection: &mut PgConnection, sql: String) {
    connection.execute(AssertSqlSafe(sql)).await.unwrap();
}

async fn count(connection: &mut PgConnection, sql: &str) -> i64 {
    connection.fetch_one(AssertSqlSafe(sql)).await.unwrap().get(0)
}
