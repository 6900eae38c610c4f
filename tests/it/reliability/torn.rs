//! The checker of the tables finds what is torn.

use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::json;

use super::{
    Replica,
    api::{Api, content},
    invariants::{assert_sound, unsound},
    token,
};
use crate::harness::{TestDatabase, both};

/// What a write that was half done could leave.
const TORN: [&str; 13] = [
    "DELETE FROM publications WHERE catalog_version = 2",
    "DELETE FROM publications WHERE catalog_version = 3",
    "UPDATE catalog_state SET version = 2",
    "UPDATE entries SET live_revision = 1 WHERE kind = 'article'",
    "UPDATE entries SET live_revision = NULL, live_version = NULL WHERE kind = 'faq'",
    "UPDATE entries SET draft_revision = 2 WHERE kind = 'faq'",
    "UPDATE entries SET title = 'x' WHERE kind = 'faq'",
    "DELETE FROM revisions WHERE number = 2",
    "DELETE FROM entry_references WHERE side = 'live'",
    "DELETE FROM entry_references WHERE side = 'draft'",
    "DELETE FROM slugs WHERE kind = 'faq'",
    "DELETE FROM audit WHERE action = 'article.published'",
    "DELETE FROM audit WHERE action = 'article.updated'",
];

both! {
    async fn whatever_is_torn_is_found(database: &TestDatabase) {
        let replica = Replica::start(database).await;
        let api = Api::new(&replica.url, &token(&replica.app, "writer").await);
        api.made("faqs", "why", content("faqs", "Why?")).await;
        let article = api.made("articles", "page", content("articles", "Page")).await;
        assert_eq!(api.publish(&article, false).await.unwrap().0, 200);
        let mut shows = content("articles", "Page");
        shows["body"] = json!({ "markdown": "::faqs{heading=\"Questions\" refs=\"why\"}" });
        assert_eq!(api.save(&article, 1, shows).await.unwrap().0, 200);
        assert_eq!(api.publish(&article, true).await.unwrap().0, 200);
        let db = &replica.app.db;
        assert_sound(db).await;
        for sql in TORN {
            let tx = db.begin().await.unwrap();
            assert_eq!(unsound(db, &tx).await, [""; 0]);
            tx.execute_raw(Statement::from_string(db.backend(), sql)).await.unwrap();
            assert!(!unsound(db, &tx).await.is_empty(), "{sql}");
            tx.rollback().await.unwrap();
        }
        replica.stop().await;
    }
}
