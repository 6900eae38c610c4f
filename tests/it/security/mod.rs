//! What must not be possible, tried through every door: who gets in where, other spellings, other sites, other
//! columns, other clocks, and text that would like to be more than text.

use std::sync::LazyLock;

use chrono::TimeDelta;
use galley::{
    accounts::{NewPerson, NewToken},
    content::{Input, NewEntry},
    paths,
    permission::{Actor, Role, Scope},
    platform::db::Db,
    vocabulary::{EntryId, FrontendId, InvitationId, PersonId, TokenId},
};
use reqwest::{Client, Method, RequestBuilder, header, redirect};
use sea_orm::{ConnectionTrait as _, FromQueryResult as _, Statement};
use serde_json::{Value as Json, json};

use crate::harness::{Answer, Server, TestDatabase, TestSite, both};

mod again;
mod bearers;
mod columns;
mod corpus;
mod cross_site;
mod hostile;
mod log_lines;
mod markup;
mod recipes;
mod replicas;
mod spellings;
mod table;

const PASSWORD: &str = "three quiet herons";
const FORM: &str = "application/x-www-form-urlencoded";

/// Somebody who is signed in.
struct Member {
    id: PersonId,
    role: Role,
    cookie: String,
}

impl Member {
    /// Adds somebody of a role and signs them in.
    async fn join(site: &TestSite, name: &str, role: Role) -> Self {
        let email = format!("{name}@example.com");
        let new = NewPerson::read(name, &email, PASSWORD.into(), role).unwrap();
        let person = site.app.accounts.create_person(&Actor::system("test"), new).await.unwrap();
        let entered = sign_in(&site.url, &email, "").await;
        Self { id: person.id, role, cookie: cookie_of(&entered) }
    }

    fn actor(&self) -> Actor {
        Actor::person(self.id, "somebody", self.role)
    }

    async fn get(&self, site: &TestSite, path: &str) -> Answer {
        let request = nobody().get(format!("{}{path}", site.url)).header(header::COOKIE, &self.cookie);
        Answer::of(request.send().await.unwrap()).await
    }

    async fn post(&self, site: &TestSite, path: &str, fields: &[(&str, &str)]) -> Answer {
        post(&site.url, path, fields, &self.cookie).await
    }
}

/// Posts a form; with a cookie or with `""`.
async fn post(url: &str, path: &str, fields: &[(&str, &str)], cookie: &str) -> Answer {
    let body: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = nobody().post(format!("{url}{path}")).header(header::CONTENT_TYPE, FORM).body(body);
    let request = if cookie.is_empty() { request } else { request.header(header::COOKIE, cookie) };
    Answer::of(request.send().await.unwrap()).await
}

async fn sign_in(url: &str, email: &str, cookie: &str) -> Answer {
    post(url, paths::SIGN_IN, &[("email", email), ("password", PASSWORD)], cookie).await.is(303)
}

fn cookie_of(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// No cookies kept, no redirects followed, and no connection kept either, since it would be some other test's.
fn nobody() -> Client {
    static CLIENT: LazyLock<Client> = LazyLock::new(|| {
        let client = Client::builder().redirect(redirect::Policy::none()).pool_max_idle_per_host(0).no_proxy();
        client.build().unwrap()
    });
    CLIENT.clone()
}

/// A tag that this actor made.
async fn tag(site: &TestSite, by: &Actor, name: &str) -> EntryId {
    let kinds = site.app.entries.kinds();
    let new = NewEntry {
        kind: kinds.named("tag").unwrap().spec().name,
        locale: site.app.catalog.site().default_locale.clone(),
        slug: None,
        translation_of: None,
        external_id: None,
        content: Input::json(json!({ "name": name })),
    };
    site.app.entries.create(by, new).await.unwrap().entry.id
}

async fn token(site: &TestSite, by: &Actor, scopes: &[Scope]) -> (TokenId, String) {
    let new = NewToken { name: "site".into(), scopes: scopes.to_vec(), expires_at: None };
    let issued = site.app.accounts.create_token(by, new).await.unwrap();
    (issued.id, issued.secret.reveal().to_owned())
}

/// Every table and its columns, as the database itself has them.
async fn schema(db: &Db) -> Vec<(String, String)> {
    let sql = match db.backend() {
        sea_orm::DbBackend::Sqlite => {
            "SELECT t.name AS t, c.name AS c FROM sqlite_master t, pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY 1, 2"
        }
        _ => {
            "SELECT table_name AS t, column_name AS c FROM information_schema.columns \
             WHERE table_schema = current_schema() ORDER BY 1, 2"
        }
    };
    let rows = db.reader().query_all_raw(Statement::from_string(db.backend(), sql)).await.unwrap();
    rows.iter().map(|row| (row.try_get("", "t").unwrap(), row.try_get("", "c").unwrap())).collect()
}

/// Everything that the database holds in these tables, to see whether anything changed.
async fn contents(db: &Db, tables: &[&str]) -> String {
    let mut all = String::new();
    for table in tables {
        let rows = Statement::from_string(db.backend(), format!("SELECT * FROM {table}"));
        let rows = Json::find_by_statement(rows).all(db.reader()).await.unwrap();
        let mut lines: Vec<String> = rows.iter().map(ToString::to_string).collect();
        lines.sort_unstable();
        all.push_str(&format!("{table}: {}\n", lines.join("\n")));
    }
    all
}

/// What no refused request may change: all but the marks of having been here.
async fn everything(site: &TestSite) -> String {
    let mut tables: Vec<String> = schema(site.db()).await.into_iter().map(|(table, _)| table).collect();
    tables.dedup();
    let tables: Vec<&str> = tables.iter().map(String::as_str).filter(|table| *table != "sign_in_attempts").collect();
    contents(site.db(), &tables).await
}
