//! Authors: who wrote and who reviewed, with what makes them fit to.

mod compile;
mod model;
mod pages;

use std::borrow::Cow;

use maud::Markup;
use serde_json::Value as Json;

pub use model::Content;

use crate::{
    content::{BodyForm, FormView, Kind, Names, Reader, Resolved},
    kinds::parts::TITLE,
    vocabulary::{
        Document, EntryMeta, Field, FieldErrors, FieldSpec, FieldType, KindName, KindSpec, ListShape, Pages, Reference,
        Shape, Swap, Value, WebLink,
    },
};

pub struct Author;

impl Kind for Author {
    const SPEC: KindSpec = KindSpec {
        name: KindName::new("author"),
        plural: "authors",
        list: ListShape::Whole,
        pages: Pages::Some,
        head: &[
            FieldSpec::new("name", FieldType::Text).card(),
            FieldSpec::new("role", FieldType::Text).card(),
            FieldSpec::new("credentials", FieldType::Text).card(),
            FieldSpec::new("photo", FieldType::Json).card(),
        ],
        document: &[
            Field::new("name", Shape::Text),
            Field::new("role", Shape::Nullable(&Shape::Text)),
            Field::new("credentials", Shape::Nullable(&Shape::Text)),
            Field::new("bio", Shape::Nullable(&Shape::Rich)),
            Field::new("photo", Shape::Image),
            Field::new("links", Shape::List(&Shape::Named(&model::LINK))),
        ],
        search: None,
    };
    const CONTENT: &'static [Field] = &[
        Field::new("name", Shape::Short(TITLE)),
        Field::new("role", Shape::Short(TITLE)),
        Field::new("credentials", Shape::Short(TITLE)),
        Field::new("bio", Shape::Written),
        Field::new("photo", Shape::Image),
        Field::new("links", Shape::List(&Shape::Named(&model::LINK_CONTENT))),
    ];
    const LEVEL: u8 = 1;
    const SCHEMA: u16 = 1;
    const TEXT: Option<&'static str> = Some("bio");

    type Content = Content;

    fn read(reader: &mut Reader<'_>, previous: Option<&Content>) -> Content {
        model::read(reader, previous)
    }

    fn write(content: &Content, body: BodyForm, names: &Names) -> Json {
        model::write(content, body, names)
    }

    fn title(content: &Content) -> Cow<'_, str> {
        Cow::Borrowed(&content.name)
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

    fn compile(_entry: &EntryMeta, content: Content, refs: &Resolved<'_>) -> Document {
        compile::compile(content, refs)
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
