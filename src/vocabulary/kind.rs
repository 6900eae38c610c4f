//! What the readers' side must know of a kind: its names and the fields of its heads and documents.

use std::fmt;

use serde::{Serialize, Serializer};

use super::shape::{Field, Shape};

/// A kind's name: `article`. Made by the kinds themselves, so that a name at hand is a kind that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindName(&'static str);

impl KindName {
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for KindName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for KindName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

/// What a head's field holds; decides how filters compare it.
#[derive(Debug, Clone, Copy)]
pub enum FieldType {
    Text,
    Integer,
    /// RFC 3339 date (`2026-11-01`), compared as text.
    Date,
    /// One reference; a filter names its target by slug or id, or goes on with a field of the target.
    Entry,
    /// Several references; a filter holds when it holds for one of them.
    Entries,
    /// An object of such fields, each under its dotted name: `review.on`.
    Object(&'static [FieldSpec]),
    /// Any JSON; a filter can only ask whether it is there.
    Json,
}

impl FieldType {
    /// Whether it refers to entries.
    #[must_use]
    pub const fn refers(self) -> bool {
        matches!(self, Self::Entry | Self::Entries)
    }
}

/// One field of a kind's heads.
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    /// As in the document: `category`.
    pub name: &'static str,
    pub ty: FieldType,
    /// What the panel's lists are narrowed by, and its name in `filter[…]`: `tag` for the field `tags`.
    pub filter: Option<&'static str>,
    /// Whether other entries' answers show it when they show this entry.
    pub card: bool,
    /// Of a reference, the kind that it refers to.
    pub to: Option<KindName>,
}

impl FieldSpec {
    /// A field that only the kind's own lists show.
    #[must_use]
    pub const fn new(name: &'static str, ty: FieldType) -> Self {
        Self { name, ty, filter: None, card: false, to: None }
    }

    #[must_use]
    pub const fn filter(self, name: &'static str) -> Self {
        Self { filter: Some(name), ..self }
    }

    #[must_use]
    pub const fn to(self, kind: &'static str) -> Self {
        Self { to: Some(KindName::new(kind)), ..self }
    }

    #[must_use]
    pub const fn card(self) -> Self {
        Self { card: true, ..self }
    }
}

/// Whether a kind's lists are made of heads or of whole documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListShape {
    /// The head's fields; documents are read only when `fields` asks for more.
    Summary,
    Whole,
}

/// Whether a kind's entries have pages of their own on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pages {
    /// They are only shown within others.
    None,
    /// They may have; the site's settings say so.
    Some,
    /// They have, and are news: what feeds are made of.
    Feed,
}

/// What of a kind full text finds, by the names of its fields; the title is always found.
#[derive(Debug, Clone, Copy)]
pub struct SearchSpec {
    /// Of the head, a text: the standfirst, the short answer.
    pub summary: &'static str,
    /// Of the head, a reference.
    pub category: &'static str,
    /// Of the head, references.
    pub tags: &'static str,
    /// Of the document, a rich text.
    pub text: &'static str,
    pub passages: Passages,
}

/// What of a kind answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passages {
    /// Each heading of the text with what stands below it.
    Sections,
    /// The whole text, which answers the title. The document's `anchor` says where pages show it.
    Whole,
}

/// A kind as the readers' side sees it.
#[derive(Debug, Clone, Copy)]
pub struct KindSpec {
    pub name: KindName,
    /// The segment in URLs: `articles`.
    pub plural: &'static str,
    pub list: ListShape,
    pub pages: Pages,
    /// The head's fields; a [`Head`](super::Head) keeps its values in this order.
    pub head: &'static [FieldSpec],
    /// The document's own fields, in the order of the answer (the envelope's `id`, `type`, `slug`, `locale`,
    /// `alternates`, `publishedAt`, `updatedAt` and `revision` are not among them).
    pub document: &'static [Field],
    /// What searching finds it by; nobody searches for a kind without.
    pub search: Option<SearchSpec>,
}

impl KindSpec {
    /// Whether the document has a field of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.document.iter().any(|field| field.name == name)
    }

    /// The names of the document's fields.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.document.iter().map(|field| field.name)
    }

    /// The members of the entry's [`card`](super::card()).
    #[must_use]
    pub fn card_fields(&self) -> Vec<Field> {
        let shown = |name: &str| self.head.iter().any(|field| field.card && field.name == name);
        let mut fields = vec![Field::new("id", Shape::Id), Field::new("slug", Shape::Slug)];
        fields.extend(self.document.iter().filter(|field| shown(field.name)));
        fields
    }

    /// The members of the document where it stands [within another](super::Document::to_value).
    #[must_use]
    pub fn embedded_fields(&self) -> Vec<Field> {
        [Field::new("id", Shape::Id)].into_iter().chain(self.document.iter().copied()).collect()
    }

    /// Where in a head the field of this name stands.
    #[must_use]
    pub fn head_index(&self, name: &str) -> Option<usize> {
        self.head.iter().position(|field| field.name == name)
    }
}
