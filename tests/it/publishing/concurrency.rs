//! Several publishers at once: the log stays in order.

use galley::{
    content::{Cause, Change, ContentError, Input, NewEntry},
    permission::Actor,
    platform::clock::Clock,
    publishing::Wanted,
    vocabulary::{EntryId, RevisionNumber},
};
use sea_orm::{FromQueryResult, Statement};
use serde_json::json;

use super::*;

const ROUNDS: usize = 12;

#[derive(Debug, FromQueryResult)]
struct Row {
    catalog_version: i64,
    at: chrono::DateTime<chrono::Utc>,
}

async fn log(app: &App) -> Vec<Row> {
    let sql = "SELECT catalog_version, at FROM publications ORDER BY catalog_version";
    Row::find_by_statement(Statement::from_string(app.db.backend(), sql)).all(app.db.reader()).await.unwrap()
}

async fn tag(app: &App, slug: &str) -> EntryId {
    let kind = app.entries.kinds().named("tag").unwrap().spec().name;
    let content = Input::json(json!({ "name": slug }));
    let locale = "en".parse().unwrap();
    let new = NewEntry { kind, locale, slug: Some(slug.into()), translation_of: None, external_id: None, content };
    app.entries.create(&Actor::system("test"), new).await.unwrap().entry.id
}

/// Publishes its own entries and works on the shared one, over and over.
async fn publish_all(app: App, name: &'static str, own: Vec<EntryId>, shared: EntryId) {
    let actor = Actor::system(name);
    let publisher = &app.publisher;
    for (round, entry) in own.into_iter().enumerate() {
        let done = publisher.publish(&actor, &[Wanted { entry, revision: None }], false).await.unwrap();
        assert_eq!(done.entries, [entry]);
        // What is acknowledged is shown here at once.
        assert!(app.feed.catalog().version() >= done.version);
        let change = Change {
            based_on: RevisionNumber(1),
            slug: None,
            content: Input::json(json!({ "name": format!("{name} {round}") })),
            cause: Cause::Save,
        };
        let kind = app.entries.kinds().named("tag").unwrap().spec().name;
        let draft = app.entries.find(&actor, kind, shared).await.unwrap().draft;
        match app.entries.save(&actor, shared, Change { based_on: draft, ..change }).await {
            Ok(_) | Err(ContentError::Stale(_)) => {}
            Err(error) => panic!("{error:?}"),
        }
        publisher.publish(&actor, &[Wanted { entry: shared, revision: None }], false).await.unwrap();
        if round % 3 == 0 {
            match publisher.undo(&actor, shared).await {
                Ok(_) | Err(ContentError::NothingToUndo) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
        if round % 4 == 0 {
            publisher.unpublish(&actor, entry, false).await.unwrap();
        }
    }
}

both! {
    async fn two_publishers_at_once_keep_the_log_in_order(site: &TestSite) {
        // The other machine's clock is five minutes behind.
        let behind = Clock::manual(site.clock.now() - TimeDelta::minutes(5));
        let other = App::build((*site.app.config).clone(), behind).await.unwrap();
        let shared = tag(&site.app, "shared").await;
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for n in 0..ROUNDS {
            left.push(tag(&site.app, &format!("left-{n}")).await);
            right.push(tag(&site.app, &format!("right-{n}")).await);
        }
        let here = tokio::spawn(publish_all(site.app.clone(), "left", left, shared));
        let there = tokio::spawn(publish_all(other.clone(), "right", right, shared));
        here.await.unwrap();
        there.await.unwrap();

        let rows = log(&site.app).await;
        assert!(rows.len() > 3 * ROUNDS, "{}", rows.len());
        assert!(rows.iter().zip(1..).all(|(row, version)| row.catalog_version == version), "{rows:?}");
        assert!(rows.is_sorted_by_key(|row| row.at), "{rows:?}");
        for app in [&site.app, &other] {
            app.feed.sync().await.unwrap();
            assert_eq!(app.feed.catalog().version().0, rows.len() as i64);
        }
        let sight = Readers::of(&site.app).see(&[]).await;
        same(&sight, &Readers::of(&other).see(&[]).await);
        let fresh = site.another().await;
        same(&sight, &Readers::of(&fresh).see(&[]).await);
        fresh.db.close().await.unwrap();
        other.db.close().await.unwrap();
    }

    async fn a_clock_that_goes_back_does_not_turn_the_log_around(site: &TestSite) {
        let first = tag(&site.app, "first").await;
        let actor = Actor::system("test");
        let one = site.app.publisher.publish(&actor, &[Wanted { entry: first, revision: None }], false).await.unwrap();
        site.clock.advance(TimeDelta::days(-1));
        let two = site.app.publisher.unpublish(&actor, first, false).await.unwrap();
        assert_eq!(one.at, two.at);
        assert!(log(&site.app).await.is_sorted_by_key(|row| row.at));
    }
}
