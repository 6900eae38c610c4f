//! The first run, from a link, from the configuration and from the command line.

use super::*;

both! {
    async fn a_setup_link_works_once(door: &Door) {
        let FirstRun::Link(token) = door.accounts().first_run(None).await.unwrap() else { panic!("no link") };
        let FirstRun::Link(other) = door.accounts().first_run(None).await.unwrap() else { panic!("no link") };
        let path = paths::setup(&token);
        assert_eq!(door.get(&paths::setup("guess"), "").await.status(), StatusCode::GONE);
        assert_eq!(door.get(&path, "").await.status(), StatusCode::OK);

        let weak = [("name", "Olga"), ("email", "olga@example.com"), ("password", "password1234")];
        let refused = door.post(&nobody(), &path, &weak, "192.0.2.1").await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.text().await.unwrap();
        assert!(page.contains("<title>Error: ") && page.contains("value=\"olga@example.com\""), "{page}");
        assert!(!page.contains("password1234"), "{page}");

        let good = [("name", "Olga"), ("email", "olga@example.com"), ("password", PASSWORD)];
        let entered = door.post(&nobody(), &path, &good, "192.0.2.1").await;
        assert_eq!((entered.status(), location(&entered)), (StatusCode::SEE_OTHER, paths::HOME));
        assert!(door.lives(&cookie_of(&entered)).await);

        for path in [path, paths::setup(&other)] {
            assert_eq!(door.get(&path, "").await.status(), StatusCode::GONE);
            let again = [("name", "Eve"), ("email", "eve@example.com"), ("password", PASSWORD)];
            assert_eq!(door.post(&nobody(), &path, &again, "192.0.2.1").await.status(), StatusCode::GONE);
        }
        assert!(matches!(door.accounts().first_run(None).await.unwrap(), FirstRun::Done));
        assert!(matches!(door.accounts().first_run(Some(("x@example.com", PASSWORD))).await.unwrap(), FirstRun::Done));
    }

    async fn of_two_who_set_up_at_once_one_becomes_the_owner(door: &Door) {
        let mut links = Vec::new();
        for _ in 0..4 {
            let FirstRun::Link(token) = door.accounts().first_run(None).await.unwrap() else { panic!("no link") };
            links.push(paths::setup(&token));
        }
        let client = nobody();
        let posts = links.iter().enumerate().map(|(index, path)| {
            let (door, client, email) = (&door, &client, format!("owner{index}@example.com"));
            async move {
                let fields = [("name", "Olga"), ("email", email.as_str()), ("password", PASSWORD)];
                door.post(client, path, &fields, "192.0.2.1").await.status()
            }
        });
        let mut statuses = futures_util::future::join_all(posts).await;
        statuses.sort();
        let gone = StatusCode::GONE;
        assert_eq!(statuses, [StatusCode::SEE_OTHER, gone, gone, gone]);
    }

    async fn the_owner_of_the_configuration_is_made_once(door: &Door) {
        let owner = Some(("Olga@example.com", PASSWORD));
        assert!(matches!(door.accounts().first_run(owner).await.unwrap(), FirstRun::OwnerCreated(_)));
        assert!(matches!(door.accounts().first_run(owner).await.unwrap(), FirstRun::Done));
        assert!(door.lives(&door.cookie("olga@example.com").await).await);
    }

    async fn the_command_line_makes_people_and_tokens(site: &TestSite) {
        let variables = [("GALLEY_DATABASE_URL", site.database.url.as_str())];
        let create = ["user", "create", "--email", "cli@example.com", "--name", "Cli", "--role", "editor"];
        let mut child = command(&variables)
            .args(create)
            .arg("--password-stdin")
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), PASSWORD.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
        let fields = format!("email=cli%40example.com&password={}", PASSWORD.replace(' ', "+"));
        let request = nobody().post(format!("{}{}", site.url, paths::SIGN_IN)).body(fields);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        assert_eq!(request.send().await.unwrap().status(), StatusCode::SEE_OTHER);

        let arguments = ["token", "create", "--name", "ci", "--scopes", "content:read,content:write"];
        let output = command(&variables).args(arguments).output().unwrap();
        let secret = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && secret.starts_with("glly_") && secret.lines().count() == 1, "{secret}");
        let wrong = ["token", "create", "--name", "ci", "--scopes", "everything"];
        assert!(!command(&variables).args(wrong).output().unwrap().status.success());
    }
}
