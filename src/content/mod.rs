//! The spine that all kinds share: entries, their immutable revisions, and what one says of another.
//!
//! **Editing makes revisions.** A save never changes a stored revision and never touches what readers get;
//! that is `publishing`'s to do. [`Entries`] is the one way in for the panel, the management API, the command
//! line and imports: each verb checks the permission, does it and records it, in one transaction.
//!
//! A kind plugs in through [`Kind`]; everything here works on [`AnyKind`](kind::AnyKind), JSON in and out.

pub mod access;
pub mod activity;
pub mod acts;
pub mod beside;
pub mod choices;
pub mod compile;
pub mod draft;
pub mod entity;
pub mod entry;
pub mod error;
pub mod find;
pub mod form;
pub mod input;
pub mod kind;
pub mod list;
pub mod lookup;
mod merge;
pub mod names;
pub mod presence;
mod problem;
mod reading;
pub mod registry;
pub mod resolved;
pub mod restore;
pub mod rows;
pub mod save;
pub mod show;
pub mod slugs;
pub mod store;
pub mod usage;
pub mod versions;

use std::sync::Arc;

pub use access::authorise;
pub use choices::{Found, rank};
pub use draft::{Attempt, Kept};
pub use entry::{Cause, Entry, Revision, State};
pub use error::ContentError;
pub use form::{Choices, FormView};
pub use input::{Input, Reader};
pub use kind::{BodyForm, Kind, Typed};
pub use list::{Counts, Query, Sort};
pub use names::{Name, Names};
pub use registry::Registry;
pub use resolved::Resolved;
pub use save::{Change, NewEntry, Saved};
pub use show::Shown;
pub use usage::Use;

use crate::platform::{clock::Clock, db::Db};

/// The verbs on drafts.
#[derive(Clone)]
pub struct Entries {
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) kinds: Arc<Registry>,
}

impl Entries {
    #[must_use]
    pub fn new(db: Db, clock: Clock, kinds: Arc<Registry>) -> Self {
        Self { db, clock, kinds }
    }

    #[must_use]
    pub fn kinds(&self) -> &Registry {
        &self.kinds
    }
}
