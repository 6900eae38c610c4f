//! The parts that every page of the panel is made of, in maud: quiet paper and ink.
//!
//! A part is a function of at most three arguments or a struct that renders. Its class is its name, and its
//! style lives in the file of that name in `admin-assets/css/`. Parts know no database, no request and no kind;
//! addresses come in as text. All words come from the catalogue ([`words`](crate::words)).

pub mod badge;
pub mod button;
pub mod confirm;
pub mod empty;
pub mod error_page;
pub mod form;
pub mod icon;
pub mod listing;
pub mod nav;
pub mod notice;
pub mod pager;
pub mod palette;
pub mod part;
pub mod secret;
pub mod shell;
pub mod table;
pub mod text;
pub mod time;
pub mod viewer;

pub use badge::State;
pub use button::Button;
pub use icon::Icon;
pub use nav::{Section, Tab};
pub use notice::Notice;
pub use secret::Secret;
pub use shell::Page;
pub use viewer::{Density, Preferences, Theme, Viewer};

#[cfg(test)]
pub mod sample {
    //! Somebody before a page, for the tests of pages everywhere.

    use super::{Preferences, Viewer};
    use crate::permission::Role;

    pub fn viewer() -> Viewer {
        Viewer {
            id: crate::vocabulary::PersonId::default(),
            name: "Ada".into(),
            role: Role::Editor,
            preferences: Preferences::default(),
            site: std::sync::Arc::default(),
            now: "2026-11-02T15:00:00Z".parse().unwrap(),
        }
    }
}
