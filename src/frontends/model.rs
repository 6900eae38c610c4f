//! What a frontend is, and where a draft is seen on it. Pure.

use std::borrow::Cow;

use url::{Host, Origin, Url, form_urlencoded::byte_serialize};

use crate::{
    content::Entry,
    vocabulary::{EntryId, FieldErrors, FrontendId, PreviewLinkId, Time},
    words::t,
};

/// What a template may name.
pub const PLACES: [&str; 4] = ["{kind}", "{slug}", "{locale}", "{token}"];
const TOKEN: &str = "{token}";
const MAX_NAME: usize = 60;
const MAX_TEMPLATE: usize = 1_000;

/// A site that shows drafts by a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frontend {
    pub id: FrontendId,
    pub name: String,
    pub template: Template,
    /// Whether it lets itself be framed by the panel, as far as a test has found out.
    pub framing: Option<Framing>,
}

impl Frontend {
    /// Where it shows an entry's draft by a token.
    #[must_use]
    pub fn address(&self, entry: &Entry, token: &str) -> String {
        let (kind, slug, locale) = (entry.kind.as_str(), entry.slug.as_str(), entry.locale.as_str());
        self.template.fill(Filling { kind, slug, locale, token })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    Allowed,
    Refused,
}

impl Framing {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Refused => "refused",
        }
    }

    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        [Self::Allowed, Self::Refused].into_iter().find(|framing| framing.as_str() == word)
    }
}

/// What a template's places are filled with.
#[derive(Debug, Clone, Copy)]
pub struct Filling<'a> {
    /// The kind's name: `article`.
    pub kind: &'a str,
    pub slug: &'a str,
    pub locale: &'a str,
    pub token: &'a str,
}

/// The address of a draft on a frontend, with places: `https://www.example.com/preview?slug={slug}&token={token}`.
/// Filled with anything, it is an address of the same origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(String);

/// Why a text is no template, by a word of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TemplateFault(pub &'static str);

impl Template {
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, TemplateFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TemplateFault("required"));
        }
        if text.len() > MAX_TEMPLATE {
            return Err(TemplateFault("too_long"));
        }
        let rest = PLACES.iter().fold(Cow::Borrowed(text), |text, place| text.replace(place, "").into());
        if rest.contains(['{', '}']) {
            return Err(TemplateFault("unknown_place"));
        }
        if !text.contains(TOKEN) {
            return Err(TemplateFault("no_token"));
        }
        if rest.contains(|c: char| c.is_control() || c.is_whitespace() || c == '\\') {
            return Err(TemplateFault("not_an_address"));
        }
        let template = Self(text.to_owned());
        // Two fillings: a place in the host would make two origins of them.
        let one = template.parsed("a").ok_or(TemplateFault("not_an_address"))?;
        let other = template.parsed("b").ok_or(TemplateFault("not_an_address"))?;
        if one.origin() != other.origin() {
            return Err(TemplateFault("place_in_host"));
        }
        if !one.username().is_empty() || one.password().is_some() || one.fragment().is_some_and(|f| f.contains('a')) {
            return Err(TemplateFault("not_an_address"));
        }
        match (one.scheme(), one.host()) {
            ("https", Some(_)) => Ok(template),
            ("http", Some(host)) if is_this_machine(&host) => Ok(template),
            _ => Err(TemplateFault("not_https")),
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address for a draft.
    #[must_use]
    pub fn fill(&self, filling: Filling<'_>) -> String {
        let Filling { kind, slug, locale, token } = filling;
        let values = [kind, slug, locale, token];
        PLACES.iter().zip(values).fold(self.0.clone(), |text, (place, value)| {
            text.replace(place, &byte_serialize(value.as_bytes()).collect::<String>())
        })
    }

    /// Where its pages come from: `https://www.example.com`.
    #[must_use]
    pub fn origin(&self) -> String {
        self.parsed("a").map_or_else(String::new, |url| url.origin().ascii_serialization())
    }

    fn parsed(&self, value: &str) -> Option<Url> {
        let filled = self.fill(Filling { kind: value, slug: value, locale: value, token: value });
        filled.parse().ok().filter(|url: &Url| matches!(url.origin(), Origin::Tuple(..)))
    }
}

