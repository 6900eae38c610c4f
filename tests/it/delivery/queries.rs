//! Lists, filters, parts of documents, and what lives at a path.

use super::*;

both! {
    async fn what_is_unknown_is_refused_by_name(desk: &Desk) {
        desk.with_the_clinic().await;
        for (path, fault) in [
            ("/articles?populate=*", "populate unknown_parameter"),
            ("/articles?limit=101", "limit invalid_value"),
            ("/articles?page=0", "page invalid_value"),
            ("/articles?page=01", "page invalid_value"),
            ("/articles?sort=owner", "sort unknown_field"),
            ("/articles?fields=password", "fields unknown_field"),
            ("/articles?filter[owner]=x", "filter[owner] unknown_filter"),
            ("/faqs?filter[owner]=x", "filter[owner] unknown_filter"),
            ("/ctas?fields=name", "fields unknown_field"),
            ("/articles?fields=authors.email", "fields unknown_field"),
            ("/articles?fields=category.parent.parent.parent.name", "fields too_deep"),
            ("/articles?filter[author.slug][eq][x]=x", "filter[author.slug][eq][x] unknown_operator"),
            ("/articles?filter[publishedAt][like]=x", "filter[publishedAt][like] unknown_operator"),
            ("/articles?filter[publishedAt]=x", "filter[publishedAt] invalid_value"),
            ("/articles?body=pdf", "body unknown_value"),
            ("/articles?locale=xx_", "locale invalid_value"),
            ("/articles/lower-back-pain-after-running?at=yesterday", "at invalid_value"),
            ("/articles?cursor=x", "cursor invalid_cursor"),
            ("/articles?filter[author.password]=x", "filter[author.password] unknown_field"),
            ("/articles?filter[category.parent.parent.parent.parent.parent.slug]=x", "filter[category.parent.parent.parent.parent.parent.slug] too_deep"),
            ("/articles/lower-back-pain-after-running?include=drafts", "include unknown_value"),
            ("/sitemap.xml?page=x", "page invalid_value"),
            ("/feed.json?sort=title", "sort unknown_parameter"),
            ("/changes?since=x", "since invalid_value"),
            ("/site?locale=en", "locale unknown_parameter"),
            ("/articles/lower-back-pain-after-running?preview=x", "preview invalid_token"),
            ("/articles/lower-back-pain-after-running?fields=draft", "fields unknown_field"),
            ("/redirects?page=2", "page unknown_parameter"),
            ("/resolve?path=articles/x", "path required"),
            ("/resolve", "path required"),
        ] {
            let refused = desk.read(path).await.is(400);
            assert_eq!(refused.code(), "bad_request", "{path}");
            let (place, code) = fault.split_once(' ').unwrap();
            let told = refused.faults();
            assert!(told.iter().any(|told| told.starts_with(place) && (told.ends_with(code) || code == "unknown_filter" || code == "unknown_operator")), "{path}: {told:?}");
            assert_eq!(refused.header("cache-control"), "no-store", "{path}");
        }
    }

    async fn a_list_is_made_of_summaries_page_by_page(desk: &Desk) {
        desk.with_the_clinic().await;
        let list = desk.read("/articles?limit=4&sort=title").await.is(200).json();
        let cursor = list["meta"]["nextCursor"].clone();
        assert_eq!(list["meta"], json!({ "page": 1, "limit": 4, "total": 6, "totalPages": 2, "nextCursor": cursor }));
        let on = desk.read(&format!("/articles?limit=4&sort=title&cursor={}", cursor.as_str().unwrap())).await.is(200).json();
        assert_eq!(on["data"].as_array().unwrap().len(), 2);
        assert_eq!(on["meta"], json!({ "page": null, "limit": 4, "total": 6, "totalPages": 2, "nextCursor": null }));
        assert_eq!(list["links"]["next"], "/api/v1/articles?sort=title&limit=4&page=2");
        assert_eq!(list["links"]["prev"], Json::Null);
        let names: Vec<_> = list["data"][0].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names.join(" "), "id type slug locale title standfirst cover authors review category tags \
            readingMinutes wordCount related seo alternates publishedAt updatedAt revision");
        let next = desk.read("/articles?sort=title&limit=4&page=2").await.is(200).json();
        let mut titles = each(&list["data"], "title");
        titles.extend(each(&next["data"], "title"));
        assert!(titles.len() == 6 && titles.is_sorted(), "{titles:?}");
        assert_eq!(next["links"]["prev"], "/api/v1/articles?sort=title&limit=4");
        assert_eq!(desk.read("/articles?page=9").await.is(200).data(), json!([]));
        let faqs = desk.read("/faqs?limit=100").await.is(200).json();
        assert_eq!(faqs["meta"]["total"], 20);
        assert!(faqs["data"][0]["answer"]["html"].is_string(), "{}", faqs["data"][0]);
    }

    async fn filters_find_by_what_articles_refer_to(desk: &Desk) {
        desk.with_the_clinic().await;
        let all = desk.read("/articles?limit=100").await.data();
        let total = |query: &'static str| async move {
            let list = desk.read(&format!("/articles?{query}")).await.is(200).json();
            list["meta"]["total"].as_u64().unwrap() as usize
        };
        let with = |test: &dyn Fn(&Json) -> bool| all.as_array().unwrap().iter().filter(|item| test(item)).count();
        let refers = |item: &Json, field: &str, slug: &str| each(&item[field], "slug").contains(&slug);
        assert_eq!(total("filter[category]=lower-back").await, with(&|a| a["category"]["slug"] == "lower-back"));
        let runners = with(&|a| refers(a, "tags", "runners"));
        assert!(runners > 1 && runners < 6);
        assert_eq!(total("filter[tag]=runners").await, runners);
        assert_eq!(total("filter[tag][in]=runners,desk-work").await, with(&|a| refers(a, "tags", "runners") || refers(a, "tags", "desk-work")));
        let unknown = desk.read("/articles?filter[tag][in]=runners,no-such").await.is(400);
        assert_eq!(unknown.faults(), ["filter[tag][in] unknown_value"]);
        assert_eq!(total("filter[author]=tomasz-wilk").await, with(&|a| refers(a, "authors", "tomasz-wilk")));
        assert_eq!(total("filter[slug][in]=sciatica-or-hamstring,x").await, 1);
        assert_eq!(total("filter[tag]=runners&filter[slug]=neck-pain-at-your-desk&filter[author]=priya-nandakumar").await, 0);
        assert_eq!(total("filter[publishedAt][gte]=2026-03-02").await, 6);
        assert_eq!(total("filter[publishedAt][lte]=2026-03-01").await, 0);
        assert_eq!(total("filter[publishedAt]=2026-03-02T09:00:00Z").await, 6);
        assert_eq!(total("filter[author.slug]=tomasz-wilk").await, with(&|a| refers(a, "authors", "tomasz-wilk")));
        assert_eq!(total("filter[author.role][contains]=PHYSIO").await, with(&|a| {
            a["authors"].as_array().unwrap().iter().any(|author| author["role"].as_str().unwrap_or_default().to_lowercase().contains("physio"))
        }));
        let reviewed = with(&|a| a["review"]["on"].is_string());
        assert!((1..=6).contains(&reviewed), "{reviewed}");
        assert_eq!(total("filter[review.on][exists]=true").await, reviewed);
        assert_eq!(total("filter[review.on][exists]=false").await, 6 - reviewed);
        assert_eq!(total("filter[tag][nin]=runners").await, 6 - runners);
        assert_eq!(total("filter[seo.robots][ne]=noindex,nofollow").await, 6);
        assert_eq!(total("updatedSince=2026-03-03").await, 0);
    }

    async fn a_page_of_as_few_fields_as_may_be_named_leads_to_the_next(desk: &Desk) {
        desk.with_the_clinic().await;
        let described = desk.site.get("/api/openapi.json").send().await.unwrap().text().await.unwrap();
        let described: Json = serde_json::from_str(&described).unwrap();
        let parameters = described["paths"]["/api/v1/articles"]["get"]["parameters"].as_array().unwrap();
        let fields = parameters.iter().find(|parameter| parameter["name"] == "fields").unwrap();
        let most = fields["schema"]["maxItems"].as_u64().unwrap() as usize;
        let paths = fields["schema"]["items"]["enum"].as_array().unwrap().iter().map(|path| path.as_str().unwrap());
        // From the end: what is named in part is not named whole as well.
        let paths: Vec<&str> = paths.filter(|path| !["id", "type"].contains(path)).rev().take(most + 1).collect();
        let refused = desk.read(&format!("/articles?fields={}", paths.join(","))).await.is(400).text();
        assert!(refused.contains("too_many"), "{refused}");
        let page = desk.read(&format!("/articles?limit=1&fields={}", paths[..most].join(","))).await.is(200).json();
        let next = page["links"]["next"].as_str().unwrap();
        desk.read(next.strip_prefix("/api/v1").unwrap()).await.is(200);
    }

    async fn a_reader_may_ask_for_less_or_for_other_forms(desk: &Desk) {
        desk.with_the_clinic().await;
        let page = "/articles/lower-back-pain-after-running";
        let part = desk.read(&format!("{page}?fields=title,toc")).await.is(200).data();
        assert_eq!(part.as_object().unwrap().keys().collect::<Vec<_>>(), ["id", "type", "title", "toc"]);
        let parts = format!("{page}?fields=authors.name,faqs.question,ctas.target.url,seo.title,review.by.slug");
        let parts = desk.read(&parts).await.is(200).data();
        let names = |value: &Json| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
        assert_eq!(names(&parts), "id type authors review ctas faqs seo");
        assert_eq!(names(&parts["authors"][0]), "name");
        assert_eq!(names(&parts["review"]), "by");
        assert_eq!(names(&parts["review"]["by"]), "slug");
        assert_eq!(names(&parts["faqs"][0]), "question");
        assert_eq!(names(&parts["ctas"][0]), "target");
        assert_eq!(names(&parts["seo"]), "title");
        let body = desk.read(&format!("{page}?fields=body&body=markdown,text")).await.is(200).data()["body"].take();
        assert_eq!(body.as_object().unwrap().keys().collect::<Vec<_>>(), ["markdown", "text"]);
        assert!(body["markdown"].as_str().unwrap().contains("## How we help runners at Larkmoor"));
        let with_body = desk.read("/articles?fields=slug,body&body=text&limit=2").await.is(200).data();
        assert!(with_body[0]["body"]["text"].as_str().unwrap().len() > 1000);
        let whole = desk.read(page).await.is(200);
        let by_id = desk.read(&format!("/articles/{}", whole.data()["id"].as_str().unwrap())).await.is(200);
        assert_eq!(by_id.body, whole.body);
        let unknown = desk.read(&format!("{page}?locale=de")).await;
        assert_eq!(unknown.is(404).code(), "not_found");
    }

    async fn the_past_is_shown_to_tokens_that_may_read_history(desk: &Desk) {
        let first = desk.live("articles", "back-pain", &article("Back pain", "At first.")).await;
        let then = desk.site.clock.now();
        desk.site.clock.advance(TimeDelta::hours(1));
        desk.patch(&first, &json!({ "content": { "title": "Back pain, told anew" } })).await;
        desk.publish(&first).await.is(200);
        desk.live("articles", "knee-pain", &article("Knee pain", "Later.")).await;
        let at = then.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
        let one = format!("/articles/back-pain?at={at}");
        assert_eq!(desk.read(&one).await.is(401).code(), "unauthorized");
        let without = desk.token(&[Scope::ContentRead, Scope::ContentWrite]).await;
        let history = desk.token(&[Scope::History]).await;
        assert_eq!(desk.read_as("galley_nonsense", &one).await.is(401).code(), "invalid_token");
        assert_eq!(desk.read_as(&without, &one).await.is(403).code(), "insufficient_scope");
        let past = desk.read_as(&history, &one).await;
        assert_eq!(past.header("cache-control"), "no-store");
        assert_eq!(past.is(200).data()["title"], "Back pain");
        assert_eq!(desk.read("/articles/back-pain").await.data()["title"], "Back pain, told anew");
        let list = desk.read_as(&history, &format!("/articles?at={at}&fields=title,body")).await.is(200).json();
        assert_eq!((&list["meta"]["total"], &list["data"][0]["title"]), (&json!(1), &json!("Back pain")));
        let path = desk.read_as(&history, &format!("/resolve?path=/articles/back-pain&at={at}")).await.is(200).data();
        assert_eq!(path["document"]["title"], "Back pain");
        // Before anything was published, and of what came later.
        desk.read_as(&history, "/articles/back-pain?at=2020-01-01T00:00:00Z").await.is(404);
        desk.read_as(&history, &format!("/articles/knee-pain?at={at}")).await.is(404);
        desk.read_as(&history, &format!("/articles/back-pain?at={at}&preview=x")).await.is(400);
    }

    async fn the_whole_site_is_told_to_those_who_build_it(desk: &Desk) {
        desk.with_the_clinic().await;
        desk.read("/sitemap.xml").await.is(404);
        let base = "https://larkmoor.example";
        let settings = Site { name: "Larkmoor".into(), base_url: base.into(), ..Site::default() };
        let publisher = &desk.site.app.publisher;
        let newest = publisher.site(&Actor::system("test")).await.unwrap();
        publisher.change_site(&Actor::system("test"), newest.version, settings).await.unwrap();
        let site = desk.read("/site").await.is(200).data();
        assert_eq!((&site["url"], &site["locales"]), (&json!(base), &json!(["en"])));
        let articles = desk.read("/articles?limit=100").await.data();
        let sitemap = desk.read("/sitemap.xml").await.is(200).text();
        for slug in each(&articles, "slug") {
            assert!(sitemap.contains(&format!("<loc>{base}/articles/{slug}</loc>")), "{slug} in {sitemap}");
        }
        assert_eq!(sitemap.matches("<loc>").count(), 6);
        let feed = desk.read("/feed.json?filter[tag]=runners").await.is(200).json();
        let runners = desk.read("/articles?filter[tag]=runners").await.data();
        let titles: Vec<_> = each(&runners, "title");
        assert_eq!(each(&feed["items"], "title"), titles);
        assert!(feed["items"][0]["content_html"].as_str().unwrap().contains("<h2"), "{feed}");
        let atom = desk.read("/feed.xml").await.is(200).text();
        assert_eq!(atom.matches("<entry>").count(), 6);
        // Whoever has followed is told of what changed alone.
        let version = desk.read("/changes?limit=1000").await.is(200).json()["meta"]["version"].clone();
        let article = desk.live("articles", "new", &article("New", "Words.")).await;
        let told = desk.read(&format!("/changes?since={version}")).await.is(200).json();
        assert_eq!(each(&told["data"], "path"), ["/articles/new"]);
        desk.delete(&format!("{article}/publication")).await.is(200);
        let told = desk.read(&format!("/changes?since={version}")).await.is(200).json();
        assert_eq!((each(&told["data"], "change"), &told["data"][0]["path"]), (vec!["unpublished"], &Json::Null));
    }

    async fn a_path_of_the_site_leads_to_its_document(desk: &Desk) {
        desk.with_the_clinic().await;
        let found = desk.read("/resolve?path=/articles/sciatica-or-hamstring").await.is(200).data();
        let names: Vec<_> = found.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names.join(" "), "type kind id slug locale url document");
        assert_eq!((&found["type"], &found["url"]), (&json!("document"), &json!("/api/v1/articles/sciatica-or-hamstring")));
        assert_eq!(found["document"], desk.read("/articles/sciatica-or-hamstring").await.data());
        for nothing in ["/", "/articles", "/articles/none", "/novels/x", "/articles/a/b", "//articles/x", "/articles/Sciatica-Or-Hamstring"] {
            desk.read(&format!("/resolve?path={nothing}")).await.is(404);
        }
    }
}
