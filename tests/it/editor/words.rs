//! Lists and the one search by the words of drafts: what is found, in which order, and what is not.

use std::{path::Path, sync::Arc};

use chrono::TimeDelta;
use galley::{
    app::App,
    content::{Cause, Change, Input, NewEntry, entity::revision},
    drafts::{Best, Drafts},
    paths,
    permission::{Actor, Role},
    platform::clock::Clock,
    vocabulary::{EntryId, KindName, Locale},
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};
use serde_json::{Value as Json, json};

use super::Browser;
use crate::harness::{TestSite, both};

const ARTICLE: KindName = KindName::new("article");

/// The titles of a list's rows, with its index as far as the drafts are.
async fn rows(who: &Browser<'_>, list: &str) -> Vec<String> {
    who.site.app.drafts.sync().await.unwrap();
    let page = who.get(list).await;
    page.rows().into_iter().map(str::to_owned).collect()
}

/// The titles that the one search shows, of entries and all else.
async fn everywhere(who: &Browser<'_>, q: &str) -> Vec<String> {
    who.site.app.drafts.sync().await.unwrap();
    let page = who.get(&format!("{}?q={q}", paths::find())).await;
    let after = page.text.split("<span class=\"hit-title\" dir=\"auto\">").skip(1);
    after.map(|rest| rest.split_once('<').unwrap().0.to_owned()).collect()
}

/// An index over the same drafts that nobody follows.
fn another(app: &App, folder: Option<&Path>) -> Drafts {
    Drafts::new(app.db.clone(), Arc::new(galley::kinds::registry()), folder.map(Path::to_owned))
}

async fn made(app: &App, locale: &str, content: Json) -> EntryId {
    let (kind, content) = (ARTICLE, Input::json(content));
    let (locale, slug): (Locale, _) = (locale.parse().unwrap(), None);
    let new = NewEntry { kind, locale, slug, translation_of: None, external_id: None, content };
    app.entries.create(&system(), new).await.unwrap().entry.id
}

async fn saved(app: &App, id: EntryId, title: &str) {
    let entry = app.entries.find(&system(), ARTICLE, id).await.unwrap();
    let content = Input::json(json!({ "title": title }));
    let change = Change { based_on: entry.draft, slug: Some(String::new()), content, cause: Cause::Save };
    app.entries.save(&system(), id, change).await.unwrap();
}

fn system() -> Actor {
    Actor::system("test")
}

async fn found(drafts: &Drafts, text: &str) -> Option<Vec<EntryId>> {
    drafts.find(&[], text).await.map(|Best { ids, .. }| ids)
}

