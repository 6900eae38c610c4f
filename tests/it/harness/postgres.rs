//! Databases on the PostgreSQL server of the test run: one is migrated, the others are its copies.

use std::{fs, process::Command, sync::OnceLock};

use galley::platform::{clock::Clock, db::Db, migrate::migrate};
use sea_orm::sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};
use sha2::{Digest, Sha256};
use url::Url;
use uuid::Uuid;

/// Makes a database, empty or with the schema, and returns its address.
pub async fn create_database(from_template: bool) -> String {
    let server = server();
    let mut connection = connect(server).await;
    let name = format!("t_{}", Uuid::now_v7().simple());
    let template = if from_template { template(&mut connection, server).await } else { "template1".into() };
    run(&mut connection, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    in_server(server, &name)
}

/// Drops a database, and who is still connected to it.
pub async fn drop_database(url: &str) {
    let name = Url::parse(url).unwrap().path().trim_start_matches('/').to_owned();
    run(&mut connect(server()).await, format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

/// The address of the run's server: the one that the set-up script started, or, without it, one for this process.
#[expect(clippy::disallowed_methods, reason = "the address comes from the set-up script")]
fn server() -> &'static str {
    static SERVER: OnceLock<String> = OnceLock::new();
    SERVER.get_or_init(|| {
        std::env::var("GALLEY_TEST_POSTGRES_URL").unwrap_or_else(|_| {
            let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/postgres.sh");
            let pid = std::process::id().to_string();
            let output = Command::new("bash").args([script, "start", &pid]).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap().trim().to_owned()
        })
    })
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
