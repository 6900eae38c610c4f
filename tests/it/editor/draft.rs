//! What is written is saved while it is written: keys, answers, merges, and who else is there.

use chrono::TimeDelta;
use galley::{paths, permission::Role};
use reqwest::{StatusCode, header};
use sea_orm::ConnectionTrait as _;
use serde_json::{Value as Json, json};

use super::{Browser, Shown};
use crate::harness::{TestSite, both};

/// An answer of the script's.
struct Answer {
    status: StatusCode,
    said: Json,
}

impl Answer {
    fn of(page: Shown) -> Self {
        Self { status: page.status, said: serde_json::from_str(&page.text).unwrap_or(Json::Null) }
    }

    #[track_caller]
    fn is(self, status: u16, answer: &str) -> Json {
        assert_eq!((self.status.as_u16(), self.said["answer"].as_str()), (status, Some(answer)), "{}", self.said);
        self.said
    }
}

impl Browser<'_> {
    async fn tells(&self, path: &str, said: &Json) -> Answer {
        Answer::of(self.asks(path, said).await)
    }

    async fn asks(&self, path: &str, said: &Json) -> Shown {
        let request = self.client.post(format!("{}{path}", self.site.url)).body(said.to_string());
        let request =
            request.header(header::CONTENT_TYPE, "application/json").header(header::ACCEPT, "application/json");
        super::shown(request.send().await.unwrap()).await
    }
}

fn key(n: u8) -> String {
    format!("00000000-0000-4000-8000-0000000000{n:02}")
}

fn paragraph(id: &str, text: &str) -> Json {
    json!({ "type": "paragraph", "attrs": { "id": id }, "content": [{ "type": "text", "text": text }] })
}

/// An article's form with paragraphs as its body.
fn article(base: Option<i64>, n: u8, title: &str, blocks: &[(&str, &str)]) -> Json {
    let content: Vec<Json> = blocks.iter().map(|(id, text)| paragraph(id, text)).collect();
    let doc = json!({ "type": "doc", "content": content }).to_string();
    let mut said = json!({ "key": key(n), "fields": [["title", title], ["slug", "written"], ["body.doc", doc]] });
    if let Some(base) = base {
        said["base"] = base.into();
    }
    said
}

fn drafts() -> String {
    format!("{}/drafts", paths::list("articles"))
}

/// What the newest revision says, block by block.
async fn body(who: &Browser<'_>, edit: &str) -> String {
    let page = who.get(edit).await;
    let area = page.text.split("name=\"body\"").nth(1).unwrap();
    area.split_once('>').unwrap().1.split("</textarea>").next().unwrap().trim().to_owned()
}

