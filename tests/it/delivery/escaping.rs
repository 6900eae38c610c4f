//! What is typed never becomes markup.

use super::*;

const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)> &amp; {{7*7}}";

/// Every piece of HTML in an answer.
fn html_of<'a>(json: &'a Json, found: &mut Vec<&'a str>) {
    match json {
        Json::Object(object) => {
            for (name, value) in object {
                match value.as_str() {
                    Some(html) if name == "html" => found.push(html),
                    _ => html_of(value, found),
                }
            }
        }
        Json::Array(list) => list.iter().for_each(|item| html_of(item, found)),
        _ => {}
    }
}

fn doc(text: &str) -> Json {
    let text = |marks: Json| json!({ "type": "text", "text": text, "marks": marks });
    json!({ "doc": { "type": "doc", "content": [
        { "type": "paragraph", "content": [text(json!([])), text(json!([{ "type": "bold" }]))] },
        { "type": "heading", "attrs": { "level": 2 }, "content": [text(json!([]))] },
        { "type": "codeBlock", "content": [text(json!([]))] },
    ] } })
}

both! {
    async fn hostile_text_in_every_field_comes_out_as_text(desk: &Desk) {
        let newsletter = json!({
            "fields": [{ "name": HOSTILE, "label": HOSTILE, "type": "email", "required": true }],
            "consent": doc(HOSTILE), "success": HOSTILE, "failure": HOSTILE, "alreadySubscribed": HOSTILE, "invalid": HOSTILE,
        });
        desk.draft("ctas", "sign-up", &json!({
            "name": CANARY, "kind": "newsletter", "heading": HOSTILE, "text": HOSTILE, "label": HOSTILE, "newsletter": newsletter,
        })).await;
        desk.draft("ctas", "banner", &json!({
            "name": CANARY, "kind": "banner", "heading": HOSTILE, "text": HOSTILE, "label": HOSTILE,
            "target": { "type": "url", "url": "https://clinic.example/?a=\"><script>alert(1)</script>" },
        })).await;
        desk.draft("faqs", "why", &json!({ "question": HOSTILE, "shortAnswer": HOSTILE, "answer": doc(HOSTILE) })).await;
        desk.draft("authors", "imogen", &json!({ "name": HOSTILE, "role": HOSTILE, "credentials": HOSTILE, "bio": doc(HOSTILE) })).await;
        desk.draft("categories", "backs", &json!({ "name": HOSTILE, "description": HOSTILE })).await;
        let blocks = "::cta{ref=\"sign-up\"}\n\n::cta{ref=\"banner\"}\n\n::faqs{heading=\"x\" refs=\"why\"}\n\n[link](galley:author/imogen)";
        desk.live("articles", "shows", &json!({
            "title": HOSTILE, "standfirst": HOSTILE, "body": { "markdown": blocks },
            "authors": [{ "slug": "imogen" }], "category": { "slug": "backs" },
            "seo": { "title": HOSTILE, "description": HOSTILE },
        })).await;
        desk.live("articles", "typed", &json!({ "title": HOSTILE, "body": doc(HOSTILE) })).await;
        for path in ["/articles/shows", "/articles/typed", "/faqs/why", "/ctas/sign-up", "/authors/imogen"] {
            let data = desk.read(path).await.is(200).data();
            let mut found = Vec::new();
            html_of(&data, &mut found);
            assert!(!found.is_empty(), "{path}");
            for html in found {
                for live in ["<script", "<img", "<svg", "<iframe", "javascript:"] {
                    assert!(!html.contains(live), "{path}: {live} in {html}");
                }
                assert!(!tags(html).iter().any(|tag| tag.contains(" on")), "{path}: {html}");
            }
        }
        let page = desk.read("/articles/shows").await.data();
        assert_eq!((&page["title"], &page["faqs"][0]["question"]), (&json!(HOSTILE), &json!(HOSTILE)));
        assert!(page["body"]["html"].as_str().unwrap().contains("&lt;script&gt;"));
        // Whoever puts the page's JSON-LD into a script element must not be able to close it.
        let answer = page["jsonLd"][1]["mainEntity"][0]["acceptedAnswer"]["text"].as_str().unwrap();
        assert!(!answer.contains("<script"), "{answer}");
    }

    async fn addresses_that_run_are_refused_wherever_they_stand(desk: &Desk) {
        for url in ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example/x"] {
            let refused = |kinds: &'static str, content: Json| async move {
                let answer = desk.post(&format!("/{kinds}"), &json!({ "content": content })).await;
                assert!(answer.status == 422, "{url}: {}", answer.text());
            };
            if !url.starts_with("//") {
                refused("ctas", json!({ "name": "x", "label": "x", "target": { "type": "url", "url": url } })).await;
                refused("authors", json!({ "name": "x", "links": [{ "label": "x", "url": url }] })).await;
                refused("articles", json!({ "title": "x", "seo": { "canonicalUrl": url } })).await;
            }
            let link = json!({ "type": "doc", "content": [{ "type": "paragraph", "content": [
                { "type": "text", "text": "x", "marks": [{ "type": "link", "attrs": { "href": url } }] },
            ] }] });
            let made = desk.post("/articles", &json!({ "content": { "title": "x", "body": { "doc": link } } })).await;
            assert!(made.status == 422 || !made.text().to_lowercase().contains("script:"), "{url}: {}", made.text());
        }
    }
}

/// The opening tags of some HTML.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()).collect()
}
