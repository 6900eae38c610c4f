//! Old addresses.

use super::*;

async fn rename(desk: &Desk, path: &str, slug: &str) {
    desk.patch(path, &json!({ "slug": slug })).await;
    desk.publish(path).await.is(200);
}

both! {
    async fn an_old_address_leads_to_todays_in_one_step(desk: &Desk) {
        let path = desk.live("articles", "a", &article("Knees", "Bend.")).await;
        for slug in ["b", "c", "d"] {
            rename(desk, &path, slug).await;
        }
        for old in ["a", "b", "c"] {
            let moved = desk.read(&format!("/articles/{old}?fields=title")).await.is(308);
            assert_eq!(moved.header("location"), "/api/v1/articles/d?fields=title");
            let resolved = desk.read(&format!("/resolve?path=/articles/{old}")).await.is(200).data();
            assert_eq!(resolved, json!({ "type": "redirect", "location": "/articles/d", "status": 308 }));
        }
        let redirects = desk.read("/redirects").await.is(200).data();
        assert_eq!(each(&redirects, "from"), ["/articles/a", "/articles/b", "/articles/c"]);
        assert_eq!(each(&redirects, "to"), ["/articles/d"; 3]);
        assert_eq!(desk.read("/articles/d").await.is(200).data()["title"], "Knees");
    }

    async fn going_back_makes_no_loop(desk: &Desk) {
        let path = desk.live("articles", "a", &article("Knees", "Bend.")).await;
        rename(desk, &path, "b").await;
        rename(desk, &path, "a").await;
        desk.read("/articles/a").await.is(200);
        assert_eq!(desk.read("/articles/b").await.is(308).header("location"), "/api/v1/articles/a");
        let redirects = desk.read("/redirects").await.is(200).data();
        assert_eq!((each(&redirects, "from"), each(&redirects, "to")), (vec!["/articles/b"], vec!["/articles/a"]));
    }

    async fn a_slug_that_only_a_draft_had_leads_nowhere(desk: &Desk) {
        let path = desk.live("articles", "a", &article("Knees", "Bend.")).await;
        desk.patch(&path, &json!({ "slug": "secret-plan" })).await;
        desk.read("/articles/secret-plan").await.is(404);
        rename(desk, &path, "b").await;
        desk.read("/articles/secret-plan").await.is(404);
        assert_eq!(each(&desk.read("/redirects").await.data(), "from"), ["/articles/a"]);
        desk.delete(&format!("{path}/publication")).await.is(200);
        for gone in ["a", "b"] {
            desk.read(&format!("/articles/{gone}")).await.is(410);
        }
        assert_eq!(desk.read("/redirects").await.data(), json!([]));
    }

    async fn links_follow_the_entry_and_not_its_old_name(desk: &Desk) {
        let knees = desk.live("articles", "knees", &article("Knees", "Bend.")).await;
        desk.live("articles", "other", &article("Other", "See [them](galley:article/knees).")).await;
        rename(desk, &knees, "knee").await;
        let html = desk.read("/articles/other").await.is(200).data()["body"]["html"].take();
        assert_eq!(html, "<p>See <a href=\"/articles/knee\">them</a>.</p>");
    }
}
