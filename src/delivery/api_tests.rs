use std::net::Ipv4Addr;

use axum::http::Method;
use proptest::prelude::*;
use serde_json::json;

use crate::{
    delivery::{
        Bounds,
        cast::{Answer, STORY, Stage, TOPIC, entry, histories},
        guard::ADDRESSES,
    },
    vocabulary::{Cause, Change, Site, Value},
};

/// Three stories about two topics.
fn stage() -> Stage {
    Stage::new(|log| {
        log.live(&TOPIC, 10, "arts", &[("name", "Arts".into())]);
        log.live(&TOPIC, 11, "music", &[("name", "Music".into()), ("parent", Value::Entry(entry(10)))]);
        let story = |title: &'static str, topic, words: i64| {
            [("title", Value::text(title)), ("topic", Value::Entry(entry(topic))), ("words", words.into())]
        };
        log.live(&STORY, 1, "one", &story("The one", 11, 300));
        log.live(&STORY, 2, "two", &story("a second", 10, 100));
        log.live(&STORY, 3, "three", &story("Third", 11, 200));
    })
}

#[tokio::test]
async fn nothing_but_published_names_is_found() {
    let mut stage = stage();
    stage.publish(|log| {
        log.offline(2, Cause::Unpublished);
    });
    for (address, status) in [
        ("/stories/none", 404),
        ("/stories/two", 410),
        ("/stories/one/", 404),
        ("/stories//one", 404),
        ("/stories/One", 404),
        ("/Stories/one", 404),
        ("/stories%2fone", 404),
        ("/stories/%6fne", 404),
        ("/stories/one%2f", 404),
        ("/topics/one", 404),
        ("/stories/one/more", 404),
        ("/stories/", 404),
        ("/nothing", 404),
        ("/stories/one?page=1", 400),
        ("/resolve", 400),
        ("/resolve?path=/stories/none", 404),
        ("/resolve?path=/stories/two", 410),
        ("/resolve?path=/stories/one/", 404),
    ] {
        let answer = stage.get(address).await;
        assert_eq!(answer.status, status, "{address}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{address}");
        assert_eq!(answer.json()["status"], status, "{address}");
    }
    assert_eq!(stage.loads(), 0);
}

#[tokio::test]
async fn published_content_is_only_read() {
    let stage = stage();
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        let answer = stage.ask(method, "/stories/one", &[]).await;
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD, OPTIONS"));
    }
    let answer = stage.ask(Method::OPTIONS, "/stories/one", &[("origin", "https://site.example")]).await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (204, "*"));
}

#[tokio::test]
async fn an_unknown_parameter_is_named() {
    let stage = stage();
    let answer = stage.get("/stories?filter[colour]=red").await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.json()["errors"][0]["parameter"], "filter[colour]");
    assert!(answer.json()["errors"][0]["detail"].as_str().unwrap().contains("topic"), "it says what is known");
    let answer = stage.get("/stories?filter[topic]=sports").await;
    assert_eq!(answer.json()["errors"][0]["code"], "unknown_value");
}

#[tokio::test]
async fn one_document_has_everything_resolved() {
    let stage = stage();
    let answer = stage.get("/stories/one").await;
    let json = answer.json();
    assert_eq!(answer.status, 200);
    let names: Vec<&str> = json["data"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "id",
            "type",
            "slug",
            "locale",
            "title",
            "topic",
            "topics",
            "words",
            "toldOn",
            "body",
            "alternates",
            "publishedAt",
            "updatedAt",
            "revision"
        ]
    );
    let topic = json!({
        "id": entry(11).to_string(), "slug": "music", "name": "Music",
        "parent": { "id": entry(10).to_string(), "slug": "arts", "name": "Arts", "parent": null },
    });
    assert_eq!(json["data"]["topic"], topic);
    assert_eq!(json["data"]["toldOn"], json!(null));
    assert_eq!(json["data"]["body"]["html"], "<p>body of The one</p>");
    assert_eq!(json["data"]["body"].get("text"), None);
    let tags = json!([format!("story:{}", entry(1)), format!("topic:{}", entry(11)), format!("topic:{}", entry(10))]);
    assert_eq!(json["meta"]["cacheTags"], tags);
    // The id is a name as well.
    assert_eq!(stage.get(&format!("/stories/{}", entry(1))).await.bytes, answer.bytes);
    let chosen = stage.get("/stories/one?fields=body,slug&body=text").await.json();
    assert_eq!(
        chosen["data"],
        json!({"id": entry(1).to_string(), "type": "story", "slug": "one", "body": {"text": "body of The one"}})
    );
    let parts = stage.get("/stories/one?fields=topic.parent.slug,topic.name,alternates.slug").await.json();
    assert_eq!(
        parts["data"],
        json!({
            "id": entry(1).to_string(), "type": "story",
            "topic": { "name": "Music", "parent": { "slug": "arts" } }, "alternates": [],
        })
    );
    assert_eq!(stage.loads(), 1);
}

