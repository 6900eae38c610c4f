//! What went wrong, as data (RFC 9457): handlers answer with it, the edge draws it as JSON or as a page.

use std::{borrow::Cow, sync::Arc};

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value as Json, json};

use super::RequestId;

/// Where in a request something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A JSON Pointer (RFC 6901) into the body: `/content/seo/title`.
    Pointer(String),
    /// A name of the query or of the path: `filter[category]`.
    Parameter(String),
}

/// One thing that is wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub at: Location,
    /// A stable word for programs.
    pub code: &'static str,
    pub detail: String,
}

/// An answer that says why a request was not done.
///
/// As a response it carries itself in the extensions, with its status and headers and no body;
/// [`Edge`](super::Edge) draws it.
#[derive(Debug, Clone)]
pub struct Problem {
    pub status: StatusCode,
    /// A stable word for programs: `not_found`, `stale`.
    pub code: Cow<'static, str>,
    /// For people; never shown for a 5xx.
    pub detail: Option<String>,
    pub errors: Vec<Fault>,
    /// Further members of the answer: `theirs`, `uses`.
    pub extra: Map<String, Json>,
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// For the log alone.
    pub cause: Option<Arc<anyhow::Error>>,
}

impl Problem {
    #[must_use]
    pub fn new(status: StatusCode, code: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            code: code.into(),
            detail: None,
            errors: Vec::new(),
            extra: Map::new(),
            headers: Vec::new(),
            cause: None,
        }
    }

    /// The problem that a bare status stands for; the code is the status' phrase: `method_not_allowed`.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        let phrase = status.canonical_reason().unwrap_or("error");
        Self::new(status, phrase.to_ascii_lowercase().replace([' ', '-'], "_"))
    }

    /// A 500 that keeps its cause for the log.
    #[must_use]
    pub fn internal(cause: anyhow::Error) -> Self {
        let problem = Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal");
        Self { cause: Some(Arc::new(cause)), ..problem }
    }

    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Asks the client to come back later (RFC 9110, section 10.2.3).
    #[must_use]
    pub fn retry_after(self, seconds: u64) -> Self {
        self.header(header::RETRY_AFTER, HeaderValue::from(seconds))
    }

    /// The status' own words, for people.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.status.canonical_reason().unwrap_or("Error")
    }

    /// The members of RFC 9457, section 3.1, and ours. A 5xx tells the request id and nothing else.
    #[must_use]
    pub fn to_json(&self, instance: &str, request_id: RequestId) -> Json {
        let mut body = json!({
            "type": "about:blank",
            "title": self.title(),
            "status": self.status.as_u16(),
            "detail": self.detail,
            "instance": instance,
            "code": self.code,
            "requestId": request_id.to_string(),
        });
        let Some(members) = body.as_object_mut() else { return body };
        if self.status.is_server_error() {
            members.insert("detail".into(), Json::Null);
            return body;
        }
        if !self.errors.is_empty() {
            members.insert("errors".into(), self.errors.iter().map(Fault::to_json).collect());
        }
        for (name, value) in &self.extra {
            members.entry(name).or_insert_with(|| value.clone());
        }
        body
    }
}

impl Fault {
    fn to_json(&self) -> Json {
        match &self.at {
            Location::Pointer(pointer) => json!({"pointer": pointer, "code": self.code, "detail": self.detail}),
            Location::Parameter(name) => json!({"parameter": name, "code": self.code, "detail": self.detail}),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.headers_mut().extend(self.headers.iter().cloned());
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_error_tells_nothing_but_the_request_id() {
        let mut problem = Problem::internal(anyhow::anyhow!("password of the database")).detail("secret");
        problem.extra.insert("theirs".into(), json!("secret"));
        let id = RequestId::new();
        let text = problem.to_json("/api/v1/articles", id).to_string();
        assert!(!text.contains("secret") && !text.contains("password"), "{text}");
        assert!(text.contains(&id.to_string()));
    }

    #[test]
    fn further_members_never_replace_the_standard_ones() {
        let mut problem = Problem::new(StatusCode::CONFLICT, "stale");
        problem.extra.insert("status".into(), json!(200));
        problem.extra.insert("base".into(), json!(3));
        let body = problem.to_json("/", RequestId::new());
        assert_eq!((body["status"].clone(), body["base"].clone()), (json!(409), json!(3)));
    }

    #[test]
    fn a_bare_status_has_a_code() {
        assert_eq!(Problem::of_status(StatusCode::METHOD_NOT_ALLOWED).code, "method_not_allowed");
    }
}
