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

    async fn a_limit_for_an_account_holds_over_all_addresses(door: &Door) {
        door.person("ada@example.com", Role::Editor).await;
        for n in 0..10 {
            let refused = door.sign_in("ada@example.com", "wrong wrong wrong", &format!("198.51.{n}.{n}")).await;
            assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        }
        for from in ["203.0.113.5", "2001:db8:7::1"] {
            assert_eq!(door.sign_in("ada@example.com", PASSWORD, from).await.status(), 429, "{from}");
            assert_eq!(door.sign_in(" ADA@example.com", PASSWORD, from).await.status(), 429, "{from}");
        }
    }

    async fn a_limit_for_a_network_holds_over_all_accounts(door: &Door) {
        door.person("ada@example.com", Role::Editor).await;
        // One client has all addresses of its /64.
        for n in 0..100 {
            let (email, from) = (format!("a{n}@example.com"), format!("2001:db8:1:2:{n:x}::{n:x}"));
            let refused = door.sign_in(&email, "wrong wrong wrong", &from).await;
            assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{n}");
        }
        let here = door.sign_in("ada@example.com", PASSWORD, "2001:db8:1:2:ffff::1").await;
        assert_eq!(here.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(door.sign_in("ada@example.com", PASSWORD, "2001:db8:1:3::1").await.status(), 303);
    }

    async fn a_limit_tells_nobody_who_has_an_account(door: &Door) {
        door.person("ada@example.com", Role::Editor).await;
        let mut answers = Vec::new();
        for email in ["ada@example.com", "eve@example.com"] {
            for n in 0..11 {
                let answer = door.sign_in(email, "wrong wrong wrong", &format!("198.51.100.{n}")).await;
                let (status, text) = (answer.status(), answer.text().await.unwrap().replace(email, "…"));
                answers.push((status, text));
            }
        }
        let (known, unknown) = answers.split_at(11);
        assert_eq!(known, unknown);
        assert_eq!(known[10].0, StatusCode::TOO_MANY_REQUESTS);
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

/// Refusals per kind of account.
const ROUNDS: usize = 600;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement, for a quiet machine: prints the medians of a refusal's time by kind of account"]
async fn refusals_take_as_long_for_known_unknown_and_disabled_accounts() {
    let door = Door::start(Backend::Sqlite).await;
    door.person("ada@example.com", Role::Editor).await;
    let gone = door.person("bob@example.com", Role::Editor).await;
    door.accounts().set_disabled(&Actor::system("test"), gone.id, true).await.unwrap();
    let kinds =
        [("ada@example.com", "three quiet cranes"), ("eve@example.com", PASSWORD), ("bob@example.com", PASSWORD)];
    let from = galley::platform::http::ClientAddress("192.0.2.1".parse().unwrap());
    let mut times = [const { Vec::new() }; 3];
    // By turns, so that what slows the machine down slows all of them down.
    for round in 0..ROUNDS {
        for turn in 0..3 {
            let kind = (round + turn) % 3;
            let (email, password) = kinds[kind];
            let began = std::time::Instant::now();
            let refused = door.accounts().sign_in(email, password.into(), from).await;
            times[kind].push(began.elapsed());
            assert!(refused.is_err());
        }
        // Before there were too many.
        door.site.clock.advance(TimeDelta::minutes(16));
    }
    let medians = times.map(|mut all| {
        all.sort_unstable();
        all[all.len() / 2].as_secs_f64() * 1000.0
    });
    let [known, unknown, disabled] = medians;
    println!("medians of {ROUNDS}: known {known:.3} ms, unknown {unknown:.3} ms, disabled {disabled:.3} ms");
    println!("unknown {:+.2} %, disabled {:+.2} %", (unknown / known - 1.0) * 100.0, (disabled / known - 1.0) * 100.0);
    door.finish().await;
}
