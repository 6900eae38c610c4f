//! What compiling an entry gives, and how one document shows another.

use std::borrow::Cow;

use super::{EntryId, KindName, Slug, Value};

/// An entry compiled through a lens: the kind's own fields (the envelope is delivery's), and how it looks
/// where another entry embeds it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// In the order of the answer, by the names of [`KindSpec::document`](super::KindSpec::document).
    pub fields: Vec<(Cow<'static, str>, Value)>,
    pub inline: Inline,
}

/// A document inside another's body, in the forms that are not JSON.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inline {
    /// Safe by construction: made of typed parts, never of stored HTML.
    pub html: String,
    pub markdown: String,
    pub text: String,
}

impl Document {
    /// Fields in order; names are the kind's declared ones.
    #[must_use]
    pub fn new<const N: usize>(fields: [(&'static str, Value); N], inline: Inline) -> Self {
        Self { fields: fields.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect(), inline }
    }

    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// As a value inside another document: `id`, then its fields.
    #[must_use]
    pub fn to_value(&self, id: EntryId) -> Value {
        let id = (Cow::Borrowed("id"), Value::text(id.to_string()));
        Value::Object(std::iter::once(id).chain(self.fields.iter().cloned()).collect())
    }
}

/// Where a link to an entry leads.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkTarget {
    pub kind: KindName,
    pub slug: Slug,
    pub title: Box<str>,
    /// The entry's public path on the site: `/articles/back-pain`.
    pub path: String,
}

/// What rich text asks while it is rendered for readers. `None` means: not live through this lens;
/// an embed is then left out and a link keeps only its text.
pub trait Embeds {
    fn embed(&self, id: EntryId) -> Option<&Document>;
    fn link(&self, id: EntryId) -> Option<LinkTarget>;
}
