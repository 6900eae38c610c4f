//! Publishing: **an append-only log of what readers get**, and all that is folded from it.
//!
//! [`Publisher`] is the one way to change what readers get. Each verb takes the log's lock first, so that
//! publishers queue and log rows become visible in the order of their versions; checks who, whether and what;
//! appends; and commits. Only then is the readers' side told, by the [`Feed`], which follows the log by version.
//!
//! Kinds are seen only through their contract; the readers' side only through its catalog.

pub mod batch;
pub mod bulk;
pub mod entity;
pub mod feed;
pub mod history;
pub mod lenses;
pub mod log;
pub mod past;
pub mod plan;
pub mod preview;
pub mod publish;
pub mod references;
pub mod replace;
pub mod site;
pub mod source;
pub mod trash;
pub mod undo;
pub mod unpublish;

use std::sync::Arc;

pub use feed::Feed;
pub use history::History;
pub use lenses::{Lenses, Through};
pub use past::Served;
pub use plan::{Against, Companion, Plan};
pub use preview::Previews;
pub use publish::{Published, Wanted};
pub use replace::{Replace, Replacement, Then};
pub use site::{SiteError, SiteVersion};
pub use source::Source;

use crate::{
    content::Registry,
    platform::{clock::Clock, db::Db},
};

/// The verbs on what readers get.
#[derive(Clone)]
pub struct Publisher {
    db: Db,
    clock: Clock,
    kinds: Arc<Registry>,
    feed: Feed,
}

impl Publisher {
    #[must_use]
    pub fn new(db: Db, clock: Clock, kinds: Arc<Registry>, feed: Feed) -> Self {
        Self { db, clock, kinds, feed }
    }
}
