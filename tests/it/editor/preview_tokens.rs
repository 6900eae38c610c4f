//! Tokens that show one draft through the delivery API: what they refuse, and that readers notice nothing.

use chrono::TimeDelta;
use galley::{
    content::{ContentError, Entry},
    frontends::Lifetime,
    permission::{Actor, Role, Scope},
    vocabulary::{EntryId, KindName, PersonId, TokenId},
};

use super::{Browser, delivered};
use crate::harness::{TestSite, both};

const ARTICLE: KindName = KindName::new("article");

/// Somebody as verbs know them.
async fn actor(site: &TestSite, email: &str) -> Actor {
    let (people, _) = site.app.accounts.people(&Actor::system("test"), 1, 100).await.unwrap();
    let person = people.into_iter().find(|person| person.email.as_str() == email).unwrap();
    Actor::person(person.id, person.name, person.role)
}

async fn entry(site: &TestSite, actor: &Actor, form: &str) -> Entry {
    let id: EntryId = form.rsplit('/').next().unwrap().parse().unwrap();
    site.app.entries.find(actor, ARTICLE, id).await.unwrap()
}

/// What the API says of a draft: status, and the code of what is wrong or the title.
async fn asked(site: &TestSite, path: &str, token: &str) -> (u16, String) {
    let (status, json) = delivered(site, &format!("{path}?preview={token}")).await;
    let what = json["errors"][0]["code"].as_str().or(json["title"].as_str()).unwrap_or_default();
    (status.as_u16(), what.to_owned())
}

fn says(status: u16, word: &str) -> (u16, String) {
    (status, word.to_owned())
}

