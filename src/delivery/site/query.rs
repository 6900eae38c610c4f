//! The queries of answers about the site.

use super::super::{
    parameters::{CHANGES, LOCALE, PAGE},
    problem::{Faults, Refusal},
    query::{self, MAX_LIMIT, locale, parameters, unknown},
};
use crate::vocabulary::{CatalogVersion, Locale};

pub const MAX_CHANGES: usize = 1_000;
/// The largest number that every reader of JSON takes for itself (RFC 8259, section 6).
pub const MAX_VERSION: u64 = (1 << 53) - 1;

/// Refuses every parameter.
pub fn nothing(query: &str) -> Result<(), Refusal> {
    let mut faults = Faults::default();
    for (name, _) in parameters(query, &mut faults) {
        faults.add(&name, "unknown_parameter", "there are no parameters here".into());
    }
    faults.or(())
}

/// The locale alone.
pub fn locale_only(query: &str) -> Result<Option<Locale>, Refusal> {
    let mut faults = Faults::default();
    let mut found = None;
    for (name, value) in parameters(query, &mut faults) {
        if name == "locale" {
            found = locale(&name, &value, &mut faults);
        } else {
            unknown(&name, LOCALE, &mut faults);
        }
    }
    faults.or(found)
}

/// A page alone.
pub fn page(query: &str) -> Result<Option<usize>, Refusal> {
    let mut faults = Faults::default();
    let mut found = None;
    for (name, value) in parameters(query, &mut faults) {
        match &*name {
            "page" => found = query::page(&value, &mut faults),
            _ => unknown(&name, PAGE, &mut faults),
        }
    }
    faults.or(found)
}

/// The query of `/changes`.
#[derive(Debug, Clone, Copy)]
pub struct Changes {
    pub since: CatalogVersion,
    pub limit: usize,
}

impl Changes {
    pub fn read(query: &str) -> Result<Self, Refusal> {
        let mut faults = Faults::default();
        let mut read = Self { since: CatalogVersion(0), limit: MAX_LIMIT };
        for (name, value) in parameters(query, &mut faults) {
            match &*name {
                "since" => match value.parse::<u64>().ok().filter(|n| *n <= MAX_VERSION && n.to_string() == value) {
                    Some(version) => read.since = CatalogVersion(i64::try_from(version).unwrap_or(i64::MAX)),
                    None => faults.add(&name, "invalid_value", "use the version of an earlier answer, or 0".into()),
                },
                "limit" => read.limit = query::limit(MAX_CHANGES, &value, &mut faults).unwrap_or(read.limit),
                _ => unknown(&name, CHANGES, &mut faults),
            }
        }
        faults.or(read)
    }

    pub fn normal(self, since: CatalogVersion) -> String {
        let limit = if self.limit == MAX_LIMIT { String::new() } else { format!("&limit={}", self.limit) };
        format!("since={}{limit}", since.0)
    }
}
