//! References by slug in input, by id in store: looked up once per save, both ways.

use std::collections::HashMap;

use crate::{
    vocabulary::{EntryId, FieldErrors, KindName, Reference, ReferenceMode, Slug},
    words::t,
};

/// An entry as input names it: by slug where the kind is known, or by id.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name {
    /// The kind's name; `None` only for an id that may be of any kind.
    pub kind: Option<String>,
    /// A slug or an id.
    pub key: String,
}

/// What is known of a named entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub id: EntryId,
    pub kind: KindName,
    pub level: u8,
    pub slug: Slug,
    pub title: String,
}

/// The entries that one input or one stored content refers to.
#[derive(Debug, Clone, Default)]
pub struct Names {
    by_slug: HashMap<(KindName, Slug), EntryId>,
    by_id: HashMap<EntryId, Named>,
}

impl Names {
    /// Adds an entry; `by_slug` when its slug is a good name for it: not in the trash, in a locale that the input's
    /// slugs mean. The first of a slug wins, so the caller adds its own locale's entries before the default's.
    pub fn add(&mut self, named: Named, by_slug: bool) {
        if by_slug {
            self.by_slug.entry((named.kind, named.slug.clone())).or_insert(named.id);
        }
        self.by_id.entry(named.id).or_insert(named);
    }

    /// The entry that a slug or an id means, if it is of that kind.
    #[must_use]
    pub fn resolve(&self, kind: Option<&str>, key: &str) -> Option<EntryId> {
        let fits = |named: &&Named| kind.is_none_or(|kind| named.kind.as_str() == kind);
        if let Ok(id) = key.parse::<EntryId>() {
            return self.by_id.get(&id).filter(fits).map(|named| named.id);
        }
        let slug: Slug = key.parse().ok()?;
        self.by_slug
            .iter()
            .find(|((k, s), _)| *s == slug && kind.is_none_or(|kind| k.as_str() == kind))
            .map(|(_, id)| *id)
    }

    /// How an entry is named on the way out, so that reading it again means the same entry; `None`: only its id will do.
    #[must_use]
    pub fn named(&self, id: EntryId) -> Option<&Named> {
        let named = self.by_id.get(&id)?;
        (self.by_slug.get(&(named.kind, named.slug.clone())) == Some(&id)).then_some(named)
    }

    /// Adds an error when a reference points at nothing, or embeds what this level may not embed.
    pub(super) fn check(&self, reference: &Reference, level: u8, errors: &mut FieldErrors) {
        match self.by_id.get(&reference.to) {
            None => {
                if errors.at(&reference.path).is_none() {
                    errors.add(
                        &reference.path,
                        "unknown_reference",
                        t!("problem-no-entry-2", a = reference.to.to_string()),
                    );
                }
            }
            Some(target) if reference.mode == ReferenceMode::Embed && target.level >= level => errors.add(
                &reference.path,
                "not_embeddable",
                t!("problem-b-cannot-stand-inside", a = target.kind.to_string(), b = target.slug.to_string()),
            ),
            Some(_) => {}
        }
    }
}
