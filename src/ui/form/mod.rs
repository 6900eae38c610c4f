//! Forms: each field with its label, hint and error, all in words that a screen reader gets too.
//!
//! What the browser sends, for those who read it:
//! - A field posts under its name, dotted where content nests (`seo.title`).
//! - [`checkbox`] posts `true` when it is ticked, and nothing otherwise.
//! - [`references`] posts its name once per entry, the value a slug; blank values say nothing, and one blank
//!   value is always there, so that "none" can be told from "not asked".
//! - [`lines`] posts one value with a line per item.

mod choices;
mod field;
mod group;
mod inserts;
mod options;
mod summary;
mod tools;

pub use choices::{Choice, References, reference, references};
pub use field::{
    Field, checkbox, date, datetime, email, lines, markdown, password, select, telephone, text, textarea, title, url,
};
pub use group::{Form, details, fieldset, hidden, row};
pub use inserts::{Insert, Inserts};
pub use options::{Answer, Options};
pub use summary::{control_of, error_at, summary};
pub use tools::tools;

/// The `id` of a field's control: dots of the name become hyphens.
#[must_use]
pub fn id(name: &str) -> String {
    format!("field-{}", name.replace('.', "-"))
}

/// What stands around a control: its label, its hint and its error, and how the control refers to them.
struct Frame<'a> {
    id: &'a str,
    label: &'a str,
    hint: Option<&'a str>,
    error: Option<&'a str>,
    optional: bool,
}

impl Frame<'_> {
    /// The value of `aria-describedby`.
    fn described_by(&self) -> Option<String> {
        let hint = self.hint.map(|_| format!("{}-hint", self.id));
        let error = self.error.map(|_| format!("{}-error", self.id));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{error} {hint}")),
            (hint, error) => error.or(hint),
        }
    }

    fn hint(&self) -> maud::Markup {
        maud::html! { @if let Some(hint) = self.hint { p.hint id={ (self.id) "-hint" } { (hint) } } }
    }

    fn error(&self) -> maud::Markup {
        maud::html! {
            @if let Some(error) = self.error {
                p.field-error id={ (self.id) "-error" } { (super::Icon::Warning) (error) }
            }
        }
    }

    fn label_text(&self) -> maud::Markup {
        maud::html! { (self.label) @if self.optional { " " span.optional { (crate::words::t!("optional")) } } }
    }
}
