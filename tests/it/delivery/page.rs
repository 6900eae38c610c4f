//! The page that Galley must carry: written entry by entry through the management API, read by one `GET`.

use super::*;

const PAGE: &str = "/articles/lower-back-pain-after-running";

/// Makes the clinic's entries one by one as anybody could, and publishes the page with all that it shows.
async fn the_page(desk: &Desk) -> Json {
    let lines = galley::demo::lines().unwrap();
    let mut paths = Vec::new();
    for line in &lines {
        let kind = line["kind"].as_str().unwrap();
        let kinds = if kind == "category" { "categories".to_owned() } else { format!("{kind}s") };
        // Names first: what is written then may point anywhere.
        paths.push(desk.draft(&kinds, line["slug"].as_str().unwrap(), &json!({})).await);
    }
    for (line, path) in lines.iter().zip(&paths) {
        desk.save(Method::PUT, path, 1, &json!({ "content": line["content"] })).await.is(200);
    }
    let slug = |line: &Json| format!("/articles/{}", line["slug"].as_str().unwrap()) == PAGE;
    let page = lines.iter().position(slug).unwrap();
    desk.publish(&paths[page]).await.is(200);
    desk.read(PAGE).await.is(200).json()
}

/// The blocks of a body in short: style or type, lists with a dash.
fn sketch(blocks: &Json) -> String {
    let short = |block: &Json| match (block["_type"].as_str().unwrap(), block["listItem"].as_str()) {
        ("block", Some(_)) => "-".to_owned(),
        ("block", None) => block["style"].as_str().unwrap().replace("normal", "p"),
        (other, _) => other.to_owned(),
    };
    blocks.as_array().unwrap().iter().map(short).collect::<Vec<_>>().join(" ")
}

fn anchors(toc: &Json, found: &mut Vec<String>) {
    for entry in toc.as_array().unwrap() {
        found.push(entry["anchor"].as_str().unwrap().to_owned());
        anchors(&entry["children"], found);
    }
}

/// The values of an attribute in HTML, in order.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!(" {name}=\"");
    html.split(&opening).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

both! {
    async fn one_get_gives_the_whole_page(desk: &Desk) {
        let answer = the_page(desk).await;
        let page = &answer["data"];
        let names: Vec<_> = page.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names.join(" "), "id type slug locale title standfirst cover authors review category tags toc \
            readingMinutes wordCount body ctas faqs related seo jsonLd alternates publishedAt updatedAt revision");
        assert_eq!((&page["type"], &page["locale"], &page["revision"]), (&json!("article"), &json!("en"), &json!(2)));
        assert_eq!(page["title"], "Lower back pain after running: why it happens and what to do");
        assert_eq!(page["standfirst"].as_str().unwrap().lines().count(), 3);
        the_people(page);
        the_body(page);
        the_calls(page);
        the_questions(page);
        what_machines_read(page);
        what_it_shows_is_named_for_caches(&answer);
    }
}

fn the_people(page: &Json) {
    assert_eq!(each(&page["authors"], "name"), ["Imogen Ashby", "Tomasz Wilk"]);
    assert_eq!(page["authors"][0]["role"], "Lead physiotherapist");
    assert_eq!(page["authors"][0]["photo"], Json::Null);
    assert_eq!(page["review"]["by"]["name"], "Dr Priya Nandakumar");
    assert_eq!(page["review"]["on"], "2026-10-05");
    assert_eq!((&page["category"]["slug"], &page["category"]["name"]), (&json!("lower-back"), &json!("Lower back")));
    assert_eq!(each(&page["tags"], "slug"), ["runners", "exercises", "when-to-get-help"]);
    assert_eq!(each(&page["related"], "slug"), ["return-to-running-after-a-break", "sciatica-or-hamstring"]);
    assert!(page["related"][0]["title"].is_string());
}

