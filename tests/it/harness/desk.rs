//! A site and Edith, its editor, who works through the management API; and what she writes.

use galley::{
    accounts::NewToken,
    permission::{Actor, Scope},
};
use reqwest::{Client, Method, redirect};
use serde_json::{Value as Json, json};

use super::{Answer, Backend, CANARY, Stage, TestSite, canary};

const MANAGE: &str = "/api/v1/manage";

/// Edith at her desk. In the database lie secrets that no reader may ever see.
pub struct Desk {
    pub site: TestSite,
    /// Edith's token: all scopes.
    edith: String,
    client: Client,
}

impl Stage for Desk {
    async fn start(backend: Backend) -> Self {
        Self::at(TestSite::start(backend).await).await
    }

    async fn finish(self) {
        self.site.finish().await;
    }
}

impl Desk {
    /// Edith sits down at a site that runs.
    pub async fn at(site: TestSite) -> Self {
        canary::plant(site.db(), site.clock.now()).await;
        let edith = token(&site, "edith", &Scope::ALL).await;
        let client = Client::builder().redirect(redirect::Policy::none()).no_proxy().build().unwrap();
        Self { site, edith, client }
    }

    /// A token with these scopes.
    pub async fn token(&self, scopes: &[Scope]) -> String {
        token(&self.site, "someone", scopes).await
    }

    /// A call of the management API with any token and any headers; `path` is what follows `/manage`.
    pub async fn call(
        &self,
        token: Option<&str>,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<reqwest::Body>,
    ) -> Answer {
        let mut request = self.client.request(method, format!("{}{MANAGE}{path}", self.site.url)).body(body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Answer::of(request.send().await.unwrap()).await
    }

    /// A call of Edith's.
    pub async fn ask(&self, method: Method, path: &str, body: &Json) -> Answer {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.call(Some(&self.edith), method, path, &[("content-type", "application/json")], body).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &Json::Null).await
    }

    pub async fn post(&self, path: &str, body: &Json) -> Answer {
        self.ask(Method::POST, path, body).await
    }

    /// `POST` of a body that need not be JSON.
    pub async fn post_text(&self, path: &str, body: &str) -> Answer {
        self.call(Some(&self.edith), Method::POST, path, &[("content-type", "application/json")], body.to_owned()).await
    }

    /// A call of Edith's without a word on what its body is.
    pub async fn call_edith(&self, method: Method, path: &str, body: &str) -> Answer {
        self.call(Some(&self.edith), method, path, &[], body.to_owned()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.ask(Method::DELETE, path, &Json::Null).await
    }

    /// `PUT` or `PATCH` over a revision.
    pub async fn save(&self, method: Method, path: &str, revision: i64, body: &Json) -> Answer {
        self.save_as(method, path, &format!("\"{revision}\""), body).await
    }

    /// As [`save`](Self::save), with any `If-Match`.
    pub async fn save_as(&self, method: Method, path: &str, if_match: &str, body: &Json) -> Answer {
        self.call(Some(&self.edith), method, path, &[("if-match", if_match)], body.to_string()).await
    }

    /// Replaces the fields named of an entry's newest revision.
    pub async fn patch(&self, path: &str, body: &Json) -> Answer {
        let revision = self.get(path).await.is(200).data()["draftRevision"].as_i64().unwrap();
        self.save(Method::PATCH, path, revision, body).await.is(200)
    }

    /// A new draft; its path below `/manage`.
    pub async fn draft(&self, kinds: &str, slug: &str, content: &Json) -> String {
        let answer = self.post(&format!("/{kinds}"), &json!({ "slug": slug, "content": content })).await.is(201);
        format!("/{kinds}/{}", answer.data()["id"].as_str().unwrap())
    }

    /// A new entry that is live, with what it refers to.
    pub async fn live(&self, kinds: &str, slug: &str, content: &Json) -> String {
        let path = self.draft(kinds, slug, content).await;
        self.publish(&path).await.is(200);
        path
    }

    pub async fn publish(&self, path: &str) -> Answer {
        self.post(&format!("{path}/publication"), &json!({ "together": true })).await
    }

    /// Lines in, results out.
    pub async fn batch(&self, lines: &[Json]) -> Answer {
        let body = lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        self.send_batch("application/x-ndjson", body).await
    }

    /// A batch of any text, said to be of any type.
    pub async fn send_batch(&self, media_type: &str, body: String) -> Answer {
        self.call(Some(&self.edith), Method::POST, "/batch", &[("content-type", media_type)], body).await
    }

    /// The sample content, live.
    pub async fn with_the_clinic(&self) {
        self.site.app.load_demo().await.unwrap();
    }

    /// What whoever holds a token gets there.
    pub async fn read_as(&self, token: &str, path: &str) -> Answer {
        let request = self.site.get(&format!("/api/v1{path}")).header("authorization", format!("Bearer {token}"));
        Answer::of(request.send().await.unwrap()).await
    }

    /// What readers get at a path below `/api/v1`.
    pub async fn read(&self, path: &str) -> Answer {
        Answer::of(self.site.get(&format!("/api/v1{path}")).send().await.unwrap()).await
    }
}

async fn token(site: &TestSite, name: &str, scopes: &[Scope]) -> String {
    let new = NewToken { name: name.into(), scopes: scopes.to_vec(), expires_at: None };
    let issued = site.app.accounts.create_token(&Actor::system("test"), new).await.unwrap();
    issued.secret.reveal().to_owned()
}

/// The id at the end of an entry's path.
pub fn id_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// The content of an article, its body in Markdown.
pub fn article(title: &str, body: &str) -> Json {
    json!({ "title": title, "body": { "markdown": body } })
}

/// The content of a question. Who keeps it true is nobody else's business.
pub fn faq(question: &str, answer: &str) -> Json {
    json!({ "question": question, "answer": { "markdown": answer }, "owner": CANARY })
}

/// The content of a button. Its name is for the house alone.
pub fn button(label: &str) -> Json {
    json!({
        "name": format!("{label} {CANARY}"), "kind": "button", "label": label,
        "target": { "type": "url", "url": "https://clinic.example/book" },
    })
}

/// The content of an author, a category or a tag.
pub fn named(name: &str) -> Json {
    json!({ "name": name })
}
