//! One's own account: what is refused, and what a change ends and does not end.

use super::*;

const NEW_PASSWORD: &str = "four loud magpies";

/// The handle in the first address that ends a session.
fn handle_in(page: &str) -> &str {
    page.split("action=\"/admin/profile/sessions/")
        .nth(1)
        .unwrap_or_else(|| panic!("no session in {page}"))
        .split('"')
        .next()
        .unwrap()
}

both! {
    async fn nobody_has_no_profile(door: &Door) {
        door.page("", &paths::profile()).await.is(303);
        for path in [paths::profile(), paths::own_password(), paths::own_looks(), paths::own_sessions(), paths::own_session("a")] {
            door.send("", &path, &[]).await.is(401);
        }
    }

    async fn a_session_of_somebody_else_is_not_ended(door: &Door) {
        let (_, ada) = door.signed_in(Role::Editor).await;
        door.cookie("editor@example.com").await;
        let (_, eve) = door.signed_in(Role::Owner).await;
        let page = door.page(&ada, &paths::profile()).await.is(200).text();
        let theirs = handle_in(&page).to_owned();
        for handle in [theirs.as_str(), "%", "________________", "%%%%%%%%%%%%%%%%", "0", "..", &"0".repeat(64)] {
            let refused = door.send(&eve, &paths::own_session(handle), &[]).await;
            assert_eq!(refused.status, 404, "{handle}");
        }
        door.send(&eve, &paths::own_sessions(), &[]).await.is(303);
        assert!(door.lives(&ada).await && door.lives(&eve).await);
        let page = door.page(&ada, &paths::profile()).await.is(200).text();
        assert_eq!(handle_in(&page), theirs);
    }

    async fn a_password_is_not_changed_without_the_one_of_now(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Editor).await;
        for (current, new, field) in [
            ("wrong wrong wrong", NEW_PASSWORD, "current"),
            ("", NEW_PASSWORD, "current"),
            (PASSWORD, "short", "password"),
            (PASSWORD, "qwertyuiop1", "password"),
            (PASSWORD, "ada byron ada", "password"),
        ] {
            let again = door.send(&cookie, &paths::own_password(), &[("current", current), ("password", new)]).await;
            let page = again.is(422).text();
            assert!(page.contains(&format!("id=\"field-{field}-error\"")), "{current} {new}: {page}");
            assert!(page.contains("<title>Error: ") && !page.contains(&format!("value=\"{new}\"")), "{page}");
        }
        assert!(door.lives(&cookie).await);
        assert_eq!(door.sign_in("editor@example.com", PASSWORD, "192.0.2.1").await.status(), 303);
    }

    async fn a_stolen_session_guesses_no_password(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Editor).await;
        let fields = |current| [("current", current), ("password", NEW_PASSWORD)];
        for _ in 0..10 {
            door.send(&cookie, &paths::own_password(), &fields("wrong wrong wrong")).await.is(422);
        }
        let held = door.send(&cookie, &paths::own_password(), &fields(PASSWORD)).await.is(429);
        assert!(!held.header("retry-after").is_empty() && held.text().contains("field-current-error"));
        door.site.clock.advance(TimeDelta::minutes(15) + TimeDelta::seconds(1));
        door.send(&cookie, &paths::own_password(), &fields(PASSWORD)).await.is(303);
    }

    async fn a_new_password_ends_every_session_but_this_one_which_gets_a_new_id(door: &Door) {
        let (ed, cookie) = door.signed_in(Role::Editor).await;
        let (_, admin) = door.signed_in(Role::Admin).await;
        let link = link_in(&door.send(&admin, &paths::reset_link(ed.id), &[]).await);
        let elsewhere = door.cookie("editor@example.com").await;
        let fields = [("current", PASSWORD), ("password", NEW_PASSWORD), ("role", "owner")];
        let changed = door.send(&cookie, &paths::own_password(), &fields).await.is(303);
        let now = new_cookie(&changed);
        assert_ne!(now, cookie);
        assert!(!door.lives(&cookie).await && !door.lives(&elsewhere).await);
        let page = door.page(&now, changed.header("location")).await.is(200).text();
        assert!(page.contains("Your password was changed."), "{page}");
        door.page("", &link).await.is(410);
        assert_eq!(door.sign_in("editor@example.com", PASSWORD, "192.0.2.1").await.status(), 422);
        assert_eq!(door.sign_in("editor@example.com", NEW_PASSWORD, "192.0.2.1").await.status(), 303);
    }

    async fn looks_are_remembered_and_end_no_session(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Viewer).await;
        let elsewhere = door.cookie("viewer@example.com").await;
        let looks = [("theme", "dark"), ("density", "compact")];
        door.send(&cookie, &paths::own_looks(), &looks).await.is(303);
        for cookie in [&cookie, &elsewhere] {
            let page = door.page(cookie, &paths::profile()).await.is(200).text();
            assert!(page.contains("data-theme=\"dark\" data-density=\"compact\" data-shortcuts=\"off\""), "{page}");
        }
        door.send(&cookie, &paths::own_looks(), &[("theme", "neon\" x"), ("shortcuts", "true")]).await.is(303);
        let page = door.page(&cookie, &paths::profile()).await.is(200).text();
        assert!(page.contains("data-theme=\"dark\" data-density=\"compact\"") && !page.contains("data-shortcuts"));
    }

    async fn a_name_is_ones_own_to_choose(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Viewer).await;
        for bad in ["", "  ", "a\nb", "x\u{0}y", &"n".repeat(101)] {
            let page = door.send(&cookie, &paths::profile(), &[("name", bad)]).await.is(422).text();
            assert!(page.contains("field-name-error"), "{bad:?}: {page}");
        }
        let fields = [("name", " Ada <i> Lovelace "), ("role", "owner"), ("email", "x@example.com")];
        door.send(&cookie, &paths::profile(), &fields).await.is(303);
        let page = door.page(&cookie, &paths::profile()).await.is(200).text();
        assert!(page.contains("Ada &lt;i&gt; Lovelace") && page.contains("viewer@example.com"), "{page}");
        assert!(door.acts().await.iter().any(|act| act.action == "person.renamed"));
    }

    async fn sessions_are_listed_and_ended_one_by_one_or_all_others(door: &Door) {
        let (_, first) = door.signed_in(Role::Editor).await;
        let fields = [("email", "editor@example.com"), ("password", PASSWORD)];
        let second = new_cookie(&door.send("", paths::SIGN_IN, &fields).await.is(303));
        let third = door.cookie("editor@example.com").await;
        let page = door.page(&first, &paths::profile()).await.is(200).text();
        for part in ["Firefox on Linux", "A browser", "from 192.0.2.1", "This one", "Sign out everywhere else"] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert_eq!(page.matches("action=\"/admin/profile/sessions/").count(), 2);

        let ended = handle_in(&page).to_owned();
        door.send(&first, &paths::own_session(&ended), &[]).await.is(303);
        door.send(&first, &paths::own_session(&ended), &[]).await.is(404);
        assert_eq!(u8::from(door.lives(&second).await) + u8::from(door.lives(&third).await), 1);
        door.send(&first, &paths::own_sessions(), &[]).await.is(303);
        assert!(door.lives(&first).await && !door.lives(&second).await && !door.lives(&third).await);
        let actions: Vec<String> = door.acts().await.into_iter().map(|act| act.action).collect();
        for action in ["session.ended", "session.others_ended"] {
            assert!(actions.iter().any(|done| done == action), "{action} in {actions:?}");
        }
    }

    async fn what_a_browser_says_of_itself_is_cut_and_on_one_line(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Editor).await;
        let body = format!("email=editor%40example.com&password={}", PASSWORD.replace(' ', "+"));
        let agent = format!("\t<b>Fire\tfox/ {}", "x".repeat(3000));
        let request = nobody().post(format!("{}{}", door.url, paths::SIGN_IN)).body(body);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let entered = request.header(header::USER_AGENT, agent).send().await.unwrap();
        assert_eq!(entered.status(), 303);
        let db = door.site.db();
        let agents = Statement::from_string(db.backend(), "SELECT agent FROM sessions");
        let agents = Json::find_by_statement(agents).all(db.reader()).await.unwrap();
        let kept = agents.iter().filter_map(|row| row["agent"].as_str()).find(|agent| agent.contains('x')).unwrap();
        assert!(kept.starts_with("<b>Firefox/ x") && kept.chars().count() == 200, "{kept}");
        door.page(&cookie, &paths::profile()).await.is(200);
    }
}
