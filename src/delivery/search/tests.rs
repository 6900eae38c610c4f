//! Search over a log of toys: what follows what, and what is told of it.

use proptest::prelude::*;

use crate::{
    delivery::cast::{Answer, Log, STORY, Stage, TOPIC, entry, histories},
    vocabulary::{Cause, Value},
};

fn titled(title: &'static str) -> [(&'static str, Value); 1] {
    [("title", Value::text(title))]
}

fn ids(answer: &Answer) -> Vec<String> {
    let json = answer.json();
    json["data"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

async fn synced(stage: &Stage) {
    stage.delivery.indexer().sync().await.unwrap();
}

#[tokio::test]
async fn nothing_is_found_and_nothing_kept_until_there_is_an_index() {
    let stage = Stage::new(|log| _ = log.live(&STORY, 1, "knee", &titled("The knee")));
    let answer = stage.get("/search?q=knee").await;
    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
    assert_eq!((answer.json()["meta"]["complete"].as_bool(), answer.slugs()), (Some(false), vec![]));
    synced(&stage).await;
    let answer = stage.get("/search?q=knee").await;
    assert!(answer.header("cache-control").contains("s-maxage"));
    assert_eq!((answer.json()["meta"]["complete"].as_bool(), answer.slugs()), (Some(true), vec!["knee".to_owned()]));
}

#[tokio::test]
async fn what_goes_offline_is_gone_before_the_index_hears_of_it() {
    let mut stage = Stage::new(|log| {
        log.live(&STORY, 1, "knee", &titled("The knee")).live(&STORY, 2, "other", &titled("Another knee"));
    });
    synced(&stage).await;
    stage.publish(|log| _ = log.offline(1, Cause::Unpublished));
    let answer = stage.get("/search?q=knee").await;
    assert_eq!((answer.slugs(), answer.json()["meta"]["total"].as_u64()), (vec!["other".to_owned()], Some(1)));
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn what_a_result_says_is_what_is_published_now() {
    let mut stage = Stage::new(|log| _ = log.live(&STORY, 1, "knee", &titled("The knee")));
    synced(&stage).await;
    stage.publish(|log| _ = log.live(&STORY, 1, "hip", &titled("The hip")));
    let found = stage.get("/search?q=knee").await.json();
    assert_eq!((&found["data"][0]["title"], &found["data"][0]["url"]), (&"The hip".into(), &"/stories/hip".into()));
    assert_eq!(found["data"][0]["highlights"]["text"], serde_json::Value::Null);
    synced(&stage).await;
    assert_eq!(stage.get("/search?q=knee").await.slugs(), Vec::<String>::new());
    assert_eq!(stage.get("/search?q=hip").await.slugs(), ["hip"]);
}

#[tokio::test]
async fn a_million_questions_take_no_more_than_the_cache_may() {
    let stage = Stage::with_cache(1 << 20, |log| _ = log.live(&STORY, 1, "knee", &titled("The knee")));
    synced(&stage).await;
    for n in 0..600 {
        assert_eq!(stage.get(&format!("/search?q=knee+{n}&limit=100")).await.status, 200);
    }
    assert!(stage.delivery.settled().await <= 1 << 20);
}

#[tokio::test]
async fn a_source_that_does_not_answer_leaves_the_index_as_it_is() {
    let mut stage = Stage::new(|log| _ = log.live(&STORY, 1, "knee", &titled("The knee")));
    synced(&stage).await;
    stage.fail(true);
    stage.publish(|log| _ = log.live(&STORY, 2, "hip", &titled("The hip")));
    assert!(stage.delivery.indexer().sync().await.is_err());
    assert_eq!(stage.get("/search?q=knee").await.slugs(), ["knee"]);
    stage.fail(false);
    synced(&stage).await;
    assert_eq!(stage.get("/search?q=hip").await.slugs(), ["hip"]);
}

/// Two stories of different topics, and a topic, all with the word "knee".
fn knees(log: &mut Log) {
    let told = |title: &'static str, topic: u128, words: i64| {
        [("title", Value::text(title)), ("topic", Value::Entry(entry(topic))), ("words", Value::Integer(words))]
    };
    log.live(&TOPIC, 8, "joints", &[("name", Value::text("Knee and hip"))])
        .live(&TOPIC, 9, "runners", &[("name", Value::text("Runners")), ("parent", Value::Entry(entry(8)))])
        .live(&STORY, 1, "short", &told("The knee", 8, 100))
        .live(&STORY, 2, "long", &told("The other knee", 9, 900));
}

#[tokio::test]
async fn results_are_filtered_by_every_field_that_lists_are() {
    let stage = Stage::new(knees);
    synced(&stage).await;
    for (query, slugs) in [
        ("", "joints long short"),
        ("&filter[words][gte]=500", "long"),
        ("&filter[words][lt]=500&filter[slug][contains]=s", "short"),
        // Where a kind has no such field there is nothing in it, as in an entry that leaves it empty.
        ("&filter[words][ne]=100", "joints long"),
        ("&filter[words][exists]=false", "joints"),
        ("&filter[words][exists]=false&kind=story", ""),
        ("&filter[name][contains]=hip", "joints"),
        ("&filter[category]=joints", "short"),
        ("&filter[category.parent.slug]=joints", "long"),
        ("&filter[category][in]=joints,runners&filter[words]=900", "long"),
        ("&filter[id]=00000000-0000-0000-0000-000000000001", "short"),
        ("&filter[publishedAt][gte]=2100-01-01", ""),
    ] {
        let found = stage.get(&format!("/search?q=knee{query}")).await;
        assert_eq!(found.status, 200, "{query}: {:?}", found.bytes);
        let (mut seen, meta) = (found.slugs(), found.json()["meta"].clone());
        seen.sort_unstable();
        assert_eq!(seen.join(" "), slugs, "{query}");
        assert_eq!(meta["total"], seen.len(), "{query}");
        let counted = meta["facets"]["kind"].as_array().unwrap().iter();
        assert_eq!(counted.map(|kind| kind["count"].as_u64().unwrap()).sum::<u64>(), seen.len() as u64, "{query}");
    }
    for (query, code) in [("&filter[category]=none", "unknown_value"), ("&filter[words]=few", "invalid_value")] {
        let refused = stage.get(&format!("/search?q=knee{query}")).await;
        let faults = refused.json()["errors"].as_array().unwrap().clone();
        assert_eq!((refused.status, faults.len(), &faults[0]["code"]), (400, 1, &code.into()), "{query}");
    }
}

#[tokio::test]
async fn a_filter_is_of_what_is_published_now_and_not_of_the_index() {
    let mut stage = Stage::new(knees);
    synced(&stage).await;
    stage.publish(|log| {
        let fields = [("title", Value::text("The knee")), ("words", Value::Integer(900))];
        log.live(&STORY, 1, "short", &fields).offline(2, Cause::Unpublished);
    });
    let found = stage.get("/search?q=knee&filter[words]=900").await;
    assert_eq!((found.slugs(), &found.json()["meta"]["total"]), (vec!["short".to_owned()], &1.into()));
    assert_eq!(stage.get("/search?q=knee&filter[words]=100").await.slugs(), Vec::<String>::new());
}

/// A filter of results, and the same for a list of stories and of topics; `None` where it holds for none.
const FILTERS: [(&str, Option<&str>, Option<&str>); 8] = [
    ("filter[slug][in]=slug-1,slug-2", Some("filter[slug][in]=slug-1,slug-2"), Some("filter[slug][in]=slug-1,slug-2")),
    ("filter[topic.slug]=slug-1", Some("filter[topic.slug]=slug-1"), None),
    ("filter[topic.slug][ne]=slug-1", Some("filter[topic.slug][ne]=slug-1"), Some("limit=20")),
    ("filter[words][exists]=true", Some("filter[words][exists]=true"), None),
    ("filter[category][exists]=true", Some("filter[topic][exists]=true"), Some("filter[parent][exists]=true")),
    ("filter[category][ne]=slug-1", Some("filter[topic][ne]=slug-1"), Some("filter[parent][ne]=slug-1")),
    (
        "filter[tag.title][contains]=2",
        Some("filter[anyTopic.title][contains]=2"),
        Some("filter[parent.title][contains]=2"),
    ),
    (
        "filter[updatedAt][gte]=2027-01-15T08:01:40Z",
        Some("updatedSince=2027-01-15T08:01:40Z"),
        Some("updatedSince=2027-01-15T08:01:40Z"),
    ),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_replica_that_followed_answers_as_one_that_has_just_started(log in histories()) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build().unwrap();
        runtime.block_on(async {
            let mut old = Stage::new(|_| {});
            synced(&old).await;
            for rows in log.rows.chunks(7) {
                let rows = rows.to_vec();
                old.publish(|log| log.rows.extend(rows));
                synced(&old).await;
            }
            let new = Stage::new(|fresh| *fresh = Log { rows: log.rows.clone() });
            synced(&new).await;
            for path in ["/search?q=slug", "/search?q=slug+2&locale=de", "/search?q=slog+1", "/search?q=sl&limit=1&page=2"] {
                let (old, new) = (old.get(path).await, new.get(path).await);
                prop_assert_eq!(old.bytes, new.bytes, "{}", path);
                prop_assert_eq!(old.headers.get("cache-control"), new.headers.get("cache-control"));
            }
            Ok(())
        })?;
    }

    #[test]
    fn a_filtered_search_finds_what_the_search_and_the_filtered_list_both_have(log in histories()) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build().unwrap();
        runtime.block_on(async {
            let stage = Stage::new(|own| *own = log);
            synced(&stage).await;
            for (filter, of_stories, of_topics) in FILTERS {
                for locale in ["en", "de"] {
                    let mut listed = Vec::new();
                    for (list, filter) in [("stories", of_stories), ("topics", of_topics)] {
                        let Some(filter) = filter else { continue };
                        let list = stage.get(&format!("/{list}?{filter}&locale={locale}&fields=slug")).await;
                        if list.status == 200 {
                            listed.extend(ids(&list));
                        }
                    }
                    let all = stage.get(&format!("/search?q=slug&locale={locale}")).await;
                    let some = stage.get(&format!("/search?q=slug&locale={locale}&{filter}")).await;
                    // Who names what there never was is refused, as by the list.
                    if some.status == 400 {
                        prop_assert!(filter.starts_with("filter[category][ne]"), "{}", filter);
                        prop_assert_eq!(listed, Vec::<String>::new());
                        continue;
                    }
                    let both: Vec<_> = ids(&all).into_iter().filter(|id| listed.contains(id)).collect();
                    prop_assert_eq!(&some.json()["meta"]["total"], both.len());
                    prop_assert_eq!(ids(&some), both, "{} {}", filter, locale);
                }
            }
            Ok(())
        })?;
    }
}
