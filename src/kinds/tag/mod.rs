//! Tags: words that group articles and FAQs across categories.

mod compile;
mod model;
mod pages;

use std::borrow::Cow;

use maud::Markup;
use serde_json::Value as Json;

pub use model::Content;

use crate::{
    content::{BodyForm, FormView, Kind, Names, Reader, Resolved},
    vocabulary::{
        Document, EntryMeta, FieldErrors, FieldSpec, FieldType, KindName, KindSpec, ListShape, Reference, Swap, Value,
    },
};

pub struct Tag;

impl Kind for Tag {
    const SPEC: KindSpec = KindSpec {
        name: KindName::new("tag"),
        plural: "tags",
        list: ListShape::Whole,
        head: &[FieldSpec::new("name", FieldType::Text).sort().card(), FieldSpec::new("description", FieldType::Text)],
        document: &["name", "description"],
        search: None,
    };
    const LEVEL: u8 = 0;
    const SCHEMA: u16 = 1;

    type Content = Content;

    fn read(reader: &mut Reader<'_>, _previous: Option<&Content>) -> Content {
        model::read(reader)
    }

    fn write(content: &Content, _body: BodyForm, _names: &Names) -> Json {
        model::write(content)
    }

    fn title(content: &Content) -> Cow<'_, str> {
        Cow::Borrowed(&content.name)
    }

    fn check(content: &Content) -> Result<(), FieldErrors> {
        model::check(content)
    }

    fn references(_content: &Content) -> Vec<Reference> {
        Vec::new()
    }

    fn replace(_: &mut Content, _: Swap) {}

    fn head(content: &Content) -> Vec<(&'static str, Value)> {
        model::head(content)
    }

    fn compile(_entry: &EntryMeta, content: Content, _refs: &Resolved<'_>) -> Document {
        compile::compile(content)
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