both! {
    async fn whoever_may_not_see_an_entry_makes_no_token(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let form = ada.made("articles", &[("title", "Backs"), ("body", "Quiet words.")]).await;
        let editor = actor(site, "ada@example.com").await;
        let entry = entry(site, &editor, &form).await;
        // A token of the management API without a scope, and one that is nobody's: neither is a person.
        let blind = Actor::token(TokenId::new(), "blind", Vec::new(), Some((PersonId::new(), Role::Owner)));
        let program = Actor::token(TokenId::new(), "program", vec![Scope::ContentRead], None);
        let links = &site.app.links;
        for nobody in [&blind, &program] {
            assert!(links.own(nobody, &entry).await.is_err());
            assert!(links.share(nobody, &entry, Lifetime::Day).await.is_err());
            assert!(links.probe(nobody, &entry).await.is_err());
        }
        assert!(matches!(links.list(&blind, &entry).await, Err(ContentError::NotFound)));
        let id = links.share(&editor, &entry, Lifetime::Day).await.unwrap();
        assert!(links.revoke(&blind, &entry, id).await.is_err());
        assert!(matches!(links.revoke(&program, &entry, id).await, Err(ContentError::Denied)));
        let other = ada.made("articles", &[("title", "Knees")]).await;
        let other = self::entry(site, &editor, &other).await;
        assert!(matches!(links.revoke(&editor, &other, id).await, Err(ContentError::NotFound)));
        assert_eq!(links.list(&editor, &entry).await.unwrap().len(), 1);
    }

    async fn a_token_that_is_wrong_shows_nothing(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let editor = actor(site, "ada@example.com").await;
        let form = ada.made("articles", &[("title", "Backs"), ("slug", "backs"), ("body", "Quiet words.")]).await;
        ada.made("articles", &[("title", "Knees"), ("slug", "knees")]).await;
        let entry = entry(site, &editor, &form).await;
        let token = site.app.links.own(&editor, &entry).await.unwrap();
        for bad in ["", "x", &token[1..], "%00", &"a".repeat(119)] {
            assert_eq!(asked(site, "articles/backs", bad).await, says(400, "invalid_token"), "{bad}");
        }
        // No letter of it can be another one.
        for (at, letter) in token.char_indices() {
            let mut bad = token.clone();
            bad.replace_range(at..=at, if letter == 'A' { "B" } else { "A" });
            assert_eq!(asked(site, "articles/backs", &bad).await, says(400, "invalid_token"), "{at}: {bad}");
        }
        // Another entry, whether there is one or not, and another kind of the same name.
        for other in ["articles/knees", "articles/nobody", "tags/backs", &format!("articles/{}", EntryId::new())] {
            assert_eq!(asked(site, other, &token).await, says(400, "other_entry"), "{other}");
        }
        let (status, json) = delivered(site, &format!("articles/backs?preview={token}&locale=de")).await;
        assert_eq!((status.as_u16(), json["errors"][0]["code"].as_str()), (400, Some("other_entry")));
        // A list, and what lives at a path, have no drafts to show.
        for path in ["articles", "resolve", "redirects"] {
            assert_eq!(asked(site, path, &token).await.0, 400, "{path}");
        }
        assert_eq!(asked(site, "articles/backs", &token).await, says(200, "Backs"));
        site.clock.advance(TimeDelta::minutes(61));
        assert_eq!(asked(site, "articles/backs", &token).await, says(400, "expired_token"));
    }

    async fn a_shared_link_ends_by_time_by_hand_and_with_its_maker(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Author).await;
        let author = actor(site, "ada@example.com").await;
        let form = ada.made("articles", &[("title", "Backs"), ("slug", "backs")]).await;
        let entry = entry(site, &author, &form).await;
        let links = &site.app.links;
        for lifetime in [Lifetime::Hour, Lifetime::Week, Lifetime::Day] {
            links.share(&author, &entry, lifetime).await.unwrap();
            site.clock.advance(TimeDelta::seconds(1));
        }
        let listed = links.list(&author, &entry).await.unwrap();
        let [day, week, hour] = listed.as_slice() else { panic!("{listed:?}") };
        for link in [day, week, hour] {
            assert_eq!((link.by.as_str(), link.used_at, link.revocable), ("Ada", None, true));
            assert_eq!(asked(site, "articles/backs", &link.token).await, says(200, "Backs"));
        }
        assert!(links.list(&author, &entry).await.unwrap().iter().all(|link| link.used_at.is_some()));
        links.revoke(&author, &entry, day.id).await.unwrap();
        assert!(matches!(links.revoke(&author, &entry, day.id).await, Err(ContentError::NotFound)));
        assert_eq!(asked(site, "articles/backs", &day.token).await, says(400, "revoked_token"));
        site.clock.advance(TimeDelta::hours(1));
        assert_eq!(asked(site, "articles/backs", &hour.token).await, says(400, "expired_token"));
        assert_eq!(asked(site, "articles/backs", &week.token).await, says(200, "Backs"));
        assert_eq!(links.list(&author, &entry).await.unwrap().len(), 1);
        // Another replica knows the same key.
        let another = site.another().await;
        assert!(another.links.redeem(&week.token).await.is_ok());
        let system = Actor::system("test");
        let person = match author.principal { galley::permission::Principal::Person(id) => id, _ => panic!() };
        site.app.accounts.set_disabled(&system, person, true).await.unwrap();
        assert_eq!(asked(site, "articles/backs", &week.token).await, says(400, "revoked_token"));
    }

    async fn a_token_shows_the_draft_whole_and_readers_notice_nothing(site: &TestSite) {
        let ada = Browser::signed_in(site, "Ada", Role::Editor).await;
        let editor = actor(site, "ada@example.com").await;
        ada.made("ctas", &[("name", "Book"), ("slug", "book"), ("label", "Book now"), ("target.type", "url"), ("target.url", "/book")]).await;
        let form = ada.published("articles", &[("title", "Backs"), ("slug", "backs"), ("body", "It is rare.")]).await;
        let before = site.get("/api/v1/articles/backs").send().await.unwrap();
        let etag = before.headers()["etag"].clone();
        let published = before.text().await.unwrap();
        ada.saved(&form, &[("title", "Backs, again"), ("slug", "backs-again"), ("body", "It is common.\n\n::cta{ref=\"book\"}")]).await;
        let entry = entry(site, &editor, &form).await;
        let token = site.app.links.own(&editor, &entry).await.unwrap();
        let id = entry.id.to_string();
        for name in ["backs", "backs-again", id.as_str()] {
            let answer = site.get(&format!("/api/v1/articles/{name}?preview={token}")).send().await.unwrap();
            assert_eq!(answer.headers()["cache-control"], "no-store");
            assert_eq!(answer.headers()["access-control-allow-origin"], "*");
            assert!(!answer.headers().contains_key("etag"));
            let json: serde_json::Value = answer.json().await.unwrap();
            let data = &json["data"];
            assert_eq!((data["title"].as_str(), data["slug"].as_str()), (Some("Backs, again"), Some("backs-again")));
            assert_eq!(data["ctas"][0]["label"], "Book now", "{data}");
            assert!(data["body"]["html"].as_str().unwrap().contains("It is common."));
        }
        // The same words as readers will get, but for what publishing itself changes.
        let draft = delivered(site, &format!("articles/backs?preview={token}&fields=title,body&body=text")).await.1;
        let after = site.get("/api/v1/articles/backs").send().await.unwrap();
        assert_eq!(after.headers()["etag"], etag);
        assert_eq!(after.text().await.unwrap(), published);
        assert_eq!(delivered(site, "articles/backs-again").await.0, 404);
        assert_eq!(delivered(site, "ctas/book").await.0, 404);
        assert!(draft["body"]["text"].as_str().unwrap().contains("It is common."), "{draft}");
        // What is thrown away is shown to nobody outside.
        assert_eq!(ada.post(&format!("{form}/removal"), &[("force", "true")]).await.status, 303);
        assert_eq!(asked(site, "articles/backs", &token).await.0, 410);
    }
}
