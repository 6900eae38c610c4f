//! What readers find under a name. Pure.

use std::sync::Arc;

use super::Fold;
use crate::vocabulary::{KindName, LiveEntry, Locale};

/// What is found under a name.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    /// The entry, under its id or its current slug.
    Found(Arc<LiveEntry>),
    /// The entry that was once served under this slug and now has another.
    Moved(Arc<LiveEntry>),
    /// Once served, offline now.
    Gone,
    /// Readers were never served anything under this name.
    Missing,
}

/// Where a name is looked up: in one locale, and then in others, in this order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Locales {
    /// The site's default when `None`.
    pub first: Option<Locale>,
    pub fallback: Vec<Locale>,
}

impl Fold {
    /// What readers find under a name. An id is found in every locale unless one is asked for; a slug in the
    /// one asked for or else the site's default.
    #[must_use]
    pub fn find(&self, kind: KindName, locale: Option<&Locale>, slug_or_id: &str) -> Lookup {
        let by_id = slug_or_id.parse().ok().and_then(|id| self.slot(id)).filter(|(_, slot)| slot.kind == kind);
        if let Some((ordinal, _)) = by_id.filter(|(_, slot)| locale.is_none_or(|locale| *locale == slot.locale)) {
            return self.live.get(ordinal).cloned().map_or(Lookup::Gone, Lookup::Found);
        }
        let locale = locale.unwrap_or(&self.site.default_locale);
        let shelf = self.index(kind).and_then(|index| index.shelf(locale));
        let Some(owner) = shelf.and_then(|shelf| shelf.owner(slug_or_id)) else { return Lookup::Missing };
        match self.live.get(owner) {
            Some(entry) if entry.slug.as_str() == slug_or_id && entry.locale == *locale => Lookup::Found(entry.clone()),
            Some(entry) => Lookup::Moved(entry.clone()),
            None => Lookup::Gone,
        }
    }

    /// The same in several locales: what is found in a later one leads to its translation in an earlier one, if there
    /// is one.
    #[must_use]
    pub fn find_in(&self, kind: KindName, locales: &Locales, slug_or_id: &str) -> Lookup {
        let mut found = self.find(kind, locales.first.as_ref(), slug_or_id);
        for (earlier, locale) in locales.fallback.iter().enumerate() {
            if found != Lookup::Missing {
                break;
            }
            found = self.find(kind, Some(locale), slug_or_id);
            let (Lookup::Found(entry) | Lookup::Moved(entry)) = &found else { continue };
            let first = locales.first.as_ref().unwrap_or(&self.site.default_locale);
            let wanted = std::iter::once(first).chain(locales.fallback.iter().take(earlier));
            let others = self.alternates(entry);
            let translation = wanted.filter_map(|wanted| others.iter().find(|other| other.locale == *wanted)).next();
            if let Some(translation) = translation {
                return Lookup::Moved(translation.clone());
            }
        }
        found
    }
}
