//! Sample content: the pages of a fictitious physiotherapy clinic, to look at a filled Galley in one minute.
//!
//! It is data, not a seed script: the entries are TOML files under `content/`, and [`lines`] gives them in the
//! shape in which the management API takes a batch, so that loading them is the same verb as any bulk load.
//! This room must not know a database, HTTP or the publisher.

mod lines;

pub use lines::{DemoError, lines};
