//! Publishing and taking offline.

use super::*;

both! {
    async fn what_is_not_ready_is_refused_and_readers_get_nothing(desk: &Desk) {
        let path = desk.draft("faqs", "half", &json!({ "question": "How long?" })).await;
        let publication = format!("{path}/publication");
        let refused = desk.post(&publication, &json!({})).await.is(422);
        assert_eq!(refused.faults(), ["/content/answer required"]);
        assert_eq!(desk.post(&publication, &json!({ "revision": 9 })).await.is(422).faults(), ["/revision unknown_revision"]);
        assert_eq!(desk.post(&publication, &json!({ "revision": "1" })).await.is(422).faults(), ["/revision not_a_number"]);
        assert_eq!(desk.post(&publication, &json!({ "together": 1 })).await.is(422).faults(), ["/together not_a_flag"]);
        assert_eq!(desk.post(&publication, &json!({ "now": true })).await.is(422).faults(), ["/now unknown_field"]);
        let later = json!({ "at": "2026-04-01T09:00:00Z" });
        assert_eq!(desk.post(&publication, &later).await.is(422).faults(), ["/at unsupported"]);
        assert_eq!(desk.post(&format!("{publication}?force=true"), &json!({})).await.is(400).faults(), ["force unknown_parameter"]);
        assert_eq!(desk.post(&format!("/articles/{}/publication", id_of(&path)), &json!({})).await.is(404).code(), "not_found");
        assert_eq!(desk.read("/faqs/half").await.is(404).code(), "not_found");
    }

    async fn once_it_is_answered_readers_have_it(desk: &Desk) {
        let path = desk.draft("tags", "knees", &named("Knees")).await;
        let published = desk.call_edith(Method::POST, &format!("{path}/publication"), "").await.is(200).data();
        assert_eq!((&published["state"], &published["liveRevision"]), (&json!("live"), &json!(1)));
        assert_eq!(published["publishedAt"], "2026-03-02T09:00:00Z");
        assert_eq!(desk.read("/tags/knees").await.is(200).data()["name"], "Knees");

        desk.site.clock.advance(TimeDelta::hours(1));
        let changed = desk.patch(&path, &json!({ "content": named("Knee") })).await.data();
        assert_eq!((&changed["state"], &changed["liveRevision"]), (&json!("changed"), &json!(1)));
        assert_eq!(desk.read("/tags/knees").await.is(200).data()["name"], "Knees");
        desk.publish(&path).await.is(200);
        let read = desk.read("/tags/knees").await.is(200).data();
        assert_eq!((&read["name"], &read["revision"]), (&json!("Knee"), &json!(2)));
        assert_eq!(read["publishedAt"], "2026-03-02T09:00:00Z");
        assert_eq!(read["updatedAt"], "2026-03-02T10:00:00Z");
        let older = desk.post(&format!("{path}/publication"), &json!({ "revision": 1 })).await.is(200).data();
        assert_eq!((&older["state"], &older["liveRevision"]), (&json!("changed"), &json!(1)));
        assert_eq!(desk.read("/tags/knees").await.is(200).data()["name"], "Knees");
    }

    async fn a_reference_to_what_is_not_live_blocks_and_is_named(desk: &Desk) {
        desk.draft("ctas", "book", &button("Book")).await;
        desk.draft("faqs", "why", &faq("Why?", "Because.")).await;
        desk.live("tags", "knees", &named("Knees")).await;
        desk.draft("categories", "joints", &named("Joints")).await;
        let mut content = article("Knees", "::cta{ref=\"book\"}\n\n::faqs{refs=\"why\"}");
        content["tags"] = json!([{ "slug": "knees" }]);
        content["category"] = json!({ "slug": "joints" });
        let path = desk.draft("articles", "knees", &content).await;
        let publication = format!("{path}/publication");
        for body in [json!({}), json!({ "together": false })] {
            let blocked = desk.post(&publication, &body).await.is(409);
            assert_eq!(blocked.code(), "unpublished_references");
            let mut slugs = each(&blocked.json()["references"], "slug").into_iter().map(str::to_owned).collect::<Vec<_>>();
            slugs.sort();
            assert_eq!(slugs, ["book", "joints", "why"]);
        }
        for path in ["/articles/knees", "/ctas/book", "/faqs/why"] {
            desk.read(path).await.is(404);
        }
        desk.post(&publication, &json!({ "together": true })).await.is(200);
        let page = desk.read("/articles/knees").await.is(200).data();
        assert_eq!((page["ctas"][0]["label"].as_str(), page["faqs"][0]["question"].as_str()), (Some("Book"), Some("Why?")));
        for path in ["/ctas/book", "/faqs/why", "/categories/joints"] {
            desk.read(path).await.is(200);
        }
    }

    async fn together_goes_all_the_way_or_not_at_all(desk: &Desk) {
        desk.draft("faqs", "unfinished", &json!({ "question": "Unfinished?" })).await;
        desk.draft("ctas", "book", &button("Book")).await;
        let content = article("T", "::cta{ref=\"book\"}\n\n::faqs{refs=\"unfinished\"}");
        let path = desk.draft("articles", "t", &content).await;
        let refused = desk.publish(&path).await.is(409);
        assert_eq!(refused.code(), "not_ready");
        assert_eq!(refused.json()["entries"][0]["slug"], "unfinished");
        desk.read("/ctas/book").await.is(404);
        desk.read("/articles/t").await.is(404);
    }

    async fn what_is_in_use_stays_unless_it_is_forced(desk: &Desk) {
        let book = desk.live("ctas", "book", &button("Book")).await;
        desk.live("articles", "t", &article("T", "Text.\n\n::cta{ref=\"book\"}")).await;
        let publication = format!("{book}/publication");
        let kept = desk.delete(&publication).await.is(409);
        assert_eq!(kept.code(), "in_use");
        let uses = kept.json()["uses"].take();
        assert_eq!(each(&uses, "slug"), ["t"]);
        assert_eq!((&uses[0]["kind"], &uses[0]["live"]), (&json!("article"), &json!(true)));
        assert_eq!(desk.delete(&format!("{publication}?force=yes")).await.is(400).faults(), ["force not_a_flag"]);
        desk.read("/ctas/book").await.is(200);

        let gone = desk.delete(&format!("{publication}?force=true")).await.is(200).data();
        assert_eq!((&gone["state"], &gone["liveRevision"]), (&json!("draft"), &Json::Null));
        assert_eq!(desk.read("/ctas/book").await.is(410).code(), "gone");
        let page = desk.read("/articles/t").await.is(200).data();
        assert_eq!((&page["ctas"], page["body"]["blocks"].as_array().unwrap().len()), (&json!([]), 1));
        desk.delete(&publication).await.is(200);
    }

    async fn nobody_takes_the_address_of_what_is_live(desk: &Desk) {
        let old = desk.live("tags", "knees", &named("Knees")).await;
        desk.patch(&old, &json!({ "slug": "knee" })).await;
        // The draft has moved away, what readers get has not.
        let new = desk.draft("tags", "knees", &named("Other knees")).await;
        let taken = desk.publish(&new).await.is(409);
        assert_eq!(taken.code(), "slug_taken");
        assert_eq!(taken.json()["entry"]["id"], id_of(&old));
        desk.publish(&old).await.is(200);
        assert_eq!(desk.read("/tags/knees").await.is(308).header("location"), "/api/v1/tags/knee");
        desk.publish(&new).await.is(200);
        assert_eq!(desk.read("/tags/knees").await.is(200).data()["name"], "Other knees");
    }
}
