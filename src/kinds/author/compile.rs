//! An author's document.

use super::Content;
use crate::{
    content::Resolved,
    kinds::parts::rich,
    vocabulary::{Document, Inline, Value},
};

pub fn compile(content: Content, refs: &Resolved<'_>) -> Document {
    let Content { name, role, credentials, bio, links } = content;
    let links = links.into_iter().map(|link| Value::object([("label", link.label.into()), ("url", link.url.into())]));
    Document::new(
        [
            ("name", name.into()),
            ("role", Value::some_text(&role)),
            ("credentials", Value::some_text(&credentials)),
            ("bio", rich(&bio, refs)),
            // Until there is a media library.
            ("photo", Value::Null),
            ("links", links.collect()),
        ],
        Inline::default(),
    )
}
