//! Secrets that are easy to know again: planted where secrets lie, and looked for in every answer that nobody in
//! particular gets.

use axum::http::HeaderMap;
use chrono::{DateTime, Utc};
use galley::platform::db::Db;
use sea_orm::{
    ConnectionTrait as _,
    sea_query::{Query, Value},
};
use uuid::Uuid;

/// Stands in whatever readers must never see.
pub const CANARY: &str = "canary7f19c3";

/// The canary, and how real secrets begin: a hashed password, a token.
const SECRETS: [&str; 3] = [CANARY, "$argon2", "glly_"];

/// Looks for secrets in an answer.
pub fn search(url: &str, headers: &HeaderMap, body: &[u8]) {
    let headers = format!("{headers:?}");
    let body = String::from_utf8_lossy(body);
    for secret in SECRETS {
        assert!(!body.contains(secret) && !headers.contains(secret), "{secret} is told at {url}: {headers} {body}");
    }
}

/// Tables and their columns: `#` marks ids, `@` times, `?` flags; `=` gives a value that must be a word of Galley's own.
/// The others get the canary.
const TABLES: [(&str, &str); 7] = [
    ("people", "#id email name role=viewer password_hash @created_at @updated_at"),
    ("sessions", "id #person_id data @created_at @seen_at @expires_at"),
    ("tokens", "#id name prefix digest scopes=content:read #created_by @created_at last_used_from"),
    ("invitations", "#id purpose=invite digest email @created_at @expires_at created_by"),
    ("sign_in_attempts", "#id account address ?succeeded @at"),
    ("events", "#id name subject_kind subject_id payload actor @at"),
    ("audit", "#id @at actor actor_name action subject_kind subject_id subject_title detail address"),
];

/// Puts the canary into every column of text that is not content: people, the ways in, what is written down.
pub async fn plant(db: &Db, now: DateTime<Utc>) {
    let id = Uuid::now_v7();
    let column = |column: &'static str| -> (&'static str, Value) {
        match (column.chars().next(), column.split_once('=')) {
            (_, Some((name, word))) => (name, word.into()),
            (Some('#'), _) => (&column[1..], id.into()),
            (Some('@'), _) => (&column[1..], now.into()),
            (Some('?'), _) => (&column[1..], false.into()),
            _ => (column, CANARY.into()),
        }
    };
    let tx = db.begin().await.unwrap();
    for (table, columns) in TABLES {
        let (names, values): (Vec<_>, Vec<_>) = columns.split(' ').map(column).unzip();
        let mut insert = Query::insert();
        insert.into_table(table).columns(names).values(values.into_iter().map(Into::into)).unwrap();
        tx.execute(&insert).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[test]
#[should_panic(expected = "is told at /tags")]
fn a_secret_in_an_answer_is_found() {
    search("/tags", &HeaderMap::new(), format!("<p>{CANARY}</p>").as_bytes());
}
