//! A category's document.

use super::Content;
use crate::{
    content::Resolved,
    vocabulary::{Document, Inline, Value},
};

pub fn compile(content: Content, refs: &Resolved<'_>) -> Document {
    let Content { name, description, parent } = content;
    Document::new(
        [("name", name.into()), ("description", Value::some_text(&description)), ("parent", refs.card(parent))],
        Inline::default(),
    )
}
