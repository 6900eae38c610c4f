//! Making entries.

use super::*;

both! {
    async fn what_cannot_be_taken_is_refused_at_its_field_and_leaves_nothing(desk: &Desk) {
        assert_eq!(refused(desk, "tags", json!({ "nmae": "x" })).await, ["/content/nmae unknown_field"]);
        assert_eq!(refused(desk, "tags", json!({ "name": "x".repeat(201) })).await, ["/content/name too_long"]);
        assert_eq!(refused(desk, "tags", json!({ "name": 7 })).await, ["/content/name not_text"]);
        let unknown = json!({ "title": "T", "tags": [{ "slug": "no-such-tag" }], "category": { "slug": "none" } });
        let faults = refused(desk, "articles", unknown).await;
        assert!(faults.contains(&"/content/tags/0 unknown_reference".to_owned()), "{faults:?}");
        assert!(faults.contains(&"/content/category unknown_reference".to_owned()), "{faults:?}");
        let long = json!({ "question": "Q?", "shortAnswer": "x".repeat(301) });
        assert_eq!(refused(desk, "faqs", long).await, ["/content/shortAnswer too_long"]);
        let faults = refused(desk, "articles", article("T", "::unheard{of=\"it\"}")).await;
        assert!(faults[0].starts_with("/content/body"), "{faults:?}");
        let faults = refused(desk, "articles", json!({ "title": "T", "schemaType": "Novel" })).await;
        assert_eq!(faults, ["/content/schemaType not_a_choice"]);
        let faults = refused(desk, "articles", json!({ "title": "T", "reviewedOn": "yesterday" })).await;
        assert_eq!(faults, ["/content/reviewedOn not_a_date"]);
        let link = json!({ "name": "A", "links": [{ "label": "x", "url": "javascript:alert(1)" }] });
        let faults = refused(desk, "authors", link).await;
        assert_eq!(faults, ["/content/links/0/url not_a_url"]);
    }

    async fn the_envelope_is_as_strict_as_the_content(desk: &Desk) {
        let sent = |body: Json| async move { desk.post("/tags", &body).await.is(422).faults() };
        assert_eq!(sent(json!({ "slugg": "x" })).await, ["/slugg unknown_field"]);
        assert_eq!(sent(json!({ "slug": "Not A Slug", "content": named("x") })).await, ["/slug not_a_slug"]);
        assert_eq!(sent(json!({ "slug": 7 })).await, ["/slug not_text"]);
        assert_eq!(sent(json!({ "locale": "klingonese" })).await, ["/locale not_a_locale"]);
        assert_eq!(sent(json!({ "content": [] })).await, ["/content not_an_object"]);
        desk.draft("tags", "twice", &named("Twice")).await;
        assert_eq!(sent(json!({ "slug": "twice", "content": named("x") })).await, ["/slug taken"]);
        for malformed in ["{", "[]", "7", "\"x\""] {
            let call = desk.post_text("/tags", malformed).await.is(400);
            assert_eq!(call.code(), "malformed", "{malformed}");
        }
        let repeated = desk.post("/tags?body=doc&body=doc", &json!({})).await.is(400);
        assert_eq!(repeated.faults(), ["body repeated"]);
        assert_eq!(desk.post("/tags?bdoy=doc", &json!({})).await.is(400).faults(), ["bdoy unknown_parameter"]);
        assert_eq!(desk.post("/novels", &json!({})).await.is(404).code(), "not_found");
    }

    async fn an_entry_is_made_as_a_draft_and_says_where_it_is(desk: &Desk) {
        let topic = desk.draft("categories", "backs", &named("Backs")).await;
        let content = json!({
            "question": "Is it a muscle?", "shortAnswer": "Often.", "answer": { "markdown": "Mostly **yes**." },
            "topic": { "id": id_of(&topic) }, "owner": "Imogen", "reviewBy": "2027-01-31",
        });
        let made = desk.post("/faqs", &json!({ "slug": "a-muscle", "content": content })).await.is(201);
        let entry = made.data();
        assert_eq!(made.header("location"), format!("/api/v1/manage/faqs/{}", entry["id"].as_str().unwrap()));
        assert_eq!(made.header("etag"), "\"1\"");
        for (field, value) in [
            ("kind", json!("faq")),
            ("locale", json!("en")),
            ("slug", json!("a-muscle")),
            ("title", json!("Is it a muscle?")),
            ("state", json!("draft")),
            ("draftRevision", json!(1)),
            ("liveRevision", Json::Null),
            ("publishedAt", Json::Null),
            ("updatedAt", json!("2026-03-02T09:00:00Z")),
            ("updatedBy", json!("token:edith")),
        ] {
            assert_eq!(entry[field], value, "{field}");
        }
        assert_eq!(entry["content"]["topic"]["slug"], "backs");
        assert_eq!(entry["content"]["answer"]["markdown"], "Mostly **yes**.");
        assert_eq!(entry["content"]["reviewBy"], "2027-01-31");

        let path = format!("/faqs/{}", entry["id"].as_str().unwrap());
        let shown = desk.get(&path).await.is(200);
        assert_eq!(shown.data(), entry);
        assert_eq!(shown.header("etag"), "\"1\"");
        assert_eq!(shown.header("cache-control"), "no-store");
        let doc = desk.get(&format!("{path}?body=doc")).await.is(200).data();
        assert!(doc["content"]["answer"]["doc"].is_object(), "{doc}");
        assert_eq!(desk.read("/faqs/a-muscle").await.is(404).code(), "not_found");
    }

    async fn a_slug_that_is_not_given_is_made_of_the_title(desk: &Desk) {
        for expected in ["sore-knees", "sore-knees-2", "sore-knees-3"] {
            let made = desk.post("/articles", &json!({ "content": { "title": "Sore knees" } })).await.is(201);
            assert_eq!(made.data()["slug"], expected);
        }
        let untitled = desk.post("/articles", &json!({})).await.is(201).data();
        assert!(untitled["slug"].as_str().unwrap().starts_with("article-"), "{untitled}");
        assert_eq!(desk.post(&format!("/articles/{}/publication", untitled["id"].as_str().unwrap()), &json!({})).await.is(422).faults(), ["/content/title required", "/content/body required"]);
    }

    async fn rich_text_comes_in_three_forms_that_say_the_same(desk: &Desk) {
        let html = json!({ "html": "<h2>Knees</h2><p>Bend <strong>them</strong>.</p><script>steal()</script>" });
        let from_html = desk.draft("articles", "html", &json!({ "title": "T", "body": html })).await;
        let shown = desk.get(&from_html).await.data();
        let markdown = shown["content"]["body"]["markdown"].as_str().unwrap().to_owned();
        assert_eq!(markdown, "## Knees\n\nBend **them**.");
        let doc = desk.get(&format!("{from_html}?body=doc")).await.data()["content"]["body"].take();
        let from_doc = desk.draft("articles", "doc", &json!({ "title": "T", "body": doc })).await;
        assert_eq!(desk.get(&from_doc).await.data()["content"]["body"]["markdown"], markdown.as_str());
        let both = json!({ "title": "T", "body": { "markdown": "x", "html": "x" } });
        assert!(refused(desk, "articles", both).await[0].starts_with("/content/body"));
        let faults = refused(desk, "articles", json!({ "title": "T", "body": { "doc": { "type": "novel" } } })).await;
        assert!(faults[0].starts_with("/content/body"), "{faults:?}");
    }

    async fn a_translation_joins_the_group_of_its_original(desk: &Desk) {
        let english = desk.draft("tags", "knees", &named("Knees")).await;
        let german = json!({ "slug": "knie", "locale": "de", "translationOf": id_of(&english), "content": named("Knie") });
        let made = desk.post("/tags", &german).await.is(201).data();
        assert_eq!(made["translationGroup"], desk.get(&english).await.data()["translationGroup"]);
        assert_eq!(desk.post("/tags", &german).await.is(422).faults(), ["/locale taken"]);
        let other = json!({ "locale": "fr", "translationOf": id_of(&english), "content": { "question": "?" } });
        assert_eq!(desk.post("/faqs", &other).await.is(422).faults(), ["/translationOf wrong_kind"]);
    }
}
