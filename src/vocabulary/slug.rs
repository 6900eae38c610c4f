//! Slugs and locales: checked once, at the border, and trusted afterwards.

use std::{borrow::Borrow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize};

/// An entry's public address or key: `[a-z0-9]` words joined by single hyphens, 1 to 120 bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Slug(Box<str>);

impl Slug {
    /// The longest slug, in bytes.
    pub const MAX: usize = 120;

    /// Makes a slug of a title: transliterated to ASCII, lower case, cut at a word's end.
    /// `None` when nothing of the title can stand in a slug.
    #[must_use]
    pub fn from_title(title: &str) -> Option<Self> {
        let mut slug = String::new();
        // A title of any length costs no more than a slug is long.
        let ascii = deunicode::deunicode(&title.chars().take(Self::MAX * 2).collect::<String>());
        for word in ascii.to_ascii_lowercase().replace(['\'', '’'], "").split(|c: char| !c.is_ascii_alphanumeric()) {
            let separator = usize::from(!slug.is_empty());
            if word.is_empty() || slug.len() + separator + word.len() > Self::MAX {
                continue;
            }
            if separator == 1 {
                slug.push('-');
            }
            slug.push_str(word);
        }
        slug.parse().ok()
    }

    /// The same slug with `-n` behind it, within the bound.
    #[must_use]
    pub fn numbered(&self, n: usize) -> Self {
        let suffix = format!("-{n}");
        let stem = &self.0[..self.0.len().min(Self::MAX - suffix.len())];
        Self(format!("{}{suffix}", stem.trim_end_matches('-')).into())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a text is no slug; the words are for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("use lower-case letters, digits and single hyphens between them, {} characters at most", Slug::MAX)]
pub struct InvalidSlug;

impl FromStr for Slug {
    type Err = InvalidSlug;

    fn from_str(text: &str) -> Result<Self, InvalidSlug> {
        let word = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if text.len() <= Self::MAX && text.split('-').all(word) { Ok(Self(text.into())) } else { Err(InvalidSlug) }
    }
}

/// A language tag (BCP 47) of a language and, where needed, a script or region: `en`, `de-AT`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Locale(Box<str>);

impl Locale {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Locale {
    fn default() -> Self {
        Self("en".into())
    }
}

/// Why a text is no locale.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("use a language tag such as \"en\" or \"de-AT\"")]
pub struct InvalidLocale;

impl FromStr for Locale {
    type Err = InvalidLocale;

    fn from_str(text: &str) -> Result<Self, InvalidLocale> {
        let mut parts = text.split('-');
        let language = parts.next().unwrap_or_default();
        let language_fits = (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_lowercase());
        let rest_fits = parts.clone().count() <= 3
            && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
        if language_fits && rest_fits { Ok(Self(text.into())) } else { Err(InvalidLocale) }
    }
}

macro_rules! text_newtype {
    ($($name:ident),+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}
text_newtype!(Slug, Locale);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_slug() {
        let slug = |t: &str| Slug::from_title(t).map(|s| s.to_string());
        assert_eq!(slug("Știință & Artă — 2026!"), Some("stiinta-arta-2026".into()));
        assert_eq!(slug("What's  new?"), Some("whats-new".into()));
        assert_eq!(slug("!!!"), None);
        assert!(slug(&"word ".repeat(100)).is_some_and(|s| s.len() <= Slug::MAX));
    }

    #[test]
    fn only_well_formed_slugs_and_locales_are_taken() {
        for bad in ["", "-a", "a-", "a--b", "A", "a b", "a/b", "ä", &"a".repeat(121)] {
            assert!(bad.parse::<Slug>().is_err(), "{bad:?}");
        }
        for bad in ["", "e", "EN", "en_US", "en-", "english", "en-a"] {
            assert!(bad.parse::<Locale>().is_err(), "{bad:?}");
        }
        assert!("de-AT".parse::<Locale>().is_ok());
    }

    #[test]
    fn a_numbered_slug_stays_within_the_bound() {
        let long: Slug = "a".repeat(120).parse().unwrap();
        assert_eq!(long.numbered(12).as_str().len(), 120);
        assert_eq!("a-b".parse::<Slug>().unwrap().numbered(2).as_str(), "a-b-2");
    }
}
