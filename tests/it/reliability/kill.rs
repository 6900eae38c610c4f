//! A process that is killed at any moment loses nothing that it acknowledged, and leaves nothing half done.

use std::time::{Duration, Instant};

use galley::{app::App, platform::clock::Clock};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

use super::{
    api::Api,
    config, eventually, invariants, number, open, seed, token, variables,
    workers::{Gate, Worker},
};
use crate::harness::{Server, Stage as _, TestDatabase, both};

/// Kills on one database; the next ones are on a new one, so that checking all of it stays cheap.
const ON_ONE: u64 = 100;
/// How long until a killed Galley serves again. The target is a second, on a machine that has nothing else to do.
const AGAIN: Duration = Duration::from_secs(5);

both! {
    async fn a_killed_process_loses_nothing_acknowledged_and_leaves_nothing_half_done(database: &TestDatabase) {
        let (mut left, mut chance) = (number("GALLEY_TEST_KILLS", 60), StdRng::seed_from_u64(seed()));
        while left > 0 {
            let database = TestDatabase::migrated(database.backend).await;
            killed_again_and_again(&database, left.min(ON_ONE), &mut chance).await;
            left = left.saturating_sub(ON_ONE);
            database.finish().await;
        }
    }
}

async fn killed_again_and_again(database: &TestDatabase, kills: u64, chance: &mut StdRng) {
    let app = App::build(config(database), Clock::system()).await.unwrap();
    let token = token(&app, "worker").await;
    app.db.close().await.unwrap();
    let mut server = Server::start(&variables(database));
    let mut api = Api::new(&server.url, &token);
    let mut workers = Vec::new();
    let began = Instant::now();
    for name in ["anna", "ben"] {
        workers.push(Worker::new(&api, name, StdRng::seed_from_u64(chance.random())).await);
    }
    let usual = began.elapsed() / 6;
    let (mut requests, mut slowest) = (0, Duration::ZERO);
    for kill in 0..kills {
        let gate = Gate::after(chance.random_range(1..12));
        let late = usual.mul_f64(chance.random_range(0.0..2.0));
        let [anna, ben] = &mut workers[..] else { unreachable!() };
        tokio::join!(anna.work(&api, &gate), ben.work(&api, &gate), async {
            gate.reached.notified().await;
            // Anywhere in the request, or in the one after it.
            tokio::task::block_in_place(|| std::thread::sleep(late));
            server.kill();
        });
        requests += gate.begun();

        let began = Instant::now();
        server = Server::start(&variables(database));
        api = api.at(&server.url);
        let ready = api.http.get(format!("{}/readyz", server.url)).send().await.unwrap();
        assert_eq!(ready.status(), 200);
        slowest = slowest.max(began.elapsed());

        let db = open(database).await;
        if db.backend() == DbBackend::Postgres {
            // A commit that the killed process had sent may still be under way.
            eventually(AGAIN, "nobody is writing", async || idle(&db).await).await;
        }
        invariants::assert_sound(&db).await;
        db.close().await.unwrap();
        for worker in &mut workers {
            if kill + 1 == kills { worker.check_all(&api).await } else { worker.check(&api).await }
        }
    }
    assert!(slowest < AGAIN, "{slowest:?}");
    let made: usize = workers.iter().map(Worker::made).sum();
    println!("{kills} kills in {requests} requests, {made} entries made; ready again within {slowest:?}");
}

async fn idle(db: &galley::platform::db::Db) -> bool {
    let others = "SELECT count(*) FROM pg_stat_activity \
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'";
    let row = db.reader().query_one_raw(Statement::from_string(db.backend(), others)).await.unwrap().unwrap();
    row.try_get_by::<i64, _>(0).unwrap() == 0
}
