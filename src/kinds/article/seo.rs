//! What an article tells search engines.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::{
    content::Reader,
    kinds::parts::{SHORT, TITLE, URL, no_media, url},
    vocabulary::{
        Field, FieldSpec, FieldType, Named, Shape, Value,
        shape::{Body, words},
    },
};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Seo {
    pub title: String,
    pub description: String,
    /// Where else the same text stands, if that is its true home.
    pub canonical_url: String,
    pub robots: Robots,
}

/// The robots directives (robots meta tag) that people choose from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Robots {
    #[default]
    #[serde(rename = "index,follow")]
    IndexFollow,
    #[serde(rename = "noindex,follow")]
    NoindexFollow,
    #[serde(rename = "index,nofollow")]
    IndexNofollow,
    #[serde(rename = "noindex,nofollow")]
    NoindexNofollow,
}

impl Robots {
    pub const CHOICES: [(&'static str, Self); 4] = [
        ("index,follow", Self::IndexFollow),
        ("noindex,follow", Self::NoindexFollow),
        ("index,nofollow", Self::IndexNofollow),
        ("noindex,nofollow", Self::NoindexNofollow),
    ];

    pub fn as_str(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, robots)| *robots == self).map_or("index,follow", |(name, _)| name)
    }
}

/// What an article's head has of it.
pub const HEAD: &[FieldSpec] = &[
    FieldSpec::new("title", FieldType::Text),
    FieldSpec::new("description", FieldType::Text),
    FieldSpec::new("canonicalUrl", FieldType::Text),
    FieldSpec::new("robots", FieldType::Text),
    FieldSpec::new("image", FieldType::Json),
];

/// The shape of [`value`].
pub const SEO: Named = Named {
    name: "Seo",
    about: "What a page tells search engines.",
    body: Body::Object(&[
        Field::new("title", Shape::Nullable(&Shape::Text)),
        Field::new("description", Shape::Nullable(&Shape::Text)),
        Field::new("canonicalUrl", Shape::Nullable(&Shape::Href)),
        Field::new("robots", Shape::Choice(&words(&Robots::CHOICES))),
        Field::new("image", Shape::Image),
    ]),
};

/// As it is written.
pub const CONTENT: Named = Named {
    name: "SeoContent",
    about: "What the page is to tell search engines; its own title and standfirst stand in for what is empty.",
    body: Body::Object(&[
        Field::new("title", Shape::Short(TITLE)),
        Field::new("description", Shape::Short(SHORT)),
        Field::new("canonicalUrl", Shape::Short(URL)),
        Field::new("robots", Shape::Choice(&words(&Robots::CHOICES))),
        Field::new("image", Shape::Image),
    ]),
};

pub fn read(reader: &mut Reader<'_>) -> Seo {
    no_media(reader, "image");
    Seo {
        title: reader.line("title", TITLE),
        description: reader.text("description", SHORT),
        canonical_url: url(reader, "canonicalUrl"),
        robots: reader.choice("robots", &Robots::CHOICES),
    }
}

pub fn write(seo: &Seo) -> Json {
    let Seo { title, description, canonical_url, robots } = seo;
    json!({
        "title": title,
        "description": description,
        "canonicalUrl": canonical_url,
        "robots": robots,
        "image": null,
    })
}

/// As readers' sites get it: the article's own words stand in for those that nobody wrote.
pub fn value(seo: &Seo, title: &str, standfirst: &str) -> Value {
    let or = |own: &str, other: &str| Value::some_text(if own.trim().is_empty() { other } else { own });
    Value::object([
        ("title", or(&seo.title, title)),
        ("description", or(&seo.description, standfirst)),
        ("canonicalUrl", Value::some_text(&seo.canonical_url)),
        ("robots", seo.robots.as_str().into()),
        // Until there is a media library.
        ("image", Value::Null),
    ])
}
