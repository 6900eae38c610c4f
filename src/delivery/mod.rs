//! The readers' side: what is published, as JSON, at the speed of a static file.
//!
//! It holds the [`Catalog`] (folded from the publication log, in memory) and a bounded cache of ready answers;
//! what it does not hold it asks of a [`DocumentSource`]. It must not know the database, sessions or drafts:
//! nothing but path, query and `Accept-Encoding` changes an answer.

mod catalog;
mod fold;
mod source;

#[cfg(test)]
mod cast;

pub use catalog::Catalog;
pub use fold::{Fold, Lookup, Stamp};
pub use source::{DocumentSource, SourceError};
