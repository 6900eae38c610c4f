//! Lists: by state, by words, by time, page by page.

use super::*;

both! {
    async fn what_a_list_does_not_know_is_refused_by_name(desk: &Desk) {
        for (query, fault) in [
            ("sort=title", "sort unknown_parameter"),
            ("filter[state]=draft", "filter[state] unknown_parameter"),
            ("state=open", "state not_a_choice"),
            ("updatedSince=yesterday", "updatedSince not_a_time"),
            ("page=0", "page out_of_range"),
            ("limit=101", "limit out_of_range"),
            ("limit=x", "limit out_of_range"),
            ("body=text", "body not_a_choice"),
            ("q=a&q=b", "q repeated"),
        ] {
            let refused = desk.get(&format!("/tags?{query}")).await.is(400);
            assert_eq!(refused.faults(), [fault], "{query}");
        }
        desk.get("/novels").await.is(404);
    }

    async fn a_list_is_narrowed_by_state_words_and_time(desk: &Desk) {
        let live = desk.live("tags", "left-knee", &named("Left knee")).await;
        let changed = desk.live("tags", "right-knee", &named("Right knee")).await;
        let trashed = desk.draft("tags", "elbow", &named("Elbow")).await;
        desk.delete(&trashed).await.is(200);
        desk.site.clock.advance(TimeDelta::hours(1));
        desk.patch(&changed, &json!({ "content": named("Right KNEE, 100%") })).await;
        desk.draft("tags", "toe", &named("Toe")).await;
        let slugs = |query: &'static str| async move {
            let list = desk.get(&format!("/tags?{query}")).await.is(200).json();
            assert_eq!(list["meta"]["total"], list["data"].as_array().unwrap().len(), "{query}");
            let mut slugs: Vec<String> = each(&list["data"], "slug").into_iter().map(str::to_owned).collect();
            slugs.sort();
            slugs.join(" ")
        };
        assert_eq!(slugs("").await, "left-knee right-knee toe");
        assert_eq!(slugs("state=draft").await, "toe");
        assert_eq!(slugs("state=live").await, "left-knee");
        assert_eq!(slugs("state=changed").await, "right-knee");
        assert_eq!(slugs("state=trashed").await, "elbow");
        assert_eq!(slugs("q=knee").await, "left-knee right-knee");
        assert_eq!(slugs("q=100%25").await, "right-knee");
        assert_eq!(slugs("q=%25").await, "right-knee");
        assert_eq!(slugs("q=_").await, "");
        assert_eq!(slugs("q=%27+OR+1%3D1").await, "");
        assert_eq!(slugs("updatedSince=2026-03-02T09:30:00Z").await, "right-knee toe");
        assert_eq!(slugs("state=live&q=knee&updatedSince=2026-03-02T09:00:00Z").await, "left-knee");
        let first = desk.get("/tags?state=live").await.json()["data"][0].take();
        assert_eq!(first, desk.get(&live).await.data());
    }

    async fn pages_are_whole_and_say_how_many_there_are(desk: &Desk) {
        for n in 0..7 {
            desk.site.clock.advance(TimeDelta::seconds(1));
            desk.draft("tags", &format!("tag-{n}"), &named(&format!("Tag {n}"))).await;
        }
        let mut seen = Vec::new();
        for page in 1..=3 {
            let list = desk.get(&format!("/tags?limit=3&page={page}")).await.is(200).json();
            assert_eq!(list["meta"], json!({ "page": page, "limit": 3, "total": 7, "totalPages": 3 }));
            seen.extend(each(&list["data"], "slug").into_iter().map(str::to_owned));
        }
        assert_eq!(seen.join(" "), "tag-6 tag-5 tag-4 tag-3 tag-2 tag-1 tag-0");
        assert_eq!(desk.get("/tags?limit=3&page=9").await.is(200).data(), json!([]));
    }
}
