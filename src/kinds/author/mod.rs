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
    vocabulary::{
        Document, EntryMeta, FieldErrors, FieldSpec, FieldType, KindName, KindSpec, ListShape, Reference, Swap, Value,
        WebLink,
    },
};

pub struct Author;

impl Kind for Author {
    const SPEC: KindSpec = KindSpec {
        name: KindName::new("author"),
        plural: "authors",
        list: ListShape::Whole,
        head: &[
            FieldSpec::new("name", FieldType::Text).sort().card(),
            FieldSpec::new("role", FieldType::Text).card(),
            FieldSpec::new("credentials", FieldType::Text).card(),
            FieldSpec::new("photo", FieldType::Json).card(),
        ],
        document: &["name", "role", "credentials", "bio", "photo", "links"],
        search: None,
    };
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
