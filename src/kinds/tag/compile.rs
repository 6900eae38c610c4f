//! A tag's document.

use super::Content;
use crate::vocabulary::{Document, Inline, Value};

pub fn compile(content: Content) -> Document {
    let Content { name, description } = content;
    Document::new([("name", name.into()), ("description", Value::some_text(&description))], Inline::default())
}
