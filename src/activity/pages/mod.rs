//! The page of the audit log, drawn from what the handlers fill in.

mod act;
mod list;

pub use act::Act;
pub use list::ActivityPage;
