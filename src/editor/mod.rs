//! The panel's screens of entries: lists, forms, and the verbs on them. Every screen works without a script.
//!
//! A screen does nothing itself: it calls the verbs of `content` and `publishing`, which check who may, and shows
//! what they answered. It knows no kind by name and no database.

mod bulk;
mod cards;
mod checks;
mod compare;
mod conflict;
mod difference;
mod draft;
mod edit;
mod find;
mod form;
mod history;
mod home;
mod list;
mod lookup;
mod narrowed;
mod outline;
pub mod pages;
mod past;
mod paste;
mod posted;
mod presence;
mod preview;
mod publication;
mod replace;
mod shared;
mod target;
mod trash;
mod tree;
mod unsaved;
mod view;
mod views;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{
    accounts::Accounts,
    content::Entries,
    delivery::Catalog,
    drafts::Drafts,
    frontends::{Frontends, Links},
    paths,
    publishing::{Lenses, Previews, Publisher},
    views::Views,
    weblinks::WebLinks,
};

/// What the screens are made of. Cheap to clone.
#[derive(Clone)]
pub struct Editor {
    entries: Entries,
    /// For entries by their words.
    drafts: Drafts,
    publisher: Publisher,
    /// For what readers are served of an entry.
    catalog: Catalog,
    views: Views,
    /// For what a new site still lacks.
    accounts: Accounts,
    /// For drafts as readers would see them.
    lenses: Lenses,
    frontends: Frontends,
    links: Links,
    previews: Previews,
    web_links: WebLinks,
}

/// The ways to find drafts and to look at them.
pub struct Sights {
    pub drafts: Drafts,
    pub lenses: Lenses,
    pub frontends: Frontends,
    pub links: Links,
    pub previews: Previews,
    /// For whether what a draft links to is still there.
    pub web_links: WebLinks,
}

impl Editor {
    #[must_use]
    pub fn new(
        entries: Entries,
        publisher: Publisher,
        catalog: Catalog,
        sights: Sights,
        views: Views,
        accounts: Accounts,
    ) -> Self {
        let Sights { drafts, lenses, frontends, links, previews, web_links } = sights;
        Self { entries, drafts, publisher, catalog, views, accounts, lenses, frontends, links, previews, web_links }
    }
}

/// The panel's routes, to be put behind the session's gate.
pub fn routes(editor: Editor) -> Router {
    Router::new()
        .route(paths::HOME, get(home::home))
        .route(paths::HELP, get(home::help))
        .route(paths::FIND, get(find::show))
        .route(paths::TRASH, get(trash::index))
        .route(paths::RECOVERIES, post(bulk::recover))
        .route(paths::LOOKUP, get(lookup::find))
        .route(paths::CARDS, get(cards::cards))
        .route(paths::MARKDOWN, paste::route())
        .route(paths::ENTRIES, get(list::index).post(edit::create))
        .route(paths::NEW_ENTRY, get(edit::new))
        .route(paths::BULK, post(bulk::bulk))
        .route(paths::VIEWS, post(views::create))
        .route(paths::VIEW_REMOVAL, post(views::remove))
        .route(paths::ENTRY, get(edit::show).post(edit::save))
        .route(paths::DRAFTS, draft::first())
        .route(paths::DRAFT, draft::route())
        .route(paths::DRAFT_COMPARISON, unsaved::comparison())
        .route(paths::PRESENCE, post(presence::meet))
        .route(paths::PUBLICATION, get(publication::ask).post(publication::publish))
        .route(paths::UNPUBLICATION, post(publication::unpublish))
        .route(paths::UNDO, post(publication::undo))
        .route(paths::REMOVAL, post(trash::remove))
        .route(paths::RECOVERY, post(trash::recover))
        .route(paths::HISTORY, get(history::index))
        .route(paths::REVISION, get(history::show))
        .route(paths::REVISION_NAME, post(history::name))
        .route(paths::RESTORATION, post(history::restore))
        .route(paths::BLOCK_RESTORATION, post(history::restore_block))
        .route(paths::USAGE, get(history::usage))
        .route(paths::COMPARE, get(compare::show))
        .route(paths::COMPARE_PAGE, get(compare::page))
        .route(paths::PAST, get(past::frame))
        .route(paths::PAST_PAGE, get(past::page))
        .route(paths::REPLACEMENT, get(replace::ask).post(replace::replace))
        .route(paths::PREVIEW, get(preview::frame))
        .route(paths::PREVIEW_PAGE, get(preview::page))
        .route(paths::PREVIEW_LINKS, post(shared::share))
        .route(paths::PREVIEW_LINK_END, post(shared::revoke))
        .route(paths::SHARED, get(shared::show))
        .with_state(editor)
}
