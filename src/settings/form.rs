//! The settings' form: what a browser sends, as settings.

use crate::{
    publishing::SiteVersion,
    vocabulary::{CatalogVersion, FieldErrors, KindSpec, Organisation, Pages, Site},
    words::t,
};

/// What the button that was pressed asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Then {
    #[default]
    Save,
    /// Show the form again with what was typed; nothing is saved.
    Edit,
}

/// The form as it was typed: one value a field, under its dotted name, in the order of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    pub then: Then,
    /// The version of the settings that the form showed.
    pub base: CatalogVersion,
    pub values: Vec<(String, String)>,
}

/// The names of the fields, in the order of the page.
pub fn names(kinds: &[KindSpec]) -> Vec<String> {
    let before = ["name", "baseUrl"].map(str::to_owned);
    let paths = kinds.iter().map(|kind| path_field(kind.plural));
    let listed = with_pages(kinds).map(|kind| listed_field(kind.plural));
    let after =
        ["organisation.name", "organisation.url", "organisation.logo", "socialImage", "defaultLocale", "timeZone"];
    before.into_iter().chain(paths).chain(listed).chain(after.map(str::to_owned)).collect()
}

/// The kinds whose entries can have pages of their own.
pub fn with_pages(kinds: &[KindSpec]) -> impl Iterator<Item = &KindSpec> {
    kinds.iter().filter(|kind| kind.pages != Pages::None)
}

/// `true` for a kind that is in the sitemap; the form sends it empty for the others.
pub fn listed_field(plural: &str) -> String {
    format!("{LISTED}{plural}")
}

const LISTED: &str = "sitemap.";

pub fn path_field(plural: &str) -> String {
    format!("paths.{plural}")
}

impl Typed {
    /// The form of settings that are kept.
    pub fn of(version: &SiteVersion, kinds: &[KindSpec]) -> Self {
        let Site { name, base_url, paths: _, listed: _, default_locale, time_zone, organisation, social_image } =
            &version.site;
        let is_listed = |plural: &str| kinds.iter().any(|kind| kind.plural == plural && version.site.lists(kind));
        let value = |field: &str| match field {
            "name" => name.clone(),
            "baseUrl" => base_url.clone(),
            "organisation.name" => organisation.name.clone(),
            "organisation.url" => organisation.url.clone(),
            "organisation.logo" => organisation.logo.clone(),
            "defaultLocale" => default_locale.to_string(),
            "timeZone" => time_zone.to_string(),
            "socialImage" => social_image.clone(),
            field if field.starts_with(LISTED) => {
                if is_listed(field.trim_start_matches(LISTED)) {
                    "true".to_owned()
                } else {
                    String::new()
                }
            }
            path => version.site.pattern(path.trim_start_matches("paths.")).into_owned(),
        };
        let values = names(kinds).into_iter().map(|field| (value(&field).clone(), field)).map(|(v, f)| (f, v));
        Self { then: Then::Save, base: version.version, values: values.collect() }
    }

    /// What was posted; a field that was not is as it is kept.
    pub fn read(posted: Vec<(String, String)>, kept: &SiteVersion, kinds: &[KindSpec]) -> Self {
        let mut typed = Self { base: CatalogVersion(-1), ..Self::of(kept, kinds) };
        for (name, value) in posted {
            match name.as_str() {
                "_then" if value == "edit" => typed.then = Then::Edit,
                // What is no number is based on nothing, and so in conflict with everything.
                "_base" => typed.base = CatalogVersion(value.parse().unwrap_or(-1)),
                _ => {
                    if let Some((_, old)) = typed.values.iter_mut().find(|(field, _)| *field == name) {
                        *old = value;
                    }
                }
            }
        }
        typed
    }

    pub fn value(&self, field: &str) -> &str {
        self.values.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value)
    }

    /// The settings, and what cannot be read of them; that is then as it comes.
    pub fn site(&self, kinds: &[KindSpec]) -> (Site, FieldErrors) {
        let mut errors = FieldErrors::default();
        let text = |field: &str| self.value(field).trim().to_owned();
        let paths = kinds.iter().map(|kind| (kind.plural.to_owned(), text(&path_field(kind.plural))));
        let listed = with_pages(kinds).filter(|kind| self.value(&listed_field(kind.plural)) == "true");
        let default_locale =
            text("defaultLocale").parse().unwrap_or_else(|_: crate::vocabulary::slug::InvalidLocale| {
                errors.add("defaultLocale", "not_a_locale", t!("problem-not-a-locale"));
                Site::default().default_locale
            });
        let time_zone = text("timeZone").parse().unwrap_or_else(|_: crate::vocabulary::zone::InvalidZone| {
            errors.add("timeZone", "not_a_zone", t!("problem-not-a-zone"));
            Site::default().time_zone
        });
        let site = Site {
            name: text("name"),
            base_url: text("baseUrl"),
            // A kind without a pattern lives where every kind does.
            paths: paths.filter(|(_, pattern)| !pattern.is_empty()).collect(),
            listed: Some(listed.map(|kind| kind.plural.to_owned()).collect()),
            default_locale,
            time_zone,
            social_image: text("socialImage"),
            organisation: Organisation {
                name: text("organisation.name"),
                url: text("organisation.url"),
                logo: text("organisation.logo"),
            },
        };
        (site, errors)
    }

    /// The fields that two forms say differently: field, here, there.
    pub fn differences<'a>(&'a self, other: &'a Self) -> Vec<(&'a str, &'a str, &'a str)> {
        let pairs = self.values.iter().map(|(field, value)| (field.as_str(), value.as_str(), other.value(field)));
        pairs.filter(|(_, yours, theirs)| yours.trim() != theirs.trim()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds;

    fn posted(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_is_shown_is_read_as_it_is() {
        let kinds = kinds::registry();
        let kept = SiteVersion { version: CatalogVersion(7), ..SiteVersion::default() };
        let typed = Typed::of(&kept, kinds.specs());
        assert_eq!((typed.value("paths.articles"), typed.value("timeZone")), ("/articles/{slug}", "UTC"));
        let (site, errors) = typed.site(kinds.specs());
        assert!(errors.is_empty());
        assert_eq!(crate::publishing::site::check(site, &kinds), Ok(Site::default()));
    }

    #[test]
    fn nothing_that_was_typed_is_lost() {
        let kinds = kinds::registry();
        let kept = SiteVersion::default();
        let fields =
            [("_base", "x"), ("_then", "edit"), ("defaultLocale", "Deutsch"), ("timeZone", "Berlin"), ("odd", "1")];
        let typed = Typed::read(posted(&fields), &kept, kinds.specs());
        assert_eq!((typed.base, typed.then, typed.value("timeZone")), (CatalogVersion(-1), Then::Edit, "Berlin"));
        let (_, errors) = typed.site(kinds.specs());
        assert_eq!(errors.0.iter().map(|e| e.code).collect::<Vec<_>>(), ["not_a_locale", "not_a_zone"]);
        let kept = Typed::of(&kept, kinds.specs());
        assert_eq!(typed.differences(&kept), [("defaultLocale", "Deutsch", "en"), ("timeZone", "Berlin", "UTC")]);
    }
}
