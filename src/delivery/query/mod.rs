//! The query of a request, read strictly: whatever is unknown is refused by name, together with what is known.
//!
//! Every query has one normal form, so that two spellings of it share an answer.

mod list;
mod one;
mod shown;
mod sort;

use url::form_urlencoded;

pub use list::{ListQuery, Start};
pub use one::{OneQuery, ResolveQuery};
pub use shown::{BODY_FORMS, ENVELOPE_AFTER, ENVELOPE_BEFORE, MAX_FIELDS, Shown, paths};
pub use sort::{MAX_SORT, Sort, sort_keys};

use super::{
    filter::moment,
    fold::Locales,
    problem::{Faults, Refusal},
};
use crate::vocabulary::{Locale, Time};

/// The longest query, in bytes, and the most parameters in one.
const MAX_BYTES: usize = 4096;
const MAX_PARAMETERS: usize = 32;
pub const MAX_FALLBACKS: usize = 3;
pub const MAX_PAGE: u64 = 999_999_999;
pub const DEFAULT_LIMIT: usize = 20;
pub const MAX_LIMIT: usize = 100;

/// What every query of content may say: in which language, and as of when.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Common {
    pub locales: Locales,
    /// What readers got at this moment, for whoever may read history.
    pub at: Option<Time>,
}

impl Common {
    fn take(&mut self, name: &str, value: &str, faults: &mut Faults) -> bool {
        match name {
            "locale" => self.locales.first = locale(name, value, faults),
            "fallback" => {
                self.locales.fallback =
                    value.split(',').take(MAX_FALLBACKS + 1).filter_map(|v| locale(name, v, faults)).collect();
                if self.locales.fallback.len() > MAX_FALLBACKS {
                    faults.add(name, "too_many", format!("give {MAX_FALLBACKS} locales at most"));
                }
            }
            "at" => match moment(value) {
                Some(at) => self.at = Some(at),
                None => faults.add(name, "invalid_value", "use a time such as 2026-11-01T09:30:00Z".into()),
            },
            _ => return false,
        }
        true
    }

    /// Each locale stands once.
    fn check(&self, faults: &mut Faults) {
        let mut seen: Vec<&Locale> = self.locales.first.iter().collect();
        for locale in &self.locales.fallback {
            if seen.contains(&locale) {
                faults.add("fallback", "duplicate", format!("{:?} stands there twice", locale.as_str()));
            }
            seen.push(locale);
        }
    }

    fn write(&self, normal: &mut Normal) {
        if let Some(locale) = &self.locales.first {
            normal.add("locale", locale.as_str());
        }
        if !self.locales.fallback.is_empty() {
            normal.add("fallback", &self.locales.fallback.iter().map(Locale::as_str).collect::<Vec<_>>().join(","));
        }
        if let Some(at) = self.at {
            normal.add("at", &at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true));
        }
    }
}

pub fn locale(name: &str, value: &str, faults: &mut Faults) -> Option<Locale> {
    value.parse().map_err(|error| faults.add(name, "invalid_value", format!("{error}"))).ok()
}

/// The parameters, decoded; each once.
pub fn parameters(query: &str, faults: &mut Faults) -> Vec<(String, String)> {
    if query.len() > MAX_BYTES {
        faults.add("", "too_long", format!("a query has {MAX_BYTES} bytes at most"));
        return Vec::new();
    }
    let mut found: Vec<(String, String)> = Vec::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if found.len() >= MAX_PARAMETERS {
            faults.add("", "too_many", format!("a query has {MAX_PARAMETERS} parameters at most"));
            return Vec::new();
        }
        if found.iter().any(|(other, _)| *other == name) {
            faults.add(&name, "duplicate", "give it once".into());
        } else {
            found.push((name.into_owned(), value.into_owned()));
        }
    }
    found
}

pub fn unknown(name: &str, known: &[&str], faults: &mut Faults) {
    faults.add(name, "unknown_parameter", format!("not a parameter here; use {}", known.join(", ")));
}

/// Which page.
pub fn page(value: &str, faults: &mut Faults) -> Option<usize> {
    let page = number(value);
    if page.is_none() {
        faults.add("page", "invalid_value", "use a whole number from 1".into());
    }
    page
}

/// How many there are on a page.
pub fn limit(most: usize, value: &str, faults: &mut Faults) -> Option<usize> {
    let limit = number(value).filter(|n| *n <= most);
    if limit.is_none() {
        faults.add("limit", "invalid_value", format!("use a whole number from 1 to {most}"));
    }
    limit
}

/// A whole number from 1, written in one way.
fn number(text: &str) -> Option<usize> {
    let plain = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: u64 = text.parse().ok().filter(|number| *number <= MAX_PAGE)?;
    if plain { usize::try_from(number).ok() } else { None }
}

/// A query string in the making. Commas stay as they are: they separate, in every value that has them.
#[derive(Default)]
pub struct Normal(pub String);

impl Normal {
    pub fn add(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        // Brackets stand in no query as they are (RFC 3986, section 3.4).
        self.0.extend(form_urlencoded::byte_serialize(name.as_bytes()));
        self.0.push('=');
        for (index, part) in value.split(',').enumerate() {
            if index > 0 {
                self.0.push(',');
            }
            self.0.extend(form_urlencoded::byte_serialize(part.as_bytes()));
        }
    }
}

#[cfg(test)]
mod tests;
