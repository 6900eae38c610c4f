//! The edit screen: what stands beside the form, what is pasted, and how heavy a form may get.

use galley::{paths, permission::Role};
use reqwest::{StatusCode, header};
use serde_json::{Value as Json, json};

use super::{Browser, shown};
use crate::harness::{TestSite, both};

/// Sends HTML as a page's script does.
async fn pasted(who: &Browser<'_>, html: impl Into<reqwest::Body>) -> (StatusCode, Json) {
    let request = who.client.post(format!("{}{}", who.site.url, paths::MARKDOWN)).body(html);
    let page = shown(request.header(header::CONTENT_TYPE, "text/html").send().await.unwrap()).await;
    (page.status, serde_json::from_str(&page.text).unwrap_or_default())
}

both! {
    async fn what_is_pasted_is_refused_from_those_who_write_nothing(site: &TestSite) {
        let vic = Browser::signed_in(site, "Vic", Role::Viewer).await;
        assert_eq!(pasted(&vic, "<p>a</p>").await.0, StatusCode::FORBIDDEN);
        let ada = Browser::signed_in(site, "Ada", Role::Contributor).await;
        let url = format!("{}{}", site.url, paths::MARKDOWN);
        let forged = ada.client.post(url).header("origin", "https://evil.example").body("<p>a</p>").send().await.unwrap();
        assert_eq!(forged.status(), StatusCode::FORBIDDEN);
        assert_eq!(ada.get(paths::MARKDOWN).await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(pasted(&ada, "x".repeat(1_000_001)).await.0, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(pasted(&ada, vec![0xff, 0xfe]).await.0, StatusCode::BAD_REQUEST);
        assert_eq!(pasted(&ada, "<div>".repeat(100_000)).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn what_is_pasted_becomes_markdown_and_nothing_of_it_runs(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Contributor).await;
        let html = "<meta charset=utf-8><h2>Warm up</h2><p>Walk <b>slowly</b>, see <a href=\"https://clinic.example/a\">this</a>.</p>\
                    <ul><li>one<li>two</ul><script>alert(1)</script><img src=x onerror=alert(1)><p onclick=alert(1)>End \
                    <a href=\"javascript:alert(1)\">here</a></p>";
        let (status, answer) = pasted(&ada, html).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        let markdown = answer["markdown"].as_str().unwrap();
        for part in ["## Warm up", "**slowly**", "[this](https://clinic.example/a)", "- one", "End"] {
            assert!(markdown.contains(part), "{part} in {markdown}");
        }
        for part in ["alert", "onclick", "onerror", "<script", "javascript:"] {
            assert!(!markdown.contains(part), "{part} in {markdown}");
        }
        assert!(!answer["notKept"].as_array().unwrap().is_empty(), "{answer}");
        assert_eq!(pasted(&ada, "").await.1, json!({ "markdown": "", "doc": { "type": "doc", "content": [] }, "notKept": [] }));
    }

    async fn a_form_stays_light_however_much_there_is_to_refer_to(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let lines: Vec<Json> = (0..1_000).map(|n| json!({
            "kind": "cta", "externalId": format!("cta-{n}"), "slug": format!("call-{n}"),
            "content": { "name": format!("Call number {n}"), "kind": "button", "label": "Call" },
        })).collect();
        let text = lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        let batch = galley::publishing::batch::NdJson::new(site.app.entries.kinds().clone(), text.into_bytes());
        let outcomes = site.app.publisher.batch(&galley::permission::Actor::system("test"), &batch).await.unwrap();
        assert!(outcomes.iter().all(|outcome| outcome.error.is_none()));

        let form = ada.made("articles", &[("title", "A"), ("body", "::cta{ref=\"call-3\"}")]).await;
        for page in [ada.get(&paths::new("articles")).await, ada.get(&form).await] {
            assert!(page.text.len() < 60_000, "{} bytes", page.text.len());
            assert!(page.says("There are more"), "{}", page.text);
            assert!(page.text.matches("::cta{ref=").count() <= 53, "{}", page.text.matches("::cta{ref=").count());
        }
        // What is chosen is named, though it is none of the newest.
        assert!(ada.get(&form).await.says("Call number 3<"));
    }

    async fn beside_the_form_stand_its_versions_its_headings_and_its_uses(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let cta = ada.published("ctas", &[("name", "Book"), ("label", "Book <now>"), ("target.type", "url"), ("target.url", "/b")]).await;
        for title in ["One", "Two"] {
            let slug = cta_slug(&ada, &cta).await;
            ada.made("articles", &[("title", title), ("body", &format!("## Warm up\n\n::cta{{ref=\"{slug}\"}}"))]).await;
        }
        let page = ada.get(&cta).await;
        for part in ["Used in 2 entries", "Shared with 2 entries", "Book &lt;now&gt;</a>", "Version 1", "cta cta-button"] {
            assert!(page.says(part), "{part} in {}", page.text);
        }
        let article = ada.made("articles", &[("title", "Three"), ("body", "One two three.\n\n## Warm up")]).await;
        let page = ada.get(&article).await;
        for part in ["data-level=\"2\"", "5 words", "1 minute to read", "/articles/three", "search-title", "Used nowhere"] {
            assert!(page.says(part), "{part} in {}", page.text);
        }
        let refused = ada.saved(&article, &[("title", "Three"), ("body", "# no"), ("authors", "nobody")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("field-authors-error") && refused.says("# no"), "{}", refused.text);
    }
}

async fn cta_slug(ada: &Browser<'_>, form: &str) -> String {
    let page = ada.get(form).await;
    let after = page.text.split("id=\"field-slug\"").nth(1).unwrap();
    after.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}
