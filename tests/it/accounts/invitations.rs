//! Links that let somebody in once: invitations, and links to a new password.

use galley::accounts::Invitation;

use super::*;

const NEW_PASSWORD: &str = "four loud magpies";

fn joining() -> [(&'static str, &'static str); 2] {
    [("name", "Dora Quill"), ("password", NEW_PASSWORD)]
}

impl Door {
    /// Invites by the form; the path of the link.
    async fn invited(&self, cookie: &str, email: &str, role: Role) -> String {
        link_in(&self.send(cookie, &paths::new_person(), &[("email", email), ("role", role.as_str())]).await)
    }

    async fn reset_link(&self, cookie: &str, person: &Person) -> String {
        link_in(&self.send(cookie, &paths::reset_link(person.id), &[]).await)
    }

    /// Asserts that a link opens nothing.
    async fn is_over(&self, link: &str) {
        self.page("", link).await.is(410);
        let refused = self.send("", link, &joining()).await.is(410);
        assert!(refused.header("set-cookie").is_empty());
    }

    async fn open(&self) -> Vec<Invitation> {
        self.accounts().invitations(&Actor::system("test")).await.unwrap()
    }
}

both! {
    async fn a_guessed_link_opens_nothing(door: &Door) {
        for link in [paths::join("guess"), paths::reset("guess"), paths::join(&"A".repeat(43))] {
            door.is_over(&link).await;
        }
        let setup = door.accounts().first_run(None).await.unwrap();
        let FirstRun::Link(token) = setup else { panic!("no link") };
        door.is_over(&paths::join(&token)).await;
        door.is_over(&paths::reset(&token)).await;
    }

    async fn an_invitation_is_refused_at_its_field(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Owner).await;
        door.person("ada@example.com", Role::Editor).await;
        for (email, role, field) in [
            (" Ada@Example.com", "editor", "email"),
            ("", "editor", "email"),
            ("nobody", "editor", "email"),
            ("dora@example.com", "", "role"),
            ("dora@example.com", "emperor", "role"),
        ] {
            let again = door.send(&cookie, &paths::new_person(), &[("email", email), ("role", role)]).await.is(422);
            let page = again.text();
            assert!(page.contains(&format!("id=\"field-{field}-error\"")), "{email} {role}: {page}");
            assert!(page.contains("<title>Error: ") && page.contains(&format!("value=\"{email}\"")), "{page}");
        }
        assert!(door.open().await.is_empty());
    }

    async fn a_link_ends_when_it_is_used_late_withdrawn_or_replaced(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Owner).await;
        let used = door.invited(&cookie, "used@example.com", Role::Editor).await;
        door.send("", &used, &joining()).await.is(303);
        door.is_over(&used).await;

        let withdrawn = door.invited(&cookie, "dora@example.com", Role::Editor).await;
        let id = door.open().await[0].id;
        door.send(&cookie, &paths::withdrawal(id), &[]).await.is(303);
        door.is_over(&withdrawn).await;
        door.send(&cookie, &paths::withdrawal(id), &[]).await.is(404);
        door.send(&cookie, &paths::invitation_link(id), &[]).await.is(404);

        let first = door.invited(&cookie, "dora@example.com", Role::Editor).await;
        let second = door.invited(&cookie, "Dora@example.com", Role::Viewer).await;
        door.is_over(&first).await;
        let id = door.open().await[0].id;
        let third = link_in(&door.send(&cookie, &paths::invitation_link(id), &[]).await);
        door.is_over(&second).await;

        door.site.clock.advance(TimeDelta::days(7));
        door.is_over(&third).await;
        let cookie = door.cookie("owner@example.com").await;
        let page = door.page(&cookie, &paths::people()).await.is(200).text();
        assert!(page.contains("Out of date") && page.contains("dora@example.com"), "{page}");
        let fourth = link_in(&door.send(&cookie, &paths::invitation_link(door.open().await[0].id), &[]).await);
        door.site.clock.advance(TimeDelta::days(7) - TimeDelta::seconds(1));
        door.page("", &fourth).await.is(200);
    }

    async fn whoever_loses_their_rights_leaves_no_link_behind(door: &Door) {
        let owner = door.person("olga@example.com", Role::Owner).await;
        let (admin, cookie) = door.signed_in(Role::Admin).await;
        let ed = door.person("ed@example.com", Role::Editor).await;
        let owner = Actor::person(owner.id, "Olga", Role::Owner);
        let links = [door.invited(&cookie, "dora@example.com", Role::Admin).await, door.reset_link(&cookie, &ed).await];
        door.accounts().change_role(&owner, admin.id, Role::Editor).await.unwrap();
        for link in &links {
            door.is_over(link).await;
        }
        door.accounts().change_role(&owner, admin.id, Role::Admin).await.unwrap();
        let cookie = door.cookie("admin@example.com").await;
        let link = door.invited(&cookie, "dora@example.com", Role::Admin).await;
        door.accounts().set_disabled(&owner, admin.id, true).await.unwrap();
        door.is_over(&link).await;
    }

    async fn an_account_made_meanwhile_ends_the_invitation(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Owner).await;
        let link = door.invited(&cookie, "dora@example.com", Role::Owner).await;
        door.person("dora@example.com", Role::Viewer).await;
        door.is_over(&link).await;
    }

    async fn of_those_who_use_a_link_at_once_one_gets_in(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Owner).await;
        let link = door.invited(&cookie, "dora@example.com", Role::Editor).await;
        let tries = (0..4).map(|_| async { door.send("", &link, &joining()).await.status });
        let mut statuses = futures_util::future::join_all(tries).await;
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 410, 410, 410]);
    }

    async fn what_an_invitation_says_cannot_be_sent_along(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Owner).await;
        let link = door.invited(&cookie, "dora@example.com", Role::Viewer).await;
        let mut fields = joining().to_vec();
        fields.extend([("role", "owner"), ("email", "eve@example.com"), ("security_stamp", "9"), ("id", "1")]);
        door.send("", &link, &fields).await.is(303);
        let (people, _) = door.accounts().people(&Actor::system("test"), 1, 50).await.unwrap();
        let dora = people.iter().find(|person| person.name == "Dora Quill").unwrap();
        assert_eq!((dora.email.as_str(), dora.role), ("dora@example.com", Role::Viewer));
    }

    async fn everybody_joins_in_the_role_they_are_invited_for(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Owner).await;
        for role in Role::ALL {
            let email = format!("new-{role}@example.com");
            let link = door.invited(&cookie, &email, role).await;
            let page = door.page("", &link).await.is(200).text();
            assert!(page.contains(&format!("value=\"{email}\" readonly")), "{page}");
            let weak = door.send("", &link, &[("name", "New <b>"), ("password", "password1234")]).await.is(422).text();
            assert!(weak.contains("value=\"New &lt;b&gt;\"") && !weak.contains("password1234"), "{weak}");

            let entered = door.send("", &link, &joining()).await.is(303);
            assert_eq!(entered.header("location"), paths::HOME);
            assert!(door.lives(&new_cookie(&entered)).await);
            assert_eq!(door.sign_in(&email, NEW_PASSWORD, "192.0.2.1").await.status(), 303);
            let (people, _) = door.accounts().people(&Actor::system("test"), 1, 50).await.unwrap();
            let joined = people.iter().find(|person| person.email.as_str() == email).unwrap();
            assert_eq!((joined.role, joined.last_sign_in_at.is_some()), (role, true));
        }
        assert!(door.open().await.is_empty());
    }

    async fn joining_ends_the_session_that_the_browser_had(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Owner).await;
        let link = door.invited(&cookie, "dora@example.com", Role::Editor).await;
        let entered = door.send(&cookie, &link, &joining()).await.is(303);
        assert_ne!(new_cookie(&entered), cookie);
        assert!(!door.lives(&cookie).await);
        assert!(door.lives(&new_cookie(&entered)).await);
    }

    async fn a_reset_link_ends_when_it_is_used_late_replaced_or_the_rights_change(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Owner).await;
        let ed = door.person("ed@example.com", Role::Editor).await;
        let system = Actor::system("test");
        let first = door.reset_link(&cookie, &ed).await;
        let second = door.reset_link(&cookie, &ed).await;
        door.is_over(&first).await;
        door.send("", &second, &[("password", NEW_PASSWORD)]).await.is(303);
        door.is_over(&second).await;

        let late = door.reset_link(&cookie, &ed).await;
        door.site.clock.advance(TimeDelta::hours(24));
        door.is_over(&late).await;

        let promoted = door.reset_link(&cookie, &ed).await;
        door.accounts().change_role(&system, ed.id, Role::Owner).await.unwrap();
        door.is_over(&promoted).await;
        let disabled = door.reset_link(&cookie, &ed).await;
        door.accounts().set_disabled(&system, ed.id, true).await.unwrap();
        door.is_over(&disabled).await;
        door.accounts().set_disabled(&system, ed.id, false).await.unwrap();
        door.is_over(&disabled).await;
    }

    async fn a_reset_link_sets_a_password_and_ends_every_session(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Admin).await;
        let (ed, before) = door.signed_in(Role::Editor).await;
        let link = door.reset_link(&cookie, &ed).await;
        assert!(door.lives(&before).await);
        assert!(door.page("", &link).await.is(200).text().contains("value=\"editor@example.com\" readonly"));
        let weak = door.send("", &link, &[("password", "Editor@example")]).await.is(422).text();
        assert!(weak.contains("field-password-error") && !weak.contains("Editor@example"), "{weak}");

        let entered = door.send("", &link, &[("password", NEW_PASSWORD), ("role", "owner")]).await.is(303);
        assert!(door.lives(&new_cookie(&entered)).await);
        assert!(!door.lives(&before).await);
        assert_eq!(door.sign_in("editor@example.com", PASSWORD, "192.0.2.1").await.status(), 422);
        assert_eq!(door.sign_in("editor@example.com", NEW_PASSWORD, "192.0.2.1").await.status(), 303);
        assert_eq!(door.accounts().person(&Actor::system("test"), ed.id).await.unwrap().role, Role::Editor);
    }

    async fn links_are_written_down_without_their_secret(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Owner).await;
        let ed = door.person("ed@example.com", Role::Editor).await;
        let links = [door.invited(&cookie, "dora@example.com", Role::Editor).await, door.reset_link(&cookie, &ed).await];
        door.invited(&cookie, "eve@example.com", Role::Editor).await;
        let eve = door.open().await.into_iter().find(|one| one.email.as_str() == "eve@example.com").unwrap();
        door.send(&cookie, &paths::withdrawal(eve.id), &[]).await.is(303);
        door.send("", &links[0], &joining()).await.is(303);
        door.send("", &links[1], &[("password", NEW_PASSWORD)]).await.is(303);
        let acts = door.acts().await;
        for action in ["person.invited", "person.invitation_withdrawn", "person.joined", "person.reset_link_made",
            "person.password_changed", "session.started"] {
            assert!(acts.iter().any(|act| act.action == action), "{action}");
        }
        let all = format!("{acts:?}");
        for secret in links.iter().map(|link| link.rsplit('/').next().unwrap()).chain([NEW_PASSWORD, "$argon2"]) {
            assert!(!all.contains(secret), "{all}");
        }
        let invited = acts.iter().find(|act| act.action == "person.invited").unwrap();
        assert_eq!(invited.subject_kind, "invitation");
    }

    async fn a_link_begins_with_the_public_address(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Owner).await;
        let fields = [("email", "dora@example.com"), ("role", "editor")];
        let page = door.send(&cookie, &paths::new_person(), &fields).await.is(200).text();
        assert!(page.contains(&format!("value=\"{}/admin/join/", door.url)), "{page}");
        let public = Accounts::new(door.site.db().clone(), door.site.clock.clone(), Some("http://cms.example:8080"));
        let (url, serving) = serve(&public, false).await;
        let there = Door { url, serving, site: TestSite::start(Backend::Sqlite).await };
        let page = there.send(&cookie, &paths::new_person(), &fields).await.is(200).text();
        assert!(page.contains("value=\"http://cms.example:8080/admin/join/"), "{page}");
        there.finish().await;
    }
}
