//! The batch: lines in, results out.

use super::*;

fn line(external_id: &str, kind: &str, slug: &str, content: Json) -> Json {
    json!({ "externalId": external_id, "kind": kind, "slug": slug, "content": content, "publish": true })
}

fn statuses(results: &[Json]) -> Vec<&str> {
    results.iter().map(|result| result["status"].as_str().unwrap()).collect()
}

both! {
    async fn what_is_no_batch_is_refused_as_a_whole(desk: &Desk) {
        let tag = line("t:1", "tag", "knees", named("Knees")).to_string();
        for media_type in ["application/json", "text/plain", ""] {
            let answer = desk.send_batch(media_type, tag.clone()).await.is(415);
            assert_eq!(answer.code(), "unsupported_media_type", "{media_type}");
        }
        let many = "{}\n".repeat(50_001);
        let refused = desk.send_batch("application/x-ndjson", many).await.is(413);
        assert_eq!(refused.code(), "payload_too_large");
        let large = format!("{tag}\n{}", " ".repeat(64 * 1024 * 1024));
        let refused = desk.send_batch("application/x-ndjson", large).await.is(413);
        assert_eq!(refused.code(), "payload_too_large");
        assert_eq!(desk.get("/tags").await.json()["meta"]["total"], 0);
        let empty = desk.send_batch("application/x-ndjson; charset=utf-8", "\n \n".into()).await.is(200);
        assert_eq!((empty.header("content-type"), &*empty.text()), ("application/x-ndjson", ""));
    }

    async fn a_failing_line_fails_alone_with_those_that_need_it(desk: &Desk) {
        let mut needy = article("Needy", "::faqs{refs=\"broken\"}");
        needy["tags"] = json!([{ "slug": "fine" }]);
        let lines = [
            "{ not json".to_owned(),
            line("n:1", "novel", "n", named("N")).to_string(),
            String::new(),
            line("f:1", "faq", "broken", json!({ "qestion": "?" })).to_string(),
            line("a:1", "article", "needy", needy).to_string(),
            line("t:1", "tag", "fine", named("Fine")).to_string(),
            line("t:1", "tag", "again", named("Again")).to_string(),
            line("t:2", "tag", "fine", named("Same slug")).to_string(),
            line("t:3", "tag", "No Slug", named("No slug")).to_string(),
            json!({ "kind": "tag", "slug": "odd", "content": named("Odd"), "publsh": true }).to_string(),
            line("f:2", "faq", "half", json!({ "question": "Half?" })).to_string(),
            line("t:4", "tag", "last", named("Last")).to_string(),
        ];
        let results = desk.send_batch("application/x-ndjson", lines.join("\n")).await.is(200).lines();
        let numbers: Vec<i64> = results.iter().map(|result| result["line"].as_i64().unwrap()).collect();
        assert_eq!(numbers, [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        let told: Vec<String> = results
            .iter()
            .map(|result| {
                let fault = &result["problem"]["errors"][0];
                let place = fault["pointer"].as_str().unwrap_or_default();
                format!("{} {} {}", result["status"].as_str().unwrap(), place, fault["code"].as_str().unwrap_or_default())
            })
            .collect();
        assert_eq!(told, [
            "failed / malformed",
            "failed /kind unknown_kind",
            "failed /content/qestion unknown_field",
            "failed /content/body unknown_reference",
            "created  ",
            "failed /externalId repeated",
            "failed /slug taken",
            "failed /slug not_a_slug",
            "failed / malformed",
            "failed /content/answer required",
            "created  ",
        ]);
        assert_eq!(results[0]["problem"]["status"], 422);
        // The draft whose publication failed is kept.
        let kept = desk.get("/faqs").await.json();
        assert_eq!(each(&kept["data"], "slug"), ["half"]);
        desk.read("/tags/fine").await.is(200);
        desk.read("/tags/last").await.is(200);
        assert_eq!(desk.get("/articles").await.json()["meta"]["total"], 0);
    }

    async fn references_point_backwards_and_forwards(desk: &Desk) {
        let mut first = article("First", "::faqs{refs=\"why\"}\n\nSee [the second](galley:article/second).");
        first["tags"] = json!([{ "slug": "knees" }]);
        let mut child = named("Joints");
        child["parent"] = json!({ "slug": "body" });
        let lines = [
            line("a:1", "article", "first", first),
            line("c:1", "category", "joints", child),
            line("c:2", "category", "body", named("Body")),
            line("f:1", "faq", "why", faq("Why?", "Because.")),
            line("t:1", "tag", "knees", named("Knees")),
            line("a:2", "article", "second", article("Second", "::faqs{refs=\"why\"}")),
        ];
        let results = desk.batch(&lines).await.is(200).lines();
        assert_eq!(statuses(&results), ["created"; 6]);
        let page = desk.read("/articles/first").await.is(200).data();
        assert_eq!((&page["faqs"][0]["question"], &page["tags"][0]["name"]), (&json!("Why?"), &json!("Knees")));
        assert!(page["body"]["html"].as_str().unwrap().contains("href=\"/articles/second\""), "{page}");
        assert_eq!(desk.read("/categories/joints").await.is(200).data()["parent"]["slug"], "body");
        let id = results[0]["id"].as_str().unwrap();
        assert_eq!(desk.get(&format!("/articles/{id}")).await.is(200).data()["externalId"], "a:1");
    }

    async fn articles_that_name_each_other_go_live_together(desk: &Desk) {
        let related = |title: &str, other: &str| {
            let mut content = article(title, "Text.");
            content["related"] = json!([{ "slug": other }]);
            content
        };
        let lines = [
            line("a:1", "article", "one", related("One", "two")),
            line("a:2", "article", "two", related("Two", "three")),
            line("a:3", "article", "three", related("Three", "one")),
        ];
        assert_eq!(statuses(&desk.batch(&lines).await.is(200).lines()), ["created"; 3]);
        for (slug, other) in [("one", "Two"), ("two", "Three"), ("three", "One")] {
            assert_eq!(desk.read(&format!("/articles/{slug}")).await.is(200).data()["related"][0]["title"], other);
        }
    }

    async fn the_same_lines_again_change_nothing(desk: &Desk) {
        let mut lines = vec![
            line("f:1", "faq", "why", faq("Why?", "Because.")),
            line("a:1", "article", "one", article("One", "## Why\n\n- **Lead** – text\n\n::faqs{refs=\"why\"}")),
            line("t:1", "tag", "knees", named("Knees")),
        ];
        let first = desk.batch(&lines).await.is(200).lines();
        assert_eq!(statuses(&first), ["created"; 3]);
        let before = desk.read("/articles/one").await.is(200);
        desk.site.clock.advance(TimeDelta::hours(1));
        let second = desk.batch(&lines).await.is(200).lines();
        assert_eq!(statuses(&second), ["unchanged"; 3]);
        assert_eq!(first[1]["id"], second[1]["id"]);
        assert_eq!(desk.read("/articles/one").await, before);
        lines[0]["content"]["answer"]["markdown"] = json!("For a reason.");
        lines[2]["slug"] = json!("knee");
        lines[1]["publish"] = json!(false);
        assert_eq!(statuses(&desk.batch(&lines).await.is(200).lines()), ["updated", "unchanged", "updated"]);
        let after = desk.read("/articles/one").await.is(200).data();
        assert_eq!(after["faqs"][0]["answer"]["html"], "<p>For a reason.</p>");
        desk.read("/tags/knees").await.is(308);
        // Another locale is another entry.
        let german = json!({ "externalId": "t:1", "kind": "tag", "locale": "de", "slug": "knie", "content": named("Knie") });
        assert_eq!(statuses(&desk.batch(&[german]).await.is(200).lines()), ["created"]);
    }

    async fn many_lines_are_told_in_their_order(desk: &Desk) {
        let lines: Vec<Json> = (0..500).map(|n| line(&format!("t:{n}"), "tag", &format!("tag-{n}"), named("T"))).collect();
        let results = desk.batch(&lines).await.is(200).lines();
        assert!(results.iter().enumerate().all(|(index, result)| result["line"] == index + 1));
        assert_eq!(statuses(&results), ["created"; 500]);
        assert_eq!(desk.read("/tags?limit=1").await.is(200).json()["meta"]["total"], 500);
    }
}
