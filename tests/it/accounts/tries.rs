//! How many tries there are, and what a failed one tells.

use super::*;

both! {
    async fn known_unknown_and_disabled_accounts_are_answered_alike(door: &Door) {
        door.person("ada@example.com", Role::Editor).await;
        let gone = door.person("bob@example.com", Role::Editor).await;
        door.accounts().set_disabled(&Actor::system("test"), gone.id, true).await.unwrap();
        let mut answers = Vec::new();
        for (email, password) in
            [("ada@example.com", "three quiet cranes"), ("eve@example.com", PASSWORD), ("bob@example.com", PASSWORD)]
        {
            let refused = door.sign_in(email, password, "192.0.2.1").await;
            assert!(refused.headers().get(header::SET_COOKIE).is_none());
            answers.push((refused.status(), refused.text().await.unwrap().replace(email, "…")));
        }
        assert_eq!(answers[0].0, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answers[0].1.contains("<title>Error: "), "{}", answers[0].1);
        assert!(answers.iter().all(|answer| *answer == answers[0]));
    }

    async fn the_eleventh_failed_try_is_not_looked_at(door: &Door) {
        door.person("ada@example.com", Role::Editor).await;
        for _ in 0..10 {
            let refused = door.sign_in("ada@example.com", "wrong wrong wrong", "198.51.100.9").await;
            assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        }
        let right = door.sign_in("ada@example.com", PASSWORD, "203.0.113.5").await;
        assert_eq!(right.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(right.headers().contains_key(header::RETRY_AFTER));
        assert_eq!(door.sign_in("eve@example.com", PASSWORD, "203.0.113.5").await.status(), 422);
        door.site.clock.advance(TimeDelta::minutes(15) + TimeDelta::seconds(1));
        assert_eq!(door.sign_in("ada@example.com", PASSWORD, "203.0.113.5").await.status(), 303);
    }

    async fn strangers_do_not_lock_anybody_out_of_their_own_account(door: &Door) {
        door.person("ada@example.com", Role::Editor).await;
        assert_eq!(door.sign_in("ada@example.com", PASSWORD, "203.0.113.5").await.status(), 303);
        for _ in 0..11 {
            door.sign_in("ada@example.com", "wrong wrong wrong", "198.51.100.9").await;
        }
        assert_eq!(door.sign_in("ada@example.com", PASSWORD, "198.51.100.9").await.status(), 429);
        assert_eq!(door.sign_in("ada@example.com", PASSWORD, "203.0.113.5").await.status(), 303);
    }

    async fn of_many_tries_at_once_ten_are_looked_at(door: &Door) {
        door.person("ada@example.com", Role::Editor).await;
        let tries = (0..25).map(|_| door.sign_in("ada@example.com", "wrong wrong wrong", "198.51.100.9"));
        let answers = futures_util::future::join_all(tries).await;
        let refused = answers.iter().filter(|answer| answer.status() == 422).count();
        assert_eq!(refused, 10);
        assert!(answers.iter().all(|answer| [422, 429].contains(&answer.status().as_u16())));
    }
}
