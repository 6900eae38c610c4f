//! FAQs: a question and its answer, written once and shown by many articles.

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
        Document, EntryMeta, Field, FieldErrors, FieldSpec, FieldType, KindName, KindSpec, ListShape, Locale, Pages,
        Passages, Reference, SearchSpec, Shape, Swap, Value, WebLink,
    },
};

pub struct Faq;

impl Kind for Faq {
    const SPEC: KindSpec = KindSpec {
        name: KindName::new("faq"),
        plural: "faqs",
        list: ListShape::Whole,
        pages: Pages::Some,
        head: &[
            FieldSpec::new("question", FieldType::Text).card(),
            FieldSpec::new("shortAnswer", FieldType::Text).card(),
            FieldSpec::new("topic", FieldType::Entry).filter("topic").to("category"),
            FieldSpec::new("tags", FieldType::Entries).filter("tag").to("tag"),
        ],
        document: &[
            Field::new("question", Shape::Text),
            Field::new("shortAnswer", Shape::Nullable(&Shape::Text)),
            Field::new("answer", Shape::Nullable(&Shape::Rich)),
            Field::new("anchor", Shape::Text).about("Its address within a page that shows it."),
            Field::new("topic", Shape::Nullable(&Shape::card("category"))),
            Field::new("tags", Shape::List(&Shape::card("tag"))),
        ],
        search: Some(SearchSpec {
            summary: "shortAnswer",
            category: "topic",
            tags: "tags",
            text: "answer",
            passages: Passages::Whole,
        }),
    };
    const CONTENT: &'static [Field] = &[
        Field::new("question", Shape::Short(TITLE)),
        Field::new("shortAnswer", Shape::Short(model::SHORT_ANSWER)),
        Field::new("answer", Shape::Written),
        Field::new("topic", Shape::Nullable(&Shape::reference("category"))),
        Field::new("tags", Shape::List(&Shape::reference("tag"))),
        Field::new("owner", Shape::Short(TITLE)).about("Who keeps it true. For the house alone."),
        Field::new("reviewBy", Shape::Nullable(&Shape::Date))
            .about("When it must be looked at again. For the house alone."),
    ];
    const LEVEL: u8 = 1;
    const SCHEMA: u16 = 1;
    const TEXT: Option<&'static str> = Some("answer");

    type Content = Content;

    fn read(reader: &mut Reader<'_>, previous: Option<&Content>) -> Content {
        model::read(reader, previous)
    }

    fn write(content: &Content, body: BodyForm, names: &Names) -> Json {
        model::write(content, body, names)
    }

    fn title(content: &Content) -> Cow<'_, str> {
        Cow::Borrowed(&content.question)
    }

    fn check(content: &Content) -> Result<(), FieldErrors> {
        model::check(content)
    }

    fn advice(content: &Content, locale: &Locale) -> FieldErrors {
        model::advice(content, locale)
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