#[tokio::test]
async fn the_headers_tell_caches_what_they_may_do() {
    let stage = stage();
    let answer = stage.get("/stories/one").await;
    for (name, value) in [
        ("content-type", "application/json"),
        ("cache-control", "public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400"),
        ("vary", "accept-encoding"),
        ("access-control-allow-origin", "*"),
        ("last-modified", "Fri, 15 Jan 2027 08:00:30 GMT"),
        ("x-content-type-options", "nosniff"),
        ("content-encoding", ""),
        ("set-cookie", ""),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert_eq!(answer.header("content-length"), answer.bytes.len().to_string());
    let tags = format!("story:{} topic:{} topic:{}", entry(1), entry(11), entry(10));
    assert_eq!(answer.header("surrogate-key"), tags);
    assert_eq!(answer.header("cache-tag"), tags.replace(' ', ","));
    let head = stage.ask(Method::HEAD, "/stories/one", &[]).await;
    assert_eq!((head.status, head.bytes.len()), (200, 0));
    assert_eq!(head.headers, answer.headers);
}

#[tokio::test]
async fn an_answer_comes_in_the_coding_that_was_asked_for() {
    let stage = stage();
    let plain = stage.get("/stories/one").await;
    let mut etags = vec![plain.header("etag").to_owned()];
    for (asked, coding) in [("gzip, br", "br"), ("gzip", "gzip")] {
        let coded = stage.ask(Method::GET, "/stories/one", &[("accept-encoding", asked)]).await;
        assert_eq!(coded.header("content-encoding"), coding);
        assert!(coded.bytes.len() < plain.bytes.len());
        assert_eq!(coded.header("content-length"), coded.bytes.len().to_string());
        etags.push(coded.header("etag").to_owned());
    }
    let read = brotli::BrotliDecompress;
    let coded = stage.ask(Method::GET, "/stories/one", &[("accept-encoding", "br")]).await;
    let mut decoded = Vec::new();
    read(&mut &*coded.bytes, &mut decoded).unwrap();
    assert_eq!(decoded, plain.bytes);
    etags.dedup();
    assert_eq!(etags.len(), 3, "a strong tag belongs to one coding: {etags:?}");
    // Small answers stay as they are.
    let small = stage.ask(Method::GET, "/stories/one?fields=slug", &[("accept-encoding", "br")]).await;
    assert_eq!(small.header("content-encoding"), "");
}

#[tokio::test]
async fn who_has_the_answer_gets_none() {
    let stage = stage();
    let br = ("accept-encoding", "br");
    let etag = stage.ask(Method::GET, "/stories/one", &[br]).await.header("etag").to_owned();
    let again = stage.ask(Method::GET, "/stories/one", &[br, ("if-none-match", &format!("W/{etag}"))]).await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    assert_eq!(again.header("etag"), etag);
    assert_eq!(again.header("vary"), "accept-encoding");
    assert_eq!(again.header("content-type"), "");
    let plain = stage.ask(Method::GET, "/stories/one", &[("if-none-match", &etag)]).await;
    assert_eq!(plain.status, 200, "other bytes than the client has");
    let dated = stage.get("/stories").await.header("last-modified").to_owned();
    assert_eq!(stage.ask(Method::GET, "/stories", &[("if-modified-since", &dated)]).await.status, 304);
}

#[tokio::test]
async fn an_answer_changes_with_what_it_shows_and_with_nothing_else() {
    let mut stage = stage();
    let first = stage.get("/stories/one").await;
    stage.publish(|log| {
        log.live(&STORY, 2, "two", &[("title", "Rewritten".into())]);
    });
    assert_eq!(stage.get("/stories/one").await.headers, first.headers);
    assert_eq!(stage.loads(), 1);
    stage.publish(|log| {
        log.live(&TOPIC, 10, "arts", &[("name", "All arts".into())]);
    });
    let second = stage.get("/stories/one").await;
    assert_eq!(second.json()["data"]["topic"]["parent"]["name"], "All arts");
    assert_ne!(second.header("etag"), first.header("etag"));
    stage.publish(|log| {
        log.live_in("de", 1, &STORY, 4, "eins", &[("title", "Eins".into())]);
    });
    let third = stage.get("/stories/one").await;
    assert_eq!(third.json()["data"]["alternates"], json!([{"locale": "de", "slug": "eins"}]));
    assert_eq!(stage.get("/stories/eins?locale=de").await.json()["data"]["alternates"][0]["slug"], "one");
    stage.publish(|log| {
        log.offline(11, Cause::Unpublished);
    });
    assert_eq!(stage.get("/stories/one").await.json()["data"]["topic"], json!(null));
    stage.publish(|log| {
        log.offline(1, Cause::Unpublished);
    });
    assert_eq!(stage.get("/stories/one").await.status, 410);
}

#[tokio::test]
async fn an_old_slug_leads_to_the_new_one_with_the_same_query() {
    let mut stage = stage();
    stage.get("/stories/one").await;
    stage.publish(|log| {
        log.live(&STORY, 1, "uno", &[("title", "Uno".into())]);
    });
    let answer = stage.get("/stories/one?fields=slug").await;
    assert_eq!((answer.status, answer.header("location")), (308, "/api/v1/stories/uno?fields=slug"));
    let answer = stage.get("/resolve?path=/stories/one").await.json();
    assert_eq!(answer["data"], json!({"type": "redirect", "location": "/stories/uno", "status": 308}));
    let redirects = stage.get("/redirects").await.json();
    assert_eq!(redirects["data"], json!([{"from": "/stories/one", "to": "/stories/uno", "status": 308}]));
    // Another story takes the old slug.
    stage.publish(|log| {
        log.live(&STORY, 3, "one", &[("title", "New".into())]);
    });
    assert_eq!(stage.get("/stories/one").await.json()["data"]["title"], "New");
    let redirects = stage.get("/redirects").await.json();
    assert_eq!(redirects["data"], json!([{"from": "/stories/three", "to": "/stories/one", "status": 308}]));
}

#[tokio::test]
async fn a_path_of_the_site_leads_to_its_document() {
    let mut stage = stage();
    let answer = stage.get("/resolve?path=/stories/one").await.json();
    let data = &answer["data"];
    assert_eq!((&data["type"], &data["url"]), (&json!("document"), &json!("/api/v1/stories/one")));
    assert_eq!(data["document"], stage.get("/stories/one").await.json()["data"]);
    assert_eq!(stage.get(&format!("/resolve?path=/stories/{}", entry(1))).await.status, 404);
    stage.publish(|log| {
        let paths = [("stories".to_owned(), "/blog/{slug}".to_owned())].into();
        log.push(Change::Site(Site { paths, ..Site::default() }));
    });
    assert_eq!(stage.get("/resolve?path=/stories/one").await.status, 404);
    assert_eq!(stage.get("/resolve?path=/blog/one").await.status, 200);
}

#[tokio::test]
async fn a_list_of_summaries_comes_from_heads_alone() {
    let stage = stage();
    let answer = stage.get("/stories").await;
    let json = answer.json();
    assert_eq!(answer.slugs(), ["three", "two", "one"]);
    assert_eq!(json["meta"], json!({"page": 1, "limit": 20, "total": 3, "totalPages": 1, "nextCursor": null}));
    assert_eq!(json["links"], json!({"self": "/api/v1/stories", "next": null, "prev": null}));
    assert_eq!(json["data"][0]["topic"]["parent"]["slug"], "arts");
    assert_eq!(json["data"][0].get("body"), None);
    assert_eq!(json["data"][0]["alternates"], json!([]));
    assert_eq!(stage.loads(), 0);
    let tags = answer.header("cache-tag");
    assert!(tags.starts_with("stories,story:") && tags.contains(&format!("topic:{}", entry(10))), "{tags}");
    let parts = stage.get("/stories?fields=topic.parent.slug").await.json();
    assert_eq!(parts["data"][0]["topic"], json!({ "parent": { "slug": "arts" } }));
    assert_eq!(stage.loads(), 0);
    let with_body = stage.get("/stories?fields=body,title").await.json();
    assert_eq!(with_body["data"][2]["body"]["html"], "<p>body of The one</p>");
    assert_eq!(stage.loads(), 3);
}

#[tokio::test]
async fn a_list_of_whole_documents_loads_only_what_is_not_kept() {
    let mut stage = stage();
    let list = stage.get("/topics?sort=name").await;
    assert_eq!(list.slugs(), ["arts", "music"]);
    assert_eq!(list.json()["data"][1]["note"], "note of Music");
    assert_eq!(stage.loads(), 2);
    stage.publish(|log| {
        log.live(&TOPIC, 12, "dance", &[("name", "Dance".into())]);
    });
    assert_eq!(stage.get("/topics?sort=name").await.slugs(), ["arts", "dance", "music"]);
    assert_eq!(stage.loads(), 3);
}

#[tokio::test]
async fn lists_are_filtered_and_sorted() {
    let stage = stage();
    for (query, slugs) in [
        ("filter[topic]=music", vec!["three", "one"]),
        ("filter[topic][in]=music,arts", vec!["three", "two", "one"]),
        (&*format!("filter[topic]={}", entry(10)), vec!["two"]),
        ("filter[slug][in]=one,none", vec!["one"]),
        ("filter[words][gte]=200&filter[words][lte]=300", vec!["three", "one"]),
        ("filter[words]=100", vec!["two"]),
        ("filter[toldOn]=2026-11-01", vec![]),
        ("filter[publishedAt][lte]=2027-01-15T08:00:30Z", vec!["one"]),
        ("filter[publishedAt]=2027-01-15", vec!["three", "two", "one"]),
        ("filter[publishedAt][gte]=2027-01-16", vec![]),
        ("sort=title", vec!["two", "one", "three"]),
        ("sort=-words", vec!["one", "three", "two"]),
        ("sort=publishedAt", vec!["one", "two", "three"]),
        ("locale=de", vec![]),
        ("locale=de&fallback=en", vec!["three", "two", "one"]),
        ("filter[topic.name]=Music", vec!["three", "one"]),
        ("filter[topic.parent.slug]=arts&filter[title][contains]=ONE", vec!["one"]),
        ("filter[words][ne]=100&sort=-words", vec!["one", "three"]),
        ("updatedSince=2027-01-15T08:00:40Z", vec!["three", "two"]),
    ] {
        assert_eq!(stage.get(&format!("/stories?{query}")).await.slugs(), slugs, "{query}");
    }
}

#[tokio::test]
async fn pages_neither_overlap_nor_leave_out() {
    let stage = Stage::new(|log| {
        // All alike but for their ids.
        for n in 1..=23 {
            log.live(&STORY, n, &format!("story-{n}"), &[("title", "Same".into())]);
        }
    });
    let mut seen = Vec::new();
    let mut next = json!("/api/v1/stories?limit=5&sort=title");
    while let Some(address) = next.as_str() {
        let answer = stage.get(address.strip_prefix("/api/v1").unwrap()).await;
        seen.extend(answer.slugs());
        next = answer.json()["links"]["next"].clone();
    }
    assert_eq!(seen.len(), 23);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 23);
    let last = stage.get("/stories?limit=5&page=5").await.json();
    assert_eq!(
        (last["data"].as_array().unwrap().len(), &last["links"]["prev"]),
        (3, &json!("/api/v1/stories?limit=5&page=4"))
    );
    let beyond = stage.get("/stories?limit=5&page=99").await.json();
    assert_eq!((&beyond["data"], &beyond["meta"]["total"]), (&json!([]), &json!(23)));
    assert_eq!(beyond["links"]["prev"], "/api/v1/stories?limit=5&page=5");
}

