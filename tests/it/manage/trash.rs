//! To the trash and back.

use super::*;

both! {
    async fn what_is_in_use_even_by_a_draft_is_not_thrown_away(desk: &Desk) {
        let why = desk.live("faqs", "why", &faq("Why?", "Because.")).await;
        desk.draft("articles", "draft", &article("Draft", "::faqs{refs=\"why\"}")).await;
        let refused = desk.delete(&why).await.is(409);
        assert_eq!(refused.code(), "in_use");
        assert_eq!(each(&refused.json()["uses"], "slug"), ["draft"]);
        assert_eq!(desk.delete(&format!("{why}?force=1")).await.is(400).faults(), ["force not_a_flag"]);
        desk.read("/faqs/why").await.is(200);
        let gone = desk.delete(&format!("{why}?force=true")).await.is(200).data();
        assert_eq!(gone["state"], "trashed");
        desk.read("/faqs/why").await.is(410);
    }

    async fn the_trash_is_not_worked_on(desk: &Desk) {
        let path = desk.live("tags", "knees", &named("Knees")).await;
        desk.delete(&path).await.is(200);
        desk.delete(&path).await.is(200);
        let change = json!({ "content": named("Other") });
        assert_eq!(desk.save(Method::PUT, &path, 1, &change).await.is(409).code(), "trashed");
        assert_eq!(desk.publish(&path).await.is(409).code(), "trashed");
        assert_eq!(desk.post(&format!("{path}/restoration"), &json!({ "revision": 1 })).await.is(409).code(), "trashed");
        assert_eq!(desk.post(&format!("{path}/undo"), &Json::Null).await.is(409).code(), "trashed");
        desk.get(&path).await.is(200);
        desk.read("/tags/knees").await.is(410);
    }

    async fn what_refers_to_the_trash_is_not_published_even_together(desk: &Desk) {
        let tag = desk.draft("tags", "knees", &named("Knees")).await;
        let mut content = article("T", "Text.");
        content["tags"] = json!([{ "slug": "knees" }]);
        let path = desk.draft("articles", "t", &content).await;
        desk.delete(&format!("{tag}?force=true")).await.is(200);
        for body in [json!({}), json!({ "together": true })] {
            let refused = desk.post(&format!("{path}/publication"), &body).await.is(409);
            assert_eq!(refused.code(), "unpublished_references");
            assert_eq!(refused.json()["references"][0]["state"], "trashed");
        }
    }

    async fn what_comes_back_is_a_draft_under_its_own_name_or_the_next(desk: &Desk) {
        let path = desk.live("tags", "knees", &named("Knees")).await;
        desk.delete(&path).await.is(200);
        let back = desk.post(&format!("{path}/recovery"), &Json::Null).await.is(200).data();
        assert_eq!((&back["state"], &back["slug"], &back["draftRevision"]), (&json!("draft"), &json!("knees"), &json!(1)));
        desk.read("/tags/knees").await.is(410);
        desk.delete(&path).await.is(200);
        desk.live("tags", "knees", &named("Other knees")).await;
        let back = desk.post(&format!("{path}/recovery"), &Json::Null).await.is(200).data();
        assert_eq!((&back["slug"], &back["draftRevision"]), (&json!("knees-2"), &json!(2)));
        assert_eq!(back["content"]["name"], "Knees");
        desk.publish(&path).await.is(200);
        assert_eq!(desk.read("/tags/knees").await.is(200).data()["name"], "Other knees");
        assert_eq!(desk.read("/tags/knees-2").await.is(200).data()["name"], "Knees");
        let again = desk.post(&format!("{path}/recovery"), &Json::Null).await.is(200).data();
        assert_eq!(again["state"], "live");
    }
}
