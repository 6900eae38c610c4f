//! Calls to action: a button, a banner, a newsletter sign-up or a call, written once and placed everywhere.

mod compile;
mod form;
mod model;
mod newsletter;
mod pages;

use std::borrow::Cow;

use maud::Markup;
use serde_json::Value as Json;

pub use model::Content;

use crate::{
    content::{BodyForm, FormView, Kind, Names, Reader, Resolved},
    vocabulary::{
        Document, EntryMeta, FieldErrors, FieldSpec, FieldType, KindName, KindSpec, ListShape, Reference, Swap, Value,
        WebLink,
    },
};

pub struct Cta;

impl Kind for Cta {
    const SPEC: KindSpec = KindSpec {
        name: KindName::new("cta"),
        plural: "ctas",
        list: ListShape::Whole,
        head: &[
            FieldSpec::new("kind", FieldType::Text).filter("kind").card(),
            FieldSpec::new("heading", FieldType::Text).card(),
            FieldSpec::new("label", FieldType::Text).card(),
        ],
        document: &["kind", "heading", "text", "label", "target", "style", "image", "form", "validFrom", "validUntil"],
        search: None,
    };
    const LEVEL: u8 = 0;
    const SCHEMA: u16 = 1;

    type Content = Content;

    fn read(reader: &mut Reader<'_>, previous: Option<&Content>) -> Content {
        model::read(reader, previous)
    }

    fn write(content: &Content, body: BodyForm, names: &Names) -> Json {
        model::write(content, body, names)
    }

    fn title(content: &Content) -> Cow<'_, str> {
        Cow::Borrowed(if content.name.trim().is_empty() { &content.label } else { &content.name })
    }

    fn check(content: &Content) -> Result<(), FieldErrors> {
        model::check(content)
    }

    fn references(content: &Content) -> Vec<Reference> {
        model::references(content)
    }

    fn web_links(content: &Content) -> Vec<WebLink> {
        model::web_links(content)
    }

    fn replace(content: &mut Content, swap: Swap) {
        model::replace(content, swap);
    }

    fn head(content: &Content) -> Vec<(&'static str, Value)> {
        model::head(content)
    }

    fn compile(entry: &EntryMeta, content: Content, refs: &Resolved<'_>) -> Document {
        compile::compile(entry, content, refs)
    }

    fn fields(form: &FormView<'_>) -> Markup {
        pages::fields(form)
    }

    fn details(form: &FormView<'_>) -> Markup {
        pages::details(form)
    }

    fn preview(document: &Document) -> Markup {
        pages::preview(document)
    }
}
