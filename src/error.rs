//! Errors at the edge, named by what the client is told. Data only: the edge of the sub-router draws them.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sea_orm::DbErr;
use serde_json::{Map, Value as Json};

use crate::{
    permission::Scope,
    platform::{
        db::is_unavailable,
        http::{Fault, Location, Problem},
    },
    vocabulary::{FieldError, FieldErrors},
    words::t,
};

/// Why a request was not done. A verb's own error becomes one of these where it meets HTTP.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error("not found")]
    NotFound,
    /// Was there once, for readers too.
    #[error("gone")]
    Gone,
    /// Nobody is signed in, or no token was sent.
    #[error("not signed in")]
    Unauthorized,
    /// A token that is unknown, expired, revoked, or whose creator may no longer act.
    #[error("the token is not valid")]
    InvalidToken,
    #[error("not allowed")]
    Forbidden,
    /// The token is good but was not given this scope.
    #[error("the token lacks the scope {0}")]
    InsufficientScope(Scope),
    /// Content that cannot be taken: `422`.
    #[error("invalid: {0}")]
    Invalid(FieldErrors),
    /// Parameters of the path or query that cannot be taken, by name: `400`.
    #[error("bad request: {0}")]
    BadRequest(FieldErrors),
    /// A body that cannot be read at all: `400`, in words for people.
    #[error("malformed: {0}")]
    Malformed(String),
    /// Saved meanwhile by someone else: `409` with the three versions.
    #[error("stale")]
    Stale(Box<StaleVersions>),
    /// Another rule of the data stands against it: `409`.
    #[error("conflict: {code}")]
    Conflict { code: &'static str, detail: String, extra: Map<String, Json> },
    /// `If-Match` is missing.
    #[error("precondition required")]
    PreconditionRequired,
    #[error("payload too large")]
    PayloadTooLarge,
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// Retry after so many seconds.
    #[error("too many requests")]
    TooManyRequests { retry_after: u64 },
    /// The database cannot be reached. Retry after so many seconds.
    #[error("unavailable: {cause:#}")]
    Unavailable { retry_after: u64, cause: anyhow::Error },
    #[error("internal: {0:#}")]
    Internal(anyhow::Error),
}

/// The versions of a save that came too late.
#[derive(Debug, Clone, PartialEq)]
pub struct StaleVersions {
    /// What the save was based on.
    pub base: Json,
    pub yours: Json,
    pub theirs: Json,
}

impl AppError {
    /// One parameter that cannot be taken.
    #[must_use]
    pub fn parameter(name: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        Self::BadRequest(FieldErrors::one(name, code, detail))
    }

    /// Anything that the client can do nothing about; logged with the request's id.
    pub fn internal(cause: impl Into<anyhow::Error>) -> Self {
        Self::from(cause.into())
    }

    /// A conflict that needs no more than its code and words.
    #[must_use]
    pub fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Conflict { code, detail: detail.into(), extra: Map::new() }
    }
}

impl From<anyhow::Error> for AppError {
    fn from(cause: anyhow::Error) -> Self {
        let outage = cause.chain().filter_map(|e| e.downcast_ref::<DbErr>()).any(is_unavailable);
        if outage { Self::Unavailable { retry_after: 5, cause } } else { Self::Internal(cause) }
    }
}

impl From<DbErr> for AppError {
    fn from(cause: DbErr) -> Self {
        Self::from(anyhow::Error::from(cause))
    }
}

