//! Articles: a page of sections with calls to action and questions between them.

mod compile;
mod json_ld;
mod model;
mod pages;
mod seo;

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

pub struct Article;

impl Kind for Article {
    const SPEC: KindSpec = KindSpec {
        name: KindName::new("article"),
        plural: "articles",
        list: ListShape::Summary,
        head: &[
            FieldSpec::new("title", FieldType::Text).sort().card(),
            FieldSpec::new("standfirst", FieldType::Text).card(),
            FieldSpec::new("cover", FieldType::Json).card(),
            FieldSpec::new("authors", FieldType::Entries).filter("author").to("author"),
            FieldSpec::new("review", FieldType::Json),
            FieldSpec::new("category", FieldType::Entry).filter("category").to("category"),
            FieldSpec::new("tags", FieldType::Entries).filter("tag").to("tag"),
            FieldSpec::new("readingMinutes", FieldType::Integer).sort(),
            FieldSpec::new("wordCount", FieldType::Integer),
            FieldSpec::new("related", FieldType::Entries),
            FieldSpec::new("seo", FieldType::Json),
        ],
        document: &[
            "title",
            "standfirst",
            "cover",
            "authors",
            "review",
            "category",
            "tags",
            "toc",
            "readingMinutes",
            "wordCount",
            "body",
            "ctas",
            "faqs",
            "related",
            "seo",
            "jsonLd",
        ],
        search: Some(SearchSpec {
            summary: "standfirst",
            category: "category",
            tags: "tags",
            text: "body",
            passages: Passages::Sections,
        }),
    };
    const LEVEL: u8 = 2;
    const SCHEMA: u16 = 1;
    const TEXT: Option<&'static str> = Some("body");

    type Content = Content;

    fn read(reader: &mut Reader<'_>, previous: Option<&Content>) -> Content {
        model::read(reader, previous)
    }

    fn write(content: &Content, body: BodyForm, names: &Names) -> Json {
        model::write(content, body, names)
    }

    fn title(content: &Content) -> Cow<'_, str> {
        Cow::Borrowed(&content.title)
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