fn the_body(page: &Json) {
    assert_eq!(
        sketch(&page["body"]["blocks"]),
        "p p cta h2 p h3 p p h3 p h3 p h3 p h2 p - - - - h2 h3 p p h3 p h3 p - - - h3 p cta \
         h2 p - - - - - p h2 p callout h2 p p cta faqs cta"
    );
    let keys: BTreeSet<_> = each(&page["body"]["blocks"], "_key").into_iter().collect();
    assert_eq!(keys.len(), page["body"]["blocks"].as_array().unwrap().len());
    let toc = &page["toc"];
    assert_eq!(each(toc, "text").len(), 7);
    assert_eq!(toc[0]["text"], "Why does a run leave your lower back sore?");
    assert_eq!(toc[0]["anchor"], "why-does-a-run-leave-your-lower-back-sore");
    assert_eq!((toc[0]["level"].clone(), toc[0]["children"].as_array().unwrap().len()), (json!(2), 4));
    assert_eq!(toc[6]["text"], "FAQs: lower back pain after running");

    // Every entry of the table of contents and every question is an id in the HTML, and nothing else is.
    let html = page["body"]["html"].as_str().unwrap();
    let mut expected = Vec::new();
    anchors(toc, &mut expected);
    expected.extend(each(&page["faqs"], "anchor").into_iter().map(str::to_owned));
    assert_eq!(attributes(html, "id"), expected);
    let heads: Vec<_> =
        page["body"]["blocks"].as_array().unwrap().iter().filter_map(|b| b["anchor"].as_str()).collect();
    assert_eq!(heads, expected[..heads.len()]);

    assert!(
        html.contains("<li><p><strong>Side plank</strong> – two holds")
            || html.contains("<li><strong>Side plank</strong> – two holds")
    );
    assert!(html.contains("href=\"/articles/neck-pain-at-your-desk\""));
    assert!(html.contains("href=\"/authors/tomasz-wilk\""));
    let lead =
        page["body"]["blocks"].as_array().unwrap().iter().find(|block| block["children"][0]["text"] == "Side plank");
    assert_eq!(lead.unwrap()["children"][0]["marks"], json!(["strong"]));
    let words = page["wordCount"].as_u64().unwrap();
    assert!((700..1200).contains(&words), "{words}");
    assert!((3..=6).contains(&page["readingMinutes"].as_u64().unwrap()), "{}", page["readingMinutes"]);
}

fn the_calls(page: &Json) {
    assert_eq!(each(&page["ctas"], "kind"), ["button", "banner", "button", "newsletter"]);
    let blocks = page["body"]["blocks"].as_array().unwrap();
    let in_place: Vec<&Json> =
        blocks.iter().filter(|block| block["_type"] == "cta").map(|block| &block["cta"]).collect();
    assert_eq!(in_place, page["ctas"].as_array().unwrap().iter().collect::<Vec<_>>());
    let last = blocks.iter().rposition(|block| block["_type"] == "faqs").unwrap();
    let three = blocks.iter().take(last).filter(|block| block["_type"] == "cta").count();
    assert_eq!((three, last + 2), (3, blocks.len()));

    let consultation = &page["ctas"][2];
    let names: Vec<_> = consultation.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names.join(" "), "id kind heading text label target style image form validFrom validUntil");
    assert_eq!(consultation["label"], "Schedule a consultation");
    assert_eq!((&consultation["style"], &consultation["form"]), (&json!("primary"), &Json::Null));
    assert_eq!((&consultation["heading"], &consultation["text"]), (&Json::Null, &Json::Null));
    assert_eq!(consultation["target"]["url"], "https://larkmoor.example/appointments");

    let newsletter = &page["ctas"][3];
    assert_eq!(
        (&newsletter["heading"], &newsletter["label"]),
        (&json!("One good stretch, every Thursday"), &json!("Send it to me"))
    );
    let form = &newsletter["form"];
    assert_eq!((&form["action"], &newsletter["target"]), (&Json::Null, &Json::Null));
    assert_eq!(
        form["fields"],
        json!([{ "name": "email", "label": "E-mail address", "type": "email", "required": true }])
    );
    assert!(
        form["consent"]["html"]
            .as_str()
            .unwrap()
            .contains("<a href=\"https://larkmoor.example/privacy\">privacy policy</a>"),
        "{form}"
    );
    assert_eq!(form["consent"]["version"], 2);
    for message in ["success", "failure", "alreadySubscribed", "invalid"] {
        assert!(form["messages"][message].as_str().unwrap().len() > 20, "{message}");
    }
}

