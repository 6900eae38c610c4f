//! Parts of documents as the panel shows them: what several kinds' previews draw alike.

use maud::{Markup, html};

use crate::{
    platform::html::trusted_html,
    vocabulary::{Document, Value},
};

/// A field's text; empty when it has none.
pub fn text<'a>(document: &'a Document, name: &str) -> &'a str {
    document.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A field's rich text, as `document::html` wrote it.
pub fn rich(document: &Document, name: &str) -> Markup {
    match document.get(name) {
        Some(Value::Rich(rich)) => trusted_html(&rich.html),
        _ => Markup::default(),
    }
}

/// The document as it stands within others.
pub fn inline(document: &Document) -> Markup {
    trusted_html(&document.inline.html)
}

/// A member of a value's text.
pub fn member<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The members of a list.
pub fn list<'a>(document: &'a Document, name: &str) -> &'a [Value] {
    match document.get(name) {
        Some(Value::List(values)) => values,
        _ => &[],
    }
}

/// A name and some words about it.
pub fn named(document: &Document, about: &str) -> Markup {
    html! {
        h1 { (text(document, "name")) }
        @if !text(document, about).is_empty() { p.standfirst { (text(document, about)) } }
    }
}
