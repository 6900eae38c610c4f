//! One id per request: in the log, in the answer's header and in what an error says. Never taken from outside.

use std::fmt;

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument as _;
use uuid::Uuid;

/// A request's id: a UUIDv7.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestId(Uuid);

impl RequestId {
    pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

    #[must_use]
    #[expect(clippy::new_without_default, reason = "each is new: a default would read as a constant")]
    pub fn new() -> Self {
        Self(Uuid::now_v7())
    }

    pub(super) fn header(self) -> Option<HeaderValue> {
        HeaderValue::try_from(self.to_string()).ok()
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// Gives the request its id, and what is logged while it is answered a span that names it.
pub(super) async fn assign(mut request: Request, next: Next) -> Response {
    let id = RequestId::new();
    request.extensions_mut().insert(id);
    let span = tracing::info_span!("request", "request.id" = %id, method = %request.method());
    let mut response = next.run(request).instrument(span).await;
    if let Some(value) = id.header() {
        response.headers_mut().insert(RequestId::HEADER, value);
    }
    response
}
