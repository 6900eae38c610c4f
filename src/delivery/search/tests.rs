//! Search over a log of toys: what follows what, and what is told of it.

use proptest::prelude::*;

use crate::{
    delivery::cast::{Log, STORY, Stage, histories},
    vocabulary::{Cause, Value},
};

fn titled(title: &'static str) -> [(&'static str, Value); 1] {
    [("title", Value::text(title))]
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
}
