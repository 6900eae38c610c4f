//! What an article holds.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::seo::{self, Seo};
use crate::{
    content::{BodyForm, Names, Reader},
    document::{Tree, text},
    kinds::parts::{
        SEARCH_TEXT, SEARCH_TITLE, SHORT, TITLE, count, date, link, links, no_media, require, rich_advice,
        rich_references, rich_web_links, search_length,
    },
    vocabulary::{
        EntryId, Field, FieldErrors, FieldSpec, FieldType, Locale, Named, Reference, Shape, Swap, Value, WebLink,
        shape::Body,
    },
    words::t,
};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Content {
    pub title: String,
    /// The hook above the text; plain.
    pub standfirst: String,
    pub body: Tree,
    pub authors: Vec<EntryId>,
    pub reviewed_by: Option<EntryId>,
    pub reviewed_on: Option<NaiveDate>,
    pub category: Option<EntryId>,
    pub tags: Vec<EntryId>,
    pub related: Vec<EntryId>,
    pub seo: Seo,
    pub schema_type: SchemaType,
}

/// What schema.org calls the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SchemaType {
    #[default]
    BlogPosting,
    Article,
    NewsArticle,
    MedicalWebPage,
    WebPage,
}

impl SchemaType {
    pub const CHOICES: [(&'static str, Self); 5] = [
        ("BlogPosting", Self::BlogPosting),
        ("Article", Self::Article),
        ("NewsArticle", Self::NewsArticle),
        ("MedicalWebPage", Self::MedicalWebPage),
        ("WebPage", Self::WebPage),
    ];

    pub fn as_str(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, schema)| *schema == self).map_or("BlogPosting", |(name, _)| name)
    }

    /// Whether it is a `WebPage`, which alone can say that somebody reviewed it.
    pub const fn is_page(self) -> bool {
        matches!(self, Self::MedicalWebPage | Self::WebPage)
    }
}

pub fn read(reader: &mut Reader<'_>, previous: Option<&Content>) -> Content {
    no_media(reader, "cover");
    Content {
        title: reader.line("title", TITLE),
        standfirst: reader.text("standfirst", SHORT),
        body: reader.rich("body", previous.map(|previous| &previous.body)),
        authors: reader.references("authors", "author"),
        reviewed_by: reader.reference("reviewedBy", "author"),
        reviewed_on: reader.date("reviewedOn"),
        category: reader.reference("category", "category"),
        tags: reader.references("tags", "tag"),
        related: reader.references("related", "article"),
        seo: reader.object("seo", seo::read),
        schema_type: reader.choice("schemaType", &SchemaType::CHOICES),
    }
}

pub fn write(content: &Content, form: BodyForm, names: &Names) -> Json {
    let Content {
        title,
        standfirst,
        body,
        authors,
        reviewed_by,
        reviewed_on,
        category,
        tags,
        related,
        seo,
        schema_type,
    } = content;
    json!({
        "title": title,
        "standfirst": standfirst,
        "body": names.rich(body, form),
        "cover": null,
        "authors": names.references(authors),
        "reviewedBy": names.reference(*reviewed_by),
        "reviewedOn": reviewed_on,
        "category": names.reference(*category),
        "tags": names.references(tags),
        "related": names.references(related),
        "seo": seo::write(seo),
        "schemaType": schema_type,
    })
}

pub fn check(content: &Content) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    require(&mut errors, "title", &content.title, &t!("problem-give-article-title"));
    if content.body.is_empty() {
        errors.add("body", "required", t!("problem-write-text"));
    }
    errors.into_result()
}

/// What readers and search engines would like to have beyond that.
pub fn advice(content: &Content, locale: &Locale) -> FieldErrors {
    let mut advice = FieldErrors::default();
    require(&mut advice, "standfirst", &content.standfirst, &t!("problem-without-standfirst-lists-cards-show"));
    if content.authors.is_empty() {
        advice.add("authors", "missing", t!("problem-says-nobody-they-wrote"));
    }
    require(&mut advice, "seo.title", &content.seo.title, &t!("problem-search-engines-show-article-s"));
    let words = t!("problem-search-engines-show-standfirst-choose");
    require(&mut advice, "seo.description", &content.seo.description, &words);
    search_length(&mut advice, "seo.title", &content.seo.title, SEARCH_TITLE);
    search_length(&mut advice, "seo.description", &content.seo.description, SEARCH_TEXT);
    rich_advice(&mut advice, &content.body, "body", locale);
    advice
}

pub fn references(content: &Content) -> Vec<Reference> {
    let one = |id: Option<EntryId>, field: &str| id.map(|id| link(id, field));
    rich_references(&content.body, "body")
        .chain(links(&content.authors, "authors"))
        .chain(one(content.reviewed_by, "reviewedBy"))
        .chain(one(content.category, "category"))
        .chain(links(&content.tags, "tags"))
        .chain(links(&content.related, "related"))
        .collect()
}

pub fn web_links(content: &Content) -> Vec<WebLink> {
    let canonical = WebLink { path: "seo.canonicalUrl".to_owned(), href: content.seo.canonical_url.clone() };
    rich_web_links(&content.body, "body").chain([canonical]).collect()
}

/// Puts one entry in the place of another.
pub fn replace(content: &mut Content, swap: Swap) {
    let Content {
        title: _,
        standfirst: _,
        body,
        authors,
        reviewed_by,
        reviewed_on: _,
        category,
        tags,
        related,
        seo: _,
        schema_type: _,
    } = content;
    body.replace(swap);
    swap.maybe(reviewed_by);
    swap.maybe(category);
    [authors, tags, related].into_iter().for_each(|ids| swap.list(ids));
}

pub fn head(content: &Content) -> Vec<(&'static str, Value)> {
    let Content {
        title,
        standfirst,
        body,
        authors,
        reviewed_by,
        reviewed_on,
        category,
        tags,
        related,
        seo,
        schema_type: _,
    } = content;
    let entry = |id: &Option<EntryId>| id.map_or(Value::Null, Value::Entry);
    let entries = |ids: &[EntryId]| Value::List(ids.iter().copied().map(Value::Entry).collect());
    let words = text::word_count(body);
    vec![
        ("title", Value::text(&**title)),
        ("standfirst", Value::some_text(standfirst)),
        ("authors", entries(authors)),
        ("review", review(entry(reviewed_by), *reviewed_on)),
        ("category", entry(category)),
        ("tags", entries(tags)),
        ("readingMinutes", count(text::reading_minutes(words))),
        ("wordCount", count(words)),
        ("related", entries(related)),
        ("seo", seo::value(seo, title, standfirst)),
    ]
}

/// The parts of a review in an article's head.
pub const HEAD_REVIEW: &[FieldSpec] =
    &[FieldSpec::new("by", FieldType::Entry).to("author"), FieldSpec::new("on", FieldType::Date)];

/// The shape of [`review`].
pub const REVIEW: Named = Named {
    name: "Review",
    about: "Who looked it over, and when.",
    body: Body::Object(&[
        Field::new("by", Shape::Nullable(&Shape::card("author"))),
        Field::new("on", Shape::Nullable(&Shape::Date)),
    ]),
};

/// Who looked it over and when; `Null` when nobody did.
pub fn review(by: Value, on: Option<NaiveDate>) -> Value {
    if by == Value::Null && on.is_none() {
        return Value::Null;
    }
    Value::object([("by", by), ("on", date(on))])
}
