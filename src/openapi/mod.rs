//! What both APIs take and answer, as an OpenAPI 3.1 document and as a page to read and try it.
//!
//! Nothing is described here that is not read from where it is used: the calls of the readers' API from `delivery`, the
//! routes of the management API from `paths`, fields from the kinds, parameters from the tables that the readers of
//! queries use, examples from the sample content, answered by the readers' API itself.

mod api;
mod delivery;
mod docs;
mod document;
mod examples;
mod manage;
mod operation;
pub mod pages;
mod part;
mod problems;
mod schemas;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use tokio::sync::OnceCell;

use crate::{content::Registry, delivery::Ready};

pub use api::routes as document_routes;
pub use docs::routes as docs_routes;

/// The document, made when it is first asked for; clones share it.
#[derive(Clone)]
pub struct OpenApi(Arc<Inner>);

struct Inner {
    kinds: Arc<Registry>,
    ready: OnceCell<Ready>,
}

impl OpenApi {
    #[must_use]
    pub fn new(kinds: Arc<Registry>) -> Self {
        Self(Arc::new(Inner { kinds, ready: OnceCell::new() }))
    }
}
