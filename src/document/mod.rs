//! Rich text: one typed tree, and every reading and writing of it.
//!
//! The tree is stored as the JSON that the editor works on. People and programs bring it as that JSON, as
//! Markdown or as HTML; readers get Portable Text, HTML, Markdown and plain text. All of it is pure: entries are
//! asked for through [`Names`], [`Labels`] and [`Embeds`](crate::vocabulary::Embeds), and nothing here knows a
//! database, HTTP or a clock.
//!
//! Every reading ends in [`Tree::settle`], so a `Tree` that came out of this room is normalised and valid.

mod block;
pub mod changed;
pub mod checks;
pub mod diff;
mod faq_anchors;
pub mod html;
mod link;
pub mod markdown;
pub mod merge;
pub mod outline;
pub mod paste;
pub mod portable_text;
mod previous;
mod problem;
mod references;
mod replace;
pub mod schema;
mod settle;
mod spans;
pub mod text;
pub mod tree;
mod web_links;

#[cfg(test)]
mod samples;

pub use outline::{Outline, TOC, outline};
pub use problem::{Problem, Problems};
pub use references::references;
pub use tree::{Block, Tree};
pub use web_links::web_links;

use crate::vocabulary::{EntryId, KindName, Slug};

/// From what people call an entry to its id, while text is read.
pub trait Names {
    /// `kind` as far as the text says it (`cta`, `faq`, `article`); `key` is a slug.
    fn resolve(&self, kind: Option<&str>, key: &str) -> Option<EntryId>;
}

/// From an entry's id to what people call it, while text is written for them.
pub trait Labels {
    /// `None` for an entry that is not known (any more): the id itself is written, and reads back.
    fn label(&self, id: EntryId) -> Option<(KindName, Slug)>;
}

/// An entry that a text mentions, as [`Names::resolve`] will be asked for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mention {
    pub kind: Option<String>,
    pub key: String,
}

/// Writes mentions down while it answers each with the same id: how a text's names are collected before they
/// are looked up in one batch.
#[derive(Default)]
struct Recorder(std::cell::RefCell<Vec<Mention>>);

impl Recorder {
    fn into_mentions(self) -> Vec<Mention> {
        let mut mentions = self.0.into_inner();
        mentions.sort();
        mentions.dedup();
        mentions
    }
}

impl Names for Recorder {
    fn resolve(&self, kind: Option<&str>, key: &str) -> Option<EntryId> {
        self.0.borrow_mut().push(Mention { kind: kind.map(str::to_owned), key: key.to_owned() });
        Some(EntryId(uuid::Uuid::nil()))
    }
}

/// An id stands for itself, whether or not anyone knows it; anything else is asked for.
fn resolve(names: &dyn Names, kind: Option<&str>, key: &str) -> Option<EntryId> {
    key.parse().ok().or_else(|| names.resolve(kind, key))
}
