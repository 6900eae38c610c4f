//! A client of the management and the delivery API.

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, StatusCode, redirect};
use serde_json::{Value as Json, json};

use crate::harness::search;

/// A request without an answer for so long was cut off.
const PATIENCE: Duration = Duration::from_secs(120);

/// Somebody with a token.
#[derive(Debug, Clone)]
pub struct Api {
    pub http: Client,
    pub url: String,
    token: String,
}

/// An answer: its status and its JSON, `null` when it has none.
pub type Answer = reqwest::Result<(StatusCode, Json)>;

impl Api {
    pub fn new(url: &str, token: &str) -> Self {
        // Somebody else's server may have taken the port of one that was killed, and never answer.
        let client = Client::builder().redirect(redirect::Policy::none()).no_proxy().timeout(PATIENCE);
        let http = client.build().unwrap();
        Self { http, url: url.into(), token: token.into() }
    }

    pub fn at(&self, url: &str) -> Self {
        Self::new(url, &self.token)
    }

    pub fn manage(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}/api/v1/manage/{path}", self.url)).bearer_auth(&self.token)
    }

    pub async fn create(&self, plural: &str, slug: &str, content: Json) -> Answer {
        send(self.manage(Method::POST, plural).json(&json!({ "slug": slug, "content": content }))).await
    }

    pub async fn save(&self, entry: &str, based_on: i64, content: Json) -> Answer {
        let request = self.manage(Method::PUT, entry).header("if-match", format!("\"{based_on}\""));
        send(request.json(&json!({ "content": content }))).await
    }

    pub async fn publish(&self, entry: &str, together: bool) -> Answer {
        send(self.manage(Method::POST, &format!("{entry}/publication")).json(&json!({ "together": together }))).await
    }

    pub async fn unpublish(&self, entry: &str) -> Answer {
        send(self.manage(Method::DELETE, &format!("{entry}/publication"))).await
    }

    pub async fn show(&self, entry: &str) -> Answer {
        send(self.manage(Method::GET, entry)).await
    }

    /// Loads lines and gives back their results.
    pub async fn batch(&self, lines: &[Json]) -> reqwest::Result<Vec<Json>> {
        let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let request = self.manage(Method::POST, "batch").header("content-type", "application/x-ndjson").body(body);
        let text = request.send().await?.error_for_status()?.text().await?;
        Ok(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
    }

    /// What readers get; no secret is ever among it.
    pub async fn read(&self, path: &str) -> Answer {
        let answer = self.http.get(format!("{}/api/v1/{path}", self.url)).send().await?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let bytes = answer.bytes().await?;
        search(path, &headers, &bytes);
        Ok((status, serde_json::from_slice(&bytes).unwrap_or_default()))
    }

    /// Makes an entry that must be made; returns its path in the management API.
    pub async fn made(&self, plural: &str, slug: &str, content: Json) -> String {
        let (status, body) = self.create(plural, slug, content).await.unwrap();
        assert_eq!(status, 201, "{body}");
        format!("{plural}/{}", body["data"]["id"].as_str().unwrap())
    }
}

/// The smallest content that can be published, and says what it is called.
pub fn content(plural: &str, name: &str) -> Json {
    match plural {
        "articles" => json!({ "title": name, "body": { "markdown": format!("About {name}.") } }),
        "faqs" => json!({ "question": name, "answer": { "markdown": format!("So says {name}.") } }),
        "ctas" => json!({ "name": name, "label": name, "target": { "type": "url", "url": "https://clinic.example/" } }),
        _ => json!({ "name": name }),
    }
}

/// The field in which [`content`] has the name.
pub fn name_field(plural: &str) -> &'static str {
    match plural {
        "articles" => "title",
        "faqs" => "question",
        "ctas" => "label",
        _ => "name",
    }
}

async fn send(request: RequestBuilder) -> Answer {
    let answer = request.send().await?;
    let status = answer.status();
    let bytes = answer.bytes().await?;
    Ok((status, serde_json::from_slice(&bytes).unwrap_or_default()))
}
