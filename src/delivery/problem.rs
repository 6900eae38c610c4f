//! What readers are told when there is no answer. No cache keeps it: the edge marks each of these `no-store`.

use std::sync::Arc;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{history::HistoryError, source::SourceError};
use crate::{
    error::AppError,
    permission::Scope,
    platform::http::{Fault, Location, Problem},
};

/// Why there is no answer.
#[derive(Debug, Clone)]
pub enum Refusal {
    /// The query cannot be taken: `400`.
    Faults(Vec<Fault>),
    Missing,
    /// Nobody has said yet where the site is.
    NoAddress,
    Gone,
    Method,
    /// This client has had its share for now.
    TooMany {
        retry_after: u64,
    },
    /// What is asked for is not for everybody.
    History(HistoryError),
    Source(SourceError),
    Internal(Arc<anyhow::Error>),
}

/// Everything that is wrong with a query.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    pub fn add(&mut self, parameter: &str, code: &'static str, detail: String) {
        // What the client sent comes back in the answer, but not without bound.
        let parameter = parameter.chars().take(80).collect();
        self.0.push(Fault { at: Location::Parameter(parameter), code, detail });
    }

    /// The value, when nothing was wrong.
    pub fn or<T>(self, value: T) -> Result<T, Refusal> {
        if self.0.is_empty() { Ok(value) } else { Err(Refusal::Faults(self.0)) }
    }
}

impl Refusal {
    /// One parameter cannot be taken.
    pub fn fault(parameter: &str, code: &'static str, detail: impl Into<String>) -> Self {
        let mut faults = Faults::default();
        faults.add(parameter, code, detail.into());
        Self::Faults(faults.0)
    }

    pub fn internal(cause: impl Into<anyhow::Error>) -> Self {
        Self::Internal(cause.into().into())
    }
}

impl From<SourceError> for Refusal {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

impl From<HistoryError> for Refusal {
    fn from(error: HistoryError) -> Self {
        match error {
            HistoryError::Source(error) => Self::Source(error),
            error => Self::History(error),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let plain = |status, code: &'static str, detail: &str| Self::new(status, code).detail(detail);
        let problem = match refusal {
            Refusal::Faults(errors) => {
                let problem = plain(StatusCode::BAD_REQUEST, "bad_request", "Some parameters cannot be taken.");
                Self { errors, ..problem }
            }
            Refusal::Missing => plain(StatusCode::NOT_FOUND, "not_found", "There is nothing at this address."),
            Refusal::NoAddress => {
                let detail = "The site's settings do not say where the site is, so its pages have no addresses.";
                plain(StatusCode::NOT_FOUND, "no_address", detail)
            }
            Refusal::Gone => plain(StatusCode::GONE, "gone", "This was here once and has been taken away."),
            Refusal::Method => {
                let detail = "Published content is only read: use GET or HEAD.";
                plain(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
                    .header(header::ALLOW, HeaderValue::from_static("GET, HEAD, OPTIONS"))
            }
            Refusal::TooMany { retry_after } => {
                let detail = "Too many different questions in a short time; what was asked before is still answered.";
                plain(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail).retry_after(retry_after)
            }
            Refusal::History(error) => Self::from(match error {
                HistoryError::Unknown => AppError::Unauthorized,
                HistoryError::InvalidToken => AppError::InvalidToken,
                HistoryError::NoScope => AppError::InsufficientScope(Scope::History),
                HistoryError::Forbidden => AppError::Forbidden,
                HistoryError::Source(error) => return Refusal::Source(error).into(),
            }),
            Refusal::Source(error @ SourceError::Unavailable(_)) => {
                let problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable").retry_after(5);
                Self { cause: Some(anyhow::Error::new(error).into()), ..problem }
            }
            Refusal::Source(error @ SourceError::Unreadable(_)) => Self::internal(error.into()),
            Refusal::Internal(cause) => {
                let problem = Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal");
                Self { cause: Some(cause), ..problem }
            }
        };
        // A script on another site may read why it got nothing.
        problem.header(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        Problem::from(self).into_response()
    }
}
