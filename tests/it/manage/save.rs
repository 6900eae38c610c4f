//! Saving over the revision that one has seen.

use super::*;

both! {
    async fn a_save_says_which_revision_it_is_based_on(desk: &Desk) {
        let tag = desk.draft("tags", "knees", &named("Knees")).await;
        for method in [Method::PUT, Method::PATCH] {
            let blind = desk.ask(method.clone(), &tag, &json!({ "content": named("x") })).await.is(428);
            assert_eq!(blind.code(), "precondition_required");
            for odd in ["*", "1", "\"one\"", "W/\"1\"", "\"1\", \"2\""] {
                let answer = desk.save_as(method.clone(), &tag, odd, &json!({ "content": named("x") })).await;
                assert_eq!(answer.is(400).code(), "malformed", "{odd}");
            }
        }
        assert_eq!(desk.get(&tag).await.data()["draftRevision"], 1);
    }

    async fn a_put_replaces_the_whole_and_a_patch_the_named(desk: &Desk) {
        let tag = desk.draft("tags", "knees", &json!({ "name": "Knees", "description": "What bends." })).await;
        let patched = desk.save(Method::PATCH, &tag, 1, &json!({ "content": { "name": "Knee" } })).await.is(200);
        assert_eq!(patched.header("etag"), "\"2\"");
        assert_eq!(patched.data()["content"], json!({ "name": "Knee", "description": "What bends." }));
        let emptied = desk.save(Method::PATCH, &tag, 2, &json!({ "content": { "description": null } })).await.is(200);
        assert_eq!(emptied.data()["content"]["description"], "");
        desk.patch(&tag, &json!({ "content": { "description": "Bends." } })).await;
        let put = desk.save(Method::PUT, &tag, 4, &json!({ "slug": "knee", "content": named("Knee") })).await.is(200);
        assert_eq!((put.data()["slug"].clone(), put.data()["content"]["description"].clone()), (json!("knee"), json!("")));
    }

    async fn a_save_that_says_the_same_makes_no_revision(desk: &Desk) {
        let tag = desk.draft("tags", "knees", &named("Knees")).await;
        let same = desk.save(Method::PUT, &tag, 1, &json!({ "content": named("Knees") })).await.is(200);
        assert_eq!(same.header("etag"), "\"1\"");
        assert_eq!(desk.get(&format!("{tag}/revisions")).await.json()["meta"]["total"], 1);
    }

    async fn a_save_over_an_older_revision_gets_both_versions(desk: &Desk) {
        let path = desk.draft("articles", "knees", &article("Knees", "Bend.")).await;
        desk.site.clock.advance(TimeDelta::minutes(3));
        let first = json!({ "content": { "title": "Knees, bent" } });
        desk.save(Method::PATCH, &path, 1, &first).await.is(200);
        let late = json!({ "slug": "knees-late", "content": article("Knees, late", "Bend *slowly*.") });
        let stale = desk.save(Method::PUT, &path, 1, &late).await.is(409);
        assert_eq!(stale.code(), "stale");
        let problem = stale.json();
        assert_eq!(problem["base"]["revision"], 1);
        assert_eq!(problem["base"]["content"]["title"], "Knees");
        assert_eq!(problem["yours"]["slug"], "knees-late");
        assert_eq!(problem["yours"]["content"]["title"], "Knees, late");
        assert_eq!(problem["yours"]["content"]["body"]["markdown"], "Bend *slowly*.");
        assert_eq!(problem["theirs"]["revision"], 2);
        assert_eq!(problem["theirs"]["content"]["title"], "Knees, bent");
        assert_eq!(problem["theirs"]["by"], "edith");
        assert_eq!(problem["theirs"]["at"], "2026-03-02T09:03:00Z");
        assert_eq!(desk.get(&path).await.data()["draftRevision"], 2);
        let merged = json!({ "content": problem["yours"]["content"] });
        desk.save(Method::PUT, &path, 2, &merged).await.is(200);

        let unknown = desk.save(Method::PATCH, &path, 99, &json!({ "content": { "title": "?" } })).await.is(409);
        assert_eq!(unknown.code(), "stale");
    }

    async fn a_patch_replaces_rich_text_and_references_whole(desk: &Desk) {
        let (a, b) = (desk.draft("tags", "a", &named("A")).await, desk.draft("tags", "b", &named("B")).await);
        let topic = desk.draft("categories", "backs", &named("Backs")).await;
        let content = json!({
            "title": "T", "body": { "markdown": "Old." }, "tags": [{ "slug": "a" }], "category": { "slug": "backs" },
            "seo": { "title": "S", "description": "D" },
        });
        let path = desk.draft("articles", "t", &content).await;
        let new = json!({ "type": "doc", "content": [
            { "type": "paragraph", "content": [{ "type": "text", "text": "New." }] },
        ] });
        let change = json!({ "content": {
            "body": { "doc": new }, "tags": [{ "id": id_of(&b) }, { "id": id_of(&a) }],
            "category": { "id": id_of(&topic) }, "seo": { "description": null },
        } });
        let content = desk.save(Method::PATCH, &path, 1, &change).await.is(200).data()["content"].take();
        assert_eq!(content["body"]["markdown"], "New.");
        assert_eq!(each(&content["tags"], "slug"), ["b", "a"]);
        assert_eq!(content["category"]["slug"], "backs");
        assert_eq!((content["seo"]["title"].as_str(), content["seo"]["description"].as_str()), (Some("S"), Some("")));
        assert_eq!(content["title"], "T");
    }

    async fn a_block_keeps_its_key_and_a_heading_its_anchor_while_the_rest_changes(desk: &Desk) {
        let path = desk.live("articles", "t", &article("T", "## First\n\nOne.\n\n## Second\n\nTwo.")).await;
        let before = desk.read("/articles/t").await.data();
        let body = json!({ "content": { "body": { "markdown": "Before.\n\n## First\n\nOne.\n\n## Second\n\nTwo!" } } });
        desk.patch(&path, &body).await;
        desk.publish(&path).await.is(200);
        let after = desk.read("/articles/t").await.data();
        assert_eq!(before["toc"], after["toc"]);
        let key = |article: &Json, text: &str| {
            let blocks = article["body"]["blocks"].as_array().unwrap();
            blocks.iter().find(|block| block["children"][0]["text"] == text).unwrap()["_key"].clone()
        };
        for text in ["First", "One.", "Second"] {
            assert_eq!(key(&before, text), key(&after, text), "{text}");
        }
    }

    async fn two_saves_at_once_give_one_winner(desk: &Desk) {
        let path = desk.draft("tags", "race", &named("Start")).await;
        let names: Vec<Json> = (0..6).map(|n| json!({ "content": named(&format!("Name {n}")) })).collect();
        let saves = names.iter().map(|body| desk.save(Method::PUT, &path, 1, body));
        let answers = futures_util::future::join_all(saves).await;
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 5, "{statuses:?}");
        assert_eq!(desk.get(&path).await.data()["draftRevision"], 2);
    }
}