fn is_this_machine(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// A frontend's name and template as they were typed, or what is wrong with them, by the field.
///
/// # Errors
/// At `name` and `template`.
pub fn check(name: &str, template: &str) -> Result<(String, Template), FieldErrors> {
    let mut errors = FieldErrors::default();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        errors.add("name", "required", t!("frontend-name-missing"));
    } else if name.chars().count() > MAX_NAME || name.contains(char::is_control) {
        errors.add("name", "too_long", t!("frontend-name-wrong"));
    }
    match Template::read(template) {
        Ok(template) if errors.is_empty() => return Ok((name, template)),
        Ok(_) => {}
        Err(TemplateFault(code)) => errors.add("template", code, t!("frontend-template-" + code)),
    }
    Err(errors)
}

/// How long a link may live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifetime {
    Hour,
    Day,
    Week,
}

impl Lifetime {
    pub const ALL: [Self; 3] = [Self::Hour, Self::Day, Self::Week];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    #[must_use]
    pub const fn hours(self) -> i64 {
        match self {
            Self::Hour => 1,
            Self::Day => 24,
            Self::Week => 7 * 24,
        }
    }

    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lifetime| lifetime.as_str() == word)
    }
}

/// A link that was shared and still works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub id: PreviewLinkId,
    pub entry: EntryId,
    /// Who made it, by name.
    pub by: String,
    pub created_at: Time,
    pub expires_at: Time,
    /// When a draft was last seen by it.
    pub used_at: Option<Time>,
    pub token: String,
    /// Whether whoever asked may end it.
    pub revocable: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> &'static str {
        Template::read(text).unwrap_err().0
    }

    #[test]
    fn a_template_that_leads_astray_is_refused() {
        for (text, code) in [
            ("", "required"),
            ("https://a.example/{slug}", "no_token"),
            ("https://a.example/{path}?t={token}", "unknown_place"),
            ("https://a.example/{slug?t={token}", "unknown_place"),
            ("http://a.example/?t={token}", "not_https"),
            ("http://10.0.0.1/?t={token}", "not_https"),
            ("javascript:alert('{token}')", "not_an_address"),
            ("data:text/html,{token}", "not_an_address"),
            ("/preview?t={token}", "not_an_address"),
            ("https://{slug}.example/?t={token}", "place_in_host"),
            ("https://a.example:{slug}/?t={token}", "not_an_address"),
            ("https://{token}@a.example/", "not_an_address"),
            ("https://a.example/ ?t={token}", "not_an_address"),
            ("https://a.example/#{token}", "not_an_address"),
        ] {
            assert_eq!(fault(text), code, "{text}");
        }
        assert_eq!(fault(&format!("https://a.example/{}{{token}}", "x".repeat(1_000))), "too_long");
    }

    #[test]
    fn a_template_is_filled_and_keeps_its_origin() {
        let template = Template::read(" https://a.example/{locale}/{kind}/{slug}?draft={token} ").unwrap();
        let filling = Filling { kind: "article", slug: "a/../b?c", locale: "en", token: "x_-1" };
        assert_eq!(template.fill(filling), "https://a.example/en/article/a%2F..%2Fb%3Fc?draft=x_-1");
        assert_eq!(template.origin(), "https://a.example");
        for text in ["http://localhost:4321/?t={token}", "http://127.0.0.1:3000/{token}", "http://[::1]/{token}"] {
            assert!(Template::read(text).is_ok(), "{text}");
        }
        assert_eq!(Template::read("http://localhost:4321/{token}").unwrap().origin(), "http://localhost:4321");
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let errors = check("  ", "ftp://x/{token}").unwrap_err();
        let codes: Vec<_> = errors.0.iter().map(|error| error.code).collect();
        assert_eq!(codes, ["required", "not_https"]);
        assert_eq!(check(" The  site ", "https://a.example/{token}").unwrap().0, "The site");
    }
}
