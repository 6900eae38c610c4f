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
    document::TOC,
    kinds::parts::{SHORT, TITLE},
    vocabulary::{
        Document, EntryMeta, Field, FieldErrors, FieldSpec, FieldType, KindName, KindSpec, ListShape, Locale, Pages,
        Passages, Reference, SearchSpec, Shape, Swap, Value, WebLink, shape::words,
    },
};

pub struct Article;

impl Kind for Article {
    const SPEC: KindSpec = KindSpec {
        name: KindName::new("article"),
        plural: "articles",
        list: ListShape::Summary,
        pages: Pages::Feed,
        head: &[
            FieldSpec::new("title", FieldType::Text).card(),
            FieldSpec::new("standfirst", FieldType::Text).card(),
            FieldSpec::new("cover", FieldType::Json).card(),
            FieldSpec::new("authors", FieldType::Entries).filter("author").to("author"),
            FieldSpec::new("review", FieldType::Object(model::HEAD_REVIEW)),
            FieldSpec::new("category", FieldType::Entry).filter("category").to("category"),
            FieldSpec::new("tags", FieldType::Entries).filter("tag").to("tag"),
            FieldSpec::new("readingMinutes", FieldType::Integer),
            FieldSpec::new("wordCount", FieldType::Integer),
            FieldSpec::new("related", FieldType::Entries).to("article"),
            FieldSpec::new("seo", FieldType::Object(seo::HEAD)),
        ],
        document: &[
            Field::new("title", Shape::Text),
            Field::new("standfirst", Shape::Nullable(&Shape::Text)).about("The hook above the text."),
            Field::new("cover", Shape::Image),
            Field::new("authors", Shape::List(&Shape::card("author"))),
            Field::new("review", Shape::Nullable(&Shape::Named(&model::REVIEW))),
            Field::new("category", Shape::Nullable(&Shape::card("category"))),
            Field::new("tags", Shape::List(&Shape::card("tag"))),
            Field::new("toc", TOC).about("The table of contents."),
            Field::new("readingMinutes", Shape::Integer),
            Field::new("wordCount", Shape::Integer),
            Field::new("body", Shape::Nullable(&Shape::Rich)),
            Field::new("ctas", Shape::List(&Shape::embedded("cta"))).about("Those that the body shows, each once."),
            Field::new("faqs", Shape::List(&Shape::embedded("faq"))).about("Those that the body shows, each once."),
            Field::new("related", Shape::List(&Shape::card("article"))),
            Field::new("seo", Shape::Named(&seo::SEO)),
            Field::new("jsonLd", Shape::List(&Shape::Open("schema.org")))
                .about("For a `script` element of type `application/ld+json`."),
        ],
        search: Some(SearchSpec {
            summary: "standfirst",
            category: "category",
            tags: "tags",
            text: "body",
            passages: Passages::Sections,
        }),
    };
    const CONTENT: &'static [Field] = &[
        Field::new("title", Shape::Short(TITLE)),
        Field::new("standfirst", Shape::Short(SHORT)),
        Field::new("body", Shape::Written),
        Field::new("cover", Shape::Image),
        Field::new("authors", Shape::List(&Shape::reference("author"))),
        Field::new("reviewedBy", Shape::Nullable(&Shape::reference("author"))),
        Field::new("reviewedOn", Shape::Nullable(&Shape::Date)),
        Field::new("category", Shape::Nullable(&Shape::reference("category"))),
        Field::new("tags", Shape::List(&Shape::reference("tag"))),
        Field::new("related", Shape::List(&Shape::reference("article"))),
        Field::new("seo", Shape::Named(&seo::CONTENT)),
        Field::new("schemaType", Shape::Choice(&words(&model::SchemaType::CHOICES)))
            .about("What schema.org calls the page."),
    ];
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
