//! Many people save one entry at the same time: each save is applied, or refused with what the other wrote.

use std::{collections::BTreeSet, sync::Arc};

use galley::content::entity::revision;
use sea_orm::EntityTrait as _;
use tokio::task::JoinSet;

use super::{
    Replica,
    api::{Api, content},
    invariants, number, token,
};
use crate::harness::{TestDatabase, both};

both! {
    async fn nobody_overwrites_what_somebody_else_saved(database: &TestDatabase) {
        let (people, saves) = (number("GALLEY_TEST_PEOPLE", 10), number("GALLEY_TEST_SAVES", 10));
        let replicas = [Replica::start(database).await, Replica::start(database).await];
        let first = Api::new(&replicas[0].url, &token(&replicas[0].app, "first").await);
        let entry: Arc<str> = first.made("articles", "shared", content("articles", "Shared")).await.into();
        let mut at_work = JoinSet::new();
        for person in 0..people {
            let replica = &replicas[usize::try_from(person).unwrap() % 2];
            let api = Api::new(&replica.url, &token(&replica.app, &format!("person {person}")).await);
            at_work.spawn(person_saves(api, entry.clone(), person, saves));
        }
        let (mut accepted, mut refused) = (BTreeSet::from(["Shared".to_owned()]), 0);
        while let Some(done) = at_work.join_next().await {
            let done = done.unwrap();
            accepted.extend(done.accepted);
            refused += done.refused;
        }
        let db = &replicas[0].app.db;
        invariants::assert_sound(db).await;
        let revisions = revision::Entity::find().all(db.reader()).await.unwrap();
        assert_eq!(revisions.len(), accepted.len());
        assert_eq!(revisions.into_iter().map(|row| row.title).collect::<BTreeSet<_>>(), accepted);
        println!("{} saves applied, {refused} refused", accepted.len() - 1);
        for replica in replicas {
            replica.stop().await;
        }
    }
}

#[derive(Default)]
struct Done {
    /// The titles that were acknowledged.
    accepted: Vec<String>,
    refused: u64,
}

async fn person_saves(api: Api, entry: Arc<str>, person: u64, saves: u64) -> Done {
    let mut done = Done::default();
    let (_, shown) = api.show(&entry).await.unwrap();
    let mut based_on = shown["data"]["draftRevision"].as_i64().unwrap();
    for save in 0..saves {
        let title = format!("Save {save} of person {person}");
        let (status, body) = api.save(&entry, based_on, content("articles", &title)).await.unwrap();
        match status.as_u16() {
            200 => {
                based_on += 1;
                assert_eq!(body["data"]["draftRevision"], based_on, "{body}");
                done.accepted.push(title);
            }
            409 => {
                assert_eq!(body["code"], "stale", "{body}");
                assert_eq!(body["yours"]["content"]["title"], title.as_str(), "{body}");
                let theirs = &body["theirs"];
                assert!(theirs["revision"].as_i64().unwrap() > based_on, "{body}");
                let (their_title, by) = (theirs["content"]["title"].as_str().unwrap(), theirs["by"].as_str().unwrap());
                // Whoever wrote it is named, and when.
                assert!(their_title == "Shared" || their_title.ends_with(by), "{body}");
                assert!(theirs["at"].is_string(), "{body}");
                based_on = theirs["revision"].as_i64().unwrap();
                done.refused += 1;
            }
            // The entry's row was waited for in vain: nothing was written, and it is said so.
            503 => {}
            _ => panic!("{status}: {body}"),
        }
    }
    done
}
