//! Markdown in and out: CommonMark with tables and strikethrough, and directives for what it has no words for.
//!
//! | what | how |
//! | --- | --- |
//! | call to action | `::cta{ref="book-a-visit"}` |
//! | questions | `::faqs{heading="Questions" refs="one, two"}` |
//! | image, embed, row of buttons | `::image{media="…" alt="…"}` (or `decorative`), `::embed{url="…"}`, `::buttons{refs="…"}` |
//! | callout | `:::callout{type="tip"}` … `:::` |
//! | table with merged or rich cells | `:::::table`, `::::row`, `:::cell{header colspan="2"}` |
//! | underline, subscript, superscript, language | `:u[…]`, `:sub[…]`, `:sup[…]`, `:lang[…]{lang="de"}` |
//! | bold, italic, strike, code where symbols cannot say it | `:b[…]`, `:i[…]`, `:s[…]`, `:code[…]` |
//! | line break where none fits, empty paragraph | `:br[]`, `::paragraph` |
//! | link to an entry, flags of a link | `[text](galley:article/slug)`, `[text](url){nofollow sponsored}` |
//! | a heading's address that is not made of its text | `## Text {#address}` |
//!
//! What a tree cannot hold (level-1, -5 and -6 headings, raw HTML, images by address) and what nobody knows is
//! refused with its line. Nothing is dropped.

mod directive;
mod escape;
mod inline;
mod nesting;
mod pieces;
mod read;
mod read_directive;
mod write;
mod write_inline;

#[cfg(test)]
mod commonmark;
#[cfg(test)]
mod tests;

use super::{Mention, Recorder};

pub use read::read;
pub use write::{write, write_published};

/// A plain text that means itself in Markdown, on one line.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::new();
    escape::Run { text, at_start: true, at_end: true, before_node: false, style: escape::Style::Light }.write(&mut out);
    out
}

/// What is typed, on a line of its own, to show an entry of a kind; `None` for a kind that no text shows.
#[must_use]
pub fn embed(kind: &str, slug: &str, heading: &str) -> Option<String> {
    match kind {
        "cta" => Some(format!("::cta{{ref=\"{slug}\"}}")),
        "faq" => Some(format!("::faqs{{heading=\"{heading}\" refs=\"{slug}\"}}")),
        _ => None,
    }
}

/// The entries that a Markdown text mentions. What cannot be read mentions nothing.
#[must_use]
pub fn names(text: &str) -> Vec<Mention> {
    let recorder = Recorder::default();
    read::mention(text, &recorder);
    recorder.into_mentions()
}
