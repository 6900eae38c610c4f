//! The parts that every page of the panel is made of, in maud: quiet paper and ink.
//!
//! A part is a function of at most three arguments or a struct that renders. Its class is its name, and its
//! style lives in the file of that name in `admin-assets/css/`. Parts know no database, no request and no kind;
//! addresses come in as text.

pub mod badge;
pub mod button;
pub mod confirm;
pub mod empty;
pub mod error_page;
pub mod form;
pub mod icon;
pub mod notice;
pub mod pager;
pub mod shell;
pub mod table;
pub mod text;
pub mod time;

pub use badge::State;
pub use button::Button;
pub use icon::Icon;
pub use notice::Notice;
pub use shell::{Page, Section, Viewer};
