//! Many processes start at the same time, whatever they find.

use std::time::Duration;

use galley::platform::{clock::Clock, db::Db, migrate::is_current};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use sea_orm::{ConnectionTrait as _, Statement};

use super::{number, open, seed, variables};
use crate::harness::{Backend, Server, Stage as _, TestDatabase, both, command};

both! {
    async fn eight_processes_start_together_on_an_older_database(database: &TestDatabase) {
        let db = open(database).await;
        galley::platform::migrate::migrate(&db, &Clock::system()).await.unwrap();
        back_to_before(&db).await;
        db.close().await.unwrap();
        eight_start(database).await;
        let copies = std::fs::read_dir(database.directory.path()).unwrap().filter(|entry| {
            entry.as_ref().unwrap().file_name().to_str().unwrap().contains("before-migration")
        });
        // The one that migrated copied the file aside first.
        assert_eq!(copies.count(), usize::from(database.backend == Backend::Sqlite));
    }

    async fn eight_processes_start_together_after_a_migrator_was_killed(database: &TestDatabase) {
        let mut chance = StdRng::seed_from_u64(seed());
        let backend = database.backend;
        for _ in 0..number("GALLEY_TEST_STARTS", 3) {
            let database = TestDatabase::start(backend).await;
            let mut migrator = command(&variables(&database)).arg("migrate").spawn().unwrap();
            let late = Duration::from_micros(chance.random_range(0..300_000));
            tokio::task::block_in_place(|| std::thread::sleep(late));
            migrator.kill().unwrap();
            migrator.wait().unwrap();
            eight_start(&database).await;
            database.finish().await;
        }
    }
}

/// As the database was before the newest step.
async fn back_to_before(db: &Db) {
    let transaction = db.begin().await.unwrap();
    let newest = "DELETE FROM seaql_migrations WHERE version LIKE '%platform'";
    for sql in [newest, "DROP TABLE jobs", "DROP TABLE events", "DROP TABLE audit", "DROP TABLE settings"] {
        transaction.execute_raw(Statement::from_string(db.backend(), sql)).await.unwrap();
    }
    transaction.commit().await.unwrap();
}

async fn eight_start(database: &TestDatabase) {
    let given = variables(database).map(|(name, value)| (name, value.to_owned()));
    let starts: Vec<_> = (0..8)
        .map(|_| {
            let given = given.clone();
            std::thread::spawn(move || Server::start(&given.each_ref().map(|(name, value)| (*name, value.as_str()))))
        })
        .collect();
    let servers: Vec<_> = starts.into_iter().map(|start| start.join().unwrap()).collect();
    for server in &servers {
        assert_eq!(reqwest::get(format!("{}/readyz", server.url)).await.unwrap().status(), 200);
    }
    let db = open(database).await;
    assert!(is_current(&db).await.unwrap());
    let done = Statement::from_string(db.backend(), "SELECT count(*), count(DISTINCT version) FROM seaql_migrations");
    let done = db.reader().query_one_raw(done).await.unwrap().unwrap();
    assert_eq!(done.try_get_by::<i64, _>(0).unwrap(), done.try_get_by::<i64, _>(1).unwrap());
    db.close().await.unwrap();
}
