//! The management API: everything an editor can do, by token. The same verbs as the panel, through the same functions.

mod batch;
mod entries;
mod publication;
mod query;
mod revisions;
pub mod shapes;
mod view;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use crate::{
    content::{ContentError, Entries},
    error::AppError,
    paths,
    publishing::Publisher,
    vocabulary::{EntryId, KindName},
};

/// What the handlers are given.
#[derive(Clone)]
pub struct Manage {
    entries: Entries,
    publisher: Publisher,
}

impl Manage {
    #[must_use]
    pub const fn new(entries: Entries, publisher: Publisher) -> Self {
        Self { entries, publisher }
    }

    /// The kind that a URL segment means.
    fn kind(&self, plural: &str) -> Result<KindName, AppError> {
        let kind = self.entries.kinds().plural(plural).ok_or(AppError::NotFound)?;
        Ok(kind.spec().name)
    }

    /// The entry that a URL means: its id, if it is of that kind.
    async fn entry(
        &self,
        actor: &crate::permission::Actor,
        (plural, id): &(String, String),
    ) -> Result<crate::content::Entry, AppError> {
        let kind = self.kind(plural)?;
        let id: EntryId = id.parse().map_err(|_| AppError::from(ContentError::NotFound))?;
        Ok(self.entries.find(actor, kind, id).await?)
    }
}

/// All calls. Who may is in [`paths::ROUTES`].
pub fn routes(manage: Manage) -> Router {
    Router::new()
        .route(
            paths::MANAGE_BATCH,
            // The batch reads its body piece by piece and keeps its own bound.
            post(batch::create).layer(DefaultBodyLimit::disable()),
        )
        .route(paths::MANAGE_ENTRIES, get(entries::index).post(entries::create))
        .route(
            paths::MANAGE_ENTRY,
            get(entries::show).put(entries::replace).patch(entries::update).delete(entries::destroy),
        )
        .route(paths::MANAGE_RECOVERY, post(entries::recover))
        .route(paths::MANAGE_USAGE, get(entries::usage))
        .route(paths::MANAGE_PUBLICATION, post(publication::create).delete(publication::destroy))
        .route(paths::MANAGE_UNDO, post(publication::undo))
        .route(paths::MANAGE_REVISIONS, get(revisions::index))
        .route(paths::MANAGE_REVISION, get(revisions::show))
        .route(paths::MANAGE_RESTORATION, post(revisions::restore))
        .with_state(manage)
}
