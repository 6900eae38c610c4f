//! Parameters and headers: everything unknown is refused by name.

use std::collections::HashMap;

use axum::http::{HeaderMap, header};
use serde_json::Value as Json;

use crate::{
    content::{BodyForm, Query, show::parse_state},
    error::AppError,
    vocabulary::{Field, FieldErrors, KindName, RevisionNumber, Time, parameter::Parameter},
    words::t,
};

/// Query parameters, taken out one by one.
pub struct Parameters(HashMap<String, String>);

impl Parameters {
    /// # Errors
    /// A parameter that is not `known`, comes twice, or holds what no text column can.
    pub fn new(pairs: Vec<(String, String)>, known: &[Parameter]) -> Result<Self, AppError> {
        let mut map = HashMap::new();
        let mut strange = FieldErrors::default();
        for (name, value) in pairs {
            if !known.iter().any(|parameter| parameter.name == name) {
                let detail = t!("problem-no-parameter-name", name = name.to_string());
                strange.add(name, "unknown_parameter", detail);
                continue;
            }
            if value.contains('\0') {
                return Err(AppError::parameter(name, "nul", t!("problem-not-contain-character-u-0000")));
            }
            if map.insert(name.clone(), value).is_some() {
                return Err(AppError::parameter(name, "repeated", t!("problem-given-twice")));
            }
        }
        if strange.is_empty() { Ok(Self(map)) } else { Err(AppError::BadRequest(strange)) }
    }

    pub fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)
    }

    /// # Errors
    /// What is neither `true` nor `false`.
    pub fn flag(&mut self, name: &str) -> Result<bool, AppError> {
        match self.take(name).as_deref() {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => Err(AppError::parameter(name, "not_a_flag", t!("problem-true-false"))),
        }
    }

    /// # Errors
    /// What is no whole number within the bounds.
    pub fn number(&mut self, name: &str, default: u64, bounds: std::ops::RangeInclusive<u64>) -> Result<u64, AppError> {
        let Some(text) = self.take(name) else { return Ok(default) };
        text.parse().ok().filter(|number| bounds.contains(number)).ok_or_else(|| {
            let detail = t!("problem-number-from-b", a = bounds.start().to_string(), b = bounds.end().to_string());
            AppError::parameter(name, "out_of_range", detail)
        })
    }

    /// The form of rich text.
    ///
    /// # Errors
    /// What is none.
    pub fn body(&mut self) -> Result<BodyForm, AppError> {
        match self.take("body").as_deref() {
            None | Some("markdown") => Ok(BodyForm::Markdown),
            Some("doc") => Ok(BodyForm::Doc),
            Some("html") => Ok(BodyForm::Html),
            Some(_) => Err(AppError::parameter("body", "not_a_choice", t!("problem-markdown-doc-html"))),
        }
    }

    /// The filter of a list.
    ///
    /// # Errors
    /// A value that cannot be read.
    pub fn list(&mut self, kind: KindName) -> Result<Query, AppError> {
        let state = self.take("state").unwrap_or_default();
        let updated_since =
            match self.take("updatedSince") {
                None => None,
                Some(text) => Some(text.parse::<Time>().map_err(|_| {
                    AppError::parameter("updatedSince", "not_a_time", t!("problem-time-2026-11-01t09-00"))
                })?),
            };
        Ok(Query {
            kind: Some(kind),
            state: parse_state(&state).map_err(|why| AppError::parameter("state", "not_a_choice", why))?,
            text: self.take("q").unwrap_or_default(),
            updated_since,
            page: self.number("page", 1, 1..=1_000_000)?,
            limit: self.number("limit", 20, 1..=100)?,
            ..Query::default()
        })
    }
}

/// The revision that a save is based on, from `If-Match` (RFC 9110, section 13.1.1).
///
/// # Errors
/// `428` when it is missing (RFC 6585, section 3), `400` when it is no revision.
pub fn if_match(headers: &HeaderMap) -> Result<RevisionNumber, AppError> {
    let value = headers.get(header::IF_MATCH).ok_or(AppError::PreconditionRequired)?;
    let text = value.to_str().unwrap_or_default().trim();
    let number = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    number
        .and_then(|text| text.parse().ok())
        .map(RevisionNumber)
        .ok_or_else(|| AppError::Malformed(t!("problem-if-match-one-revision-quotes")))
}

/// A JSON object from a body; an empty body is an empty object.
///
/// # Errors
/// `400` for what is no JSON object.
pub fn object(body: &[u8]) -> Result<serde_json::Map<String, Json>, AppError> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(serde_json::Map::new());
    }
    match serde_json::from_slice(body) {
        Ok(Json::Object(object)) => Ok(object),
        Ok(_) => Err(AppError::Malformed(t!("problem-body-json-object"))),
        Err(error) => Err(AppError::Malformed(t!("problem-body-not-json-error", error = error.to_string()))),
    }
}

/// Refuses fields that are not asked for.
///
/// # Errors
/// `422` naming them.
pub fn only(object: &serde_json::Map<String, Json>, known: &[Field]) -> Result<(), AppError> {
    let mut errors = FieldErrors::default();
    for name in object.keys().filter(|name| !known.iter().any(|field| field.name == **name)) {
        errors.add(format!("/{name}"), "unknown_field", t!("problem-no-field-name", name = name.to_string()));
    }
    if errors.is_empty() { Ok(()) } else { Err(AppError::Invalid(errors)) }
}

/// A text field; `None` when absent or `null`.
///
/// # Errors
/// `422` for anything else.
pub fn text(object: &serde_json::Map<String, Json>, name: &str) -> Result<Option<String>, AppError> {
    match object.get(name) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(FieldErrors::one(format!("/{name}"), "not_text", t!("problem-text")).into()),
    }
}
