//! What the site says of itself: part of every document, so it is versioned in the publication log.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Locale, Slug, Zone};

/// Settings that documents depend on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Site {
    pub name: String,
    /// The public site's address without a slash at its end; empty while nobody has said.
    pub base_url: String,
    /// Path pattern by a kind's plural, with `{slug}` in it; a kind without one lives at `/{kinds}/{slug}`.
    pub paths: BTreeMap<String, String>,
    pub default_locale: Locale,
    /// In which the panel tells the time and takes it.
    pub time_zone: Zone,
    /// Who publishes it; part of the JSON-LD of every page.
    pub organisation: Organisation,
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
            default_locale: Locale::default(),
            time_zone: Zone::default(),
            organisation: Organisation::default(),
        }
    }
}

impl Site {
    /// The public path of an entry: `/articles/back-pain`.
    #[must_use]
    pub fn path(&self, plural: &str, slug: &Slug) -> String {
        match self.paths.get(plural) {
            Some(pattern) => pattern.replace("{slug}", slug.as_str()),
            None => format!("/{plural}/{slug}"),
        }
    }

    /// The plural and the slug that may live at a path; the inverse of [`path`](Self::path).
    #[must_use]
    pub fn at_path<'p>(&self, plurals: &[&'static str], path: &'p str) -> Option<(&'static str, &'p str)> {
        plurals.iter().find_map(|plural| {
            let slug = match self.paths.get(*plural) {
                Some(pattern) => {
                    let (before, after) = pattern.split_once("{slug}")?;
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
