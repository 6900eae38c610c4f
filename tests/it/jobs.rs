//! The job queue, the audit log and the events, as features use them.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use chrono::TimeDelta;
use galley::platform::{
    audit::{self, Filter, Record},
    db::Db,
    events::{self, Event},
    jobs::{Job, Request, Runner, enqueue},
};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::json;

use crate::harness::{TestSite, both};

/// Does what the test has told it, and keeps what it was given.
#[derive(Clone, Default)]
struct Press {
    seen: Arc<Mutex<Vec<String>>>,
    orders: Arc<Mutex<VecDeque<Order>>>,
}

#[derive(Debug)]
enum Order {
    Fail,
    Panic,
    /// Ask for the same job again while it runs.
    Again(TestDb),
}

#[derive(Debug)]
struct TestDb(Db, galley::vocabulary::Time);

#[async_trait::async_trait]
impl Job for Press {
    fn name(&self) -> &'static str {
        "press"
    }

    async fn run(&self, payload: &str) -> anyhow::Result<()> {
        self.seen.lock().unwrap().push(payload.to_owned());
        let order = self.orders.lock().unwrap().pop_front();
        match order {
            None => Ok(()),
            Some(Order::Fail) => Err(anyhow::anyhow!("out of ink")),
            Some(Order::Panic) => panic!("jammed"),
            Some(Order::Again(TestDb(db, now))) => {
                ask(&db, "a", "second", now).await;
                Ok(())
            }
        }
    }
}

async fn ask(db: &Db, key: &str, payload: &str, now: galley::vocabulary::Time) {
    let transaction = db.begin().await.unwrap();
    let request = Request { name: "press", key: key.into(), payload: payload.into(), run_at: now };
    enqueue(&transaction, request, now).await.unwrap();
    transaction.commit().await.unwrap();
}

fn runner(site: &TestSite, press: &Press) -> Runner {
    Runner::new(site.db().clone(), site.clock.clone(), vec![Box::new(press.clone())])
}

