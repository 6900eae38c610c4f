//! What the site says of itself: part of every document, so it is versioned in the publication log.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use serde::{Deserialize, Serialize};

use super::{KindSpec, Locale, Pages, Slug, Zone, path_pattern::SLUG};

/// Settings that documents depend on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Site {
    pub name: String,
    /// The public site's address without a slash at its end; empty while nobody has said.
    pub base_url: String,
    /// Path pattern by a kind's plural, with `{slug}` in it; a kind without one lives at `/{kinds}/{slug}`.
    pub paths: BTreeMap<String, String>,
    /// The plurals of the kinds whose entries have pages of their own, as sitemaps list them; `None` for those that
    /// feeds are made of.
    pub listed: Option<BTreeSet<String>>,
    pub default_locale: Locale,
    /// In which the panel tells the time and takes it.
    pub time_zone: Zone,
    /// Who publishes it; part of the JSON-LD of every page.
    pub organisation: Organisation,
    /// The address of a picture for pages that have none of their own, where people share them; empty for none.
    pub social_image: String,
}

/// Who publishes the site (schema.org `Organization`). Empty texts while nobody has said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Organisation {
    pub name: String,
    pub url: String,
    pub logo: String,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            name: "Galley".into(),
            base_url: String::new(),
            paths: BTreeMap::new(),
            listed: None,
            default_locale: Locale::default(),
            time_zone: Zone::default(),
            organisation: Organisation::default(),
            social_image: String::new(),
        }
    }
}

impl Site {
    /// The public path of an entry: `/articles/back-pain`.
    #[must_use]
    pub fn path(&self, plural: &str, slug: &Slug) -> String {
        match self.paths.get(plural) {
            Some(pattern) => pattern.replace(SLUG, slug.as_str()),
            None => format!("/{plural}/{slug}"),
        }
    }

    /// The path pattern of a kind, its own or the one that every kind has.
    #[must_use]
    pub fn pattern(&self, plural: &str) -> Cow<'_, str> {
        match self.paths.get(plural) {
            Some(pattern) => pattern.into(),
            None => format!("/{plural}/{SLUG}").into(),
        }
    }

    /// Whether a kind's entries have pages of their own.
    #[must_use]
    pub fn lists(&self, kind: &KindSpec) -> bool {
        match &self.listed {
            Some(listed) => kind.pages != Pages::None && listed.contains(kind.plural),
            None => kind.pages == Pages::Feed,
        }
    }

    /// The plural and the slug that may live at a path; the inverse of [`path`](Self::path).
    #[must_use]
    pub fn at_path<'p>(&self, plurals: &[&'static str], path: &'p str) -> Option<(&'static str, &'p str)> {
        plurals.iter().find_map(|plural| {
            let slug = match self.paths.get(*plural) {
                Some(pattern) => {
                    let (before, after) = pattern.split_once(SLUG)?;
                    path.strip_prefix(before)?.strip_suffix(after)?
                }
                None => path.strip_prefix('/')?.strip_prefix(plural)?.strip_prefix('/')?,
            };
            (!slug.is_empty() && !slug.contains('/')).then_some((*plural, slug))
        })
    }

    /// The absolute address of a path of the site; the path alone while the site has no address.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_older_galley_stored_is_read_with_what_came_later_left_as_it_comes() {
        let old =
            r#"{"name":"Clinic","baseUrl":"https://clinic.example","paths":{"faqs":"/q/{slug}"},"defaultLocale":"de"}"#;
        let site: Site = serde_json::from_str(old).unwrap();
        assert_eq!((site.name.as_str(), site.default_locale.as_str(), site.time_zone.name()), ("Clinic", "de", "UTC"));
        assert_eq!((&site.organisation, site.listed.as_ref()), (&Organisation::default(), None));
        assert_eq!(serde_json::from_str::<Site>(&serde_json::to_string(&site).unwrap()).unwrap(), site);
    }

    #[test]
    fn a_path_leads_back_to_its_kind_and_slug() {
        let paths = [("faqs".to_owned(), "/q/{slug}.html".to_owned())].into();
        let site = Site { paths, ..Site::default() };
        let slug: Slug = "why".parse().unwrap();
        assert_eq!((site.path("faqs", &slug), site.path("tags", &slug)), ("/q/why.html".into(), "/tags/why".into()));
        assert_eq!((site.pattern("faqs"), site.pattern("tags")), ("/q/{slug}.html".into(), "/tags/{slug}".into()));
        assert_eq!(site.at_path(&["tags", "faqs"], "/q/why.html"), Some(("faqs", "why")));
        for none in ["/faqs/why", "/q/.html", "/q/a/b.html", "/q/why"] {
            assert_eq!(site.at_path(&["tags", "faqs"], none), None, "{none}");
        }
    }
}