#[tokio::test]
async fn what_is_not_in_a_language_is_found_in_the_next() {
    let mut stage = stage();
    stage.publish(|log| {
        log.live_in("de", 1, &STORY, 4, "eins", &[("title", "Eins".into())]);
        log.live_in("fr", 2, &STORY, 5, "deux", &[("title", "Deux".into())]);
    });
    assert_eq!(stage.get("/stories/two?locale=de").await.status, 404);
    let second = stage.get("/stories/two?locale=de&fallback=en").await;
    assert_eq!((second.status, &second.json()["data"]["locale"]), (200, &json!("en")));
    // Where there is a translation, its own address is the right one.
    let first = stage.get("/stories/one?locale=de&fallback=en").await;
    assert_eq!((first.status, first.header("location")), (308, "/api/v1/stories/eins?locale=de&fallback=en"));
    let nearer = stage.get("/stories/two?locale=de&fallback=fr,en").await;
    assert_eq!(nearer.header("location"), "/api/v1/stories/deux?locale=de&fallback=fr,en");
    let list = stage.get("/stories?locale=de&fallback=fr,en&sort=title").await;
    assert_eq!(list.slugs(), ["deux", "eins", "three"]);
    // It is kept until there is a translation.
    stage.publish(|log| {
        log.live_in("de", 2, &STORY, 6, "zwei", &[("title", "Zwei".into())]);
    });
    assert_eq!(stage.get("/stories/two?locale=de&fallback=en").await.status, 308);
    let at = stage.get("/stories/one?at=2027-01-15T08:00:40Z").await;
    assert_eq!((at.status, at.header("www-authenticate")), (401, "Bearer"));
}

