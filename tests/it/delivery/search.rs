//! Search and answers over the wire, on the sample clinic.

use std::{path::Path, sync::Arc};

use galley::{
    app::App,
    delivery::{Bounds, Delivery, Doors},
    publishing::{History, Source},
};

use super::*;
use crate::harness::{Backend, Stage as _, TestSite};

/// The clinic, and all of it in the index.
async fn indexed(desk: &Desk) {
    desk.with_the_clinic().await;
    synced(&desk.site.app).await;
}

async fn synced(app: &App) {
    app.feed.sync().await.unwrap();
    app.delivery.indexer().sync().await.unwrap();
}

/// The readers' side once more, over the same catalog, with an index of its own that nobody follows.
fn another(desk: &Desk, folder: Option<&Path>) -> App {
    let app = &desk.site.app;
    let kinds = Arc::new(galley::kinds::registry());
    let doors = Doors {
        documents: Arc::new(Source::new(app.db.clone(), kinds)),
        drafts: Arc::new(app.previews.clone()),
        history: Arc::new(History::new(app.accounts.clone(), app.lenses.clone())),
    };
    let bounds = Bounds { cache: 1 << 20, index: folder.map(Path::to_owned), ..Bounds::default() };
    App { delivery: Delivery::new(app.catalog.clone(), doors, bounds), ..app.clone() }
}

/// The texts of a highlight's ranges, cut as a script would.
fn cut(highlight: &Json) -> Vec<String> {
    let text: Vec<u16> = highlight["text"].as_str().unwrap().encode_utf16().collect();
    let place = |range: &Json, name: &str| usize::try_from(range[name].as_u64().unwrap()).unwrap();
    let ranges = highlight["ranges"].as_array().unwrap();
    ranges.iter().map(|range| String::from_utf16(&text[place(range, "start")..place(range, "end")]).unwrap()).collect()
}

