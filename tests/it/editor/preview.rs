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

    async fn a_frontend_may_be_framed_where_a_draft_is_looked_at_on_it_and_nowhere_else(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Owner).await;
        let template = "https://www.example.com/{kind}/{slug}?draft={token}";
        assert_eq!(ada.post(&paths::frontends(), &[("name", "Website"), ("template", template)]).await.status, StatusCode::SEE_OTHER);
        let form = ada.made("articles", &[("title", "Backs"), ("slug", "backs")]).await;
        let policy = async |path: &str| {
            let answer = ada.client.get(format!("{}{path}", site.url)).send().await.unwrap();
            answer.headers()["content-security-policy"].to_str().unwrap().to_owned()
        };
        let preview = format!("{form}/preview");
        assert!(policy(&preview).await.contains("frame-src 'self' https://www.example.com;") || policy(&preview).await.ends_with("frame-src 'self' https://www.example.com"));
        let page = ada.get(&preview).await;
        assert!(page.says("src=\"https://www.example.com/article/backs?draft=") && page.says("sandbox="), "{}", page.text);
        for elsewhere in [form.clone(), format!("{preview}?on=galley"), format!("{preview}/page"), paths::frontends()] {
            let policy = policy(&elsewhere).await;
            assert!(!policy.contains("example.com"), "{elsewhere}: {policy}");
        }
    }

    async fn a_link_to_a_draft_is_made_and_ended_by_buttons(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Author).await;
        let form = ada.made("articles", &[("title", "Backs"), ("body", "Quiet words.")]).await;
        let links = format!("{form}/preview/links");
        assert_eq!(ada.post(&links, &[("lifetime", "ever")]).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(ada.post(&links, &[("lifetime", "day")]).await.status, StatusCode::SEE_OTHER);
        let page = ada.get(&format!("{form}/preview")).await;
        let cut = |from: &str| page.text.split(from).nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let shared = format!("/admin/shared/{}", cut("/admin/shared/"));
        // Whoever holds it needs no account; nothing on the way keeps what it shows.
        let seen = site.get(&shared).send().await.unwrap();
        assert_eq!((seen.status(), seen.headers()["cache-control"].to_str().unwrap()), (StatusCode::OK, "no-store, no-transform"));
        assert!(seen.text().await.unwrap().contains("Quiet words."));
        let end = format!("{form}/preview/links/{}", cut("/preview/links/"));
        let viewer = Browser::signed_in(site, "Vic", Role::Viewer).await;
        assert_eq!(viewer.post(&end, &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(ada.post(&end, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.get(&shared).send().await.unwrap().status(), StatusCode::GONE);
        assert_eq!(ada.post(&end, &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get(&format!("{shared}x")).send().await.unwrap().status(), StatusCode::NOT_FOUND);
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
