//! A form whose session is over: it comes back whole, and goes through once somebody has signed in.

use super::*;

const TEXT: &str = "First line\r\n\r\n  </textarea><script>alert(1)</script> \"quoted\" & ä 👩‍🔬\r\n";

/// The fields that a page carries unseen, as a browser would send them.
fn carried(page: &Answer) -> Vec<(String, String)> {
    let dom = markup::parse(&page.text());
    let mut fields = Vec::new();
    for element in markup::elements(&dom) {
        let hidden = element.attribute("type") == Some("hidden") || element.attribute("hidden").is_some();
        match (element.name.as_str(), element.attribute("name")) {
            ("input", Some(name)) if hidden => {
                fields.push((name.to_owned(), element.attribute("value").unwrap_or_default().to_owned()));
            }
            // A browser sends line breaks as CRLF; the parser dropped the first.
            ("textarea", Some(name)) if hidden => fields.push((name.to_owned(), element.text.replace('\n', "\r\n"))),
            _ => {}
        }
    }
    fields
}

/// Sends the page's form with an address and a password.
async fn signed(site: &TestSite, path: &str, page: &Answer, email: &str, password: &str) -> Answer {
    let mut fields = carried(page);
    fields.extend([("_email".to_owned(), email.to_owned()), ("_password".to_owned(), password.to_owned())]);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    post(&site.url, path, &fields, "").await
}

both! {
    async fn typed_text_outlives_the_session_and_is_saved_after_signing_in(site: &TestSite) {
        let ada = Member::join(site, "ada", Role::Editor).await;
        let made = ada.post(site, &paths::list("articles"), &[("title", "Backs"), ("slug", "backs")]).await.is(303);
        let form = made.header("location").to_owned();
        site.clock.advance(TimeDelta::days(8));
        let fields = [("_base", "1"), ("title", "Backs & knees"), ("slug", "backs"), ("standfirst", TEXT), ("_then", "save")];
        let asked = ada.post(site, &form, &fields).await.is(401);
        assert_eq!(asked.header("content-type"), "text/html; charset=utf-8");
        let sent: Vec<(String, String)> = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        assert_eq!(carried(&asked), sent);

        let before = contents(site.db(), &["revisions"]).await;
        let wrong = signed(site, &form, &asked, "ada@example.com", "three loud herons").await.is(422);
        assert_eq!(carried(&wrong), sent);
        assert!(!wrong.text().contains("three loud herons") && wrong.header("set-cookie").is_empty());
        assert_eq!(contents(site.db(), &["revisions"]).await, before);

        let saved = signed(site, &form, &wrong, "ada@example.com", PASSWORD).await.is(303);
        assert_eq!(saved.header("location"), form);
        let cookie = cookie_of(&saved);
        assert_ne!(cookie, ada.cookie);
        let ada = Member { cookie, ..ada };
        let page = ada.get(site, &form).await.is(200);
        let mut fields = markup::elements(&markup::parse(&page.text())).into_iter();
        let standfirst = fields.find(|element| element.attribute("name") == Some("standfirst")).unwrap().text;
        assert_eq!(standfirst.trim(), TEXT.replace("\r\n", "\n").trim());
        assert!(!contents(site.db(), &["revisions", "entries", "audit"]).await.contains("_password"));
    }

    async fn names_and_values_stay_text(site: &TestSite) {
        let hostile = [("\"><script>alert(1)</script>", "x"), ("x\" onfocus=\"alert(1)", "'><svg onload=alert(1)>"),
            ("a", "</textarea>\r\n<img src=x onerror=alert(1)>"), ("formaction", "javascript:alert(1)"), ("", "y")];
        let path = format!("{}?x=\"><script>alert(1)</script>", paths::list("tags"));
        let asked = post(&site.url, &path, &hostile, "").await.is(401);
        let dom = markup::parse(&asked.text());
        assert_eq!(markup::dangers(&dom, markup::PANEL), Vec::<String>::new());
        let sent: Vec<(String, String)> = hostile.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        assert_eq!(carried(&asked), sent);
    }

    async fn whoever_signs_in_is_held_to_their_own_rights(site: &TestSite) {
        let ada = Member::join(site, "ada", Role::Editor).await;
        Member::join(site, "vic", Role::Viewer).await;
        let id = tag(site, &ada.actor(), "Sleep").await;
        let form = paths::edit("tags", id);
        site.clock.advance(TimeDelta::days(8));
        let asked = ada.post(site, &form, &[("_base", "1"), ("name", "Changed"), ("slug", "sleep")]).await.is(401);
        let before = contents(site.db(), &["entries", "revisions"]).await;
        let refused = signed(site, &form, &asked, "vic@example.com", PASSWORD).await.is(403);
        assert_eq!(contents(site.db(), &["entries", "revisions"]).await, before);
        let vic = Member { cookie: cookie_of(&refused), ..ada };
        assert!(vic.get(site, paths::HOME).await.is(200).text().contains("vic"));
    }

    async fn who_signs_in_anew_acts_though_another_session_is_there(site: &TestSite) {
        let ada = Member::join(site, "ada", Role::Editor).await;
        let bob = Member::join(site, "bob", Role::Editor).await;
        let fields = [("name", "Food"), ("_email", "ada@example.com"), ("_password", PASSWORD)];
        bob.post(site, &paths::list("tags"), &fields).await.is(303);
        let entries = contents(site.db(), &["entries"]).await;
        assert!(entries.contains(&format!("person:{}", ada.id)) && !entries.contains(&format!("person:{}", bob.id)));
        bob.get(site, paths::HOME).await.is(303);
    }

    async fn tries_are_counted_here_as_at_the_door(site: &TestSite) {
        Member::join(site, "ada", Role::Editor).await;
        let wrong = [("name", "Food"), ("_email", "ada@example.com"), ("_password", "three loud herons")];
        let mut statuses = Vec::new();
        for _ in 0..12 {
            statuses.push(post(&site.url, &paths::list("tags"), &wrong, "").await.status);
        }
        assert_eq!((statuses[0], statuses[11]), (422, 429), "{statuses:?}");
        let right = [("name", "Food"), ("_email", "nobody@example.com"), ("_password", PASSWORD)];
        let unknown = post(&site.url, &paths::list("tags"), &right, "").await.is(422);
        assert!(unknown.text().contains("is wrong"), "{}", unknown.text());
        assert!(!contents(site.db(), &["entries"]).await.contains("Food"));
    }

    async fn what_is_no_form_of_ours_is_refused_without_a_page(site: &TestSite) {
        let url = format!("{}{}", site.url, paths::list("tags"));
        let json = nobody().post(&url).header("content-type", "application/json").body("{\"_password\":\"x\"}");
        let json = Answer::of(json.send().await.unwrap()).await.is(401);
        assert!(!json.text().contains("_password"));
        let many = nobody().post(&url).header("content-type", FORM).body("a=1&".repeat(3_000));
        assert!(!Answer::of(many.send().await.unwrap()).await.is(401).text().contains("_password"));
        let large = nobody().post(&url).header("content-type", FORM).body("a".repeat(3 * 1024 * 1024));
        assert_eq!(large.send().await.unwrap().status(), 413);
        let elsewhere = nobody().post(&url).header("content-type", FORM).header("origin", "https://evil.example");
        assert_eq!(elsewhere.body("_email=a&_password=b").send().await.unwrap().status(), 403);
    }
}
