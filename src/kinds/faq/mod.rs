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
    vocabulary::{
        Document, EntryMeta, FieldErrors, FieldSpec, FieldType, KindName, KindSpec, ListShape, Locale, Passages,
        Reference, SearchSpec, Swap, Value, WebLink,
    },
};

pub struct Faq;

impl Kind for Faq {
    const SPEC: KindSpec = KindSpec {
        name: KindName::new("faq"),
        plural: "faqs",
        list: ListShape::Whole,
        head: &[
            FieldSpec::new("question", FieldType::Text).sort().card(),
            FieldSpec::new("shortAnswer", FieldType::Text).card(),
            FieldSpec::new("topic", FieldType::Entry).filter("topic").to("category"),
            FieldSpec::new("tags", FieldType::Entries).filter("tag").to("tag"),
        ],
        document: &["question", "shortAnswer", "answer", "anchor", "topic", "tags"],
        search: Some(SearchSpec {
            summary: "shortAnswer",
            category: "topic",
            tags: "tags",
            text: "answer",
            passages: Passages::Whole,
        }),
    };
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
