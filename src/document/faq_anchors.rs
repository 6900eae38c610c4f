//! The addresses of questions within a page.

use std::collections::HashSet;

use crate::vocabulary::{Embeds, EntryId};

/// Hands out `faq-{slug}`, each once: a question that stands twice on a page is reached at its first place.
#[derive(Default)]
pub(super) struct FaqAnchors(HashSet<EntryId>);

impl FaqAnchors {
    pub(super) fn next(&mut self, id: EntryId, embeds: &dyn Embeds) -> Option<String> {
        let target = embeds.link(id)?;
        self.0.insert(id).then(|| format!("faq-{}", target.slug))
    }
}
