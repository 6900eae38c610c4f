//! Signing in again in place: a form that arrives without a session comes back with all its fields, asks who is there,
//! and goes through once that is known.
//!
//! Knows no form in particular. What was typed stays in the page and is never stored; passwords are not even that.

pub mod pages;

use axum::{
    RequestExt as _,
    body::{Body, Bytes},
    extract::Request,
    http::{Method, StatusCode, header, request::Parts},
};

use crate::error::AppError;

/// Names of fields that no form of ours has but the page that asks again.
const EMAIL: &str = "_email";
const PASSWORD: &str = "_password";
/// A form with more fields is none of ours, and is not sent back.
const FIELDS: usize = 2_000;

type Fields = Vec<(String, String)>;

/// A form as it was sent.
pub struct Sent {
    /// Who says that they are there.
    pub credentials: Option<Credentials>,
    /// The form's own fields.
    fields: Fields,
    body: Bytes,
}

pub struct Credentials {
    pub email: String,
    pub password: String,
}

/// Whether a request changes something by a form.
pub fn is_form(parts: &Parts) -> bool {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    !matches!(parts.method, Method::GET | Method::HEAD)
        && essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

impl Sent {
    /// Reads a form within the limit of the route.
    ///
    /// # Errors
    /// [`AppError::PayloadTooLarge`], and [`AppError::Malformed`] when it ends too early.
    pub async fn read(parts: &Parts, body: Body) -> Result<Self, AppError> {
        let request = Request::from_parts(parts.clone(), body);
        let body: Bytes = request.extract().await.map_err(|rejection: axum::extract::rejection::BytesRejection| {
            match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => AppError::PayloadTooLarge,
                _ => AppError::Malformed(rejection.body_text()),
            }
        })?;
        let (reserved, fields): (Fields, Fields) =
            url::form_urlencoded::parse(&body).into_owned().partition(|(name, _)| name == EMAIL || name == PASSWORD);
        let value = |wanted: &str| {
            let found = reserved.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        let credentials =
            (!reserved.is_empty()).then(|| Credentials { email: value(EMAIL), password: value(PASSWORD) });
        Ok(Self { credentials, fields, body })
    }

    /// The body as the form's own handler is to get it: to the letter, unless it says who is there.
    pub fn into_body(self) -> Body {
        match self.credentials {
            None => self.body.into(),
            Some(_) => url::form_urlencoded::Serializer::new(String::new()).extend_pairs(self.fields).finish().into(),
        }
    }

    /// The fields that go along; `None` when there are more than a form of ours has. A form in which a password is set
    /// is to be typed again: no page repeats one, nor what is asked for beside it.
    pub fn carried(&self) -> Option<Vec<(&str, &str)>> {
        let secret = self.fields.iter().any(|(name, _)| name.to_ascii_lowercase().contains("password"));
        let kept = self.fields.iter().filter(|_| !secret);
        (self.fields.len() <= FIELDS).then(|| kept.map(|(name, value)| (name.as_str(), value.as_str())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(method: Method, kind: &str) -> Parts {
        let request = Request::builder().method(method).uri("/x").header("content-type", kind);
        request.body(()).unwrap().into_parts().0
    }

    async fn sent(body: &str) -> Sent {
        Sent::read(&parts(Method::POST, "application/x-www-form-urlencoded"), body.to_owned().into()).await.unwrap()
    }

    #[test]
    fn only_forms_that_change_something_are_carried() {
        assert!(is_form(&parts(Method::POST, "Application/X-WWW-Form-Urlencoded; charset=utf-8")));
        assert!(!is_form(&parts(Method::GET, "application/x-www-form-urlencoded")));
        assert!(!is_form(&parts(Method::POST, "application/json")));
    }

    #[tokio::test]
    async fn who_is_there_is_taken_out_and_the_rest_stays() {
        let plain = sent("a=1&a=%0A2&%FF=x").await;
        assert!(plain.credentials.is_none());
        assert_eq!(axum::body::to_bytes(plain.into_body(), 99).await.unwrap(), "a=1&a=%0A2&%FF=x");
        let with = sent("a=1&_email=a%40b.c&a=%0D%0A2&_password=s3cret&_base=4").await;
        let Credentials { email, password } = with.credentials.as_ref().unwrap();
        assert_eq!((email.as_str(), password.as_str()), ("a@b.c", "s3cret"));
        assert_eq!(axum::body::to_bytes(with.into_body(), 99).await.unwrap(), "a=1&a=%0D%0A2&_base=4");
    }

    #[tokio::test]
    async fn passwords_and_floods_of_fields_are_not_sent_back() {
        assert_eq!(sent("title=T").await.carried().unwrap(), [("title", "T")]);
        assert_eq!(sent("current=a&newPassword=b").await.carried().unwrap(), []);
        assert!(sent(&"a&".repeat(FIELDS + 1)).await.carried().is_none());
    }
}
