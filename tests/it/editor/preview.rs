//! Drafts as readers would see them: who may look, what is shown, and what the frame may do.

use galley::{paths, permission::Role};
use reqwest::StatusCode;

use super::{Browser, delivered};
use crate::harness::{TestSite, both};

both! {
    async fn only_whoever_may_read_may_preview(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Author).await;
        let form = ada.made("articles", &[("title", "Backs"), ("body", "Quiet words.")]).await;
        for path in [format!("{form}/preview"), format!("{form}/preview/page")] {
            assert_eq!(site.get(&path).send().await.unwrap().status(), StatusCode::SEE_OTHER, "{path}");
        }
        let id = form.rsplit('/').next().unwrap();
        for path in [format!("/admin/tags/{id}/preview"), format!("/admin/tags/{id}/preview/page"),
            format!("{}/preview/page", paths::edit("articles", galley::vocabulary::EntryId::new()))] {
            assert_eq!(ada.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for role in [Role::Viewer, Role::Contributor, Role::Editor] {
            let other = Browser::signed_in(site, role.as_str(), role).await;
            let page = other.get(&format!("{form}/preview/page")).await;
            assert!(page.status == StatusCode::OK && page.says("Quiet words."), "{role}: {}", page.text);
            assert_eq!(other.get(&format!("{form}/preview?width=375")).await.status, StatusCode::OK);
        }
        assert_eq!(delivered(site, "articles/backs").await.0, StatusCode::NOT_FOUND);
    }

    async fn the_draft_is_shown_with_the_drafts_that_it_shows(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        ada.made("authors", &[("name", "Mara <Quist>")]).await;
        let cta = ada.made("ctas", &[("name", "Book"), ("slug", "book"), ("label", "Book <now>"),
            ("target.type", "url"), ("target.url", "/book")]).await;
        ada.made("faqs", &[("question", "Why at night?"), ("slug", "why"), ("answer", "You lie **still**.")]).await;
        let form = ada.made("articles", &[("title", "Backs & <b>bones</b>"), ("standfirst", "Three lines."),
            ("authors", "mara-quist"), ("reviewedBy", "mara-quist"), ("reviewedOn", "2026-02-01"),
            ("body", "It is rare.\n\n::cta{ref=\"book\"}\n\n::faqs{heading=\"Asked\" refs=\"why\"}")]).await;
        let page = ada.get(&format!("{form}/preview/page")).await;
        for part in ["Backs &amp; &lt;b&gt;bones&lt;/b&gt;</h1>", "Three lines.", "By Mara &lt;Quist&gt;", "Reviewed by",
            "Book &lt;now&gt;", "Asked</h2>", "Why at night?", "<strong>still</strong>"] {
            assert!(page.says(part), "{part} in {}", page.text);
        }
        let order = ["Backs", "Three lines", "Reviewed", "It is rare", "Book &lt;", "Why at night"].map(|part| page.text.rfind(part).unwrap());
        assert!(order.is_sorted(), "{order:?}");
        let around = ada.get(&format!("{form}/preview")).await;
        for part in ["3 entries in it are not live", "Why at night?", "Mara &lt;Quist&gt;", "preview-1280"] {
            assert!(around.says(part), "{part} in {}", around.text);
        }

        assert_eq!(ada.post(&format!("{cta}/removal"), &[("force", "true")]).await.status, StatusCode::SEE_OTHER);
        let page = ada.get(&format!("{form}/preview/page")).await;
        assert!(!page.says("Book &lt;now&gt;") && page.says("Why at night?"), "{}", page.text);
        assert!(ada.get(&format!("{form}/preview")).await.says("Trashed"));
    }

    async fn the_frame_is_ours_alone_and_runs_nothing(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let form = ada.made("articles", &[("title", "<script>alert(1)</script>"), ("body", "a")]).await;
        let headers = async |path: &str| {
            let answer = ada.client.get(format!("{}{path}", site.url)).send().await.unwrap();
            let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
            (header("content-security-policy"), header("x-frame-options"), header("cache-control"))
        };
        let (policy, frame, cache) = headers(&format!("{form}/preview/page")).await;
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'self'"), "{policy}");
        assert!(!policy.contains("script-src") && !policy.contains("unsafe") && !policy.contains("allow-scripts"), "{policy}");
        assert_eq!((&*frame, &*cache), ("SAMEORIGIN", "no-store"));
        for path in [form.clone(), format!("{form}/preview"), paths::LOOKUP.to_owned()] {
            let (policy, frame, _) = headers(&path).await;
            assert!(policy.contains("frame-ancestors 'none'") && frame == "DENY", "{path}: {policy}");
        }
        let page = ada.get(&format!("{form}/preview/page")).await;
        assert!(!page.says("<script") && page.says("&lt;script&gt;"), "{}", page.text);
    }

    async fn every_kind_has_its_preview(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        for (kinds, fields, part) in [
            ("faqs", [("question", "Why?"), ("answer", "So **it** is.")], "<strong>it</strong>"),
            ("ctas", [("label", "Call us"), ("heading", "Ask <us>")], "Ask &lt;us&gt;"),
            ("authors", [("name", "Mara"), ("bio", "Runs *far*.")], "<em>far</em>"),
            ("categories", [("name", "Backs"), ("description", "All of it <b>")], "All of it &lt;b&gt;"),
            ("tags", [("name", "Sleep"), ("description", "At night")], "At night"),
        ] {
            let form = ada.made(kinds, &fields).await;
            let page = ada.get(&format!("{form}/preview/page")).await;
            assert!(page.status == StatusCode::OK && page.says(part), "{kinds}: {}", page.text);
        }
        let sign_up = ada.made("ctas", &[("name", "News"), ("kind", "newsletter"), ("label", "Subscribe"), ("heading", "Letters"),
            ("newsletter.fields", "email | Your address | email | required"), ("newsletter.consent", "I agree.")]).await;
        let page = ada.get(&format!("{sign_up}/preview/page")).await;
        assert!(page.says("Your address") && page.says("disabled") && page.says("I agree."), "{}", page.text);
    }
}