#[tokio::test]
async fn what_goes_with_a_document_comes_beside_it_when_asked_for() {
    let mut stage = stage();
    let plain = stage.get("/stories/one").await.json();
    assert_eq!(plain.get("included"), None);
    let answer = stage.get("/stories/one?include=related").await.json();
    assert_eq!(answer["data"], plain["data"]);
    let slugs = |json: &serde_json::Value| -> Vec<String> {
        let related = json["included"]["related"].as_array().unwrap();
        related.iter().map(|item| item["slug"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(slugs(&answer), ["three"]);
    assert_eq!(answer["included"]["related"][0].get("body"), None);
    stage.publish(|log| {
        log.live(&STORY, 7, "seven", &[("title", "Seven".into()), ("topic", Value::Entry(entry(11)))]);
    });
    assert_eq!(slugs(&stage.get("/stories/one?include=related").await.json()), ["seven", "three"]);
    assert_eq!(stage.get("/stories/one?include=body").await.status, 400);
}

#[tokio::test]
async fn reading_on_by_cursor_is_not_disturbed_by_what_is_published() {
    let mut stage = stage();
    let first = stage.get("/stories?limit=2&sort=title").await;
    assert_eq!(first.slugs(), ["two", "one"]);
    let cursor = first.json()["meta"]["nextCursor"].as_str().unwrap().to_owned();
    stage.publish(|log| {
        log.live(&STORY, 3, "third", &[("title", "AAA".into())]);
        log.live(&STORY, 8, "eight", &[("title", "ZZZ".into())]);
    });
    let second = stage.get(&format!("/stories?limit=2&sort=title&cursor={cursor}")).await;
    assert_eq!(second.slugs(), ["third"], "as it is called now, in the place that it had");
    let json = second.json();
    assert_eq!(json["meta"], json!({"page": null, "limit": 2, "total": 3, "totalPages": 2, "nextCursor": null}));
    assert_eq!(json["links"]["next"], json!(null));
    let other = stage.get(&format!("/stories?limit=2&cursor={cursor}")).await.json();
    assert_eq!(other["errors"][0]["code"], "other_query");
}

#[tokio::test]
async fn two_spellings_share_an_answer() {
    let stage = stage();
    let first = stage.get("/stories/one?fields=body,title").await;
    let second = stage.get("/stories/one?fields=title%2Cbody").await;
    assert_eq!(first.headers, second.headers);
    assert_eq!(stage.loads(), 1);
}

#[tokio::test]
async fn however_many_ask_at_once_a_document_is_loaded_once() {
    let stage = stage();
    stage.source.gate.forget_permits(10_000);
    let addresses = ["/stories/one", "/stories/one?fields=body", "/stories/one?body=text"];
    let asked = futures_util::future::join_all((0..30).map(|n| stage.get(addresses[n % 3])));
    let opened = async {
        tokio::task::yield_now().await;
        stage.source.gate.add_permits(100);
    };
    let (answers, ()) = tokio::join!(asked, opened);
    assert!(answers.iter().all(|answer| answer.status == 200));
    assert_eq!(stage.loads(), 1);
}

#[tokio::test]
async fn what_is_published_while_an_answer_is_made_is_not_missed() {
    let mut stage = stage();
    stage.source.gate.forget_permits(10_000);
    let router = stage.router.clone();
    let early = tokio::spawn(async move {
        use tower::ServiceExt as _;
        let request = axum::http::Request::builder().uri("/api/v1/stories/one").body(axum::body::Body::empty());
        router.oneshot(request.unwrap()).await.unwrap().status()
    });
    tokio::task::yield_now().await;
    stage.publish(|log| {
        log.live(&STORY, 1, "one", &[("title", "Rewritten".into())]);
    });
    stage.source.gate.add_permits(100);
    assert_eq!(early.await.unwrap(), 200);
    assert_eq!(stage.get("/stories/one").await.json()["data"]["title"], "Rewritten");
}

#[tokio::test]
async fn readers_are_served_while_the_source_is_gone() {
    let mut stage = stage();
    for address in ["/stories/one", "/topics"] {
        assert_eq!(stage.get(address).await.status, 200);
    }
    stage.fail(true);
    assert_eq!(stage.get("/stories/one").await.status, 200);
    assert_eq!(stage.get("/stories/one?fields=title&body=text").await.status, 200, "made of the kept document");
    assert_eq!(stage.get("/stories").await.status, 200);
    let missing = stage.get("/stories/two").await;
    assert_eq!(
        (missing.status, missing.header("retry-after"), missing.header("cache-control")),
        (503, "5", "no-store")
    );
    assert!(!String::from_utf8_lossy(&missing.bytes).contains("secret"));
    // An older answer is better than none, unless it shows what was taken away.
    stage.publish(|log| {
        log.live(&TOPIC, 11, "music", &[("name", "Sound".into()), ("parent", Value::Entry(entry(10)))]);
    });
    assert_eq!(stage.get("/stories/one").await.json()["data"]["topic"]["name"], "Music");
    stage.publish(|log| {
        log.offline(10, Cause::Unpublished);
    });
    assert_eq!(stage.get("/stories/one").await.status, 503);
    stage.fail(false);
    let back = stage.get("/stories/one").await.json();
    assert_eq!(
        back["data"]["topic"],
        json!({"id": entry(11).to_string(), "slug": "music", "name": "Sound", "parent": null})
    );
}

#[tokio::test]
async fn a_batch_is_seen_whole_and_waited_for() {
    let mut stage = stage();
    let catalog = stage.catalog.clone();
    let waiting = tokio::spawn(async move { catalog.wait_for(crate::vocabulary::CatalogVersion(7)).await });
    stage.publish(|log| {
        log.live(&STORY, 5, "five", &[]).live(&STORY, 6, "six", &[]);
    });
    waiting.await.unwrap();
    assert_eq!(stage.catalog.version().0, 7);
    assert_eq!(stage.get("/stories?limit=2").await.slugs(), ["six", "five"]);
}

/// Of each sort of question that readers may ask one that nobody asked before, and what it comes to.
fn never_asked(n: u32) -> [(String, u16); 12] {
    [
        (format!("/stories?filter[words]={n}"), 200),
        (format!("/stories?filter[title][contains]=x{n}&sort=-words"), 200),
        (format!("/stories?limit=1&page={}", n + 1), 200),
        (format!("/topics?updatedSince=2026-01-01T00:00:00.{n:06}Z"), 200),
        (format!("/stories/one?fallback=de-{n:08}"), 200),
        (format!("/resolve?path=/stories/one&fallback=de-{n:08}"), 200),
        (format!("/search?q=one+{n}"), 200),
        (format!("/answers?q=why+one+{n}"), 200),
        (format!("/feed.json?filter[words]={n}"), 200),
        (format!("/redirects?locale=de-{n:08}"), 200),
        (format!("/stories/none-{n}"), 404),
        (format!("/stories?filter[none{n}]=1"), 400),
    ]
}

#[tokio::test]
async fn no_mix_of_queries_leaves_more_than_was_allowed() {
    const ALLOWED: u64 = 400_000;
    // So fast that nobody waits, and whoever was quiet for a moment may be forgotten.
    let bounds = Bounds { cache: ALLOWED, rate: 1_000_000, ..Bounds::default() };
    let mut stage = Stage::with(bounds, |log| {
        log.push(Change::Site(Site { base_url: "https://stories.example".into(), ..Site::default() }));
        log.live(&TOPIC, 10, "arts", &[("name", "Arts".into())]);
        log.live(&STORY, 1, "one", &[("title", "The one".into()), ("topic", Value::Entry(entry(10)))]);
    });
    stage.delivery.indexer().sync().await.unwrap();
    for n in 0..1_700_u32 {
        for (client, (question, status)) in (n * 12..).zip(never_asked(n)) {
            // Who asks is new each time, too.
            let client = Ipv4Addr::from_bits(client).into();
            assert_eq!(stage.get_from(client, &question).await.status, status, "{question}");
        }
        if n % 100 == 0 {
            let coded = [("accept-encoding", "br")];
            assert_eq!(stage.ask(Method::GET, &format!("/stories?page=1{n}"), &coded).await.status, 200);
            // A document of each version is kept for as long as there is room.
            stage.publish(|log| {
                log.live(&TOPIC, 10, "arts", &[("name", format!("Arts {n}").into())]);
            });
            stage.delivery.indexer().sync().await.unwrap();
        }
    }
    let settled = stage.delivery.settled();
    assert!((ALLOWED / 2..=ALLOWED).contains(&(settled.bytes as u64)), "{settled:?}");
    assert_eq!(settled.in_the_making, 0);
    assert!((1..=ADDRESSES + 1).contains(&settled.addresses), "{settled:?}");
}

/// Everything that readers may ask about the histories' entries.
async fn everything(stage: &Stage) -> Vec<(String, u16, Vec<u8>)> {
    let mut addresses: Vec<String> = [
        "/stories",
        "/topics",
        "/redirects",
        "/topics?locale=de",
        "/stories?sort=slug&fields=body,topic",
        "/stories?filter[topic.slug]=slug-1&sort=-title,slug&limit=2",
        "/stories?filter[topic][exists]=true&locale=de&fallback=en",
        "/stories?filter[topic.parent.name][contains]=slug&updatedSince=2027-01-15",
        "/changes",
        "/changes?since=3&limit=5",
        "/site",
    ]
    .map(str::to_owned)
    .into();
    for slug in 0..4 {
        for kind in ["stories", "topics"] {
            addresses.extend(["", "?locale=de"].map(|query| format!("/{kind}/slug-{slug}{query}")));
            addresses.push(format!("/resolve?path=/{kind}/slug-{slug}"));
            addresses.push(format!("/{kind}/{}", entry(slug + 1)));
        }
    }
    let mut answers = Vec::new();
    for address in addresses {
        let answer = stage.get(&address).await;
        // Problems carry the request's id.
        let bytes = if answer.status < 400 { answer.bytes.to_vec() } else { Vec::new() };
        answers.push((address + answer.header("location") + answer.header("etag"), answer.status, bytes));
    }
    answers
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_server_that_ran_all_along_answers_as_one_that_starts_now(log in histories()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let running = Stage::new(|_| {});
            for rows in log.rows.chunks(3) {
                running.catalog.apply(rows.to_vec());
                everything(&running).await;
            }
            let started = Stage::new(|own| *own = log);
            assert_eq!(everything(&running).await, everything(&started).await);
        });
    }
}

#[tokio::test]
async fn whoever_asks_ever_new_questions_waits_while_others_and_known_answers_do_not() {
    let stage = Stage::with(Bounds { cache: 8 << 20, rate: 1, ..Bounds::default() }, |log| {
        log.live(&STORY, 1, "one", &[("title", "The one".into())]);
    });
    for n in 0..10 {
        assert_eq!(stage.get(&format!("/stories?filter[words]={n}")).await.status, 200);
    }
    let refused = stage.get("/stories?filter[words]=10").await;
    assert_eq!((refused.status, &refused.json()["code"]), (429, &json!("too_many_requests")));
    assert!((1..=2).contains(&refused.header("retry-after").parse::<u32>().unwrap()));
    assert_eq!((refused.header("cache-control"), refused.header("access-control-allow-origin")), ("no-store", "*"));
    // However it is spelt.
    assert_eq!(stage.get("/stories?%66ilter[words]=10").await.status, 429);
    assert_eq!(stage.get("/stories?%75pdatedSince=2026-11-01").await.status, 429);
    for known in ["/stories?filter[words]=3", "/stories/one", "/stories?page=2", "/stories?sort=title"] {
        assert_eq!(stage.get(known).await.status, 200, "{known}");
    }
    // What cannot be taken is said for nothing.
    assert_eq!(stage.get("/stories?filter[nothing]=1").await.status, 400);
}

/// A site with an address, in two languages.
fn site() -> Stage {
    let mut stage = stage();
    stage.publish(|log| {
        let site =
            Site { name: "Stories & <more>".into(), base_url: "https://stories.example".into(), ..Site::default() };
        log.push(Change::Site(site));
        log.live_in("de", 1, &STORY, 4, "eins", &[("title", "Eins".into())]);
    });
    stage
}

#[tokio::test]
async fn without_an_address_of_the_site_its_pages_have_none() {
    let stage = stage();
    for path in ["/sitemap.xml", "/feed.xml", "/feed.json", "/robots.txt"] {
        let answer = stage.get(path).await;
        assert_eq!((answer.status, &answer.json()["code"]), (404, &json!("no_address")), "{path}");
    }
    assert_eq!(stage.get("/site").await.json()["data"]["url"], json!(null));
}

#[tokio::test]
async fn a_sitemap_names_every_page_with_its_translations() {
    let mut stage = site();
    let answer = stage.get("/sitemap.xml").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/xml"));
    let xml = String::from_utf8(answer.bytes.to_vec()).unwrap();
    assert_eq!(xml.matches("<url>").count(), 4);
    let german = "<url><loc>https://stories.example/stories/eins</loc><lastmod>2027-01-15T08:01:10Z</lastmod>\
                  <xhtml:link rel=\"alternate\" hreflang=\"de\" href=\"https://stories.example/stories/eins\"/>\
                  <xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://stories.example/stories/one\"/></url>";
    assert!(xml.contains(german), "{xml}");
    assert!(!xml.contains("/topics/"), "topics have no pages unless the settings say so");
    assert_eq!(stage.get("/sitemap.xml?page=1").await.bytes, answer.bytes);
    for (query, status) in [("page=2", 400), ("page=0", 400), ("limit=1", 400)] {
        assert_eq!(stage.get(&format!("/sitemap.xml?{query}")).await.status, status, "{query}");
    }
    stage.publish(|log| {
        let listed = Some(["topics".to_owned()].into());
        log.push(Change::Site(Site { base_url: "https://stories.example".into(), listed, ..Site::default() }));
    });
    let xml = String::from_utf8(stage.get("/sitemap.xml").await.bytes.to_vec()).unwrap();
    assert_eq!((xml.matches("<url>").count(), xml.matches("/topics/").count()), (2, 2));
    let robots = stage.get("/robots.txt").await;
    assert_eq!(robots.header("content-type"), "text/plain; charset=utf-8");
    assert!(robots.bytes.ends_with(b"Sitemap: https://stories.example/sitemap.xml\n"));
}

#[tokio::test]
async fn a_sitemap_of_very_many_pages_is_split() {
    let stage = Stage::new(|log| {
        log.push(Change::Site(Site { base_url: "https://stories.example".into(), ..Site::default() }));
        (1..=50_001).for_each(|n| {
            log.live(&STORY, n, &format!("story-{n}"), &[]);
        });
    });
    let index = String::from_utf8(stage.get("/sitemap.xml").await.bytes.to_vec()).unwrap();
    assert_eq!(index.matches("<sitemap>").count(), 2);
    assert!(index.contains("<loc>https://stories.example/sitemap.xml?page=2</loc>"), "{index}");
    let count = |page| {
        let answer = stage.get(page);
        async move { String::from_utf8(answer.await.bytes.to_vec()).unwrap().matches("<url>").count() }
    };
    assert_eq!((count("/sitemap.xml?page=1").await, count("/sitemap.xml?page=2").await), (50_000, 1));
}

#[tokio::test]
async fn no_sitemap_is_larger_than_the_protocol_allows() {
    let base_url = format!("https://stories.example/{}", "a".repeat(900_000));
    let stage = Stage::new(|log| {
        log.push(Change::Site(Site { base_url, ..Site::default() }));
        (1..=60).for_each(|n| {
            log.live(&STORY, n, &format!("story-{n}"), &[]);
        });
    });
    for (part, wanted) in [(1, 58), (2, 2)] {
        let sitemap = stage.get(&format!("/sitemap.xml?page={part}")).await.bytes;
        assert!(sitemap.len() <= 50 * 1024 * 1024, "{}", sitemap.len());
        let text = std::str::from_utf8(&sitemap).unwrap();
        assert!(text.ends_with("</url></urlset>"));
        assert_eq!(text.matches("<url>").count(), wanted);
    }
}

#[tokio::test]
async fn the_newest_come_as_a_feed() {
    let stage = site();
    let atom = stage.get("/feed.xml").await;
    assert_eq!((atom.status, atom.header("content-type")), (200, "application/atom+xml"));
    let xml = String::from_utf8(atom.bytes.to_vec()).unwrap();
    assert_eq!(xml.matches("<entry>").count(), 3);
    for part in [
        "<title>Stories &amp; &lt;more&gt;</title>",
        "xml:lang=\"en\"",
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://stories.example/feed.xml\"/>",
        "<content type=\"html\">&lt;p&gt;body of Third&lt;/p&gt;</content>",
        &format!("<id>urn:uuid:{}</id>", entry(3)),
    ] {
        assert!(xml.contains(part), "{part} in {xml}");
    }
    let feed = stage.get("/feed.json?filter[topic]=music&limit=1").await;
    assert_eq!(feed.header("content-type"), "application/feed+json");
    let json = feed.json();
    assert_eq!(json["feed_url"], "https://stories.example/feed.json?filter%5Btopic%5D=music&limit=1");
    assert_eq!(json["items"].as_array().unwrap().len(), 1);
    let item = &json["items"][0];
    assert_eq!(
        (&item["url"], &item["content_html"]),
        (&json!("https://stories.example/stories/three"), &json!("<p>body of Third</p>"))
    );
    assert_eq!(stage.get("/feed.xml?locale=de").await.bytes.windows(7).filter(|w| w == b"<entry>").count(), 1);
    for query in ["page=2", "sort=title", "fields=title", "limit=101", "filter[colour]=red"] {
        assert_eq!(stage.get(&format!("/feed.xml?{query}")).await.status, 400, "{query}");
    }
}

#[tokio::test]
async fn what_changed_since_a_version_is_told_once_with_what_there_is_now() {
    let mut stage = stage();
    let all = stage.get("/changes").await.json();
    assert_eq!((all["data"].as_array().unwrap().len(), &all["meta"]["version"]), (5, &json!(5)));
    let nothing = stage.get("/changes?since=5").await.json();
    assert_eq!((&nothing["data"], &nothing["meta"]), (&json!([]), &json!({"since": 5, "version": 5, "more": false})));
    stage.publish(|log| {
        log.live(&STORY, 1, "uno", &[]).live(&STORY, 1, "uno-2", &[]).offline(2, Cause::Unpublished);
        log.push(Change::Site(Site::default()));
        log.live(&TOPIC, 10, "arts", &[]);
    });
    let first = stage.get("/changes?since=5&limit=2").await.json();
    let told = |json: &serde_json::Value| -> Vec<(i64, String, String)> {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
        let data = json["data"].as_array().unwrap();
        data.iter().map(|c| (c["version"].as_i64().unwrap(), text(&c["change"]), text(&c["path"]))).collect()
    };
    let expected = [(7, "published", "/stories/uno-2"), (8, "unpublished", "-")];
    assert_eq!(told(&first), expected.map(|(v, c, p)| (v, c.to_owned(), p.to_owned())));
    assert_eq!(first["data"][1]["cacheTag"], format!("story:{}", entry(2)));
    assert_eq!(first["links"]["next"], "/api/v1/changes?since=8&limit=2");
    let rest = stage.get("/changes?since=8&limit=2").await.json();
    let expected = [(9, "site", "-"), (10, "published", "/topics/arts")];
    assert_eq!(told(&rest), expected.map(|(v, c, p)| (v, c.to_owned(), p.to_owned())));
    assert_eq!((&rest["meta"]["more"], &rest["links"]["next"]), (&json!(false), &json!(null)));
    for query in ["since=-1", "since=01", "since=x", "limit=1001", "page=1"] {
        assert_eq!(stage.get(&format!("/changes?{query}")).await.status, 400, "{query}");
    }
}

#[tokio::test]
async fn a_version_that_never_comes_is_refused_after_a_moment() {
    let stage = stage();
    let answer = stage.get("/changes?since=99").await.json();
    assert_eq!(answer["errors"][0]["code"], "unknown_version");
}

#[tokio::test]
async fn the_wire_carries_what_was_meant() {
    let stage = stage();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/api/v1/stories/one", listener.local_addr().unwrap());
    let server = tokio::spawn(axum::serve(listener, stage.router.clone()).into_future());
    crate::platform::outbound::use_ring();
    let client = reqwest::Client::new();
    let full = client.get(&address).header("accept-encoding", "br").send().await.unwrap();
    let (etag, length) = (full.headers()["etag"].clone(), full.headers()["content-length"].clone());
    assert_eq!(full.bytes().await.unwrap().len().to_string(), length.to_str().unwrap());
    let head = client.head(&address).header("accept-encoding", "br").send().await.unwrap();
    assert_eq!((&head.headers()["etag"], &head.headers()["content-length"]), (&etag, &length));
    let asked = client.get(&address).header("accept-encoding", "br").header("if-none-match", &etag);
    let unchanged = asked.send().await.unwrap();
    assert_eq!(unchanged.status(), 304);
    assert!(!unchanged.headers().contains_key("content-length"));
    let refused = client.post(&address).body("x").send().await.unwrap();
    assert_eq!(refused.status(), 405);
    assert_eq!(refused.json::<serde_json::Value>().await.unwrap()["code"], "method_not_allowed");
    server.abort();
}

#[tokio::test]
async fn what_is_said_of_another_language_can_be_asked_again() {
    let stage = Stage::new(|log| {
        log.live(&TOPIC, 11, "music", &[("name", "Music".into())]);
        log.live_in("de", 5, &STORY, 5, "lied", &[("title", "Lied".into()), ("topic", Value::Entry(entry(11)))]);
        log.live_in("en", 5, &STORY, 6, "song", &[("title", "Song".into())]);
    });
    // A slug of the site's own language, as the German story itself shows it.
    for filter in ["filter[topic]=music", "filter[topic.slug]=music", "filter[topic][in]=music"] {
        assert_eq!(stage.get(&format!("/stories?locale=de&{filter}")).await.slugs(), ["lied"], "{filter}");
    }
    assert_eq!(stage.get("/stories?locale=de&filter[topic]=never").await.status, 400);
    let url = |answer: Answer| answer.json()["data"]["url"].as_str().unwrap().to_owned();
    let found = url(stage.get("/resolve?path=/stories/lied&locale=de").await);
    assert_eq!(found, "/api/v1/stories/lied?locale=de");
    assert_eq!(stage.get(found.strip_prefix("/api/v1").unwrap()).await.status, 200);
    assert_eq!(url(stage.get("/resolve?path=/stories/song").await), "/api/v1/stories/song");
}
