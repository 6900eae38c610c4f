//! A form as a browser sent it: what is to be done, what it is based on, and the fields to the letter.

use axum::{
    Form,
    extract::{FromRequest, Request, rejection::FormRejection},
    http::StatusCode,
};

use uuid::Uuid;

use crate::{
    content::{Cause, Change, Input, NewEntry},
    error::AppError,
    vocabulary::{KindName, Locale, RevisionNumber},
    words::t,
};

/// What the button that was pressed asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Then {
    #[default]
    Save,
    /// Save, and on to readers.
    Publish,
    /// Show the form again with what was typed; nothing is saved.
    Edit,
    /// Keep the other's version; what was typed goes into the history before it.
    Theirs,
    /// What was typed becomes an entry of its own.
    Copy,
    /// Out of the trash, and save.
    Recover,
}

/// The fields of an entry's form.
#[derive(Debug, Clone, Default)]
pub struct Posted {
    pub then: Then,
    /// The revision that the form showed.
    pub base: RevisionNumber,
    /// Keys of the script's saves since then that may have arrived.
    pub after: Vec<Uuid>,
    pub slug: String,
    /// The kind's own fields, and the slug: what has to come back if it cannot be saved.
    pub typed: Vec<(String, String)>,
}

impl Posted {
    /// The kind's own fields.
    pub fn input(&self) -> Input {
        Input::form(self.typed.iter().filter(|(name, _)| name != "slug").cloned())
    }

    /// An entry made of the form.
    pub fn new_entry(&self, kind: KindName, locale: Locale) -> NewEntry {
        NewEntry {
            kind,
            locale,
            slug: Some(self.slug.clone()),
            translation_of: None,
            external_id: None,
            content: self.input(),
        }
    }

    /// The form saved over a revision.
    pub fn change(&self, based_on: RevisionNumber, cause: Cause) -> Change {
        Change { based_on, slug: Some(self.slug.clone()), content: self.input(), cause }
    }
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &S) -> Result<Self, AppError> {
        let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, state).await.map_err(refused)?;
        Ok(Self::from(pairs))
    }
}

impl From<Vec<(String, String)>> for Posted {
    fn from(pairs: Vec<(String, String)>) -> Self {
        let mut posted = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "_then" => {
                    posted.then = match value.as_str() {
                        "publish" => Then::Publish,
                        "edit" => Then::Edit,
                        "theirs" => Then::Theirs,
                        "copy" => Then::Copy,
                        "recover" => Then::Recover,
                        _ => Then::Save,
                    };
                }
                // What is no number is based on nothing, and so in conflict with everything.
                "_after" => posted.after.extend(value.parse::<Uuid>()),
                "_base" => posted.base = RevisionNumber(value.parse().unwrap_or_default()),
                _ => {
                    if name == "slug" {
                        posted.slug.clone_from(&value);
                    }
                    posted.typed.push((name, value));
                }
            }
        }
        posted
    }
}

/// One value of a verb's form.
#[derive(Debug, Clone, Default)]
pub struct Answers(Vec<(String, String)>);

impl Answers {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a name that comes several times.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }

    pub fn revision(&self) -> Option<RevisionNumber> {
        self.get("revision").and_then(|number| number.parse().ok()).map(RevisionNumber)
    }
}

impl<S: Send + Sync> FromRequest<S> for Answers {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &S) -> Result<Self, AppError> {
        // A verb's button may send nothing at all, and then not even a content type.
        if request.headers().get(axum::http::header::CONTENT_TYPE).is_none() {
            return Ok(Self::default());
        }
        let Form(pairs) = Form::from_request(request, state).await.map_err(refused)?;
        Ok(Self(pairs))
    }
}

fn refused(rejection: FormRejection) -> AppError {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::PayloadTooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => AppError::UnsupportedMediaType,
        _ => AppError::Malformed(t!("form-unreadable")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_the_form_says_of_itself_is_no_field() {
        let posted = Posted::from(pairs(&[("_base", "3"), ("slug", "a"), ("title", "T"), ("_then", "publish")]));
        assert_eq!((posted.base, posted.then, &*posted.slug), (RevisionNumber(3), Then::Publish, "a"));
        assert_eq!(posted.input().json, json!({"title": "T"}));
        assert_eq!(posted.typed, pairs(&[("slug", "a"), ("title", "T")]));
    }

    #[test]
    fn a_form_without_a_base_is_based_on_nothing() {
        assert_eq!(Posted::from(pairs(&[("_base", "x")])).base, RevisionNumber(0));
    }
}
