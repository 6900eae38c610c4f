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
    kinds::parts::{SHORT, TITLE},
    vocabulary::{
        Document, EntryMeta, Field, FieldErrors, FieldSpec, FieldType, KindName, KindSpec, ListShape, Pages, Reference,
        Shape, Swap, Value,
    },
};

pub struct Tag;

impl Kind for Tag {
    const SPEC: KindSpec = KindSpec {
        name: KindName::new("tag"),
        plural: "tags",
        list: ListShape::Whole,
        pages: Pages::Some,
        head: &[FieldSpec::new("name", FieldType::Text).card(), FieldSpec::new("description", FieldType::Text)],
        document: &[Field::new("name", Shape::Text), Field::new("description", Shape::Nullable(&Shape::Text))],
        search: None,
    };
    const CONTENT: &'static [Field] =
        &[Field::new("name", Shape::Short(TITLE)), Field::new("description", Shape::Short(SHORT))];
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