both! {
    async fn whoever_may_not_edit_is_refused_by_status(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let edit = ada.tells(&drafts(), &article(None, 1, "Hers", &[("a", "one")])).await.is(201, "saved")["edit"].as_str().unwrap().to_owned();
        let draft = format!("{edit}/draft");
        let stranger = Browser { site, client: site.browser() };
        assert_eq!(stranger.tells(&draft, &article(Some(1), 2, "Mine", &[])).await.status, StatusCode::UNAUTHORIZED);
        let viewer = Browser::signed_in(site, "Vic", Role::Viewer).await;
        assert_eq!(viewer.tells(&draft, &article(Some(1), 2, "Mine", &[])).await.status, StatusCode::FORBIDDEN);
        let author = Browser::signed_in(site, "Arno", Role::Author).await;
        assert_eq!(author.tells(&draft, &article(Some(1), 2, "Mine", &[])).await.status, StatusCode::FORBIDDEN, "not his own");
        assert_eq!(author.tells(&format!("{edit}/presence"), &json!({ "tab": key(3), "does": "here" })).await.status, StatusCode::FORBIDDEN);
        // Under another kind's address, and at none at all.
        ada.tells(&draft.replace("articles", "faqs"), &article(Some(1), 2, "x", &[])).await.is(404, "gone");
        let nobody = format!("{}/01990000-0000-7000-8000-000000000001/draft", paths::list("articles"));
        ada.tells(&nobody, &article(Some(1), 2, "x", &[])).await.is(404, "gone");
        // What is no save.
        for said in [json!({}), json!({ "key": "x", "fields": [] }), json!({ "key": key(4), "fields": [], "more": 1 })] {
            assert_eq!(ada.tells(&draft, &said).await.status, StatusCode::BAD_REQUEST, "{said}");
        }
        assert_eq!(body(&ada, &edit).await, "one");
    }

    async fn a_save_that_comes_again_is_the_same_save(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let first = article(None, 1, "Written", &[("a", "one")]);
        let made = ada.tells(&drafts(), &first).await.is(201, "saved");
        assert_eq!((made["revision"].clone(), made["slug"].clone(), made["state"].clone()), (json!(1), json!("written"), json!("draft")));
        let again = ada.tells(&drafts(), &first).await.is(201, "saved");
        assert_eq!((&again["id"], &again["revision"]), (&made["id"], &made["revision"]));

        let draft = format!("{}/draft", made["edit"].as_str().unwrap());
        let second = article(Some(1), 2, "Written", &[("a", "two")]);
        for _ in 0..2 {
            assert_eq!(ada.tells(&draft, &second).await.is(200, "saved")["revision"], 2);
        }
        assert_eq!(ada.tells(&draft, &article(Some(2), 3, "Written", &[("a", "three")])).await.is(200, "saved")["revision"], 3);
        // Late, and still the same.
        assert_eq!(ada.tells(&draft, &second).await.is(200, "saved")["revision"], 2);
        // Somebody else's key says nothing of what it saved.
        let bo = Browser::signed_in(site, "Bo", Role::Editor).await;
        assert_ne!(bo.tells(&draft, &article(Some(2), 2, "Written", &[("a", "Bo's")])).await.said["revision"], 2);
        // At the same time.
        let mut twice = article(None, 9, "At once", &[("a", "x")]);
        twice["fields"][1][1] = "at-once".into();
        let path = drafts();
        let (one, other) = tokio::join!(ada.tells(&path, &twice), ada.tells(&path, &twice));
        assert_eq!(one.is(201, "saved")["id"], other.is(201, "saved")["id"]);
    }

    async fn a_save_goes_on_with_one_that_arrived_and_was_given_up(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let after = |base, n, keys: &[u8], text: &str| {
            let mut said = article(base, n, "Written", &[("a", text)]);
            said["after"] = keys.iter().copied().map(key).collect();
            said
        };
        // Its answer was lost, a retry was refused on the way, and so the first save of the entry is made anew.
        let made = ada.tells(&drafts(), &article(None, 1, "Written", &[("a", "one")])).await.is(201, "saved");
        let again = ada.tells(&drafts(), &after(None, 2, &[1], "one and")).await.is(201, "saved");
        assert_eq!((&again["id"], &again["revision"]), (&made["id"], &json!(2)));

        let draft = format!("{}/draft", made["edit"].as_str().unwrap());
        ada.tells(&draft, &after(Some(2), 3, &[], "one and two")).await.is(200, "saved");
        // One that never arrived is among them.
        let on = ada.tells(&draft, &after(Some(2), 5, &[3, 4], "one and two and")).await.is(200, "saved");
        assert_eq!((&on["revision"], &on["merged"]), (&json!(4), &Json::Null));
        // Without them it is as late as it looks; and another's saves are nobody else's to go on with.
        ada.tells(&draft, &after(Some(2), 6, &[], "one and three")).await.is(409, "stale");
        let bo = Browser::signed_in(site, "Bo", Role::Editor).await;
        bo.tells(&draft, &after(Some(2), 7, &[3, 5], "Bo's")).await.is(409, "stale");
        let many: Vec<u8> = (0..60).collect();
        assert_eq!(ada.tells(&draft, &after(Some(4), 8, &many, "x")).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(body(&ada, made["edit"].as_str().unwrap()).await, "one and two and");
    }

    async fn a_merge_that_arrived_and_was_given_up_takes_nothing_of_the_others_away(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let bo = Browser::signed_in(site, "Bo", Role::Editor).await;
        let both = |a, b| [("a", a), ("b", b)];
        let made = ada.tells(&drafts(), &article(None, 1, "Written", &both("one", "two"))).await.is(201, "saved");
        let draft = format!("{}/draft", made["edit"].as_str().unwrap());
        bo.tells(&draft, &article(Some(1), 2, "Written", &both("one", "two of Bo's"))).await.is(200, "saved");
        // Put together with Bo's, and Ada's page never heard of it.
        let merged = ada.tells(&draft, &article(Some(1), 3, "Written", &both("one of Ada's", "two"))).await.is(200, "saved");
        assert_eq!(merged["merged"]["by"], "Bo");
        let mut next = article(Some(1), 4, "Written", &both("one of Ada's", "two"));
        next["after"] = json!([key(3)]);
        ada.tells(&draft, &next).await.is(200, "saved");
        let text = body(&ada, made["edit"].as_str().unwrap()).await;
        assert!(text.contains("one of Ada") && text.contains("two of Bo"), "{text}");

        // She goes on in her paragraph, and he in his; that of her next save, too, she never hears.
        bo.tells(&draft, &article(Some(3), 5, "Written", &both("one of Ada's", "two of Bo's, more"))).await.is(200, "saved");
        let mut on = article(Some(1), 6, "Written", &both("one of Ada's, on", "two"));
        on["after"] = json!([key(3), key(4)]);
        assert_eq!(ada.tells(&draft, &on).await.is(200, "saved")["merged"]["by"], "Bo");
        let mut further = article(Some(1), 7, "Written", &both("one of Ada's, on and on", "two"));
        further["after"] = json!([key(3), key(4), key(6)]);
        ada.tells(&draft, &further).await.is(200, "saved");
        let edit = made["edit"].as_str().unwrap();
        assert_eq!(body(&ada, edit).await, "one of Ada's, on and on\n\ntwo of Bo's, more");
        // As a plain form, too, which the script sends where a page is to answer.
        let doc = further["fields"][2][1].as_str().unwrap().replace("on and on", "to the end");
        let after = [key(3), key(6), key(7)];
        let form = [("_base", "1"), ("_after", &*after[0]), ("_after", &*after[1]), ("_after", &*after[2]), ("title", "Written"), ("slug", "written"), ("body.doc", &*doc)];
        assert_eq!(ada.post(edit, &form).await.status, StatusCode::SEE_OTHER);
        assert_eq!(body(&ada, edit).await, "one of Ada's, to the end\n\ntwo of Bo's, more");
        // Where he wrote in her paragraph meanwhile, nothing is decided.
        let theirs = both("one of Bo's", "two of Bo's, more");
        bo.tells(&draft, &article(Some(7), 8, "Written", &theirs)).await.is(200, "saved");
        further["key"] = json!(key(9));
        further["fields"] = article(Some(1), 9, "Written", &both("one of Ada's at last", "two"))["fields"].clone();
        ada.tells(&draft, &further).await.is(409, "stale");
    }

    async fn a_database_that_fails_is_busy_and_never_gone(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let made = ada.tells(&drafts(), &article(None, 1, "Written", &[("a", "one")])).await.is(201, "saved");
        let draft = format!("{}/draft", made["edit"].as_str().unwrap());
        let sql = async |text: &str| {
            let tx = site.db().begin().await.unwrap();
            tx.execute_unprepared(text).await.unwrap();
            tx.commit().await.unwrap();
        };
        sql("ALTER TABLE entries RENAME TO away").await;
        let failed = ada.tells(&draft, &article(Some(1), 2, "Written", &[("a", "two")])).await;
        assert!(failed.status.is_server_error(), "{} {}", failed.status, failed.said);
        sql("ALTER TABLE away RENAME TO entries").await;
        ada.tells(&draft, &article(Some(1), 2, "Written", &[("a", "two")])).await.is(200, "saved");
    }

    async fn an_unchanged_text_makes_no_revision_and_a_sitting_is_told_once(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Owner).await;
        let made = ada.tells(&drafts(), &article(None, 1, "Written", &[("a", "one")])).await.is(201, "saved");
        let edit = made["edit"].as_str().unwrap();
        let draft = format!("{edit}/draft");
        let same = ada.tells(&draft, &article(Some(1), 2, "Written", &[("a", "one")])).await.is(200, "saved");
        assert_eq!((&same["revision"], &same["changed"]), (&json!(1), &json!(false)));
        for n in 3..6_u8 {
            ada.tells(&draft, &article(Some(i64::from(n) - 2), n, "Written", &[("a", &format!("{n}"))])).await.is(200, "saved");
        }
        let told = || async { ada.get(paths::AUDIT).await.text.matches("changed the article").count() };
        let before = told().await;
        site.clock.advance(TimeDelta::minutes(31));
        ada.tells(&draft, &article(Some(4), 7, "Written", &[("a", "after a pause")])).await.is(200, "saved");
        assert_eq!(told().await, before + 1, "another sitting is told again");
    }

    async fn what_two_changed_in_different_places_is_merged(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let bo = Browser::signed_in(site, "Bo", Role::Editor).await;
        let made = ada.tells(&drafts(), &article(None, 1, "Written", &[("a", "one"), ("b", "two")])).await.is(201, "saved");
        let edit = made["edit"].as_str().unwrap();
        let draft = format!("{edit}/draft");
        bo.tells(&draft, &article(Some(1), 2, "Written", &[("a", "one"), ("b", "BO"), ("n", "new")])).await.is(200, "saved");
        let merged = ada.tells(&draft, &article(Some(1), 3, "Titled by Ada", &[("a", "ADA"), ("b", "two")])).await.is(200, "saved");
        assert_eq!((&merged["revision"], &merged["merged"]["by"]), (&json!(3), &json!("Bo")));
        // With it comes the form of just that revision, also when it is asked for again.
        let form = |said: &Json| said["merged"]["page"].as_str().unwrap().to_owned();
        for part in ["name=\"_base\" value=\"3\"", "Titled by Ada", "&quot;BO&quot;", "&quot;new&quot;"] {
            assert!(form(&merged).contains(part), "{part} in {}", form(&merged));
        }
        assert_eq!(body(&ada, edit).await, "ADA\n\nBO\n\nnew");
        assert!(ada.get(edit).await.says("Titled by Ada"));
        // It comes again, and is the same.
        let again = ada.tells(&draft, &article(Some(1), 3, "Titled by Ada", &[("a", "ADA"), ("b", "two")])).await.is(200, "saved");
        assert_eq!(again["revision"], 3);
        assert_eq!(form(&again), form(&merged));
        // Whoever changed nothing gets what the other wrote.
        let quiet = bo.tells(&draft, &article(Some(2), 4, "Written", &[("a", "one"), ("b", "BO"), ("n", "new")])).await.is(200, "saved");
        assert_eq!((&quiet["revision"], &quiet["changed"], &quiet["merged"]["by"]), (&json!(3), &json!(false), &json!("Ada")));

        // The same block twice: nothing is written, nothing is lost.
        let stale = bo.tells(&draft, &article(Some(1), 5, "Written", &[("a", "BO TOO"), ("b", "two")])).await.is(409, "stale");
        assert_eq!((&stale["revision"], &stale["by"]), (&json!(3), &json!("Ada")));
        assert_eq!(body(&ada, edit).await, "ADA\n\nBO\n\nnew");
    }

    async fn what_a_device_still_has_is_put_beside_what_is_saved(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let made = ada.tells(&drafts(), &article(None, 1, "Written", &[("a", "one"), ("b", "two")])).await.is(201, "saved");
        let edit = made["edit"].as_str().unwrap();
        let compared = async |title: &str, blocks: &[(&str, &str)]| {
            let fields = article(None, 1, title, blocks)["fields"].clone();
            ada.asks(&format!("{edit}/draft/comparison"), &json!({ "fields": fields })).await
        };
        let same = compared("Written", &[("a", "one"), ("b", "two")]).await;
        assert!(same.says("Both say the same") && !same.says("<html"), "{}", same.text);
        let differs = compared("Written again", &[("a", "one more"), ("b", "two")]).await;
        for part in ["<h3>Title</h3>", "again", "<h3>Body</h3>", "more", "<ins>"] {
            assert!(differs.says(part), "{part} in {}", differs.text);
        }
        assert_eq!(body(&ada, edit).await, "one\n\ntwo", "it was looked at, not saved");
        let strange = json!({ "fields": [["title", "x"]], "more": 1 });
        assert_eq!(ada.asks(&format!("{edit}/draft/comparison"), &strange).await.status, StatusCode::BAD_REQUEST);
        let nowhere = format!("{}/00000000-0000-4000-8000-000000000000/draft/comparison", paths::list("articles"));
        assert_eq!(ada.asks(&nowhere, &json!({ "fields": [] })).await.status, StatusCode::NOT_FOUND);
    }

    async fn what_cannot_be_taken_is_said_at_its_field(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let made = ada.tells(&drafts(), &article(None, 1, "Written", &[("a", "one")])).await.is(201, "saved");
        let edit = made["edit"].as_str().unwrap();
        let draft = format!("{edit}/draft");
        let strange = json!({ "type": "doc", "content": [{ "type": "marquee" }] }).to_string();
        let said = json!({ "base": 1, "key": key(2), "fields": [["title", "x"], ["slug", "written"], ["body.doc", strange]] });
        let invalid = ada.tells(&draft, &said).await.is(422, "invalid");
        assert_eq!(invalid["errors"][0]["field"], "body");
        assert!(invalid["errors"][0]["detail"].as_str().unwrap().contains("marquee"), "{invalid}");
        ada.post(&format!("{edit}/removal"), &[]).await;
        let gone = ada.tells(&draft, &article(Some(1), 3, "Written", &[("a", "two")])).await.is(410, "gone");
        assert_eq!(gone["by"], "Ada");
    }

    async fn a_version_is_named_as_it_is_saved(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let mut first = article(None, 1, "Written", &[("a", "one")]);
        first["name"] = "Before the review".into();
        let made = ada.tells(&drafts(), &first).await.is(201, "saved");
        let history = ada.get(&format!("{}/history", made["edit"].as_str().unwrap())).await;
        assert!(history.says("Before the review"), "{}", history.text);
    }

    async fn who_is_there_is_told_and_the_turn_goes_on(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let bo = Browser::signed_in(site, "Bo", Role::Editor).await;
        let made = ada.tells(&drafts(), &article(None, 1, "Written", &[("a", "one")])).await.is(201, "saved");
        let path = format!("{}/presence", made["edit"].as_str().unwrap());
        let does = |n: u8, does: &str| json!({ "tab": key(n), "does": does });
        let alone = ada.tells(&path, &does(1, "here")).await.said;
        assert_eq!((&alone["others"], &alone["holder"], &alone["newest"]["revision"]), (&json!([]), &json!("you"), &json!(1)));
        let met = bo.tells(&path, &does(2, "here")).await.said;
        assert_eq!((&met["others"][0]["name"], &met["holder"]["name"]), (&json!("Ada"), &json!("Ada")));
        assert_eq!(bo.tells(&path, &does(2, "take_over")).await.said["holder"], "you");
        assert_eq!(ada.tells(&path, &does(1, "here")).await.said["holder"]["name"], "Bo");
        // Nobody speaks for another's tab.
        ada.tells(&path, &does(2, "leave")).await;
        assert_eq!(ada.tells(&path, &does(1, "here")).await.said["others"][0]["name"], "Bo");
        bo.tells(&path, &does(2, "leave")).await;
        let left = ada.tells(&path, &does(1, "here")).await.said;
        assert_eq!((&left["others"], &left["holder"]), (&json!([]), &json!("you")));
        // Whoever says nothing for long is gone.
        bo.tells(&path, &does(2, "here")).await;
        site.clock.advance(TimeDelta::seconds(46));
        assert_eq!(ada.tells(&path, &does(1, "here")).await.said["others"], json!([]));
        // It stops nobody from saving.
        bo.tells(&path, &does(2, "take_over")).await;
        ada.tells(&path.replace("presence", "draft"), &article(Some(1), 5, "Written", &[("a", "two")])).await.is(200, "saved");
    }

    async fn cards_tell_of_what_a_text_shows(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let form = ada.published("faqs", &[("question", "Why <b>?"), ("answer", "Because *so*.")]).await;
        let id = form.rsplit('/').next().unwrap();
        let stranger = Browser { site, client: site.browser() };
        assert_eq!(stranger.get(&format!("{}?ids={id}", paths::CARDS)).await.status, StatusCode::SEE_OTHER);
        let absent = "01990000-0000-7000-8000-000000000001";
        let page = ada.get(&format!("{}?ids={id},{absent},nonsense", paths::CARDS)).await;
        let cards: Vec<Json> = serde_json::from_str(&page.text).unwrap();
        assert_eq!(cards.len(), 1, "{}", page.text);
        assert_eq!((&cards[0]["title"], &cards[0]["state"], &cards[0]["mayEdit"]), (&json!("Why <b>?"), &json!("live"), &json!(true)));
        let html = cards[0]["html"].as_str().unwrap();
        assert!(html.contains("<em>so</em>") && !html.contains("<b>"), "{html}");
    }
}
