//! Categories: the tree of topics. An article and a FAQ stand in one.

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

pub struct Category;

impl Kind for Category {
    const SPEC: KindSpec = KindSpec {
        name: KindName::new("category"),
        plural: "categories",
        list: ListShape::Whole,
        pages: Pages::Some,
        head: &[
            FieldSpec::new("name", FieldType::Text).card(),
            FieldSpec::new("description", FieldType::Text),
            // On the card, so that a document knows the whole path up the tree.
            FieldSpec::new("parent", FieldType::Entry).filter("parent").to("category").card(),
        ],
        document: &[
            Field::new("name", Shape::Text),
            Field::new("description", Shape::Nullable(&Shape::Text)),
            Field::new("parent", Shape::Nullable(&Shape::card("category")))
                .about("The category that it stands in; `null` at the top."),
        ],
        search: None,
    };
    const CONTENT: &'static [Field] = &[
        Field::new("name", Shape::Short(TITLE)),
        Field::new("description", Shape::Short(SHORT)),
        Field::new("parent", Shape::Nullable(&Shape::reference("category"))),
    ];
    const LEVEL: u8 = 0;
    const SCHEMA: u16 = 1;

    type Content = Content;

    fn read(reader: &mut Reader<'_>, _previous: Option<&Content>) -> Content {
        model::read(reader)
    }

    fn write(content: &Content, _body: BodyForm, names: &Names) -> Json {
        model::write(content, names)
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
