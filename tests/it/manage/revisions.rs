//! History, restoration and usage.

use super::*;

both! {
    async fn what_is_no_revision_is_not_there(desk: &Desk) {
        let path = desk.draft("tags", "knees", &named("Knees")).await;
        for number in ["2", "0", "-1", "one", "1.0", "99999999999999999999"] {
            desk.get(&format!("{path}/revisions/{number}")).await.is(404);
        }
        let path = &path;
        let restore = |body: Json| async move { desk.post(&format!("{path}/restoration"), &body).await.is(422).faults() };
        assert_eq!(restore(json!({ "revision": 7 })).await, ["/revision unknown_revision"]);
        assert_eq!(restore(json!({})).await, ["/revision required"]);
        assert_eq!(restore(json!({ "revision": 1, "why": "?" })).await, ["/why unknown_field"]);
        assert_eq!(desk.get(&format!("{path}/revisions?limit=101")).await.is(400).faults(), ["limit out_of_range"]);
        assert_eq!(desk.get(&format!("{path}/revisions?page=2")).await.is(400).faults(), ["page unknown_parameter"]);
    }

    async fn every_save_stays_readable_as_it_was(desk: &Desk) {
        let path = desk.draft("tags", "knees", &named("One")).await;
        desk.publish(&path).await.is(200);
        for (minute, name) in ["Two", "Three"].into_iter().enumerate() {
            desk.site.clock.advance(TimeDelta::minutes(1));
            desk.patch(&path, &json!({ "slug": format!("knees-{minute}"), "content": named(name) })).await;
        }
        let list = desk.get(&format!("{path}/revisions")).await.is(200).json();
        let numbers: Vec<_> = list["data"].as_array().unwrap().iter().map(|r| r["revision"].as_i64().unwrap()).collect();
        assert_eq!(numbers, [3, 2, 1]);
        assert_eq!(each(&list["data"], "title"), ["Three", "Two", "One"]);
        assert_eq!(each(&list["data"], "cause"), ["save", "save", "create"]);
        assert_eq!(each(&list["data"], "by"), ["edith", "edith", "edith"]);
        assert_eq!(list["data"][0]["at"], "2026-03-02T09:02:00Z");
        assert_eq!((&list["data"][0]["draft"], &list["data"][2]["live"]), (&json!(true), &json!(true)));
        let older = desk.get(&format!("{path}/revisions?limit=1&before=3")).await.is(200).json();
        assert_eq!((&older["data"][0]["revision"], &older["meta"]["nextBefore"]), (&json!(2), &json!(2)));
        let first = desk.get(&format!("{path}/revisions/1")).await.is(200).data();
        assert_eq!((&first["slug"], &first["content"]["name"]), (&json!("knees"), &json!("One")));
    }

    async fn a_restored_revision_becomes_the_draft_and_readers_keep_theirs(desk: &Desk) {
        let path = desk.live("tags", "knees", &named("One")).await;
        desk.patch(&path, &json!({ "slug": "knee", "content": named("Two") })).await;
        desk.publish(&path).await.is(200);
        let restored = desk.post(&format!("{path}/restoration"), &json!({ "revision": 1 })).await.is(200);
        assert_eq!(restored.header("etag"), "\"3\"");
        let entry = restored.data();
        assert_eq!((&entry["slug"], &entry["content"]["name"], &entry["state"]), (&json!("knees"), &json!("One"), &json!("changed")));
        assert_eq!(desk.read("/tags/knee").await.is(200).data()["name"], "Two");
        let cause = desk.get(&format!("{path}/revisions")).await.json()["data"][0]["cause"].take();
        assert_eq!(cause, "restore");
    }

    async fn usage_tells_drafts_from_live_and_where(desk: &Desk) {
        let why = desk.draft("faqs", "why", &faq("Why?", "Because.")).await;
        let usage = format!("{why}/usage");
        assert_eq!(desk.get(&usage).await.is(200).json(), json!({ "data": [], "meta": { "total": 0 } }));
        let shown = desk.live("articles", "live", &article("Live", "Text.\n\n::faqs{refs=\"why\"}")).await;
        desk.draft("articles", "draft", &article("Draft", "See [why](galley:faq/why).")).await;
        desk.patch(&shown, &json!({ "content": { "body": { "markdown": "Without." } } })).await;
        let uses = desk.get(&usage).await.is(200).data();
        let mut told: Vec<_> = uses
            .as_array()
            .unwrap()
            .iter()
            .map(|used| (used["slug"].as_str().unwrap(), used["draft"] == true, used["live"] == true))
            .collect();
        told.sort();
        assert_eq!(told, [("draft", true, false), ("live", false, true)]);
        assert!(uses[0]["paths"][0].as_str().unwrap().starts_with("body."), "{uses}");
        assert_eq!(desk.get(&format!("{usage}?deep=1")).await.is(400).faults(), ["deep unknown_parameter"]);
    }
}
