//! What this room's tests share: the fixture with every node and mark, and arbitrary trees.

use serde_json::Value as Json;

use crate::vocabulary::{Document, Embeds, EntryId, Inline, KindName, LinkTarget, Slug};

/// The document that the editor's tests read too.
pub fn fixture() -> Json {
    serde_json::from_str(include_str!("../../tests/fixtures/doc.json")).unwrap()
}

/// Every entry of the fixture, live.
pub struct Live {
    document: Document,
}

impl Default for Live {
    fn default() -> Self {
        let inline = Inline { html: "<p>Book</p>".into(), markdown: "**Book**".into(), text: "Book".into() };
        Self { document: Document::new([("label", "Book".into())], inline) }
    }
}

impl Embeds for Live {
    fn embed(&self, _: EntryId) -> Option<&Document> {
        Some(&self.document)
    }

    fn link(&self, id: EntryId) -> Option<LinkTarget> {
        let slug: Slug = format!("entry-{}", id.0.as_u128() % 16).parse().ok()?;
        let path = format!("/articles/{slug}");
        Some(LinkTarget { kind: KindName::new("article"), slug, title: "An entry".into(), path })
    }
}

/// Nothing is live.
pub struct Nothing;

impl Embeds for Nothing {
    fn embed(&self, _: EntryId) -> Option<&Document> {
        None
    }

    fn link(&self, _: EntryId) -> Option<LinkTarget> {
        None
    }
}
