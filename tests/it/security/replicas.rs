//! Sessions before two processes on one database: what ends on one has ended on the other.

use galley::{accounts::Accounts, platform::clock::Clock};

use super::*;

/// Two running programs and the verbs on their database.
struct Two {
    here: Server,
    there: Server,
    accounts: Accounts,
    db: Db,
}

impl Two {
    async fn start(database: &TestDatabase) -> Self {
        let data = database.directory.path().to_str().unwrap();
        let variables =
            [("GALLEY_DATABASE_URL", database.url.as_str()), ("GALLEY_DATA_DIR", data), ("GALLEY_LOG", "error")];
        let (here, there) = (Server::start(&variables), Server::start(&variables));
        let db = Db::connect(&database.url.parse().unwrap()).await.unwrap();
        let accounts = Accounts::new(db.clone(), Clock::system(), None);
        Self { here, there, accounts, db }
    }

    async fn person(&self, name: &str, role: Role) -> PersonId {
        let new = NewPerson::read(name, &format!("{name}@example.com"), PASSWORD.into(), role).unwrap();
        self.accounts.create_person(&Actor::system("test"), new).await.unwrap().id
    }

    /// Signs in at the first and is let in by both.
    async fn signed_in(&self, name: &str) -> String {
        let cookie = cookie_of(&sign_in(&self.here.url, &format!("{name}@example.com"), "").await);
        assert!(lives(&self.here, &cookie).await && lives(&self.there, &cookie).await, "{name}");
        cookie
    }

    async fn finish(self) {
        let Self { here, there, db, .. } = self;
        drop((here, there));
        db.close().await.unwrap();
    }
}

/// Whether a session opens the panel at this process.
async fn lives(server: &Server, cookie: &str) -> bool {
    let request = nobody().get(format!("{}{}", server.url, paths::HOME)).header(header::COOKIE, cookie);
    request.send().await.unwrap().status() == 200
}

/// What a token is answered at this process.
async fn with(server: &Server, secret: &str) -> u16 {
    let request = nobody().get(format!("{}{}", server.url, paths::manage_list("tags"))).bearer_auth(secret);
    request.send().await.unwrap().status().as_u16()
}

both! {
    async fn what_ends_on_one_replica_has_ended_on_the_other(database: &TestDatabase) {
        let two = Two::start(database).await;
        let system = Actor::system("test");
        let ada = two.person("ada", Role::Admin).await;

        // A session that somebody planted is not the one that begins.
        let planted = "galley=AAAAAAAAAAAAAAAAAAAAAA";
        let begun = cookie_of(&sign_in(&two.here.url, "ada@example.com", planted).await);
        assert_ne!(begun, planted);
        assert!(!lives(&two.here, planted).await && !lives(&two.there, planted).await);
        let anew = cookie_of(&sign_in(&two.there.url, "ada@example.com", &begun).await);
        assert_ne!(anew, begun);
        assert!(!lives(&two.here, &begun).await && lives(&two.here, &anew).await);

        // Signed out there, out here.
        post(&two.there.url, paths::SIGN_OUT, &[], &anew).await.is(303);
        assert!(!lives(&two.here, &anew).await && !lives(&two.there, &anew).await);

        // Made less: the sessions are over, and the next one opens less; the token at once.
        let cookie = two.signed_in("ada").await;
        let new = NewToken { name: "x".into(), scopes: Scope::ALL.to_vec(), expires_at: None };
        let secret = two.accounts.create_token(&Actor::person(ada, "ada", Role::Admin), new).await.unwrap().secret;
        assert_eq!((with(&two.here, secret.reveal()).await, with(&two.there, secret.reveal()).await), (200, 200));
        two.accounts.change_role(&system, ada, Role::Viewer).await.unwrap();
        assert!(!lives(&two.here, &cookie).await && !lives(&two.there, &cookie).await);
        let cookie = two.signed_in("ada").await;
        for server in [&two.here, &two.there] {
            post(&server.url, &paths::list("tags"), &[("name", "Food")], &cookie).await.is(403);
            let call = nobody().post(format!("{}{}", server.url, paths::manage_list("tags"))).bearer_auth(secret.reveal());
            assert_eq!(call.body("{\"content\":{\"name\":\"Food\"}}").send().await.unwrap().status(), 403);
        }

        // Disabled: nothing is left, and nothing begins.
        two.accounts.set_disabled(&system, ada, true).await.unwrap();
        for server in [&two.here, &two.there] {
            assert!(!lives(server, &cookie).await);
            assert_eq!(with(server, secret.reveal()).await, 401);
            let again = [("email", "ada@example.com"), ("password", PASSWORD)];
            post(&server.url, paths::SIGN_IN, &again, "").await.is(422);
        }
        two.finish().await;
    }
}
