//! Rights that end on one replica have ended on all, at the next request: another process on the same database.

use super::*;
use crate::harness::{Server, TestDatabase};

/// A Galley in this process, and one in another.
struct Pair {
    door: Door,
    other: Server,
}

impl Stage for Pair {
    async fn start(backend: Backend) -> Self {
        let door = Door::start(backend).await;
        let database: &TestDatabase = &door.site.database;
        let directory = database.directory.path().to_str().unwrap();
        let variables = [("GALLEY_DATABASE_URL", database.url.as_str()), ("GALLEY_DATA_DIR", directory)];
        let other = Server::start(&variables);
        Self { door, other }
    }

    async fn finish(self) {
        drop(self.other);
        self.door.finish().await;
    }
}

impl Pair {
    /// Somebody signs in at the other process.
    async fn cookie_there(&self, email: &str) -> String {
        let request = nobody().post(format!("{}{}", self.other.url, paths::SIGN_IN));
        let body = format!("email={}&password={}", email.replace('@', "%40"), PASSWORD.replace(' ', "+"));
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(body);
        let entered = request.send().await.unwrap();
        assert_eq!(entered.status(), StatusCode::SEE_OTHER);
        cookie_of(&entered)
    }

    async fn lives_there(&self, cookie: &str) -> bool {
        let request = nobody().get(format!("{}{}", self.other.url, paths::PROFILE));
        request.header(header::COOKIE, cookie).send().await.unwrap().status() == StatusCode::OK
    }
}

both! {
    async fn a_session_ends_on_every_replica_at_the_next_request(pair: &Pair) {
        let (door, system) = (&pair.door, Actor::system("test"));
        let ed = door.person("ed@example.com", Role::Editor).await;
        let fields = [("current", PASSWORD), ("password", PASSWORD)];

        let cookie = pair.cookie_there("ed@example.com").await;
        assert!(pair.lives_there(&cookie).await && door.lives(&cookie).await);
        door.send(&cookie, paths::SIGN_OUT, &[]).await.is(303);
        assert!(!pair.lives_there(&cookie).await);

        let cookie = pair.cookie_there("ed@example.com").await;
        door.accounts().change_role(&system, ed.id, Role::Viewer).await.unwrap();
        assert!(!pair.lives_there(&cookie).await);

        let (cookie, elsewhere) = (pair.cookie_there("ed@example.com").await, pair.cookie_there("ed@example.com").await);
        door.send(&cookie, &paths::own_sessions(), &[]).await.is(303);
        assert!(pair.lives_there(&cookie).await && !pair.lives_there(&elsewhere).await);

        let elsewhere = pair.cookie_there("ed@example.com").await;
        let changed = door.send(&cookie, &paths::own_password(), &fields).await.is(303);
        assert!(!pair.lives_there(&cookie).await && !pair.lives_there(&elsewhere).await);
        assert!(door.lives(&new_cookie(&changed)).await);

        let cookie = pair.cookie_there("ed@example.com").await;
        door.accounts().set_disabled(&system, ed.id, true).await.unwrap();
        assert!(!pair.lives_there(&cookie).await);
    }
}
