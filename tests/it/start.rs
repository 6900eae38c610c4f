//! Starting, being asked for one's health, and stopping.

use std::{process::Stdio, time::Instant};

use galley::platform::{
    clock::Clock,
    db::{Db, is_unavailable},
    migrate::{is_current, migrate},
};
use sea_orm::{ConnectionTrait as _, Statement};

use crate::harness::{Backend, Server, Stage as _, TestDatabase, TestSite, both, command};

both! {
    async fn an_empty_database_gets_the_schema_and_keeps_it(database: &TestDatabase) {
        let db = Db::connect(&database.url.parse().unwrap()).await.unwrap();
        assert!(!is_current(&db).await.unwrap());
        migrate(&db, &Clock::system()).await.unwrap();
        assert!(is_current(&db).await.unwrap());
        migrate(&db, &Clock::system()).await.unwrap();
        let state = db.reader().query_one_raw(statement(&db, "SELECT id, version FROM catalog_state")).await.unwrap();
        let state = state.unwrap();
        assert_eq!((state.try_get_by(0).unwrap(), state.try_get_by(1).unwrap()), (1_i64, 0_i64));
        db.close().await.unwrap();
    }

    async fn eight_processes_start_together_on_an_empty_database(database: &TestDatabase) {
        let data = database.directory.path().to_str().unwrap();
        let variables = [("GALLEY_DATABASE_URL", database.url.as_str()), ("GALLEY_DATA_DIR", data)];
        let starts: Vec<_> = (0..8)
            .map(|_| {
                let variables = variables.map(|(name, value)| (name, value.to_owned()));
                std::thread::spawn(move || Server::start(&variables.each_ref().map(|(n, v)| (*n, v.as_str()))))
            })
            .collect();
        for server in starts.into_iter().map(|start| start.join().unwrap()) {
            assert_eq!(reqwest::get(format!("{}/readyz", server.url)).await.unwrap().status(), 200);
        }
    }

    async fn a_running_site_lives_and_is_ready(site: &TestSite) {
        assert_eq!(site.get("/livez").send().await.unwrap().status(), 200);
        assert_eq!(site.get("/readyz").send().await.unwrap().status(), 200);
        assert_eq!(site.get("/readyz").send().await.unwrap().headers()["cache-control"], "no-store");
    }

    async fn a_site_that_stops_is_not_ready_but_serves_on(site: &TestSite) {
        site.drain();
        while site.get("/readyz").send().await.unwrap().status() == 200 {
            tokio::task::yield_now().await;
        }
        assert_eq!(site.get("/readyz").send().await.unwrap().status(), 503);
        assert_eq!(site.get("/livez").send().await.unwrap().status(), 200);
    }

    async fn a_stopped_process_exits_with_success(database: &TestDatabase) {
        let server = Server::start(&[("GALLEY_DATABASE_URL", &database.url)]);
        let kept_alive = reqwest::Client::new();
        assert_eq!(kept_alive.get(format!("{}/livez", server.url)).send().await.unwrap().status(), 200);
        let asked = Instant::now();
        assert!(server.terminate().success());
        assert!(asked.elapsed().as_secs() < 5, "{:?}", asked.elapsed());
    }
}

async fn lose_the_database(backend: Backend) {
    let site = TestSite::on(TestDatabase::losable(backend).await, &[]).await;
    site.db().begin().await.unwrap().commit().await.unwrap();
    site.database.lose(site.db()).await;
    let asked = Instant::now();
    let error = site.db().begin().await.unwrap_err();
    assert!(is_unavailable(&error), "{error:?}");
    assert!(is_unavailable(&site.db().ping().await.unwrap_err()));
    assert!(asked.elapsed().as_millis() < 4_500, "{:?}", asked.elapsed());
    assert_eq!(site.get("/livez").send().await.unwrap().status(), 200);
    site.database.bring_back();
    if backend == Backend::Postgres {
        let back = Instant::now();
        while site.db().ping().await.is_err() {
            assert!(back.elapsed().as_secs() < 5);
        }
    }
    site.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_sqlite_file_is_an_error_and_no_end() {
    lose_the_database(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_postgres_is_an_error_within_two_seconds_and_no_end() {
    lose_the_database(Backend::Postgres).await;
}

#[tokio::test]
async fn a_sqlite_database_is_kept_as_promised() {
    let database = TestDatabase::migrated(Backend::Sqlite).await;
    let db = Db::connect(&database.url.parse().unwrap()).await.unwrap();
    let writer = db.begin().await.unwrap();
    for (pragma, expected) in [("foreign_keys", 1), ("synchronous", 2), ("query_only", 0)] {
        let row = writer.query_one_raw(statement(&db, &format!("PRAGMA {pragma}"))).await.unwrap().unwrap();
        assert_eq!(row.try_get_by::<i64, _>(0).unwrap(), expected, "{pragma}");
    }
    let mode = writer.query_one_raw(statement(&db, "PRAGMA journal_mode")).await.unwrap().unwrap();
    assert_eq!(mode.try_get_by::<String, _>(0).unwrap(), "wal");
    let refused = db.reader().execute_raw(statement(&db, "DELETE FROM catalog_state")).await;
    assert!(refused.unwrap_err().to_string().contains("readonly"));
}

#[tokio::test]
async fn an_older_sqlite_database_is_copied_before_its_migration() {
    let database = TestDatabase::migrated(Backend::Sqlite).await;
    let db = Db::connect(&database.url.parse().unwrap()).await.unwrap();
    let newest = "DELETE FROM seaql_migrations WHERE version LIKE '%platform'";
    let transaction = db.begin().await.unwrap();
    for sql in [newest, "DROP TABLE jobs", "DROP TABLE events", "DROP TABLE audit", "DROP TABLE settings"] {
        transaction.execute_raw(statement(&db, sql)).await.unwrap();
    }
    transaction.commit().await.unwrap();
    migrate(&db, &Clock::system()).await.unwrap();
    assert!(is_current(&db).await.unwrap());
    let names = std::fs::read_dir(database.directory.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let copies = names.filter(|name| name.to_str().unwrap().starts_with("galley.db.before-migration-")).count();
    assert_eq!(copies, 1);
}

#[test]
fn the_health_check_fails_while_nobody_listens() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let status = command(&[("GALLEY_LISTEN", &free)]).arg("healthcheck").stderr(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_health_check_succeeds_while_the_server_lives() {
    let site = TestSite::start(Backend::Sqlite).await;
    let listen = site.url.trim_start_matches("http://").to_owned();
    let status = command(&[("GALLEY_LISTEN", &listen)]).arg("healthcheck").status().unwrap();
    assert!(status.success());
    site.finish().await;
}

#[test]
fn the_check_masks_secrets_and_names_what_means_nothing() {
    let output = command(&[("GALLEY_ADMIN_PASSWORD", "hush"), ("GALLEY_LISTN", "x")]).arg("check").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains("hush"), "{text}");
    assert!(text.contains("GALLEY_LISTN") && text.contains("(default)") && text.contains("(environment)"), "{text}");
    assert_eq!(output.status.code(), Some(1));
}

fn statement(db: &Db, sql: &str) -> Statement {
    Statement::from_string(db.backend(), sql)
}