impl From<FieldErrors> for AppError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        use AppError as E;
        let plain = |status, code: &'static str, detail: &str| Self::new(status, code).detail(detail);
        match error {
            E::NotFound => plain(StatusCode::NOT_FOUND, "not_found", &t!("problem-nothing-address")),
            E::Gone => plain(StatusCode::GONE, "gone", &t!("problem-was-here-once-been-taken")),
            E::Unauthorized => {
                challenge(plain(StatusCode::UNAUTHORIZED, "unauthorized", &t!("problem-sign-send-token")), "Bearer")
            }
            E::InvalidToken => {
                let detail = "The token is unknown, expired or revoked, or its maker may no longer act.";
                let problem = plain(StatusCode::UNAUTHORIZED, "invalid_token", detail);
                challenge(problem, "Bearer error=\"invalid_token\"")
            }
            E::Forbidden => plain(StatusCode::FORBIDDEN, "forbidden", &t!("problem-you-are-not-allowed-do")),
            E::InsufficientScope(scope) => {
                let detail = format!("The token lacks the scope \"{scope}\".");
                let problem = plain(StatusCode::FORBIDDEN, "insufficient_scope", &detail);
                challenge(problem, &format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\""))
            }
            E::Invalid(errors) => {
                let problem =
                    plain(StatusCode::UNPROCESSABLE_ENTITY, "invalid", &t!("problem-some-fields-hold-what-cannot"));
                Self { errors: faults(errors, |field| Location::Pointer(pointer(&field))), ..problem }
            }
            E::BadRequest(errors) => {
                let problem =
                    plain(StatusCode::BAD_REQUEST, "bad_request", &t!("problem-some-parameters-cannot-taken"));
                Self { errors: faults(errors, Location::Parameter), ..problem }
            }
            E::Malformed(detail) => plain(StatusCode::BAD_REQUEST, "malformed", &detail),
            E::Stale(versions) => {
                let StaleVersions { base, yours, theirs } = *versions;
                let problem =
                    plain(StatusCode::CONFLICT, "stale", &t!("problem-someone-saved-newer-version-meanwhile"));
                let members = [("base", base), ("yours", yours), ("theirs", theirs)];
                Self { extra: members.map(|(name, value)| (name.to_owned(), value)).into_iter().collect(), ..problem }
            }
            E::Conflict { code, detail, extra } => Self { extra, ..plain(StatusCode::CONFLICT, code, &detail) },
            E::PreconditionRequired => {
                let detail = "Send If-Match with the revision that you are changing.";
                plain(StatusCode::PRECONDITION_REQUIRED, "precondition_required", detail)
            }
            E::PayloadTooLarge => {
                plain(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", &t!("problem-request-holds-more-than-taken"))
            }
            E::UnsupportedMediaType => {
                let detail = "This Content-Type is not taken here.";
                plain(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
            }
            E::TooManyRequests { retry_after } => {
                let detail = "Too many tries. Wait a while before the next one.";
                plain(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", detail).retry_after(retry_after)
            }
            E::Unavailable { retry_after, cause } => {
                let problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable").retry_after(retry_after);
                Self { cause: Some(cause.into()), ..problem }
            }
            E::Internal(cause) => Self::internal(cause),
        }
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        Problem::from(self).into_response()
    }
}

/// `WWW-Authenticate` (RFC 6750, section 3).
fn challenge(problem: Problem, value: &str) -> Problem {
    match HeaderValue::from_str(value) {
        Ok(value) => problem.header(header::WWW_AUTHENTICATE, value),
        Err(_) => problem,
    }
}

fn faults(errors: FieldErrors, place: impl Fn(String) -> Location) -> Vec<Fault> {
    let fault = |FieldError { field, code, detail }| Fault { at: place(field), code, detail };
    errors.0.into_iter().map(fault).collect()
}

/// A dotted field as a JSON pointer (RFC 6901) into a management request's body.
#[must_use]
pub fn pointer(field: &str) -> String {
    if field.starts_with('/') {
        return field.to_owned();
    }
    let steps = field.split('.').filter(|step| !step.is_empty()).map(|step| step.replace('~', "~0").replace('/', "~1"));
    let within = if matches!(field, "slug" | "locale") { "" } else { "/content" };
    steps.fold(within.to_owned(), |path, step| path + "/" + &step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_becomes_a_pointer_into_the_body() {
        assert_eq!(pointer("seo.title"), "/content/seo/title");
        assert_eq!(pointer("authors.1"), "/content/authors/1");
        assert_eq!(pointer("slug"), "/slug");
        assert_eq!(pointer(""), "/content");
        assert_eq!(pointer("a/b~c"), "/content/a~1b~0c");
    }

    #[test]
    fn a_lost_database_is_said_to_be_one() {
        let lost = DbErr::ConnectionAcquire(sea_orm::error::ConnAcquireErr::Timeout);
        let wrapped = anyhow::Error::from(lost).context("while saving");
        let problem = Problem::from(AppError::from(wrapped));
        assert_eq!((problem.status.as_u16(), &*problem.code), (503, "unavailable"));
        assert_eq!(problem.headers[0].0, header::RETRY_AFTER);
        let other = Problem::from(AppError::from(DbErr::Custom("a bug".into())));
        assert_eq!(other.status.as_u16(), 500);
    }

    #[test]
    fn a_refused_token_is_told_how() {
        let problem = Problem::from(AppError::InsufficientScope(Scope::ContentWrite));
        let (_, value) = &problem.headers[0];
        assert_eq!(value, "Bearer error=\"insufficient_scope\", scope=\"content:write\"");
    }
}