both! {
    async fn a_job_whose_transaction_is_rolled_back_never_runs(site: &TestSite) {
        let press = Press::default();
        let transaction = site.db().begin().await.unwrap();
        let request = Request { name: "press", key: "a".into(), payload: String::new(), run_at: site.clock.now() };
        enqueue(&transaction, request, site.clock.now()).await.unwrap();
        transaction.rollback().await.unwrap();
        assert_eq!(runner(site, &press).run_due().await.unwrap(), 0);
    }

    async fn a_job_that_is_asked_for_twice_runs_once_with_the_newest_payload(site: &TestSite) {
        let press = Press::default();
        for (key, payload) in [("a", "old"), ("b", "other"), ("a", "new")] {
            ask(site.db(), key, payload, site.clock.now()).await;
        }
        assert_eq!(runner(site, &press).run_due().await.unwrap(), 2);
        let mut seen = press.seen.lock().unwrap().clone();
        seen.sort();
        assert_eq!(seen, ["new", "other"]);
        assert_eq!(runner(site, &press).run_due().await.unwrap(), 0);
    }

    async fn a_job_that_is_asked_for_while_it_runs_runs_again(site: &TestSite) {
        let press = Press::default();
        press.orders.lock().unwrap().push_back(Order::Again(TestDb(site.db().clone(), site.clock.now())));
        ask(site.db(), "a", "first", site.clock.now()).await;
        assert_eq!(runner(site, &press).run_due().await.unwrap(), 2);
        assert_eq!(*press.seen.lock().unwrap(), ["first", "second"]);
    }

    async fn a_job_that_fails_is_tried_again_later_and_in_the_end_given_up(site: &TestSite) {
        let press = Press::default();
        press.orders.lock().unwrap().extend((0..12).map(|n| if n == 3 { Order::Panic } else { Order::Fail }));
        ask(site.db(), "a", "x", site.clock.now()).await;
        let runner = runner(site, &press);
        assert_eq!(runner.run_due().await.unwrap(), 1);
        assert_eq!(runner.run_due().await.unwrap(), 0);
        for _ in 0..11 {
            site.clock.advance(TimeDelta::hours(1));
            assert_eq!(runner.run_due().await.unwrap(), 1);
        }
        site.clock.advance(TimeDelta::days(1));
        assert_eq!(runner.run_due().await.unwrap(), 0);
        // The one that was given up does not stand in the way of a new one.
        ask(site.db(), "a", "y", site.clock.now()).await;
        assert_eq!(runner.run_due().await.unwrap(), 1);
    }

    async fn two_runners_share_the_work(site: &TestSite) {
        let press = Press::default();
        for n in 0..20 {
            ask(site.db(), &n.to_string(), &n.to_string(), site.clock.now()).await;
        }
        let (one, other) = (runner(site, &press), runner(site, &press));
        let (first, second) = tokio::join!(one.run_due(), other.run_due());
        assert_eq!(first.unwrap() + second.unwrap(), 20);
        let mut seen = press.seen.lock().unwrap().clone();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 20);
    }

    async fn an_act_is_written_down_and_found_by_what_it_was(site: &TestSite) {
        let transaction = site.db().begin().await.unwrap();
        for (action, id) in [("article.created", "1"), ("article.published", "1"), ("faq.created", "2")] {
            let record = Record::new("person:1", "Edda", action)
                .on("entry", id, "Back pain")
                .detail(json!({"revision": 3}))
                .from_address("192.0.2.1");
            audit::record(&transaction, record, site.clock.now()).await.unwrap();
            site.clock.advance(TimeDelta::seconds(1));
        }
        transaction.commit().await.unwrap();
        let actions = async |filter: Filter| -> Vec<String> {
            let found = audit::list(site.db().reader(), &filter, 0, 10).await.unwrap();
            found.into_iter().map(|act| act.action).collect()
        };
        assert_eq!(actions(Filter::default()).await, ["faq.created", "article.published", "article.created"]);
        let articles = Filter { actions: vec!["article.".into()], ..Filter::default() };
        assert_eq!(audit::count(site.db().reader(), &articles).await.unwrap(), 2);
        assert_eq!(actions(articles.clone()).await, ["article.published", "article.created"]);
        let written = Filter { except: vec!["article.published".into()], ..articles };
        assert_eq!(actions(written).await, ["article.created"]);
        let several = Filter { actions: vec!["faq.".into(), "article.published".into()], ..Filter::default() };
        assert_eq!(actions(several).await, ["faq.created", "article.published"]);
        let nobody = Filter { actor: Some("person:2".into()), ..Filter::default() };
        assert!(actions(nobody).await.is_empty());
        let subject = Filter { subject_kind: Some("entry".into()), subject_id: Some("2".into()), ..Filter::default() };
        assert_eq!(actions(subject).await, ["faq.created"]);
        let actors = audit::actors(site.db().reader(), 10).await.unwrap();
        assert_eq!(actors, [("person:1".to_owned(), "Edda".to_owned())]);
        let late = Filter { since: Some(site.clock.now() - TimeDelta::seconds(2)), ..Filter::default() };
        assert_eq!(actions(late).await, ["faq.created", "article.published"]);
    }

    async fn an_event_is_kept_when_its_transaction_is(site: &TestSite) {
        for kept in [true, false] {
            let transaction = site.db().begin().await.unwrap();
            let event = Event {
                name: "article.published".into(),
                subject_kind: "article".into(),
                subject_id: "1".into(),
                payload: json!({}),
                actor: "system:test".into(),
            };
            events::append(&transaction, vec![event], site.clock.now()).await.unwrap();
            if kept { transaction.commit().await.unwrap() } else { transaction.rollback().await.unwrap() }
        }
        assert_eq!(events::Entity::find().count(site.db().reader()).await.unwrap(), 1);
    }
}
