//! An easy password is refused at every way in.

use std::{io::Write as _, process::Stdio};

use super::*;

const EASY: [&str; 4] = ["password1234", "P@ssw0rd!!", "QwertyUiop1", "ada@example1"];

both! {
    async fn an_easy_password_is_refused_wherever_it_is_set(door: &Door) {
        let FirstRun::Link(setup) = door.accounts().first_run(None).await.unwrap() else { panic!("no link") };
        let setup = paths::setup(&setup);
        for easy in EASY {
            let fields = [("name", "Ada"), ("email", "ada@example.com"), ("password", easy)];
            let page = door.send("", &setup, &fields).await.is(422).text();
            assert!(page.contains("field-password-error") && !page.contains(easy), "{easy}: {page}");
        }
        let fields = [("name", "Olga"), ("email", "olga@example.com"), ("password", PASSWORD)];
        let owner = new_cookie(&door.send("", &setup, &fields).await.is(303));

        let fields = [("email", "ada@example.com"), ("role", "editor")];
        let join = link_in(&door.send(&owner, &paths::new_person(), &fields).await);
        let ed = door.person("ada@example.org", Role::Editor).await;
        let reset = link_in(&door.send(&owner, &paths::reset_link(ed.id), &[]).await);
        let mine = door.cookie("ada@example.org").await;
        for easy in EASY {
            let fields = [("name", "Ada"), ("password", easy), ("current", PASSWORD)];
            for (cookie, path) in [("", &join), ("", &reset), (mine.as_str(), &paths::own_password())] {
                let page = door.send(cookie, path, &fields).await.is(422).text();
                assert!(page.contains("field-password-error") && !page.contains(easy), "{path} {easy}: {page}");
            }
        }
        assert!(door.lives(&mine).await);
    }

    async fn the_command_line_refuses_it_too(site: &TestSite) {
        let create = ["user", "create", "--email", "cli@example.com", "--name", "Cli", "--password-stdin"];
        let mut child = command(&[("GALLEY_DATABASE_URL", site.database.url.as_str())])
            .args(create)
            .args(["--role", "owner"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(EASY[0].as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains("password") && !said.contains(EASY[0]), "{said}");
    }
}
