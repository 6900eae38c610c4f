//! An answer read to its end, with words to look at it.

use axum::http::HeaderMap;
use bytes::Bytes;
use reqwest::Response;
use serde_json::Value as Json;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub async fn of(response: Response) -> Self {
        let (status, mut headers) = (response.status().as_u16(), response.headers().clone());
        // Answers are compared, whenever they came.
        headers.remove("date");
        Self { status, headers, body: response.bytes().await.unwrap() }
    }

    /// Demands a status; shows the body where it is another.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// Demands a refusal: any that is the client's own fault.
    #[track_caller]
    pub fn refused(self) -> Self {
        assert!((400..500).contains(&self.status), "{} {}", self.status, self.text());
        self
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body as lines of JSON.
    pub fn lines(&self) -> Vec<Json> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[track_caller]
    pub fn data(&self) -> Json {
        self.json()["data"].take()
    }

    /// A header, or `""`.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The code of a problem, which has the one media type that problems have.
    #[track_caller]
    pub fn code(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// What a problem says is wrong, as `place code`.
    #[track_caller]
    pub fn faults(&self) -> Vec<String> {
        let json = self.json();
        let errors = json["errors"].as_array().unwrap_or_else(|| panic!("{json}"));
        let place = |error: &Json| error["pointer"].as_str().or(error["parameter"].as_str()).unwrap().to_owned();
        errors.iter().map(|error| format!("{} {}", place(error), error["code"].as_str().unwrap())).collect()
    }
}
