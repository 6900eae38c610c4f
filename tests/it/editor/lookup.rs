//! Entries by their letters: who may ask, what is found, and what is said of it.

use galley::{paths, permission::Role};
use reqwest::StatusCode;
use serde_json::Value as Json;

use super::Browser;
use crate::harness::{TestSite, both};

async fn found(who: &Browser<'_>, query: &str) -> Vec<Json> {
    let page = who.get(&format!("{}?{query}", paths::LOOKUP)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    serde_json::from_str(&page.text).unwrap()
}

fn titles(hits: &[Json]) -> Vec<&str> {
    hits.iter().map(|hit| hit["title"].as_str().unwrap()).collect()
}

async fn cta(who: &Browser<'_>, name: &str, slug: &str) -> String {
    let fields = [("name", name), ("slug", slug), ("label", "Go"), ("target.type", "url"), ("target.url", "/go")];
    who.made("ctas", &fields).await
}

both! {
    async fn nobody_looks_anything_up_without_a_session(site: &TestSite) {
        let answer = site.get(&format!("{}?kind=cta&q=a", paths::LOOKUP)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let ada = Browser::signed_in(site, "Ada", Role::Viewer).await;
        assert_eq!(ada.get(&format!("{}?kind=person", paths::LOOKUP)).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(ada.post(paths::LOOKUP, &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert!(found(&ada, "kind=cta&q=a").await.is_empty());
    }

    async fn letters_find_what_begins_with_them_first(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        for (name, slug) in [("Schedule a visit", "visit"), ("Call, then schedule", "call"), ("Reschedule", "again"), ("100% sure", "sure")] {
            cta(&ada, name, slug).await;
        }
        ada.made("faqs", &[("question", "Schedule, or walk in?"), ("answer", "Either.")]).await;
        let hits = found(&ada, "kind=cta&q=SCHED").await;
        assert_eq!(titles(&hits), ["Schedule a visit", "Call, then schedule", "Reschedule"]);
        assert_eq!(hits[0]["code"], "::cta{ref=\"visit\"}");
        assert_eq!((&hits[0]["state"], &hits[0]["stateWord"], &hits[0]["used"]), (&"draft".into(), &"Draft".into(), &"Used nowhere".into()));
        assert_eq!(titles(&found(&ada, "kind=cta&q=visit").await), ["Schedule a visit"], "by its slug");
        assert_eq!(titles(&found(&ada, "kind=cta&q=sched+call").await), ["Call, then schedule"], "every word");
        assert_eq!(titles(&found(&ada, "kind=cta&q=%25").await), ["100% sure"], "no pattern");
        assert!(found(&ada, "kind=cta&q=%27%22%3B--").await.is_empty());
        assert_eq!(found(&ada, "kind=cta%2Cfaq&q=sched").await.len(), 4);
        assert_eq!(found(&ada, "q=").await.len(), 5);
    }

    async fn uses_are_counted_by_entry_and_not_in_the_trash(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let book = cta(&ada, "Book", "book").await;
        let body = "::cta{ref=\"book\"}\n\nAnd again:\n\n::cta{ref=\"book\"}";
        ada.made("articles", &[("title", "One"), ("body", body)]).await;
        let two = ada.made("articles", &[("title", "Two"), ("body", body)]).await;
        assert_eq!(found(&ada, "kind=cta&q=bo").await[0]["used"], "Used in 2 entries");
        assert_eq!(ada.post(&format!("{two}/removal"), &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(found(&ada, "kind=cta&q=bo").await[0]["used"], "Used in 1 entry");
        assert_eq!(ada.post(&format!("{book}/removal"), &[("force", "true")]).await.status, StatusCode::SEE_OTHER);
        assert!(found(&ada, "kind=cta&q=bo").await.is_empty(), "what is in the trash is not offered");
    }

    async fn a_search_is_bounded(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        for n in 0..25 {
            ada.made("tags", &[("name", &format!("Tag <{n}>"))]).await;
        }
        let hits = found(&ada, "kind=tag&q=tag").await;
        assert_eq!((hits.len(), &hits[0]["code"]), (20, &Json::Null));
        assert_eq!(ada.get(&format!("{}?q={}", paths::LOOKUP, "a".repeat(5_000))).await.status, StatusCode::OK);
    }
}
