//! What a list is sorted by.

use std::fmt;

use super::Faults;
use crate::{
    delivery::index::key::{Field, Key, fields},
    vocabulary::KindSpec,
};

pub const MAX_SORT: usize = 4;

/// One key that a list is sorted by.
#[derive(Debug, Clone, PartialEq)]
pub struct Sort {
    pub name: String,
    /// Of the kind's [`fields`].
    pub column: usize,
    pub key: Key,
    pub descending: bool,
}

impl Sort {
    fn new(column: usize, field: &Field, descending: bool) -> Self {
        Self { name: field.name.clone(), column, key: field.key, descending }
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.descending {
            f.write_str("-")?;
        }
        f.write_str(&self.name)
    }
}

/// The newest first, unless the client says otherwise.
pub fn default_sort(spec: &KindSpec) -> Sort {
    let known = fields(spec).into_iter().enumerate().find(|(_, field)| field.key == Key::PublishedAt);
    let (column, name) = known.map_or((0, String::new()), |(column, field)| (column, field.name));
    Sort { name, column, key: Key::PublishedAt, descending: true }
}

/// The names of the keys that a kind's lists are sorted by.
pub fn sort_keys(spec: &KindSpec) -> Vec<String> {
    fields(spec).into_iter().filter(Field::sorts).map(|field| field.name).collect()
}

pub fn sorts(spec: &KindSpec, value: &str, faults: &mut Faults) -> Vec<Sort> {
    let known: Vec<(usize, Field)> = fields(spec).into_iter().enumerate().filter(|(_, field)| field.sorts()).collect();
    let mut sorts: Vec<Sort> = Vec::new();
    for key in value.split(',').take(MAX_SORT + 1) {
        let (name, descending) = key.strip_prefix('-').map_or((key, false), |name| (name, true));
        match known.iter().find(|(_, field)| field.name == name) {
            None => {
                let names = known.iter().map(|(_, field)| field.name.as_str()).collect::<Vec<_>>().join(", ");
                faults.add("sort", "unknown_field", format!("{name:?} is not sorted by; use {names}"));
            }
            Some((_, field)) if sorts.iter().any(|sort| sort.name == field.name) => {
                faults.add("sort", "duplicate", format!("{name:?} stands there twice"));
            }
            Some((column, field)) => sorts.push(Sort::new(*column, field, descending)),
        }
    }
    if sorts.len() > MAX_SORT {
        faults.add("sort", "too_many", format!("sort by {MAX_SORT} fields at most"));
    }
    sorts
}
