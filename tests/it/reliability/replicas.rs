//! Several Galleys on one database: what one publishes the others serve, and one after the other may go away unseen.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use sea_orm::{ConnectionTrait as _, Statement};
use tokio::task::JoinSet;

use super::{
    Replica,
    api::{Api, content},
    eventually, token, variables,
};
use crate::harness::{Backend, Server, Stage as _, TestDatabase, both};

both! {
    async fn what_one_replica_publishes_the_other_serves(database: &TestDatabase) {
        let (here, there) = (Replica::start(database).await, Replica::start(database).await);
        let api = Api::new(&here.url, &token(&here.app, "writer").await);
        let entry = api.made("faqs", "why", content("faqs", "Why 1?")).await;
        let told = database.backend == Backend::Postgres;
        let mut times = Vec::new();
        for revision in 1..=if told { 20 } else { 2 } {
            if revision > 1 {
                api.save(&entry, revision - 1, content("faqs", &format!("Why {revision}?"))).await.unwrap();
            }
            assert_eq!(api.publish(&entry, false).await.unwrap().0, 200);
            times.push(seen(&api.at(&there.url), revision, Duration::from_secs(3)).await);
        }
        times.sort_unstable();
        println!("visible on the other after {times:?}");
        // Told by the database, and not found by looking once in a second.
        assert!(!told || times[times.len() / 2] < Duration::from_millis(250), "{times:?}");
        here.stop().await;
        there.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_whose_listener_is_cut_off_finds_out_all_the_same() {
    let database = TestDatabase::migrated(Backend::Postgres).await;
    let (here, there) = (Replica::start(&database).await, Replica::start(&database).await);
    let api = Api::new(&here.url, &token(&here.app, "writer").await);
    let entry = api.made("faqs", "why", content("faqs", "Why?")).await;
    let cut_off = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
        WHERE datname = current_database() AND query LIKE 'LISTEN%'";
    let cut_off = || Statement::from_string(sea_orm::DbBackend::Postgres, cut_off);
    eventually(Duration::from_secs(5), "both listen", async || {
        here.app.db.reader().query_all_raw(cut_off()).await.unwrap().len() == 2
    })
    .await;
    assert_eq!(api.publish(&entry, false).await.unwrap().0, 200);
    seen(&api.at(&there.url), 1, Duration::from_secs(5)).await;
    here.stop().await;
    there.stop().await;
    database.finish().await;
}

async fn seen(api: &Api, revision: i64, within: Duration) -> Duration {
    eventually(within, "the other replica serves it", async || {
        api.read("faqs/why").await.unwrap().1["data"]["revision"] == revision
    })
    .await
}

/// What a proxy knows of a replica: where it is, and whether it may be asked.
#[derive(Clone)]
struct Backstage {
    url: Arc<str>,
    ready: Arc<AtomicBool>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replicas_that_are_stopped_in_turn_lose_no_request() {
    let database = TestDatabase::migrated(Backend::Postgres).await;
    let mut given = variables(&database).to_vec();
    given.push(("GALLEY_DRAIN_SECONDS", "1"));
    let (first, second) = (Server::start(&given), Server::start(&given));
    let seat = |server: &Server| Backstage { url: server.url.as_str().into(), ready: Arc::new(true.into()) };
    let seats = [seat(&first), seat(&second)];
    let (asked, over) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let mut load = JoinSet::new();
    for worker in 0..6 {
        load.spawn(requests(seats.clone(), worker, asked.clone(), over.clone()));
    }
    for seat in seats.clone() {
        load.spawn(watch(seat, over.clone()));
    }
    let reach = async |count: u64| {
        let from = asked.load(Ordering::Relaxed);
        eventually(Duration::from_secs(20), "requests go on", async || asked.load(Ordering::Relaxed) > from + count)
            .await;
    };
    reach(50).await;
    let stopped = Instant::now();
    assert!(tokio::task::spawn_blocking(|| first.terminate()).await.unwrap().success());
    assert!(stopped.elapsed() < Duration::from_secs(10), "{:?}", stopped.elapsed());
    assert!(!seats[0].ready.load(Ordering::Relaxed));
    reach(50).await;
    over.store(true, Ordering::Relaxed);
    while let Some(done) = load.join_next().await {
        done.unwrap();
    }
    drop(second);
    database.finish().await;
}

/// Asks whichever replica is ready; every request must be answered.
async fn requests(seats: [Backstage; 2], worker: usize, asked: Arc<AtomicU64>, over: Arc<AtomicBool>) {
    // One that keeps its connections, one that makes a new one each time.
    let kept = Api::new("", "");
    while !over.load(Ordering::Relaxed) {
        let turn = usize::try_from(asked.fetch_add(1, Ordering::Relaxed)).unwrap() % 2;
        let seat = if seats[turn].ready.load(Ordering::Acquire) { &seats[turn] } else { &seats[1 - turn] };
        let once = Api::new("", "");
        let client = if worker.is_multiple_of(2) { &kept } else { &once };
        let answer = client.http.get(format!("{}/api/v1/articles", seat.url)).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.bytes().await.unwrap();
    }
}

/// Asks for readiness as a proxy does.
async fn watch(seat: Backstage, over: Arc<AtomicBool>) {
    while !over.load(Ordering::Relaxed) && seat.ready.load(Ordering::Relaxed) {
        let ready = Api::new("", "").http.get(format!("{}/readyz", seat.url)).send().await;
        seat.ready.store(ready.is_ok_and(|answer| answer.status() == 200), Ordering::Release);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
