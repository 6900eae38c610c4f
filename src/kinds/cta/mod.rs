//! Calls to action: a button, a banner, a newsletter sign-up or a call, written once and placed everywhere.

mod compile;
mod form;
mod model;
mod newsletter;
mod pages;
mod target;

use std::borrow::Cow;

use maud::Markup;
use serde_json::Value as Json;

pub use model::Content;

use crate::{
    content::{BodyForm, FormView, Kind, Names, Reader, Resolved},
    kinds::parts::{SHORT, TITLE},
    vocabulary::{
        Document, EntryMeta, Field, FieldErrors, FieldSpec, FieldType, KindName, KindSpec, ListShape, Pages, Reference,
        Shape, Swap, Value, WebLink, shape::words,
    },
};

pub struct Cta;

impl Kind for Cta {
    const SPEC: KindSpec = KindSpec {
        name: KindName::new("cta"),
        plural: "ctas",
        list: ListShape::Whole,
        pages: Pages::None,
        head: &[
            FieldSpec::new("kind", FieldType::Text).filter("kind").card(),
            FieldSpec::new("heading", FieldType::Text).card(),
            FieldSpec::new("label", FieldType::Text).card(),
        ],
        document: &[
            Field::new("kind", Shape::Choice(&words(&model::CtaKind::CHOICES))),
            Field::new("heading", Shape::Nullable(&Shape::Text)),
            Field::new("text", Shape::Nullable(&Shape::Text)),
            Field::new("label", Shape::Nullable(&Shape::Text)).about("On the button."),
            Field::new("target", Shape::Nullable(&Shape::Named(&target::TARGET)))
                .about("Where the button leads; `null` for a newsletter, and where what it led to was taken away."),
            Field::new("style", Shape::Choice(&words(&model::Style::CHOICES))),
            Field::new("image", Shape::Image),
            Field::new("form", Shape::Nullable(&Shape::Named(&form::FORM))).about("Of a newsletter, and only there."),
            Field::new("validFrom", Shape::Nullable(&Shape::Time)).about("Delivered, not evaluated."),
            Field::new("validUntil", Shape::Nullable(&Shape::Time)).about("Delivered, not evaluated."),
        ],
        search: None,
    };
    const CONTENT: &'static [Field] = &[
        Field::new("name", Shape::Short(TITLE)).about("For the house alone: how editors find it."),
        Field::new("kind", Shape::Choice(&words(&model::CtaKind::CHOICES))),
        Field::new("heading", Shape::Short(TITLE)),
        Field::new("text", Shape::Short(SHORT)),
        Field::new("label", Shape::Short(TITLE)).about("On the button."),
        Field::new("target", Shape::Nullable(&Shape::Named(&target::TARGET_CONTENT))),
        Field::new("style", Shape::Choice(&words(&model::Style::CHOICES))),
        Field::new("image", Shape::Image),
        Field::new("newsletter", Shape::Named(&newsletter::CONTENT)),
        Field::new("validFrom", Shape::Nullable(&Shape::Time)),
        Field::new("validUntil", Shape::Nullable(&Shape::Time)),
    ];
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
