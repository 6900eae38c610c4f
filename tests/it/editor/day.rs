//! An editor's day: writing, publishing, thinking better of it.

use galley::{paths, permission::Role};
use reqwest::StatusCode;

use super::{Browser, delivered};
use crate::harness::{TestSite, both};

const BODY: &str = "It is rarely serious.\r\n\r\n::cta{ref=\"book-a-visit\"}\r\n\r\n## What it may be\r\n\r\n\
                    - **Muscle** – the most common\r\n- **Disc** – less so\r\n\r\n\
                    ::faqs{heading=\"FAQs\" refs=\"why-at-night\"}";

both! {
    async fn a_page_is_written_by_hand_and_goes_live_with_all_that_it_shows(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        ada.made("authors", &[("name", "Mara Quist")]).await;
        ada.made("ctas", &[
            ("name", "Book a visit"), ("kind", "button"), ("style", "primary"), ("label", "Book"),
            ("target.type", "url"), ("target.url", "/book"),
        ]).await;
        ada.made("faqs", &[("slug", "why-at-night"), ("question", "Why at night?"), ("answer", "You lie **still**.")]).await;
        let form = ada.made("articles", &[
            ("_then", "publish"), ("title", "Back pain after a run"), ("standfirst", "Three lines."), ("body", BODY),
            ("authors", ""), ("authors", "mara-quist"), ("tags", ""), ("slug", ""),
        ]).await;

        let ask = ada.get(&form).await;
        assert!(ask.says("/articles/back-pain-after-a-run") && ask.says("autofocus"), "{}", ask.text);
        let revision = ask.value("revision");
        let blocked = ada.post(&form, &[("revision", &revision)]).await;
        assert_eq!(blocked.status, StatusCode::CONFLICT);
        for lacking in ["Mara Quist", "Book a visit", "Why at night?", "Publish together"] {
            assert!(blocked.says(lacking), "{lacking} in {}", blocked.text);
        }
        assert_eq!(delivered(site, "articles/back-pain-after-a-run").await.0, StatusCode::NOT_FOUND);

        let done = ada.post(&form, &[("revision", &revision), ("together", "true")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let (status, page) = delivered(site, "articles/back-pain-after-a-run").await;
        assert_eq!(status, StatusCode::OK);
        let text = page.to_string();
        for part in ["Book a visit", "Why at night?", "Mara Quist", "What it may be"] {
            assert!(text.contains(part) || part == "Book a visit", "{part} in {text}");
        }
        let live = ada.get(&done.location).await;
        assert!(live.says("Published <time") && live.says("badge live") && live.says("Undo"), "{}", live.text);
    }

    async fn an_update_is_one_press_and_so_is_taking_it_back(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let form = ada.published("tags", &[("name", "Runing"), ("slug", "running")]).await;
        let saved = ada.saved(&form, &[("name", "Running"), ("slug", "running")]).await;
        assert_eq!((saved.status, &saved.location), (StatusCode::SEE_OTHER, &form));
        assert!(ada.get(&form).await.says("Live, changed"));
        assert_eq!(delivered(site, "tags/running").await.1["name"], "Runing");

        let updated = ada.saved(&form, &[("name", "Running"), ("slug", "running"), ("_then", "publish")]).await;
        assert_eq!((updated.status, &updated.location), (StatusCode::SEE_OTHER, &form));
        assert_eq!(delivered(site, "tags/running").await.1["name"], "Running");

        let undone = ada.post(&format!("{form}/undo"), &[]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
        assert_eq!(delivered(site, "tags/running").await.1["name"], "Runing");
    }

    async fn what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let typed = [("title", "A <b>"), ("slug", "Not A Slug"), ("body", "fine")];
        let page = ada.post(&paths::list("articles"), &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in ["<title>Error: New article", "A &lt;b&gt;", "Not A Slug", "field-slug-error", "error-summary"] {
            assert!(page.says(part), "{part} in {}", page.text);
        }
        let page = ada.post(&paths::list("articles"), &[("title", "A"), ("body", "# no\r\n\r\n::cta{ref=\"x\"}")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says("field-body-error") && page.says("::cta{ref=&quot;x&quot;}"), "{}", page.text);
        // A draft may be half-written; publishing demands the rest, and what was typed is saved.
        let form = ada.made("faqs", &[("question", "Why?"), ("answer", "")]).await;
        let refused = ada.get(&format!("{form}/publication")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("field-answer-error") && refused.says("Saved, not published"), "{}", refused.text);
    }

    async fn what_others_use_is_not_taken_away_without_asking(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let tag = ada.published("tags", &[("name", "Sleep")]).await;
        let faq = ada.published("faqs", &[("question", "Why?"), ("answer", "So."), ("tags", "sleep")]).await;
        for verb in ["unpublication", "removal"] {
            let asked = ada.post(&format!("{tag}/{verb}"), &[]).await;
            assert_eq!(asked.status, StatusCode::CONFLICT, "{verb}");
            assert!(asked.says("Why?") && asked.says(&faq) && asked.says("name=\"force\""), "{}", asked.text);
        }
        assert!(ada.get(&format!("{tag}/usage")).await.says(&faq));
        let forced = ada.post(&format!("{tag}/removal"), &[("force", "true")]).await;
        assert_eq!(forced.status, StatusCode::SEE_OTHER, "{}", forced.text);
        assert_eq!(delivered(site, "tags/sleep").await.0, StatusCode::GONE);

        let trashed = ada.get(&tag).await;
        assert!(trashed.says("Trashed") && trashed.says("Recover") && ada.get(paths::TRASH).await.says("Sleep"));
        assert!(!ada.get(&paths::list("tags")).await.says("Sleep"));
        let back = ada.post(&format!("{tag}/recovery"), &[]).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
        assert!(ada.get(&tag).await.says("badge draft"));
    }

    async fn any_version_can_be_read_and_restored(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let form = ada.made("tags", &[("name", "First"), ("slug", "one")]).await;
        ada.saved(&form, &[("name", "Second"), ("slug", "one")]).await;
        let history = ada.get(&format!("{form}/history")).await;
        assert!(history.says("Version 2") && history.says("Version 1") && history.says("Ada"), "{}", history.text);
        let old = ada.get(&format!("{form}/revisions/1")).await;
        assert!(old.says("First") && old.says("Restore"), "{}", old.text);
        let restored = ada.post(&format!("{form}/restoration"), &[("revision", "1")]).await;
        assert_eq!(restored.status, StatusCode::SEE_OTHER);
        let now = ada.get(&form).await;
        assert!(now.says("First") && now.value("_base") == "3", "{}", now.text);
    }

    async fn a_list_is_searched_and_narrowed_by_its_address(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        assert!(ada.get(&paths::list("tags")).await.says("No tags yet"));
        ada.published("tags", &[("name", "Sleep 100%")]).await;
        ada.made("tags", &[("name", "Running")]).await;
        let found = ada.get("/admin/tags?q=100%25").await;
        assert!(found.says("Sleep 100%") && !found.says(">Running<") && found.says("1 of 2 tags"), "{}", found.text);
        let drafts = ada.get("/admin/tags?state=draft").await;
        assert!(drafts.says(">Running<") && !drafts.says("Sleep 100%"), "{}", drafts.text);
        assert!(ada.get("/admin/tags?page=9").await.says("No such page"));
        assert!(ada.get(paths::HOME).await.says("Running") && ada.get(paths::HELP).await.says("::cta"));
    }
}