both! {
    async fn what_is_in_the_trash_or_of_another_kind_is_not_found(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let zebra = ada.made("articles", &[("title", "Stripes"), ("body", "Of the zebra.")]).await;
        ada.made("articles", &[("title", "Spots"), ("body", "Of the giraffe.")]).await;
        for (list, all) in [("/admin/articles?q=zebra", 1), ("/admin/faqs?q=zebra", 0), ("/admin/articles?q=zebra+giraffe", 0)] {
            assert_eq!(rows(&ada, list).await.len(), all, "{list}");
        }
        assert_eq!(everywhere(&ada, "zebra").await, ["Stripes"]);
        ada.post(&format!("{zebra}/removal"), &[]).await;
        assert!(rows(&ada, "/admin/articles?q=zebra").await.is_empty() && everywhere(&ada, "zebra").await.is_empty());
        // One comes back and another goes: there are as many as before, and neither was changed lately.
        site.clock.advance(TimeDelta::hours(1));
        let lion = ada.made("articles", &[("title", "Manes"), ("body", "Of the lion.")]).await;
        assert_eq!(everywhere(&ada, "lion").await, ["Manes"]);
        ada.post(&format!("{zebra}/recovery"), &[]).await;
        ada.post(&format!("{lion}/removal"), &[]).await;
        assert_eq!((everywhere(&ada, "zebra").await, everywhere(&ada, "lion").await), (vec!["Stripes".into()], vec![]));
        let anonymous = site.get("/admin/articles?q=zebra").send().await.unwrap();
        assert_eq!(anonymous.status(), reqwest::StatusCode::SEE_OTHER);
    }

    async fn every_kind_is_found_by_all_of_its_words(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let body = "Before.\n\n## Hamstrings at rest\n\nThey like it warm.";
        ada.made("articles", &[("title", "Legs"), ("standfirst", "For sprinters"), ("body", body), ("slug", "known-as-thighs")]).await;
        ada.made("faqs", &[("question", "Is it normal?"), ("shortAnswer", "Mostly."), ("answer", "Cracking a knuckle is.")]).await;
        ada.made("ctas", &[("name", "Spring"), ("kind", "button"), ("label", "Reserve a massage"), ("target.type", "url"), ("target.url", "/x")]).await;
        ada.made("authors", &[("name", "Mara"), ("credentials", "Osteopath"), ("bio", "Rows on lakes.")]).await;
        ada.made("categories", &[("name", "Joints"), ("description", "Hinges of the body.")]).await;
        ada.made("tags", &[("name", "Cold"), ("description", "Ice baths.")]).await;
        // Another form of the word, a letter wrong, and one that is still being typed.
        for (list, title) in [
            ("articles?q=hamstring", "Legs"), ("articles?q=hamstrngs", "Legs"), ("articles?q=warm+hamst", "Legs"),
            ("articles?q=sprinter", "Legs"), ("articles?q=thigh", "Legs"), ("faqs?q=knuckles", "Is it normal?"),
            ("faqs?q=mostly", "Is it normal?"), ("ctas?q=massages", "Spring"), ("authors?q=osteopaths", "Mara"),
            ("authors?q=lake", "Mara"), ("categories?q=hinge", "Joints"), ("tags?q=bath", "Cold"),
            // And where no word fits, letters do.
            ("articles?q=egs", "Legs"),
        ] {
            assert_eq!(rows(&ada, &format!("/admin/{list}")).await, [title], "{list}");
        }
        assert_eq!(everywhere(&ada, "hinges").await, ["Joints"]);
    }

    async fn what_was_just_saved_is_found_and_what_it_said_before_is_not(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let form = ada.published("articles", &[("title", "Animals"), ("standfirst", "S"), ("body", "A zebra.")]).await;
        assert_eq!(rows(&ada, "/admin/articles?q=zebras").await, ["Animals"]);
        ada.saved(&form, &[("title", "Animals"), ("standfirst", "S"), ("body", "A giraffe.")]).await;
        // Nobody has the index follow here but the search itself.
        assert_eq!(ada.get("/admin/articles?q=giraffes").await.rows(), ["Animals"]);
        assert!(ada.get("/admin/articles?q=zebra").await.rows().is_empty());
        assert_eq!(ada.get("/admin/articles?q=giraffe&state=changed").await.rows(), ["Animals"]);
    }

    async fn a_search_comes_with_the_best_first_and_in_the_order_that_is_chosen(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let bo = Browser::signed_in(site, "Bo", Role::Author).await;
        ada.published("tags", &[("name", "Knee"), ("description", "x")]).await;
        site.clock.advance(TimeDelta::hours(1));
        bo.made("tags", &[("name", "Brace"), ("description", "For a knee.")]).await;
        site.clock.advance(TimeDelta::hours(1));
        ada.made("tags", &[("name", "Ache"), ("description", "Of a joint that carries much, such as the knee or the hip.")]).await;
        ada.made("tags", &[("name", "Sleep")]).await;
        for (query, order) in [
            ("q=knee", &["Knee", "Brace", "Ache"][..]),
            ("q=knee&sort=-updated", &["Ache", "Brace", "Knee"]),
            ("q=knee&sort=title", &["Ache", "Brace", "Knee"]),
            ("q=knee&state=draft", &["Brace", "Ache"]),
            ("q=knee&by=me&sort=-title", &["Knee", "Ache"]),
            ("q=knee&page=2", &[]),
        ] {
            assert_eq!(rows(&ada, &format!("/admin/tags?{query}")).await, order, "{query}");
        }
        let page = ada.get("/admin/tags?q=knee&state=draft").await;
        assert!(page.says("2 of 4 tags") && !page.says("aria-sort"), "{}", page.text);
        for n in 0..52 {
            ada.made("tags", &[("name", &format!("Hip {n}")), ("description", "x")]).await;
        }
        let (first, second) = (rows(&ada, "/admin/tags?q=hip").await, rows(&ada, "/admin/tags?q=hip&page=2").await);
        assert_eq!((first.len(), second.len()), (50, 3), "{second:?}");
        assert_eq!(second[2], "Ache", "its title says nothing of it");
        assert!(second.iter().all(|title| !first.contains(title)));
    }

    async fn each_language_has_words_of_its_own(site: &TestSite) {
        let german = made(&site.app, "de", json!({ "title": "Schmerzen im Rücken" })).await;
        let english = made(&site.app, "en", json!({ "title": "Running with pains" })).await;
        let drafts = another(&site.app, None);
        drafts.sync().await.unwrap();
        assert_eq!(found(&drafts, "schmerz ruck").await, Some(vec![german]));
        assert_eq!(found(&drafts, "pain runs").await, Some(vec![english]));
    }

    async fn an_index_that_is_not_complete_knows_nothing_and_is_built_of_what_there_is(site: &TestSite) {
        let folder = tempfile::tempdir().unwrap();
        let zebra = made(&site.app, "en", json!({ "title": "Zebra" })).await;
        let drafts = another(&site.app, Some(folder.path()));
        assert_eq!(found(&drafts, "zebra").await, None);
        drafts.sync().await.unwrap();
        assert_eq!(found(&drafts, "zebra").await, Some(vec![zebra]));
        assert_eq!(drafts.find(&[KindName::new("faq")], "zebra").await, None);
        assert_eq!(drafts.find(&[ARTICLE], "zebra").await, Some(Best { ids: vec![zebra], is_cut: false }));
        for text in ["", " * ", "giraffe", &"a".repeat(999)] {
            assert_eq!(found(&drafts, text).await, None, "{text}");
        }
        drop(drafts);
        // While it was away.
        saved(&site.app, zebra, "Okapi").await;
        let lion = made(&site.app, "en", json!({ "title": "Lion" })).await;
        let drafts = another(&site.app, Some(folder.path()));
        assert_eq!(found(&drafts, "okapi").await, None);
        drafts.sync().await.unwrap();
        assert_eq!((found(&drafts, "okapi").await, found(&drafts, "zebra").await), (Some(vec![zebra]), None));
        drop(drafts);
        std::fs::remove_dir_all(folder.path()).unwrap();
        let drafts = another(&site.app, Some(folder.path()));
        drafts.sync().await.unwrap();
        assert_eq!((found(&drafts, "lion").await, found(&drafts, "okapi").await), (Some(vec![lion]), Some(vec![zebra])));
    }

    async fn very_many_drafts_at_once_are_not_waited_for(site: &TestSite) {
        let zebra = made(&site.app, "en", json!({ "title": "Zebra" })).await;
        let drafts = another(&site.app, None);
        drafts.sync().await.unwrap();
        for n in 0..101 {
            made(&site.app, "en", json!({ "title": format!("Giraffe {n}") })).await;
        }
        assert_eq!((found(&drafts, "zebra").await, found(&drafts, "giraffe").await), (None, None));
        drafts.sync().await.unwrap();
        assert_eq!(found(&drafts, "zebra").await, Some(vec![zebra]));
        assert_eq!(found(&drafts, "giraffe").await.map(|found| found.len()), Some(101));
    }

    async fn a_replica_finds_what_others_saved_whatever_their_clocks_say(site: &TestSite) {
        let drafts = another(&site.app, None);
        let zebra = made(&site.app, "en", json!({ "title": "Zebra" })).await;
        drafts.sync().await.unwrap();
        let late = Clock::manual(site.clock.now() - TimeDelta::days(1));
        let other = App::build((*site.app.config).clone(), late).await.unwrap();
        saved(&other, zebra, "Okapi").await;
        assert_eq!((found(&drafts, "okapi").await, found(&drafts, "zebra").await), (Some(vec![zebra]), None));
        let lion = made(&other, "en", json!({ "title": "Lion" })).await;
        assert_eq!(found(&drafts, "lion").await, Some(vec![lion]));
        other.publisher.trash(&system(), lion, true).await.unwrap();
        assert_eq!(found(&drafts, "lion").await, None);
    }

    async fn a_draft_that_cannot_be_read_is_found_by_its_title_and_hides_no_other(site: &TestSite) {
        let broken = made(&site.app, "en", json!({ "title": "Zebra", "standfirst": "Striped" })).await;
        let odd = made(&site.app, "en", json!({ "title": "Giraffe" })).await;
        let lion = made(&site.app, "en", json!({ "title": "Lion", "standfirst": "Maned" })).await;
        let tx = site.db().begin().await.unwrap();
        for (id, content) in [(broken, "{\"torn"), (odd, "{\"title\":[7]}")] {
            let update = revision::Entity::update_many().col_expr(revision::Column::Content, Expr::value(content));
            update.filter(revision::Column::EntryId.eq(id.0)).exec(&tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        let drafts = another(&site.app, None);
        drafts.sync().await.unwrap();
        for (text, expected) in [("zebra", Some(broken)), ("striped", None), ("giraffe", Some(odd)), ("maned", Some(lion))] {
            assert_eq!(found(&drafts, text).await, expected.map(|id| vec![id]), "{text}");
        }
    }
}
