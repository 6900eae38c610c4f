//! One verb on many entries: foreseen, asked, done.

use galley::{paths, permission::Role};
use reqwest::StatusCode;

use super::{Browser, delivered};
use crate::harness::{TestSite, both};

fn id(form: &str) -> &str {
    form.rsplit('/').next().unwrap()
}

both! {
    async fn whoever_may_not_is_refused_and_nothing_is_done_by_asking(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let form = ada.made("tags", &[("name", "Sleep"), ("slug", "sleep")]).await;
        let all = [("do", "publish"), ("sure", "true"), ("id", id(&form))];
        let vic = Browser::signed_in(site, "Vic", Role::Viewer).await;
        assert_eq!(vic.post(&paths::bulk("tags"), &all).await.status, StatusCode::FORBIDDEN);
        assert_eq!(vic.post(&paths::recoveries(), &[("id", id(&form))]).await.status, StatusCode::FORBIDDEN);
        // Others' entries: an author and a contributor get in, and every entry is refused.
        for (name, role) in [("Bo", Role::Author), ("Cleo", Role::Contributor)] {
            let other = Browser::signed_in(site, name, role).await;
            for verb in ["publish", "unpublish", "trash"] {
                let page = other.post(&paths::bulk("tags"), &[("do", verb), ("sure", "true"), ("id", id(&form))]).await;
                assert!(page.status == StatusCode::OK && page.says("not yours") && !page.says("1 of 1"), "{}", page.text);
            }
        }
        // The other kind's list does not reach it, and no word is no verb.
        assert!(ada.post(&paths::bulk("faqs"), &all).await.says("Nothing is selected"));
        assert_eq!(ada.post(&paths::bulk("tags"), &[("do", "burn"), all[2]]).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(ada.get(&paths::bulk("tags")).await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(ada.post(&paths::bulk("tags"), &[all[0], all[2]]).await.status, StatusCode::OK);
        assert_eq!(delivered(site, "tags/sleep").await.0, StatusCode::NOT_FOUND);
        assert!(ada.get(&form).await.says("badge draft"));
    }

    async fn many_are_published_once_it_is_known_what_that_does(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let body = ("body", "Text.");
        ada.made("tags", &[("name", "Draft tag"), ("slug", "draft-tag")]).await;
        let live = ada.published("articles", &[("title", "Live"), body]).await;
        let plain = ada.made("articles", &[("title", "Plain"), body]).await;
        let related = ada.made("articles", &[("title", "Related"), body, ("related", "plain")]).await;
        let bare = ada.made("articles", &[("title", "Bare")]).await;
        let lacking = ada.made("articles", &[("title", "Lacking"), body, ("tags", "draft-tag")]).await;
        let behind = ada.made("articles", &[("title", "Behind"), body, ("related", "lacking")]).await;
        let list = [&related, &plain, &live, &bare, &lacking, &behind];
        let mut fields: Vec<(&str, &str)> = list.iter().map(|form| ("id", id(form))).collect();
        fields.extend([("do", "publish"), ("list", "q=a&state=draft&nonsense=1")]);
        let asked = ada.post(&paths::bulk("articles"), &fields).await;
        for part in [
            "2 of 6 will be published",
            "Its newest version is live already.",
            "It is not ready for readers:",
            "Draft tag",
            ">Lacking</a>",
            "/admin/articles?q=a&amp;state=draft\"",
        ] {
            assert!(asked.says(part), "{part} in {}", asked.text);
        }
        assert_eq!(delivered(site, "articles/plain").await.0, StatusCode::NOT_FOUND);

        // What was seen goes live, though somebody saves meanwhile.
        ada.saved(&plain, &[("title", "Plain, but newer"), ("slug", "plain"), body]).await;
        let (first, second) = (format!("{}@1", id(&related)), format!("{}@1", id(&plain)));
        let sure = [("do", "publish"), ("sure", "true"), ("id", &*first), ("id", &*second)];
        let done = ada.post(&paths::bulk("articles"), &sure).await;
        assert!(done.says("2 of 2 published"), "{}", done.text);
        assert_eq!(delivered(site, "articles/plain").await.1["title"], "Plain");
        assert_eq!(delivered(site, "articles/related").await.0, StatusCode::OK);
        assert_eq!(delivered(site, "articles/lacking").await.0, StatusCode::NOT_FOUND);
    }

    async fn what_others_use_stays_unless_they_go_too(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let sleep = ada.published("tags", &[("name", "Sleep")]).await;
        let parent = ada.published("categories", &[("name", "Body"), ("slug", "body")]).await;
        let child = ada.published("categories", &[("name", "Knees"), ("slug", "knees"), ("parent", "body")]).await;
        let faq = ada.published("faqs", &[("question", "Why?"), ("answer", "So."), ("tags", "sleep")]).await;
        for verb in ["unpublish", "trash"] {
            let asked = ada.post(&paths::bulk("tags"), &[("do", verb), ("id", id(&sleep))]).await;
            assert!(asked.says("It is in use by") && asked.says(&faq) && !asked.says("name=\"sure\""), "{}", asked.text);
        }
        let all = [("do", "trash"), ("id", id(&parent)), ("id", id(&child))];
        assert!(ada.post(&paths::bulk("categories"), &all).await.says("2 of 2 will be moved to the trash"));
        let done = ada.post(&paths::bulk("categories"), &[all[0], all[1], all[2], ("sure", "true")]).await;
        assert!(done.says("2 of 2 moved to the trash"), "{}", done.text);
        assert_eq!(delivered(site, "categories/knees").await.0, StatusCode::GONE);
        let ids = [("id", id(&parent)), ("id", id(&child))];
        assert!(ada.post(&paths::recoveries(), &ids).await.says("2 of 2 recovered"));
        assert!(ada.get(&child).await.says("badge draft"));
    }

    async fn nothing_and_too_much_are_said_in_words(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let ids: Vec<String> = (0..101).map(|_| galley::vocabulary::EntryId::new().to_string()).collect();
        let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).collect();
        fields.push(("do", "trash"));
        assert!(ada.post(&paths::bulk("tags"), &fields).await.says("That is too much at once"));
        assert!(ada.post(&paths::bulk("tags"), &[("do", "trash")]).await.says("Nothing is selected"));
        assert!(ada.post(&paths::recoveries(), &[("id", "x")]).await.says("Nothing is selected"));
    }
}
