//! The database is gone: readers notice nothing, writers are told to come back, and it mends by itself.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use reqwest::{Method, Response, header::HeaderMap};
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

/// What nobody asked for before, and what is made of the catalog and of documents that are at hand.
const AT_HAND: [&str; 6] = [
    "articles?sort=-title&limit=2",
    "articles?filter[title][contains]=one",
    "articles/alone?body=text&fields=body",
    "changes?since=0",
    "redirects",
    "search?q=alone",
];
const CONTRACT: &str = "public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400";

async fn ask(url: String) -> Response {
    Api::new("", "").http.get(url).send().await.unwrap()
}

async fn reader(api: &Api, path: &str) -> Response {
    ask(format!("{}/api/v1/{path}", api.url)).await
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// What readers have: the tag of each answer that was read.
type Tags = BTreeMap<&'static str, String>;

/// An article that shows a question, and one that shows nothing, both read once; and one that nobody reads. The
/// question, as the management API names it.
async fn written_and_read(api: &Api) -> (String, Tags) {
    let faq = api.made("faqs", "why", content("faqs", "Why?")).await;
    let mut shows = content("articles", "Shows");
    shows["body"] = json!({ "markdown": "::faqs{heading=\"Questions\" refs=\"why\"}" });
    let shows = api.made("articles", "shows", shows).await;
    let alone = api.made("articles", "alone", content("articles", "Alone")).await;
    let unread = api.made("articles", "unread", content("articles", "Unread")).await;
    for entry in [&faq, &shows, &alone, &unread] {
        assert_eq!(api.publish(entry, false).await.unwrap().0, 200);
    }
    let mut tags = Tags::new();
    for path in READ {
        assert_eq!(api.read(path).await.unwrap().0, 200, "{path}");
        let tag = header(reader(api, path).await.headers(), "etag").to_owned();
        assert!(!tag.is_empty(), "{path}");
        tags.insert(path, tag);
    }
    (faq, tags)
}

/// They get what they had, under the headers that they had, also where it is out of date; and what the catalog knows.
async fn readers_notice_nothing(api: &Api, tags: &Tags) {
    for path in READ {
        let (status, body) = api.read(path).await.unwrap();
        assert_eq!(status, 200, "{path}: {body}");
        let answer = reader(api, path).await;
        let told = ["etag", "cache-control"].map(|name| header(answer.headers(), name));
        assert_eq!(told, [tags[path].as_str(), CONTRACT], "{path}");
        let again = api.http.get(format!("{}/api/v1/{path}", api.url)).header("if-none-match", &tags[path]);
        assert_eq!(again.send().await.unwrap().status(), 304, "{path}");
    }
    for path in AT_HAND {
        let (status, body) = api.read(path).await.unwrap();
        assert_eq!(status, 200, "{path}: {body}");
    }
    // It goes on serving, so requests should come here, and it should not be killed.
    assert_eq!(ask(format!("{}/livez", api.url)).await.status(), 200);
    assert_eq!(ask(format!("{}/readyz", api.url)).await.status(), 200);
}

/// What is not at hand and needs the database is asked for again later, by caches too: they keep no such answer, and may
/// show what they have (`stale-if-error`).
async fn readers_are_told_of_what_they_never_had(api: &Api) {
    for path in ["articles/unread", "resolve?path=/articles/unread"] {
        let asked = Instant::now();
        let answer = reader(api, path).await;
        assert!(asked.elapsed() < TOLD, "{path}: {:?}", asked.elapsed());
        let told =
            ["retry-after", "cache-control", "content-type"].map(|name| header(answer.headers(), name).to_owned());
        assert_eq!(
            (answer.status().as_u16(), told),
            (503, ["5", "no-store", "application/problem+json"].map(str::to_owned)),
            "{path}"
        );
        let (_, body) = api.read(path).await.unwrap();
        assert_eq!(body["code"], "unavailable", "{path}");
    }
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

/// What was published before, what nobody could have meanwhile and what is published now reaches readers of every
/// replica.
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
        assert_eq!(api.at(url).read("articles/unread").await.unwrap().0, 200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_postgres_is_waited_for() {
    let database = TestDatabase::losable(Backend::Postgres).await;
    let replicas = [Replica::start(&database).await, Replica::start(&database).await];
    let api = Api::new(&replicas[0].url, &token(&replicas[0].app, "writer").await);
    let (faq, tags) = written_and_read(&api).await;
    let (_, body) = api.save(&faq, 1, content("faqs", "Why now?")).await.unwrap();
    assert_eq!(body["data"]["draftRevision"], 2);
    assert_eq!(api.publish(&faq, false).await.unwrap().0, 200);
    database.lose(&replicas[0].app.db).await;
    readers_notice_nothing(&api, &tags).await;
    readers_are_told_of_what_they_never_had(&api).await;
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
    let (faq, tags) = written_and_read(&api).await;
    assert_eq!(api.save(&faq, 1, content("faqs", "Why now?")).await.unwrap().0, 200);
    assert_eq!(api.publish(&faq, false).await.unwrap().0, 200);
    database.lose(&replica.app.db).await;
    readers_notice_nothing(&api, &tags).await;
    readers_are_told_of_what_they_never_had(&api).await;
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
    let (faq, tags) = written_and_read(&api).await;
    // One that was not used yet, which is written down.
    let unused = Api::new(&replica.url, &token(&replica.app, "unused").await);
    let other = open(&database).await;
    let held = other.begin().await.unwrap();
    readers_notice_nothing(&api, &tags).await;
    writers_are_told(&unused, &faq).await;
    held.rollback().await.unwrap();
    all_is_well(&api, &[], &faq).await;
    invariants::assert_sound(&replica.app.db).await;
    replica.stop().await;
}
