//! The database is gone: readers notice nothing, writers are told to come back, and it mends by itself.

use std::time::{Duration, Instant};

use reqwest::{Method, Response};
use serde_json::json;

use super::{
    Replica,
    api::{Api, content},
    eventually, invariants, open, token,
};
use crate::harness::{Backend, Stage as _, TestDatabase};

/// Until a writer is told. Two seconds are for the database; the rest is for a busy machine.
const TOLD: Duration = Duration::from_millis(2_500);
const BACK: Duration = Duration::from_secs(10);
/// What readers had before: an answer that is up to date, one that is not any more, lists.
const READ: [&str; 5] = ["articles/alone", "articles/shows", "faqs/why", "articles", "faqs?limit=5"];

async fn ask(url: String) -> Response {
    Api::new("", "").http.get(url).send().await.unwrap()
}

/// An article that shows a question, and one that shows nothing; both read once.
async fn written_and_read(api: &Api) -> String {
    let faq = api.made("faqs", "why", content("faqs", "Why?")).await;
    let mut shows = content("articles", "Shows");
    shows["body"] = json!({ "markdown": "::faqs{heading=\"Questions\" refs=\"why\"}" });
    let shows = api.made("articles", "shows", shows).await;
    let alone = api.made("articles", "alone", content("articles", "Alone")).await;
    for entry in [&faq, &shows, &alone] {
        assert_eq!(api.publish(entry, false).await.unwrap().0, 200);
    }
    for path in READ {
        assert_eq!(api.read(path).await.unwrap().0, 200, "{path}");
    }
    faq
}

async fn readers_notice_nothing(api: &Api) {
    for path in READ {
        let (status, body) = api.read(path).await.unwrap();
        assert_eq!(status, 200, "{path}: {body}");
    }
    assert_eq!(ask(format!("{}/livez", api.url)).await.status(), 200);
    assert_eq!(ask(format!("{}/readyz", api.url)).await.status(), 200);
}

async fn writers_are_told(api: &Api, entry: &str) {
    let change = || content("faqs", "Why then?");
    let save = api.manage(Method::PUT, entry).header("if-match", "\"1\"").json(&json!({ "content": change() }));
    let create = api.manage(Method::POST, "faqs").json(&json!({ "content": change() }));
    let publish = api.manage(Method::POST, &format!("{entry}/publication"));
    for write in [save, create, publish] {
        let asked = Instant::now();
        let answer = write.send().await.unwrap();
        assert!(asked.elapsed() < TOLD, "{:?}", asked.elapsed());
        assert_eq!(answer.status(), 503);
        assert_eq!(answer.headers()["retry-after"], "5");
    }
}

/// What was published before and what is published now reaches readers of every replica.
async fn all_is_well(api: &Api, others: &[&Replica], entry: &str) {
    eventually(BACK, "a save is taken again", async || {
        let (_, shown) = api.show(entry).await.unwrap();
        let Some(draft) = shown["data"]["draftRevision"].as_i64() else { return false };
        api.save(entry, draft, content("faqs", "Why not?")).await.unwrap().0 == 200
    })
    .await;
    assert_eq!(api.publish(entry, false).await.unwrap().0, 200);
    for url in others.iter().map(|other| &other.url).chain([&api.url]) {
        eventually(BACK, "readers get it", async || {
            let (status, body) = api.at(url).read("articles/shows").await.unwrap();
            status == 200 && body["data"]["faqs"][0]["question"] == "Why not?"
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_postgres_is_waited_for() {
    let database = TestDatabase::losable(Backend::Postgres).await;
    let replicas = [Replica::start(&database).await, Replica::start(&database).await];
    let api = Api::new(&replicas[0].url, &token(&replicas[0].app, "writer").await);
    let faq = written_and_read(&api).await;
    let (_, body) = api.save(&faq, 1, content("faqs", "Why now?")).await.unwrap();
    assert_eq!(body["data"]["draftRevision"], 2);
    assert_eq!(api.publish(&faq, false).await.unwrap().0, 200);
    database.lose(&replicas[0].app.db).await;
    readers_notice_nothing(&api).await;
    writers_are_told(&api, &faq).await;
    database.bring_back();
    all_is_well(&api, &[&replicas[1]], &faq).await;
    invariants::assert_sound(&replicas[1].app.db).await;
    for replica in replicas {
        replica.stop().await;
    }
    database.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_sqlite_file_is_nothing_to_readers() {
    let database = TestDatabase::losable(Backend::Sqlite).await;
    let replica = Replica::start(&database).await;
    let api = Api::new(&replica.url, &token(&replica.app, "writer").await);
    let faq = written_and_read(&api).await;
    assert_eq!(api.save(&faq, 1, content("faqs", "Why now?")).await.unwrap().0, 200);
    assert_eq!(api.publish(&faq, false).await.unwrap().0, 200);
    database.lose(&replica.app.db).await;
    readers_notice_nothing(&api).await;
    writers_are_told(&api, &faq).await;
    replica.stop().await;
    database.bring_back();
    let again = Replica::start(&database).await;
    all_is_well(&api.at(&again.url), &[], &faq).await;
    invariants::assert_sound(&again.app.db).await;
    again.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sqlite_file_that_another_program_holds_is_waited_for() {
    let database = TestDatabase::migrated(Backend::Sqlite).await;
    let replica = Replica::start(&database).await;
    let api = Api::new(&replica.url, &token(&replica.app, "writer").await);
    let faq = written_and_read(&api).await;
    // One that was not used yet, which is written down.
    let unused = Api::new(&replica.url, &token(&replica.app, "unused").await);
    let other = open(&database).await;
    let held = other.begin().await.unwrap();
    readers_notice_nothing(&api).await;
    writers_are_told(&unused, &faq).await;
    held.rollback().await.unwrap();
    all_is_well(&api, &[], &faq).await;
    invariants::assert_sound(&replica.app.db).await;
    replica.stop().await;
}
