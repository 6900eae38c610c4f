//! The list of people and their pages: who gets there, whom they may change, and what a change ends.

use galley::accounts::AccountError;

use super::*;

both! {
    async fn only_whoever_manages_people_gets_to_them(door: &Door) {
        let someone = door.person("someone@example.com", Role::Viewer).await;
        let gets = [paths::people(), paths::new_person(), paths::person(someone.id), paths::disabling(someone.id)];
        let posts = [paths::new_person(), paths::person(someone.id), paths::disabling(someone.id),
            paths::enabling(someone.id), paths::reset_link(someone.id)];
        let fields = [("email", "dora@example.com"), ("role", "editor")];
        for path in &gets {
            door.page("", path).await.is(303);
        }
        for path in &posts {
            door.send("", path, &fields).await.is(401);
        }
        for role in [Role::Editor, Role::Author, Role::Contributor, Role::Viewer] {
            let (_, cookie) = door.signed_in(role).await;
            for path in &gets {
                door.page(&cookie, path).await.is(403);
            }
            for path in &posts {
                door.send(&cookie, path, &fields).await.is(403);
            }
        }
        let person = door.accounts().person(&Actor::system("test"), someone.id).await.unwrap();
        assert_eq!((person.role, person.disabled), (Role::Viewer, false));
        assert!(door.accounts().invitations(&Actor::system("test")).await.unwrap().is_empty());
    }

    async fn an_admin_neither_changes_an_owner_nor_makes_one(door: &Door) {
        let (owner, owners) = door.signed_in(Role::Owner).await;
        let (_, cookie) = door.signed_in(Role::Admin).await;
        let editor = door.person("ed@example.com", Role::Editor).await;
        let role = |role| [("role", role), ("email", "dora@example.com")];
        door.send(&cookie, &paths::person(owner.id), &role("viewer")).await.is(403);
        door.send(&cookie, &paths::person(editor.id), &role("owner")).await.is(403);
        door.send(&cookie, &paths::new_person(), &role("owner")).await.is(403);
        door.page(&cookie, &paths::disabling(owner.id)).await.is(403);
        door.send(&cookie, &paths::disabling(owner.id), &[]).await.is(403);
        door.send(&cookie, &paths::reset_link(owner.id), &[]).await.is(403);
        assert!(door.lives(&owners).await);
        let page = door.page(&cookie, &paths::person(owner.id)).await.is(200).text();
        assert!(page.contains("Only an owner") && !page.contains("name=\"role\""), "{page}");
        let page = door.page(&cookie, &paths::new_person()).await.is(200).text();
        assert!(page.contains("value=\"admin\"") && !page.contains("value=\"owner\""), "{page}");
    }

    async fn nobody_takes_their_own_rights(door: &Door) {
        let (olga, cookie) = door.signed_in(Role::Owner).await;
        door.person("other@example.com", Role::Owner).await;
        for (path, fields) in [
            (paths::person(olga.id), [("role", "viewer")]),
            (paths::disabling(olga.id), [("", "")]),
            (paths::enabling(olga.id), [("", "")]),
            (paths::reset_link(olga.id), [("", "")]),
        ] {
            let refused = door.send(&cookie, &path, &fields).await.is(409);
            assert!(refused.text().contains("yourself"), "{path}: {}", refused.text());
        }
        door.page(&cookie, &paths::disabling(olga.id)).await.is(409);
        let page = door.page(&cookie, &paths::person(olga.id)).await.is(200).text();
        assert!(page.contains("This is you.") && !page.contains("name=\"role\""), "{page}");
    }

    async fn of_two_owners_who_disable_each_other_at_once_one_stays(door: &Door) {
        let (first, second) =
            (door.person("one@example.com", Role::Owner).await, door.person("two@example.com", Role::Owner).await);
        let actor = |person: &Person| Actor::person(person.id, person.name.clone(), person.role);
        let (one, two) = (actor(&first), actor(&second));
        let (a, b) = tokio::join!(
            door.accounts().set_disabled(&one, second.id, true),
            door.accounts().change_role(&two, first.id, Role::Editor),
        );
        assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1, "{a:?} {b:?}");
        let refusal = a.err().or(b.err()).unwrap();
        assert!(matches!(refusal, AccountError::LastOwner), "{refusal}");
    }

    async fn nobody_and_nothing_is_at_an_unknown_id(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Owner).await;
        let nobody = galley::vocabulary::PersonId::new();
        for path in [paths::person(nobody), "/admin/people/x".into()] {
            door.page(&cookie, &path).await.is(404);
            door.send(&cookie, &path, &[("role", "editor")]).await.is(404);
        }
        door.send(&cookie, &paths::disabling(nobody), &[]).await.is(404);
        door.send(&cookie, &paths::reset_link(nobody), &[]).await.is(404);
        let ed = door.person("ed@example.com", Role::Editor).await;
        let again = door.send(&cookie, &paths::person(ed.id), &[("role", "emperor")]).await.is(422).text();
        assert!(again.contains("<title>Error: ") && again.contains("field-role-error"), "{again}");
    }

    async fn a_role_changes_and_the_sessions_end(door: &Door) {
        let (_, admin) = door.signed_in(Role::Admin).await;
        let (ed, cookie) = door.signed_in(Role::Editor).await;
        let done = door.send(&admin, &paths::person(ed.id), &[("role", "viewer")]).await.is(303);
        assert!(!door.lives(&cookie).await);
        let page = door.page(&admin, done.header("location")).await.is(200).text();
        assert!(page.contains("The role was changed.") && page.contains("value=\"viewer\" type=\"radio\" checked"), "{page}");
        let cookie = door.cookie("editor@example.com").await;
        let refused = door.send(&cookie, "/admin/articles", &[]).await;
        assert_eq!(refused.status, 403);
    }

    async fn who_is_disabled_is_out_at_once_until_enabled_again(door: &Door) {
        let (_, admin) = door.signed_in(Role::Admin).await;
        let (ed, cookie) = door.signed_in(Role::Editor).await;
        let token = door.token(&Actor::person(ed.id, "Ed", Role::Owner), &[Scope::ContentRead], 90).await;
        assert_eq!(door.manage(reqwest::Method::GET, token.secret.reveal()).await.status(), 200);
        let asked = door.page(&admin, &paths::disabling(ed.id)).await.is(200).text();
        assert!(asked.contains("Their tokens stop working."), "{asked}");
        assert!(door.lives(&cookie).await);

        door.send(&admin, &paths::disabling(ed.id), &[]).await.is(303);
        assert!(!door.lives(&cookie).await);
        assert_eq!(door.manage(reqwest::Method::GET, token.secret.reveal()).await.status(), 401);
        assert_eq!(door.sign_in("editor@example.com", PASSWORD, "192.0.2.1").await.status(), 422);
        door.send(&admin, &paths::reset_link(ed.id), &[]).await.is(409);

        door.send(&admin, &paths::enabling(ed.id), &[]).await.is(303);
        assert!(!door.lives(&cookie).await);
        assert_eq!(door.sign_in("editor@example.com", PASSWORD, "192.0.2.1").await.status(), 303);
        let actions: Vec<String> = door.acts().await.into_iter().map(|act| act.action).collect();
        for action in ["person.disabled", "person.enabled"] {
            assert!(actions.iter().any(|done| done == action), "{action} in {actions:?}");
        }
    }

    async fn people_are_listed_a_page_at_a_time(door: &Door) {
        let (_, cookie) = door.signed_in(Role::Owner).await;
        let gone = door.person("gone@example.com", Role::Viewer).await;
        door.accounts().set_disabled(&Actor::system("test"), gone.id, true).await.unwrap();
        let page = door.page(&cookie, &paths::people()).await.is(200).text();
        for part in ["owner@example.com", "gone@example.com", "Disabled", "Active", "Never", "1–2 of 2"] {
            assert!(page.contains(part), "{part} in {page}");
        }
        for query in ["?page=99", "?page=18446744073709551615", "?page=-1", "?page=x", "?done=%3Cscript%3E"] {
            let page = door.page(&cookie, &format!("{}{query}", paths::people())).await.is(200).text();
            assert!(!page.contains("&lt;script"), "{query}: {page}");
        }
    }
}
