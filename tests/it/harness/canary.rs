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

/// Puts the canary into every column of text that is not content: people, the ways in, what is written down.
pub async fn plant(db: &Db, now: DateTime<Utc>) {
    let text = || Value::from(CANARY.to_owned());
    let id = || Value::from(Uuid::now_v7());
    let at = || Value::from(now);
    let person = Uuid::now_v7();
    let rows: [(&'static str, Vec<(&'static str, Value)>); 7] = [
        (
            "people",
            vec![
                ("id", person.into()),
                ("email", text()),
                ("name", text()),
                ("role", "viewer".into()),
                ("password_hash", text()),
                ("created_at", at()),
                ("updated_at", at()),
            ],
        ),
        (
            "sessions",
            vec![
                ("id", text()),
                ("person_id", person.into()),
                ("data", text()),
                ("created_at", at()),
                ("seen_at", at()),
                ("expires_at", at()),
            ],
        ),
        (
            "tokens",
            vec![
                ("id", id()),
                ("name", text()),
                ("prefix", text()),
                ("digest", text()),
                ("scopes", "content:read".into()),
                ("created_by", person.into()),
                ("created_at", at()),
                ("last_used_from", text()),
            ],
        ),
        (
            "invitations",
            vec![
                ("id", id()),
                ("purpose", "invite".into()),
                ("digest", text()),
                ("email", text()),
                ("created_at", at()),
                ("expires_at", at()),
                ("created_by", text()),
            ],
        ),
        (
            "sign_in_attempts",
            vec![("id", id()), ("account", text()), ("address", text()), ("succeeded", false.into()), ("at", at())],
        ),
        (
            "events",
            vec![
                ("id", id()),
                ("name", text()),
                ("subject_kind", text()),
                ("subject_id", text()),
                ("payload", text()),
                ("actor", text()),
                ("at", at()),
            ],
        ),
        (
            "audit",
            vec![
                ("id", id()),
                ("at", at()),
                ("actor", text()),
                ("actor_name", text()),
                ("action", text()),
                ("subject_kind", text()),
                ("subject_id", text()),
                ("subject_title", text()),
                ("detail", text()),
                ("address", text()),
            ],
        ),
    ];
    let tx = db.begin().await.unwrap();
    for (table, row) in rows {
        let (columns, values): (Vec<_>, Vec<_>) = row.into_iter().unzip();
        let mut insert = Query::insert();
        insert.into_table(table).columns(columns).values(values.into_iter().map(Into::into)).unwrap();
        tx.execute(&insert).await.unwrap();
    }
    tx.commit().await.unwrap();
}
