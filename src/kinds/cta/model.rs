//! What a call to action holds.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::newsletter::{self, Newsletter};
use crate::{
    content::{BodyForm, Names, Reader},
    kinds::parts::{SHORT, TITLE, link, no_media, require, rich_references, rich_web_links, url},
    vocabulary::{EntryId, FieldErrors, Reference, Swap, Time, Value, WebLink},
    words::t,
};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Content {
    /// For the house alone: how editors find it.
    pub name: String,
    pub kind: CtaKind,
    pub heading: String,
    pub text: String,
    /// On the button.
    pub label: String,
    pub target: Target,
    pub style: Style,
    pub newsletter: Newsletter,
    /// Delivered, not evaluated: a document has no clock in it.
    pub valid_from: Option<Time>,
    pub valid_until: Option<Time>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CtaKind {
    #[default]
    Button,
    Banner,
    Newsletter,
    Call,
}

impl CtaKind {
    pub const CHOICES: [(&'static str, Self); 4] =
        [("button", Self::Button), ("banner", Self::Banner), ("newsletter", Self::Newsletter), ("call", Self::Call)];

    pub fn as_str(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, kind)| *kind == self).map_or("button", |(name, _)| name)
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    #[default]
    Primary,
    Secondary,
    Quiet,
}

impl Style {
    pub const CHOICES: [(&'static str, Self); 3] =
        [("primary", Self::Primary), ("secondary", Self::Secondary), ("quiet", Self::Quiet)];

    pub fn as_str(self) -> &'static str {
        Self::CHOICES.iter().find(|(_, style)| *style == self).map_or("primary", |(name, _)| name)
    }
}

/// Where the button leads.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "type")]
pub enum Target {
    #[default]
    None,
    Url {
        url: String,
    },
    Entry {
        entry: EntryId,
    },
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum TargetType {
    #[default]
    Absent,
    Url,
    Entry,
}

pub fn read(reader: &mut Reader<'_>, previous: Option<&Content>) -> Content {
    no_media(reader, "image");
    let content = Content {
        name: reader.line("name", TITLE),
        kind: reader.choice("kind", &CtaKind::CHOICES),
        heading: reader.line("heading", TITLE),
        text: reader.text("text", SHORT),
        label: reader.line("label", TITLE),
        target: reader.object("target", read_target),
        style: reader.choice("style", &Style::CHOICES),
        newsletter: reader
            .object("newsletter", |reader| newsletter::read(reader, previous.map(|previous| &previous.newsletter))),
        valid_from: reader.time("validFrom"),
        valid_until: reader.time("validUntil"),
    };
    if let (Some(from), Some(until)) = (content.valid_from, content.valid_until)
        && until <= from
    {
        reader.error("validUntil", "before_start", t!("problem-later-than-start"));
    }
    content
}

fn read_target(reader: &mut Reader<'_>) -> Target {
    let kind = reader.choice("type", &[("url", TargetType::Url), ("entry", TargetType::Entry)]);
    let address = url(reader, "url");
    let entry = reader.any_reference("entry");
    match (kind, address.is_empty(), entry) {
        (TargetType::Url, false, _) | (TargetType::Absent, false, None) => Target::Url { url: address },
        (TargetType::Entry, _, Some(entry)) | (TargetType::Absent, true, Some(entry)) => Target::Entry { entry },
        (TargetType::Absent, false, Some(_)) => {
            reader.error("type", "ambiguous", t!("problem-say-whether-leads-url-entry"));
            Target::None
        }
        _ => Target::None,
    }
}

pub fn write(content: &Content, body: BodyForm, names: &Names) -> Json {
    let Content { name, kind, heading, text, label, target, style, newsletter, valid_from, valid_until } = content;
    let target = match target {
        Target::None => Json::Null,
        Target::Url { url } => json!({ "type": "url", "url": url, "entry": null }),
        Target::Entry { entry } => {
            json!({ "type": "entry", "url": null, "entry": names.any_reference(Some(*entry)) })
        }
    };
    json!({
        "name": name,
        "kind": kind,
        "heading": heading,
        "text": text,
        "label": label,
        "target": target,
        "style": style,
        "image": null,
        "newsletter": newsletter::write(newsletter, body, names),
        "validFrom": valid_from,
        "validUntil": valid_until,
    })
}

pub fn check(content: &Content) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    require(&mut errors, "label", &content.label, &t!("problem-write-what-stands-on-button"));
    match (content.kind, &content.target) {
        (CtaKind::Newsletter, _) => {
            require(&mut errors, "heading", &content.heading, &t!("problem-give-sign-up-heading"));
            newsletter::check(&content.newsletter, &mut errors);
        }
        (_, Target::None) => errors.add("target", "required", t!("problem-say-where-button-leads")),
        (CtaKind::Call, Target::Url { url }) if !url.starts_with("tel:") => {
            errors.add("target.url", "not_a_number", t!("problem-call-needs-telephone-number-tel"));
        }
        (CtaKind::Call, Target::Entry { .. }) => {
            errors.add("target.url", "not_a_number", t!("problem-call-needs-telephone-number-tel"));
        }
        _ => {}
    }
    errors.into_result()
}

pub fn references(content: &Content) -> Vec<Reference> {
    let target = match content.target {
        Target::Entry { entry } => Some(link(entry, "target.entry")),
        Target::None | Target::Url { .. } => None,
    };
    target.into_iter().chain(rich_references(&content.newsletter.consent, "newsletter.consent")).collect()
}

pub fn web_links(content: &Content) -> Vec<WebLink> {
    let target = match &content.target {
        Target::Url { url } => Some(WebLink { path: "target.url".to_owned(), href: url.clone() }),
        Target::None | Target::Entry { .. } => None,
    };
    target.into_iter().chain(rich_web_links(&content.newsletter.consent, "newsletter.consent")).collect()
}

/// Puts one entry in the place of another.
pub fn replace(content: &mut Content, swap: Swap) {
    let Content {
        name: _,
        kind: _,
        heading: _,
        text: _,
        label: _,
        target,
        style: _,
        newsletter,
        valid_from: _,
        valid_until: _,
    } = content;
    if let Target::Entry { entry } = target {
        swap.one(entry);
    }
    newsletter.consent.replace(swap);
}

pub fn head(content: &Content) -> Vec<(&'static str, Value)> {
    vec![
        ("kind", content.kind.as_str().into()),
        ("heading", Value::some_text(&content.heading)),
        ("label", Value::some_text(&content.label)),
    ]
}
