//! What an author's page holds.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::{
    content::{BodyForm, Names, Reader},
    document::Tree,
    kinds::parts::{TITLE, URL, labelled_links, no_media, require, rich_references, rich_web_links},
    vocabulary::{Field, FieldErrors, Named, Reference, Shape, Swap, Value, WebLink, shape::Body},
    words::t,
};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Content {
    pub name: String,
    /// "Lead physiotherapist".
    pub role: String,
    /// "DPT, CSCS".
    pub credentials: String,
    pub bio: Tree,
    pub links: Vec<Link>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub label: String,
    pub url: String,
}

/// A link as readers get it.
pub const LINK: Named = Named {
    name: "AuthorLink",
    about: "Where an author can be found.",
    body: Body::Object(&[Field::new("label", Shape::Text), Field::new("url", Shape::Href)]),
};

/// A link as it is written.
pub const LINK_CONTENT: Named = Named {
    name: "AuthorLinkContent",
    about: "A link with its words.",
    body: Body::Object(&[Field::new("label", Shape::Short(TITLE)), Field::new("url", Shape::Short(URL))]),
};

pub fn read(reader: &mut Reader<'_>, previous: Option<&Content>) -> Content {
    no_media(reader, "photo");
    Content {
        name: reader.line("name", TITLE),
        role: reader.line("role", TITLE),
        credentials: reader.line("credentials", TITLE),
        bio: reader.rich("bio", previous.map(|previous| &previous.bio)),
        links: labelled_links(reader, "links").into_iter().map(|(label, url)| Link { label, url }).collect(),
    }
}

pub fn write(content: &Content, body: BodyForm, names: &Names) -> Json {
    let Content { name, role, credentials, bio, links } = content;
    json!({
        "name": name,
        "role": role,
        "credentials": credentials,
        "bio": names.rich(bio, body),
        "photo": null,
        "links": links,
    })
}

pub fn check(content: &Content) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    require(&mut errors, "name", &content.name, &t!("problem-say-who"));
    for (index, link) in content.links.iter().enumerate() {
        require(&mut errors, &format!("links.{index}.label"), &link.label, &t!("problem-say-what-link-leads"));
    }
    errors.into_result()
}

pub fn references(content: &Content) -> Vec<Reference> {
    rich_references(&content.bio, "bio").collect()
}

pub fn web_links(content: &Content) -> Vec<WebLink> {
    let links = content.links.iter().enumerate();
    let links = links.map(|(index, link)| WebLink { path: format!("links.{index}"), href: link.url.clone() });
    rich_web_links(&content.bio, "bio").chain(links).collect()
}

/// Puts one entry in the place of another.
pub fn replace(content: &mut Content, swap: Swap) {
    let Content { name: _, role: _, credentials: _, bio, links: _ } = content;
    bio.replace(swap);
}

pub fn head(content: &Content) -> Vec<(&'static str, Value)> {
    let Content { name, role, credentials, bio: _, links: _ } = content;
    vec![
        ("name", Value::text(&**name)),
        ("role", Value::some_text(role)),
        ("credentials", Value::some_text(credentials)),
    ]
}