fn the_questions(page: &Json) {
    let faqs = page["faqs"].as_array().unwrap();
    assert_eq!(faqs.len(), 6);
    assert_eq!(faqs[0]["question"], "Should I keep running while my back is sore?");
    let blocks = page["body"]["blocks"].as_array().unwrap();
    let group = blocks.iter().find(|block| block["_type"] == "faqs").unwrap();
    assert_eq!(group["heading"], "FAQs: lower back pain after running");
    assert_eq!(each(&group["items"], "id"), each(&page["faqs"], "id"));
    for faq in faqs {
        assert!(faq["shortAnswer"].as_str().unwrap().chars().count() <= 300);
        assert!(faq["answer"]["html"].as_str().unwrap().starts_with('<') && faq["answer"]["blocks"].is_array());
        assert!(faq["anchor"].as_str().unwrap().starts_with("faq-"));
        assert_eq!((faq.get("owner"), faq.get("reviewBy")), (None, None));
    }
}

fn what_machines_read(page: &Json) {
    let seo = &page["seo"];
    assert_eq!(seo["title"], "Lower back pain after running: causes, exercises, when to worry");
    assert_eq!(
        (&seo["robots"], &seo["canonicalUrl"], &seo["image"]),
        (&json!("index,follow"), &Json::Null, &Json::Null)
    );
    let parts = &page["jsonLd"];
    assert_eq!(each(parts, "@type"), ["MedicalWebPage", "FAQPage", "BreadcrumbList"]);
    assert!(each(parts, "@context").iter().all(|context| *context == "https://schema.org"));
    assert_eq!(parts[0]["headline"], page["title"]);
    assert_eq!(each(&parts[0]["author"], "name"), ["Imogen Ashby", "Tomasz Wilk"]);
    assert_eq!(
        (&parts[0]["reviewedBy"]["name"], &parts[0]["lastReviewed"]),
        (&json!("Dr Priya Nandakumar"), &json!("2026-10-05"))
    );
    assert_eq!(each(&parts[1]["mainEntity"], "name"), each(&page["faqs"], "question"));
    assert!(parts[1]["mainEntity"][0]["acceptedAnswer"]["text"].as_str().unwrap().contains("mildly irritated"));
    assert_eq!(
        each(&parts[2]["itemListElement"], "name"),
        ["Back and neck", "Lower back", page["title"].as_str().unwrap()]
    );
}

fn what_it_shows_is_named_for_caches(answer: &Json) {
    let tags: Vec<&str> =
        answer["meta"]["cacheTags"].as_array().unwrap().iter().map(|tag| tag.as_str().unwrap()).collect();
    let page = &answer["data"];
    let shown = |kind: &str, entry: &Json| {
        let tag = format!("{kind}:{}", entry["id"].as_str().unwrap());
        assert!(tags.contains(&&*tag), "{tag} in {tags:?}");
    };
    assert_eq!(tags[0], format!("article:{}", page["id"].as_str().unwrap()));
    for (kind, field) in
        [("author", "authors"), ("tag", "tags"), ("cta", "ctas"), ("faq", "faqs"), ("article", "related")]
    {
        page[field].as_array().unwrap().iter().for_each(|entry| shown(kind, entry));
    }
    shown("category", &page["category"]);
    assert_eq!(tags.iter().collect::<BTreeSet<_>>().len(), tags.len());
}
