//! Drafts reach readers by no route.

use super::*;

/// A hundred drafts, of every sort: new ones, drafts of what is live, thrown away, referred to, of another language.
async fn a_hundred_drafts(desk: &Desk) -> Vec<String> {
    let mut names = Vec::new();
    let secret = |n: usize| format!("{CANARY} draft {n}");
    for n in 0..12 {
        let slug = format!("hidden-{n}");
        let text = format!("{}\n\n::faqs{{heading=\"{}\" refs=\"is-heat-or-ice-better\"}}", secret(n), secret(n));
        let mut content = article(&secret(n), &text);
        content["standfirst"] = json!(secret(n));
        content["seo"] = json!({ "title": secret(n), "description": secret(n), "canonicalUrl": format!("https://{CANARY}.example") });
        content["authors"] = json!([{ "slug": "imogen-ashby" }]);
        content["category"] = json!({ "slug": "lower-back" });
        content["related"] = json!([{ "slug": "lower-back-pain-after-running" }]);
        names.push(desk.draft("articles", &slug, &content).await);
        let mut question = faq(&secret(n), &secret(n));
        question["shortAnswer"] = json!(secret(n));
        question["tags"] = json!([{ "slug": "runners" }]);
        names.push(desk.draft("faqs", &slug, &question).await);
        names.push(desk.draft("ctas", &slug, &button(&secret(n))).await);
        for kinds in ["authors", "categories", "tags"] {
            names.push(desk.draft(kinds, &slug, &named(&secret(n))).await);
        }
    }
    for kinds in ["articles", "faqs", "ctas", "authors", "categories", "tags"] {
        let live = desk.get(&format!("/{kinds}?state=live&limit=3")).await.is(200).data();
        for entry in live.as_array().unwrap() {
            let field = match kinds {
                "articles" => "title",
                "faqs" => "question",
                "ctas" => "label",
                _ => "name",
            };
            let change = json!({ "slug": format!("hidden-{}", entry["slug"].as_str().unwrap()), "content": { field: secret(99) } });
            desk.patch(&format!("/{kinds}/{}", entry["id"].as_str().unwrap()), &change).await;
        }
    }
    for path in names.iter().step_by(5) {
        desk.delete(path).await.is(200);
    }
    for path in names.iter().step_by(10) {
        desk.post(&format!("{path}/recovery"), &Json::Null).await.is(200);
    }
    for n in 0..8 {
        let german = json!({ "locale": "de", "slug": format!("hidden-de-{n}"), "content": named(&secret(n)) });
        desk.post("/tags", &german).await.is(201);
    }
    // Refused publications leave nothing behind either.
    let empty = desk.draft("articles", "hidden-empty", &json!({})).await;
    desk.publish(&empty).await.is(422);
    names.into_iter().map(|path| id_of(&path).to_owned()).collect()
}

both! {
    async fn readers_get_the_same_bytes_before_and_after_a_hundred_drafts(desk: &Desk) {
        desk.with_the_clinic().await;
        let readers = Readers::of(&desk.site.app);
        let live = readers.see(&[]).await;
        let index = desk.site.app.delivery.indexer();
        index.sync().await.unwrap();
        let questions = ["/search?q=back+pain", "/search?q=hidden+draft", "/answers?q=heat+or+ice", "/answers?q=hidden"];
        let mut found = Vec::new();
        for question in questions {
            found.push(readers.ask(question).await.0);
        }
        assert!(live.len() > 150, "{}", live.len());
        let ids = a_hundred_drafts(desk).await;
        same(&live, &readers.see(&[]).await);
        index.sync().await.unwrap();
        for (question, before) in questions.into_iter().zip(found) {
            assert_eq!(readers.ask(question).await.0, before, "{question}");
        }

        let mut names = ids;
        names.extend((0..12).map(|n| format!("hidden-{n}")));
        names.extend(["hidden-empty", "hidden-de-1", "hidden-lower-back-pain-after-running", "hidden-imogen-ashby"].map(str::to_owned));
        let sight = readers.see(&names).await;
        let found = |(path, answer): &(&String, &String)| names.iter().any(|name| path.contains(name.as_str())) && !answer.starts_with("404");
        let shown: Vec<_> = sight.iter().filter(found).map(|(path, answer)| format!("{path} {}", answer.lines().next().unwrap_or_default())).collect();
        assert_eq!(shown, [""; 0]);
        for path in ["/tags?locale=de", "/articles?locale=de", "/redirects?locale=de"] {
            assert_eq!(readers.ask(path).await.1["data"], json!([]), "{path}");
        }
        for filter in ["category]=lower-back", "tag]=runners", "author]=imogen-ashby"] {
            let found = readers.ask(&format!("/articles?filter[{filter}&limit=100")).await.0;
            assert!(found.starts_with("200") && !found.contains("hidden"), "{found}");
        }
    }
}
