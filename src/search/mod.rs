//! Full text: what is put into an index, how it is asked, and what it finds.
//!
//! An [`Index`] takes [`Entry`]s and answers a [`Question`]: the entries that fit best, how many there are of what, and
//! a [`Matcher`] that shows where the words stand. Whoever keeps one says what is in it; there may be several, of what is
//! published and of drafts. It must not know where entries come from, who asks, or over what.
//!
//! Words are compared without case and accents and by their stem in the language of the entry's locale. The last word of
//! a question may go on; a word that is hardly known may have one letter wrong. There is no syntax.

mod analysis;
mod collect;
mod expand;
mod folder;
mod highlight;
mod index;
mod language;
mod marks;
mod model;
mod progress;
mod question;
mod schema;
mod score;
mod snapshot;

pub use highlight::Matcher;
pub use index::{Index, IndexError, Keeps};
pub use model::{Entry, Facets, Found, Highlight, Hit, Passage, Range, TOGETHER, Wanted, enough};
pub use progress::Progress;
pub use question::{MAX_BYTES, MAX_WORDS, Question, Unaskable};

#[cfg(test)]
mod tests;