both! {
    async fn what_cannot_be_searched_for_is_refused_by_name(desk: &Desk) {
        for (path, fault) in [
            ("/search", "q required"),
            ("/search?q=%20%2A%22", "q required"),
            ("/search?q=a&sort=title", "sort unknown_parameter"),
            ("/search?q=a&kind=cta", "kind unknown_value"),
            ("/search?q=a&limit=101", "limit invalid_value"),
            ("/search?q=a&filter[cta]=x", "filter[cta] unknown_field"),
            ("/search?q=a&kind=faq&filter[author]=x", "filter[author] unknown_field"),
            ("/search?q=a&filter[author]=no-such", "filter[author] unknown_value"),
            ("/search?q=a&filter[wordCount][contains]=1", "filter[wordCount][contains] unknown_operator"),
            ("/search?q=a&filter[category]=no-such", "filter[category] unknown_value"),
            ("/answers", "q required"),
            ("/answers?q=a&limit=11", "limit invalid_value"),
            ("/answers?q=a&page=2", "page unknown_parameter"),
        ] {
            let refused = desk.read(path).await.is(400);
            assert_eq!(refused.faults(), [fault], "{path}");
        }
        let long = desk.read(&format!("/search?q={}", "a".repeat(401))).await.is(400);
        assert_eq!(long.faults(), ["q too_long"]);
    }

    async fn articles_and_questions_are_found_by_their_words(desk: &Desk) {
        indexed(desk).await;
        // Another form of the word, a letter wrong, and one that is still being typed.
        for q in ["hamstrings", "hamstrng", "hamst"] {
            let found = desk.read(&format!("/search?q={q}&kind=article")).await.is(200).json();
            assert_eq!(found["data"][0]["slug"], "sciatica-or-hamstring", "{q}: {found}");
        }
        let found = desk.read("/search?q=cracking+neck").await.is(200).json();
        let best = &found["data"][0];
        assert_eq!((best["type"].as_str(), best["title"].as_str()), (Some("faq"), Some("Is it harmful to crack my own neck?")));
        assert_eq!(best["url"], format!("/faqs/{}", best["slug"].as_str().unwrap()));
        assert_eq!(cut(&best["highlights"]["title"]), ["crack", "neck"]);
        let names: Vec<_> = best.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names.join(" "), "type id slug locale title url anchor summary category tags highlights");
        let meta = &found["meta"];
        assert!(meta["complete"] == true && meta["total"].as_u64() > Some(1), "{meta}");
        assert_eq!(found["links"]["self"], "/api/v1/search?q=cracking+neck");
        let counted: u64 = meta["facets"]["kind"].as_array().unwrap().iter().map(|kind| kind["count"].as_u64().unwrap()).sum();
        assert_eq!(Some(counted), meta["total"].as_u64());
    }

    async fn a_filter_gives_as_many_as_its_facet_says(desk: &Desk) {
        indexed(desk).await;
        let all = desk.read("/search?q=pain&limit=100").await.is(200).json();
        for (name, facet) in [("category", "category"), ("tag", "tag")] {
            let facets = all["meta"]["facets"][facet].as_array().unwrap();
            assert!(!facets.is_empty());
            for value in facets {
                let slug = value["slug"].as_str().unwrap();
                let some = desk.read(&format!("/search?q=pain&filter[{name}]={slug}")).await.is(200).json();
                assert_eq!(some["meta"]["total"], value["count"], "{slug}");
            }
        }
        let two = desk.read("/search?q=pain&limit=2&page=2").await.is(200).json();
        assert_eq!(two["data"][0]["id"], all["data"][2]["id"]);
        assert_eq!(two["links"]["prev"], "/api/v1/search?q=pain&limit=2");
    }

    async fn results_are_filtered_as_lists_are(desk: &Desk) {
        indexed(desk).await;
        let ids = |found: &Json| -> Vec<String> {
            found["data"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
        };
        let all = desk.read("/search?q=pain&limit=100").await.is(200).json();
        for (filter, of_articles, of_faqs) in [
            ("filter[wordCount][gte]=400", Some("filter[wordCount][gte]=400"), None),
            ("filter[wordCount][lt]=400", Some("filter[wordCount][lt]=400"), None),
            ("filter[author.slug][contains]=a", Some("filter[author.slug][contains]=a"), None),
            ("filter[category.title][contains]=a", Some("filter[category.title][contains]=a"), Some("filter[topic.title][contains]=a")),
            ("filter[title][contains]=back", Some("filter[title][contains]=back"), Some("filter[title][contains]=back")),
            ("filter[review][exists]=false", Some("filter[review][exists]=false"), Some("page=1")),
        ] {
            let mut listed = Vec::new();
            for (list, filter) in [("articles", of_articles), ("faqs", of_faqs)] {
                let Some(filter) = filter else { continue };
                let list = desk.read(&format!("/{list}?{filter}&limit=100&fields=slug")).await.is(200).json();
                assert_eq!(list["meta"]["totalPages"].as_u64().unwrap().max(1), 1, "{filter}");
                listed.extend(ids(&list));
            }
            let some = desk.read(&format!("/search?q=pain&limit=100&{filter}")).await.is(200).json();
            let both: Vec<_> = ids(&all).into_iter().filter(|id| listed.contains(id)).collect();
            assert_eq!(ids(&some), both, "{filter}");
        }
    }

    async fn what_is_published_is_found_and_what_is_taken_away_is_not(desk: &Desk) {
        let path = desk.live("faqs", "zebra", &faq("Does a zebra get back pain?", "Rarely.")).await;
        synced(&desk.site.app).await;
        let total = async |q: &str| desk.read(&format!("/search?q={q}")).await.is(200).json()["meta"]["total"].clone();
        assert_eq!((total("zebra").await, total("giraffe").await), (json!(1), json!(0)));
        desk.patch(&path, &json!({ "content": { "question": "Does a giraffe get neck pain?" } })).await;
        synced(&desk.site.app).await;
        // A draft is nobody's.
        assert_eq!(total("giraffe").await, json!(0));
        desk.publish(&path).await.is(200);
        synced(&desk.site.app).await;
        assert_eq!((total("zebra").await, total("giraffe").await), (json!(0), json!(1)));
        desk.delete(&format!("{path}/publication")).await.is(200);
        // Gone at once, whether or not the index has heard of it.
        assert_eq!(total("giraffe").await, json!(0));
        synced(&desk.site.app).await;
        assert_eq!(total("giraffe").await, json!(0));
    }

    async fn an_answer_is_kept_by_caches_only_when_the_index_has_all_that_is_published(desk: &Desk) {
        indexed(desk).await;
        let first = desk.read("/search?q=knee").await.is(200);
        assert!(first.header("cache-control").contains("s-maxage"), "{}", first.header("cache-control"));
        assert!(first.header("cache-tag").contains("articles") && first.header("cache-tag").contains("faq:"));
        let other = another(desk, None);
        let readers = Readers::of(&other);
        let (answer, json) = readers.ask("/search?q=knee").await;
        assert!(answer.starts_with("200") && answer.contains("cache-control: no-store"), "{answer}");
        assert_eq!((&json["meta"]["complete"], &json["data"]), (&json!(false), &json!([])));
        other.delivery.indexer().sync().await.unwrap();
        let (_, json) = readers.ask("/search?q=knee").await;
        assert_eq!(json, first.json());
    }

    async fn questions_are_answered_by_a_faq_or_a_section(desk: &Desk) {
        indexed(desk).await;
        let answers = desk.read("/answers?q=is+heat+or+ice+better").await.is(200).json();
        let best = &answers["data"][0];
        assert_eq!((best["type"].as_str(), best["question"].as_str()), (Some("faq"), Some("Is heat or ice better?")));
        assert!(best["html"].as_str().unwrap().starts_with('<') && best["anchor"].as_str().unwrap().starts_with("faq-"));
        assert_eq!(best["source"]["type"], "faq");
        assert!(answers["data"].as_array().unwrap().len() <= 3);

        // Every section of an article leads to itself.
        let article = desk.read("/articles/lower-back-pain-after-running").await.is(200).data();
        let headings = article["toc"].as_array().unwrap();
        assert!(headings.len() > 2);
        let mut found = 0;
        for heading in headings {
            let q: String = url::form_urlencoded::byte_serialize(heading["text"].as_str().unwrap().as_bytes()).collect();
            let answers = desk.read(&format!("/answers?q={q}&limit=10")).await.is(200).json();
            let section = |answer: &&Json| answer["type"] == "section" && answer["anchor"] == heading["anchor"];
            let Some(answer) = answers["data"].as_array().unwrap().iter().find(section) else { continue };
            found += 1;
            assert_eq!(answer["heading"], heading["text"]);
            assert_eq!(answer["source"]["slug"], article["slug"]);
            let anchor = heading["anchor"].as_str().unwrap();
            assert_eq!(answer["url"], format!("/articles/lower-back-pain-after-running#{anchor}"));
            assert!(!answer["text"].as_str().unwrap().is_empty() && answer["html"].is_string(), "{answer}");
            assert!(answer["cta"].is_null() || answer["cta"]["label"].is_string(), "{answer}");
        }
        assert!(found > 1, "{found} of {}", headings.len());
    }

    async fn no_draft_is_found(desk: &Desk) {
        desk.draft("faqs", "secret", &faq("Is the unicorn announced yet?", "No.")).await;
        synced(&desk.site.app).await;
        for path in ["/search?q=unicorn", "/answers?q=unicorn", "/search?q=unic"] {
            assert_eq!(desk.read(path).await.is(200).data(), json!([]), "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_index_that_was_left_behind_by_a_restart_is_put_right() {
    let desk = Desk::at(TestSite::start(Backend::Sqlite).await).await;
    let folder = tempfile::tempdir().unwrap();
    let kept = || another(&desk, Some(folder.path()));
    let total =
        async |app: &App, q: &str| Readers::of(app).ask(&format!("/search?q={q}")).await.1["meta"]["total"].clone();
    let gone = desk.live("faqs", "zebra", &faq("Does a zebra get back pain?", "Rarely.")).await;
    desk.live("faqs", "giraffe", &faq("Does a giraffe get neck pain?", "Often.")).await;
    let app = kept();
    synced(&app).await;
    assert_eq!((total(&app, "zebra").await, total(&app, "giraffe").await), (json!(1), json!(1)));
    drop(app);

    // What happened while nobody followed.
    desk.delete(&format!("{gone}/publication")).await.is(200);
    desk.live("faqs", "newt", &faq("Does a newt get knee pain?", "Never.")).await;
    let app = kept();
    synced(&app).await;
    assert_eq!(
        (total(&app, "zebra").await, total(&app, "giraffe").await, total(&app, "newt").await),
        (json!(0), json!(1), json!(1))
    );

    // Two over one folder: the second has an index of its own.
    let second = kept();
    synced(&second).await;
    assert_eq!(total(&second, "newt").await, json!(1));
    drop((app, second));

    // The index of another log.
    let other = Desk::at(TestSite::start(Backend::Sqlite).await).await;
    other.live("faqs", "heron", &faq("Does a heron get hip pain?", "No.")).await;
    let app = another(&other, Some(folder.path()));
    synced(&app).await;
    assert_eq!((total(&app, "giraffe").await, total(&app, "heron").await), (json!(0), json!(1)));
    drop(app);
    desk.finish().await;
    other.finish().await;
}
