//! Tokens, who may make them, and what is written down.

use super::*;

both! {
    async fn a_token_that_is_not_good_opens_nothing(door: &Door) {
        let (system, get) = (Actor::system("test"), reqwest::Method::GET);
        let good = door.token(&system, &[Scope::ContentRead], 90).await;
        let secret = good.secret.reveal().to_owned();
        assert_eq!(door.manage(get.clone(), &secret).await.status(), StatusCode::OK);

        let none = nobody().get(format!("{}{}", door.url, paths::manage_list("articles"))).send().await.unwrap();
        assert_eq!(none.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(none.headers()[header::WWW_AUTHENTICATE], "Bearer");
        assert_eq!(none.headers()[header::CONTENT_TYPE], "application/problem+json");

        let other = door.token(&system, &[Scope::ContentRead], 90).await;
        let mixed = format!("{}{}", &secret[..48], &other.secret.reveal()[48..]);
        door.accounts().revoke_token(&system, other.id).await.unwrap();
        for bad in [mixed.as_str(), other.secret.reveal(), "glly_", "x", &secret[1..]] {
            let refused = door.manage(get.clone(), bad).await;
            assert_eq!(refused.status(), StatusCode::UNAUTHORIZED, "{bad}");
            assert_eq!(refused.json::<Json>().await.unwrap()["code"], "invalid_token");
        }
        door.site.clock.advance(TimeDelta::days(90));
        assert_eq!(door.manage(get, &secret).await.status(), StatusCode::UNAUTHORIZED);
    }

    async fn a_token_may_no_more_than_its_scopes_and_its_maker(door: &Door) {
        let (get, post) = (reqwest::Method::GET, reqwest::Method::POST);
        let ada = door.person("ada@example.com", Role::Admin).await;
        let actor = Actor::person(ada.id, "Ada", Role::Admin);
        let reader = door.token(&actor, &[Scope::ContentRead], 90).await;
        let refused = door.manage(post.clone(), reader.secret.reveal()).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
        let challenge = "Bearer error=\"insufficient_scope\", scope=\"content:write\"";
        assert_eq!(refused.headers()[header::WWW_AUTHENTICATE], challenge);

        let writer = door.token(&actor, &[Scope::ContentRead, Scope::ContentWrite], 90).await;
        let writer = writer.secret.reveal();
        assert_eq!(door.manage(get.clone(), writer).await.text().await.unwrap(), "token:site");
        assert_eq!(door.manage(post.clone(), writer).await.status(), StatusCode::OK);
        door.accounts().change_role(&Actor::system("test"), ada.id, Role::Viewer).await.unwrap();
        assert_eq!(door.manage(post, writer).await.status(), StatusCode::FORBIDDEN);
        assert_eq!(door.manage(get.clone(), writer).await.status(), StatusCode::OK);
        door.accounts().set_disabled(&Actor::system("test"), ada.id, true).await.unwrap();
        assert_eq!(door.manage(get, writer).await.status(), StatusCode::UNAUTHORIZED);
    }

    async fn people_are_managed_by_whoever_may_and_an_owner_stays(door: &Door) {
        let olga = door.person("olga@example.com", Role::Owner).await;
        let ada = door.person("ada@example.com", Role::Admin).await;
        let editor = Actor::person(ada.id, "Ed", Role::Editor);
        let admin = Actor::person(ada.id, "Ada", Role::Admin);
        let accounts = door.accounts();
        assert!(accounts.change_role(&editor, ada.id, Role::Owner).await.is_err());
        assert!(accounts.change_role(&admin, ada.id, Role::Owner).await.is_err());
        assert!(accounts.set_disabled(&admin, olga.id, true).await.is_err());
        assert!(accounts.set_disabled(&Actor::system("test"), olga.id, true).await.is_err());
        let new = NewToken { name: "x".into(), scopes: vec![Scope::ContentRead], expires_at: None };
        assert!(accounts.create_token(&editor, new).await.is_err());
        let twin = NewPerson::read("Eve", "ADA@example.com", PASSWORD.into(), Role::Viewer).unwrap();
        let refused = accounts.create_person(&admin, twin).await.unwrap_err();
        assert!(refused.to_string().contains("already"), "{refused}");
    }

    async fn every_act_is_written_down_and_no_secret_is(door: &Door) {
        let FirstRun::Link(link) = door.accounts().first_run(None).await.unwrap() else { panic!("no link") };
        let fields = [("name", "Olga"), ("email", "olga@example.com"), ("password", PASSWORD)];
        let first = cookie_of(&door.post(&nobody(), &paths::setup(&link), &fields, "192.0.2.1").await);
        let cookie = door.cookie("olga@example.com").await;
        let system = Actor::system("test");
        let token = door.token(&system, &[Scope::ContentRead], 90).await;
        door.manage(reqwest::Method::GET, token.secret.reveal()).await;
        door.accounts().revoke_token(&system, token.id).await.unwrap();
        let post = nobody().post(format!("{}{}", door.url, paths::SIGN_OUT)).header(header::COOKIE, &first);
        post.send().await.unwrap();

        let acts = audit::list(door.site.db().reader(), &audit::Filter::default(), 0, 100).await.unwrap();
        let mut actions: Vec<_> = acts.iter().map(|act| act.action.as_str()).collect();
        actions.reverse();
        let expected =
            ["person.created", "session.started", "session.started", "token.created", "token.revoked", "session.ended"];
        assert_eq!(actions, expected);
        assert!(acts.iter().filter(|act| act.action == "session.started").all(|act| act.address.is_some()));

        let secrets = [link.as_str(), &cookie[7..], token.secret.reveal(), PASSWORD];
        for table in ["people", "sessions", "tokens", "invitations", "sign_in_attempts", "audit"] {
            let db = door.site.db();
            let all = Statement::from_string(db.backend(), format!("SELECT * FROM {table}"));
            let rows = Json::find_by_statement(all).all(db.reader()).await.unwrap();
            let text = rows.iter().map(ToString::to_string).collect::<String>();
            assert!(text.len() > 100, "{table}: {text}");
            assert!(secrets.iter().all(|secret| !text.contains(secret)), "{table}");
        }
    }
}
