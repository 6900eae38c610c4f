//! Written once, shown everywhere: one publication changes every page that shows it.

use super::*;

/// Two articles that show the same question, button, author, category and tag, and one that shows none.
async fn two_pages(desk: &Desk) {
    desk.draft("faqs", "why", &faq("Why?", "Because.")).await;
    desk.draft("ctas", "book", &button("Book")).await;
    desk.draft("authors", "imogen", &named("Imogen")).await;
    desk.draft("categories", "backs", &named("Backs")).await;
    desk.draft("tags", "runners", &named("Runners")).await;
    for slug in ["one", "two"] {
        let mut content = article(slug, "Text.\n\n::cta{ref=\"book\"}\n\n::faqs{heading=\"FAQs\" refs=\"why\"}");
        content["authors"] = json!([{ "slug": "imogen" }]);
        content["category"] = json!({ "slug": "backs" });
        content["tags"] = json!([{ "slug": "runners" }]);
        desk.live("articles", slug, &content).await;
    }
    desk.live("articles", "alone", &article("Alone", "Text.")).await;
}

async fn path_of(desk: &Desk, kinds: &str, slug: &str) -> String {
    let list = desk.get(&format!("/{kinds}?q={slug}")).await.is(200).data();
    format!("/{kinds}/{}", list[0]["id"].as_str().unwrap())
}

/// The pages that show the shared things, and the lists that do.
async fn pages(desk: &Desk) -> Vec<Answer> {
    let mut answers = Vec::new();
    for path in ["/articles/one", "/articles/two", "/articles?filter[slug][in]=one,two"] {
        answers.push(desk.read(path).await.is(200));
    }
    answers
}

both! {
    async fn a_changed_question_is_on_both_pages_once_it_is_published_and_not_before(desk: &Desk) {
        two_pages(desk).await;
        let (before, alone) = (pages(desk).await, desk.read("/articles/alone").await);
        desk.site.clock.advance(TimeDelta::hours(1));
        let path = path_of(desk, "faqs", "why").await;
        let new = json!({ "content": { "question": "Why, really?", "answer": { "markdown": "For a reason." } } });
        desk.patch(&path, &new).await;
        assert_eq!(pages(desk).await, before);
        desk.publish(&path).await.is(200);
        for slug in ["one", "two"] {
            let page = desk.read(&format!("/articles/{slug}")).await.is(200);
            let (text, data) = (page.text(), page.data());
            assert_eq!(data["faqs"][0]["question"], "Why, really?");
            let group = data["body"]["blocks"].as_array().unwrap().iter().find(|block| block["_type"] == "faqs").unwrap();
            assert_eq!(group["items"][0]["answer"]["html"], "<p>For a reason.</p>");
            assert!(data["body"]["html"].as_str().unwrap().contains("Why, really?"));
            assert_eq!(data["jsonLd"][1]["mainEntity"][0]["name"], "Why, really?");
            assert!(!text.contains("Why?") && !text.contains("Because."), "{text}");
            assert_eq!(page.header("last-modified"), "Mon, 02 Mar 2026 10:00:00 GMT");
            assert_eq!(data["updatedAt"], "2026-03-02T09:00:00Z");
        }
        let tag = before[0].header("etag").to_owned();
        let asked = desk.site.get("/api/v1/articles/one").header("if-none-match", tag).send().await.unwrap();
        assert_eq!(asked.status(), 200);
        assert_eq!(desk.read("/articles/alone").await, alone);

        desk.post(&format!("{path}/undo"), &Json::Null).await.is(200);
        assert_eq!(desk.read("/articles/one").await.data()["faqs"][0]["question"], "Why?");
    }

    async fn a_changed_button_is_on_both_pages(desk: &Desk) {
        two_pages(desk).await;
        let path = path_of(desk, "ctas", "book").await;
        desk.patch(&path, &json!({ "content": { "label": "Book today" } })).await;
        desk.publish(&path).await.is(200);
        for slug in ["one", "two"] {
            let page = desk.read(&format!("/articles/{slug}")).await.is(200).data();
            assert_eq!((&page["ctas"][0]["label"], &page["body"]["blocks"][1]["cta"]["label"]), (&json!("Book today"), &json!("Book today")));
        }
    }

    async fn a_renamed_author_category_or_tag_is_renamed_on_every_card(desk: &Desk) {
        two_pages(desk).await;
        for (kinds, slug, field) in [("authors", "imogen", "authors"), ("categories", "backs", "category"), ("tags", "runners", "tags")] {
            let before = pages(desk).await;
            let path = path_of(desk, kinds, slug).await;
            desk.patch(&path, &json!({ "slug": format!("{slug}-2"), "content": named("Renamed") })).await;
            assert_eq!(pages(desk).await, before);
            desk.publish(&path).await.is(200);
            let after = pages(desk).await;
            let listed = after[2].data();
            for card in [after[0].data(), after[1].data(), listed[0].clone(), listed[1].clone()] {
                let card = if field == "category" { &card[field] } else { &card[field][0] };
                assert_eq!((&card["name"], &card["slug"]), (&json!("Renamed"), &json!(format!("{slug}-2"))), "{kinds}");
            }
        }
        // A filter by an old name finds what redirects would.
        let by_old = desk.read("/articles?filter[tag]=runners").await.is(200).json();
        let by_new = desk.read("/articles?filter[tag]=runners-2").await.is(200).json();
        assert_eq!((&by_old["meta"]["total"], &by_new["meta"]["total"]), (&json!(2), &json!(2)));
        assert_eq!(desk.read("/articles/one").await.data()["jsonLd"][2]["itemListElement"][0]["name"], "Renamed");
    }

    async fn what_is_taken_away_by_force_leaves_every_page_whole(desk: &Desk) {
        two_pages(desk).await;
        for (kinds, slug) in [("faqs", "why"), ("ctas", "book"), ("authors", "imogen"), ("categories", "backs"), ("tags", "runners")] {
            let path = path_of(desk, kinds, slug).await;
            desk.delete(&format!("{path}/publication?force=true")).await.is(200);
        }
        for slug in ["one", "two"] {
            let page = desk.read(&format!("/articles/{slug}")).await.is(200).data();
            assert_eq!((&page["faqs"], &page["ctas"], &page["authors"], &page["tags"]), (&json!([]), &json!([]), &json!([]), &json!([])));
            assert_eq!((&page["category"], &page["toc"]), (&Json::Null, &json!([])));
            assert_eq!(each(&page["jsonLd"], "@type"), ["BlogPosting", "BreadcrumbList"]);
            assert_eq!(page["body"]["html"], "<p>Text.</p>");
        }
    }
}
