//! Tokens that are good no more, and tokens in places where none belongs.

use galley::accounts::{Maker, Overlap};

use super::*;

/// What a call of the management API answers to a token.
async fn with(site: &TestSite, secret: &str) -> u16 {
    let request = nobody().get(format!("{}{}", site.url, paths::manage_list("tags"))).bearer_auth(secret);
    request.send().await.unwrap().status().as_u16()
}

/// The secret that a page shows.
fn secret_of(page: &Answer) -> String {
    let elements = markup::elements(&markup::parse(&page.text()));
    let field = elements.iter().find(|element| element.attribute("id") == Some("secret"));
    field.unwrap_or_else(|| panic!("{}", page.text())).attribute("value").unwrap().to_owned()
}

impl Member {
    /// Posts as a browser does that takes compressed answers.
    async fn compressed(&self, site: &TestSite, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = nobody().post(format!("{}{path}", site.url)).header(header::CONTENT_TYPE, FORM).body(body);
        let request = request.header(header::ACCEPT_ENCODING, "gzip, br").header(header::COOKIE, &self.cookie);
        Answer::of(request.send().await.unwrap()).await
    }
}

both! {
    async fn a_token_that_ended_opens_nothing_whatever_ended_it(site: &TestSite) {
        let (system, accounts) = (Actor::system("test"), &site.app.accounts);
        let ada = Member::join(site, "ada", Role::Admin).await;
        let (revoked, revoked_secret) = token(site, &ada.actor(), &Scope::ALL).await;
        let (rotated, rotated_secret) = token(site, &ada.actor(), &Scope::ALL).await;
        let (at_once, at_once_secret) = token(site, &ada.actor(), &Scope::ALL).await;
        for secret in [&revoked_secret, &rotated_secret, &at_once_secret] {
            assert_eq!(with(site, secret).await, 200);
        }
        accounts.revoke_token(&system, revoked).await.unwrap();
        assert_eq!(with(site, &revoked_secret).await, 401);
        let new = accounts.rotate_token(&system, at_once, Overlap::None).await.unwrap();
        assert_eq!((with(site, &at_once_secret).await, with(site, new.secret.reveal()).await), (401, 200));
        accounts.rotate_token(&system, rotated, Overlap::Hour).await.unwrap();
        site.clock.advance(TimeDelta::minutes(59));
        assert_eq!(with(site, &rotated_secret).await, 200);
        site.clock.advance(TimeDelta::minutes(1));
        assert_eq!(with(site, &rotated_secret).await, 401);
        accounts.set_disabled(&system, ada.id, true).await.unwrap();
        assert_eq!(with(site, new.secret.reveal()).await, 401);
    }

    async fn a_token_is_taken_from_its_header_alone(site: &TestSite) {
        let (_, secret) = token(site, &Actor::system("test"), &Scope::ALL).await;
        let list = format!("{}{}", site.url, paths::manage_list("tags"));
        for name in ["token", "access_token", "api_key", "authorization", "Authorization", "bearer", "key"] {
            let query = nobody().get(format!("{list}?{name}={secret}")).send().await.unwrap();
            assert_eq!(query.status(), 401, "{name}");
            assert!(!query.text().await.unwrap().contains(&secret), "{name}");
            let cookie = nobody().get(&list).header(header::COOKIE, format!("{name}={secret}"));
            assert_eq!(cookie.send().await.unwrap().status(), 401, "{name}");
            let form = nobody().post(&list).header(header::CONTENT_TYPE, FORM).body(format!("{name}={secret}"));
            assert_eq!(form.send().await.unwrap().status(), 401, "{name}");
        }
        for value in [secret.clone(), format!("Basic {secret}"), format!("Token {secret}"), format!("Bearer x{secret}")] {
            let odd = nobody().get(&list).header(header::AUTHORIZATION, &value).send().await.unwrap();
            assert_eq!(odd.status(), 401, "{value}");
        }
        let named = nobody().get(&list).header("x-api-key", &secret).send().await.unwrap();
        assert_eq!(named.status(), 401);
    }

    async fn a_secret_is_shown_once_in_no_address_and_never_compressed(site: &TestSite) {
        let ada = Member::join(site, "ada", Role::Admin).await;
        let fields = [("name", "Website"), ("scopes", "content:read"), ("scopes", "history"), ("expiresAt", "90")];
        let made = ada.compressed(site, paths::TOKENS, &fields).await.is(200);
        assert_eq!((made.header("cache-control"), made.header("content-encoding")), ("no-store, no-transform", ""));
        let first = secret_of(&made);
        assert_eq!(with(site, &first).await, 200);
        let [token] = site.app.accounts.tokens(&ada.actor()).await.unwrap().try_into().unwrap();
        assert_eq!(token.expires_at, Some(site.clock.now() + TimeDelta::days(90)));

        let rotation = paths::token_rotation(token.id);
        ada.get(site, &rotation).await.is(200);
        site.clock.advance(TimeDelta::days(30));
        let ada = Member { cookie: cookie_of(&sign_in(&site.url, "ada@example.com", "").await), ..ada };
        let rotated = ada.compressed(site, &rotation, &[("overlap", "hour")]).await.is(200);
        assert_eq!((rotated.header("cache-control"), rotated.header("content-encoding")), ("no-store, no-transform", ""));
        let second = secret_of(&rotated);
        assert_eq!((with(site, &first).await, with(site, &second).await), (200, 200));
        site.clock.advance(TimeDelta::hours(1));
        assert_eq!((with(site, &first).await, with(site, &second).await), (401, 200));
        ada.post(site, &rotation, &[("overlap", "week")]).await.is(409);

        let tokens = site.app.accounts.tokens(&ada.actor()).await.unwrap();
        assert_eq!((tokens[0].name.as_str(), &tokens[0].scopes, &tokens[0].maker), ("Website", &token.scopes, &token.maker));
        assert_eq!(tokens[0].expires_at, Some(site.clock.now() - TimeDelta::hours(1) + TimeDelta::days(90)));
        assert_eq!((tokens[1].id, tokens[1].successor), (token.id, Some(tokens[0].id)));

        ada.post(site, &paths::token_revocation(tokens[0].id), &[]).await.is(303);
        assert_eq!(with(site, &second).await, 401);
        ada.post(site, &paths::token_revocation(tokens[0].id), &[]).await.is(409);
        let list = ada.compressed(site, paths::TOKENS, &[]).await.is(422);
        assert_eq!(list.header("content-encoding"), "br");
        let (page, kept) = (ada.get(site, paths::TOKENS).await.is(200).text(), everything(site).await);
        for secret in [first, second] {
            assert!(!page.contains(&secret) && !kept.contains(&secret));
        }
        let acts = contents(site.db(), &["audit"]).await;
        for act in ["token.created", "token.rotated", "token.revoked"] {
            assert_eq!(acts.matches(act).count(), 1, "{act}");
        }
    }

    async fn nobody_takes_up_a_token_that_may_more_than_they(site: &TestSite) {
        let (olga, ada) = (Member::join(site, "olga", Role::Owner).await, Member::join(site, "ada", Role::Admin).await);
        let eve = Member::join(site, "eve", Role::Editor).await;
        let (owners, _) = token(site, &olga.actor(), &[Scope::ContentRead]).await;
        let (machines, _) = token(site, &Actor::system("cli"), &[Scope::People]).await;
        let (plain, _) = token(site, &Actor::system("cli"), &[Scope::ContentRead]).await;
        let before = everything(site).await;
        for id in [owners, machines] {
            ada.get(site, &paths::token_rotation(id)).await.is(403);
            ada.post(site, &paths::token_rotation(id), &[("overlap", "day")]).await.is(403);
        }
        for path in [paths::token_rotation(plain), paths::token_revocation(plain), paths::tokens()] {
            eve.post(site, &path, &[("overlap", "day")]).await.is(403);
        }
        ada.post(site, &paths::token_rotation(plain), &[("overlap", "for ever")]).await.is(400);
        ada.post(site, &paths::token_rotation(TokenId::new()), &[("overlap", "day")]).await.is(404);
        assert_eq!(everything(site).await, before);
        let rotated = ada.post(site, &paths::token_rotation(plain), &[("overlap", "day")]).await.is(200);
        assert_eq!(with(site, &secret_of(&rotated)).await, 200);
        let newest = &site.app.accounts.tokens(&olga.actor()).await.unwrap()[0];
        assert_eq!((&newest.maker, newest.expires_at), (&Maker::CommandLine, None));
        olga.post(site, &paths::token_rotation(owners), &[("overlap", "none")]).await.is(200);
    }

    async fn what_is_wrong_with_a_token_is_said_where_it_is(site: &TestSite) {
        let ada = Member::join(site, "ada", Role::Admin).await;
        let good = [("name", "x"), ("scopes", "history"), ("expiresAt", "30"), ("expiresOn", "")];
        for (field, value, place) in [
            ("name", " ", "name"),
            ("name", "a\u{7}b", "name"),
            ("scopes", "everything", "scopes"),
            ("expiresAt", "31", "expiresAt"),
            ("expiresAt", "", "expiresAt"),
            ("expiresAt", "on", "expiresOn"),
        ] {
            let fields = good.map(|(name, usual)| (name, if name == field { value } else { usual }));
            let page = ada.post(site, paths::TOKENS, &fields).await.is(422).text();
            assert!(page.contains(&format!("id=\"field-{place}-error\"")), "{field}={value}: {page}");
            assert!(page.contains("<title>Error: "));
        }
        let past = [("name", "x"), ("scopes", "history"), ("expiresAt", "on"), ("expiresOn", "2026-03-01")];
        assert!(ada.post(site, paths::TOKENS, &past).await.is(422).text().contains("id=\"field-expiresAt-error\""));
        let today = [("name", "x"), ("scopes", "history"), ("expiresAt", "on"), ("expiresOn", "2026-03-02")];
        ada.post(site, paths::TOKENS, &today).await.is(200);
        let made = &site.app.accounts.tokens(&ada.actor()).await.unwrap()[0];
        assert_eq!(made.expires_at.unwrap().to_rfc3339(), "2026-03-03T00:00:00+00:00");
    }

    async fn of_two_who_rotate_at_once_one_gets_a_token(site: &TestSite) {
        let (system, accounts) = (Actor::system("test"), &site.app.accounts);
        let (id, _) = token(site, &system, &[Scope::ContentRead]).await;
        let both = tokio::join!(
            accounts.rotate_token(&system, id, Overlap::Day),
            accounts.rotate_token(&system, id, Overlap::Day),
        );
        assert_eq!([both.0.is_ok(), both.1.is_ok()].iter().filter(|made| **made).count(), 1);
        assert_eq!(accounts.tokens(&system).await.unwrap().len(), 2);
    }
}
