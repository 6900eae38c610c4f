//! What readers get, over the wire.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use galley::{
    permission::{Actor, Scope},
    vocabulary::Site,
};
use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::harness::{Answer, CANARY, Desk, Readers, article, both, button, faq, id_of, named, same};

mod addresses;
mod caching;
mod drafts;
mod escaping;
mod page;
mod queries;
mod redirects;
mod search;
mod sharing;

/// The values of one field of a list.
fn each<'a>(list: &'a Json, field: &str) -> Vec<&'a str> {
    list.as_array().unwrap_or_else(|| panic!("{list}")).iter().map(|item| item[field].as_str().unwrap()).collect()
}
