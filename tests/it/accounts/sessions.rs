//! Sessions: how they begin, what they open, how they end.

use super::*;

both! {
    async fn nobody_is_led_to_sign_in_and_from_there_back(door: &Door) {
        door.person("ada@example.com", Role::Editor).await;
        let refused = door.get("/admin/articles?page=2", "").await;
        assert_eq!(refused.status(), StatusCode::SEE_OTHER);
        assert_eq!(location(&refused), "/admin/sign-in?next=%2Fadmin%2Farticles%3Fpage%3D2");
        assert_eq!(location(&door.get(paths::HOME, "").await), paths::SIGN_IN);
        let fields = [("email", "Ada@Example.com "), ("password", PASSWORD), ("next", "/admin/articles?page=2")];
        let entered = door.post(&nobody(), paths::SIGN_IN, &fields, "192.0.2.1").await;
        assert_eq!(location(&entered), "/admin/articles?page=2");
        let away = [("email", "ada@example.com"), ("password", PASSWORD), ("next", "//evil.example")];
        assert_eq!(location(&door.post(&nobody(), paths::SIGN_IN, &away, "192.0.2.1").await), paths::HOME);
    }

    async fn what_nobody_posts_is_refused_without_a_redirect(door: &Door) {
        let refused = door.post(&nobody(), "/admin/articles", &[], "192.0.2.1").await;
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    }

    async fn a_role_opens_no_more_than_its_own(door: &Door) {
        door.person("vic@example.com", Role::Viewer).await;
        let cookie = door.cookie("vic@example.com").await;
        assert_eq!(door.get("/admin/articles", &cookie).await.status(), StatusCode::OK);
        let post = nobody().post(format!("{}/admin/articles", door.url)).header(header::COOKIE, &cookie);
        assert_eq!(post.send().await.unwrap().status(), StatusCode::FORBIDDEN);
    }

    async fn a_route_that_was_forgotten_lets_nobody_in(door: &Door) {
        door.person("olga@example.com", Role::Owner).await;
        let cookie = door.cookie("olga@example.com").await;
        assert_eq!(door.get("/admin/forgotten/x", &cookie).await.status(), StatusCode::NOT_FOUND);
        let delete = nobody().delete(format!("{}/admin/articles", door.url)).header(header::COOKIE, &cookie);
        let refused = delete.send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(refused.headers()[header::ALLOW], "GET, POST");
    }

    async fn a_form_of_another_site_is_refused(door: &Door) {
        door.person("ada@example.com", Role::Editor).await;
        let cookie = door.cookie("ada@example.com").await;
        let post = || nobody().post(format!("{}{}", door.url, paths::SIGN_OUT)).header(header::COOKIE, &cookie);
        let refused = post().header(header::ORIGIN, "https://evil.example").send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
        let refused = post().header("sec-fetch-site", "cross-site").send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
        assert!(door.lives(&cookie).await);
    }

    async fn signing_in_gives_a_new_session_and_ends_the_one_before(door: &Door) {
        door.person("ada@example.com", Role::Editor).await;
        let first = door.cookie("ada@example.com").await;
        let again = nobody().post(format!("{}{}", door.url, paths::SIGN_IN)).header(header::COOKIE, &first);
        let again = again.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let again = again.body(format!("email=ada%40example.com&password={}", PASSWORD.replace(' ', "+")));
        let second = cookie_of(&again.send().await.unwrap());
        assert_ne!(first, second);
        assert!(!door.lives(&first).await);
        assert!(door.lives(&second).await);
        let planted = "galley=AAAAAAAAAAAAAAAAAAAAAA";
        assert!(!door.lives(planted).await);
    }

    async fn signing_out_ends_the_session(door: &Door) {
        door.person("ada@example.com", Role::Editor).await;
        let cookie = door.cookie("ada@example.com").await;
        assert!(door.lives(&cookie).await);
        let post = nobody().post(format!("{}{}", door.url, paths::SIGN_OUT)).header(header::COOKIE, &cookie);
        let out = post.send().await.unwrap();
        assert_eq!((out.status(), location(&out)), (StatusCode::SEE_OTHER, paths::SIGN_IN));
        assert!(set_cookie(&out).contains("Max-Age=0"));
        assert!(!door.lives(&cookie).await);
    }

    async fn a_change_of_rights_ends_every_session(door: &Door) {
        let ada = door.person("ada@example.com", Role::Editor).await;
        let (system, accounts) = (Actor::system("test"), door.accounts());
        let cookies = [door.cookie("ada@example.com").await, door.cookie("ada@example.com").await];
        accounts.change_role(&system, ada.id, Role::Viewer).await.unwrap();
        for cookie in &cookies {
            assert!(!door.lives(cookie).await);
        }
        let cookie = door.cookie("ada@example.com").await;
        accounts.set_password(&system, ada.id, Password::check(PASSWORD.into(), None, "").unwrap()).await.unwrap();
        assert!(!door.lives(&cookie).await);
        let cookie = door.cookie("ada@example.com").await;
        accounts.set_disabled(&system, ada.id, true).await.unwrap();
        assert!(!door.lives(&cookie).await);
    }

    async fn a_session_ends_when_it_is_not_used_and_at_the_latest_after_a_month(door: &Door) {
        door.person("ada@example.com", Role::Editor).await;
        let idle = door.cookie("ada@example.com").await;
        let used = door.cookie("ada@example.com").await;
        for _ in 0..4 {
            door.site.clock.advance(TimeDelta::days(6));
            assert!(door.lives(&used).await);
        }
        assert!(!door.lives(&idle).await);
        door.site.clock.advance(TimeDelta::days(6) - TimeDelta::seconds(1));
        assert!(door.lives(&used).await);
        door.site.clock.advance(TimeDelta::seconds(1));
        assert!(!door.lives(&used).await);
    }

    async fn cookies_are_kept_from_scripts_and_other_sites(door: &Door) {
        door.person("ada@example.com", Role::Editor).await;
        let plain = set_cookie(&door.sign_in("ada@example.com", PASSWORD, "192.0.2.1").await);
        assert!(plain.starts_with("galley=") && !plain.contains("Secure"), "{plain}");
        let secure = Accounts::new(door.site.db().clone(), door.site.clock.clone(), Some("https://cms.example"));
        let (url, serving) = serve(&secure, true).await;
        let door = Door { url, serving, site: TestSite::start(Backend::Sqlite).await };
        let entered = door.sign_in("ada@example.com", PASSWORD, "192.0.2.1").await;
        let cookie = set_cookie(&entered);
        assert!(cookie.starts_with("__Host-galley=") && cookie.contains("Secure"), "{cookie}");
        for cookie in [&plain, &cookie] {
            assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
            assert!(cookie.contains("Path=/") && !cookie.contains("Domain"), "{cookie}");
        }
        assert!(entered.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));
        let post = nobody().post(format!("{}{}", door.url, paths::SIGN_OUT));
        let out = post.header(header::COOKIE, cookie_of(&entered)).send().await.unwrap();
        let spent: Vec<_> = out.headers().get_all(header::SET_COOKIE).iter().map(|v| v.to_str().unwrap()).collect();
        assert!(spent.iter().any(|cookie| cookie.contains("Max-Age=0") && cookie.contains("Secure")), "{spent:?}");
        door.finish().await;
    }

    async fn every_page_has_the_headers(site: &TestSite) {
        for path in ["/admin/sign-in", "/admin/setup/guess", "/admin/nothing/here/at/all"] {
            let response = site.get(path).send().await.unwrap();
            let headers = response.headers();
            let policy = headers["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
            assert!(!policy.contains("unsafe"), "{policy}");
            for name in ["x-content-type-options", "referrer-policy", "permissions-policy", "x-request-id",
                "cross-origin-opener-policy"] {
                assert!(headers.contains_key(name), "{path}: {name}");
            }
            assert_eq!(headers["cache-control"], "no-store", "{path}");
            assert!(!headers.contains_key("strict-transport-security"));
        }
    }
}
