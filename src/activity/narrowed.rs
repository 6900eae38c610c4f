//! Which acts are shown: what stands in the address behind the `?`. What it does not know it ignores, so that an old
//! link still works.

use chrono::{Days, NaiveDate};
use serde::Deserialize;

use crate::{
    platform::audit::Filter,
    vocabulary::{KindSpec, Zone},
};

/// What readers get changes by these acts on an entry.
const PUBLISHING: [&str; 3] = ["published", "unpublished", "undone"];

/// The list, narrowed. Empty texts: not by this.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Narrowed {
    /// An actor's label.
    pub who: String,
    /// A [`Group`].
    pub what: String,
    /// The kind of what it was done to: `article`, `person`.
    pub kind: String,
    /// The id of what it was done to.
    pub subject: String,
    /// Days in the site's time zone, both within.
    pub from: String,
    pub until: String,
    pub page: String,
}

/// Acts that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Content,
    Publishing,
    People,
    Tokens,
    Sessions,
    Settings,
}

impl Group {
    pub const ALL: [Self; 6] =
        [Self::Content, Self::Publishing, Self::People, Self::Tokens, Self::Sessions, Self::Settings];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Publishing => "publishing",
            Self::People => "people",
            Self::Tokens => "tokens",
            Self::Sessions => "sessions",
            Self::Settings => "settings",
        }
    }

    fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.as_str() == word)
    }

    /// The actions of the group, and those that only look as if they were of it.
    fn actions(self, kinds: &[KindSpec]) -> (Vec<String>, Vec<String>) {
        let publishing =
            || kinds.iter().flat_map(|kind| PUBLISHING.map(|verb| format!("{}.{verb}", kind.name))).collect();
        let families = |families: &[&str]| families.iter().map(|family| format!("{family}.")).collect();
        match self {
            Self::Content => (kinds.iter().map(|kind| format!("{}.", kind.name)).collect(), publishing()),
            Self::Publishing => (publishing(), Vec::new()),
            Self::People => (families(&["person", "invitation"]), Vec::new()),
            Self::Tokens => (families(&["token"]), Vec::new()),
            Self::Sessions => (families(&["session"]), Vec::new()),
            Self::Settings => (families(&["site", "frontend"]), Vec::new()),
        }
    }
}

impl Narrowed {
    /// From 1.
    #[must_use]
    pub fn page(&self) -> u64 {
        self.page.parse().unwrap_or(1).max(1)
    }

    /// Whether it leaves anything out.
    #[must_use]
    pub fn narrows(&self) -> bool {
        *self != Self { page: self.page.clone(), ..Self::default() }
    }

    /// As the audit log is asked for it.
    #[must_use]
    pub fn filter(&self, kinds: &[KindSpec], zone: Zone) -> Filter {
        let said = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let day = |text: &str| text.trim().parse::<NaiveDate>().ok();
        let (actions, except) = Group::named(&self.what).map(|group| group.actions(kinds)).unwrap_or_default();
        let after_until = day(&self.until).and_then(|day| day.checked_add_days(Days::new(1)));
        Filter {
            actor: said(&self.who),
            actions,
            except,
            subject_kind: said(&self.kind),
            subject_id: said(&self.subject),
            since: day(&self.from).map(|day| zone.start_of(day)),
            until: after_until.map(|day| zone.start_of(day)),
        }
    }

    /// The part of an address behind the `?`, with it; empty when nothing is narrowed.
    #[must_use]
    pub fn query(&self) -> String {
        let Self { who, what, kind, subject, from, until, page } = self;
        let pairs = [
            ("who", who),
            ("what", what),
            ("kind", kind),
            ("subject", subject),
            ("from", from),
            ("until", until),
            ("page", page),
        ];
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(pairs.iter().filter(|(_, value)| !value.is_empty()));
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds;

    fn filter(narrowed: &Narrowed) -> Filter {
        narrowed.filter(kinds::registry().specs(), "Europe/Berlin".parse().unwrap())
    }

    #[test]
    fn what_means_nothing_narrows_nothing() {
        let odd = |text: &str| text.to_owned();
        let narrowed = Narrowed {
            what: odd("all"),
            from: odd("yesterday"),
            until: odd("2026-13-01"),
            who: odd("  "),
            page: odd("-1"),
            ..Narrowed::default()
        };
        let Filter { actor, actions, except, subject_kind, subject_id, since, until } = filter(&narrowed);
        assert!(actor.is_none() && actions.is_empty() && except.is_empty());
        assert!(subject_kind.is_none() && subject_id.is_none() && since.is_none() && until.is_none());
        assert_eq!(narrowed.page(), 1);
    }

    #[test]
    fn days_are_the_sites_and_the_last_is_within() {
        let narrowed = Narrowed { from: "2026-07-02".into(), until: "2026-07-02".into(), ..Narrowed::default() };
        let found = filter(&narrowed);
        assert_eq!(found.since.unwrap().to_rfc3339(), "2026-07-01T22:00:00+00:00");
        assert_eq!(found.until.unwrap().to_rfc3339(), "2026-07-02T22:00:00+00:00");
        let last = Narrowed { until: NaiveDate::MAX.to_string(), ..Narrowed::default() };
        assert_eq!(filter(&last).until, None);
    }

    #[test]
    fn publishing_is_no_writing() {
        let of = |what: &str| filter(&Narrowed { what: what.into(), ..Narrowed::default() });
        assert!(of("content").actions.contains(&"faq.".to_owned()));
        assert_eq!(of("content").except, of("publishing").actions);
        assert!(of("publishing").actions.contains(&"cta.unpublished".to_owned()));
        assert_eq!(of("sessions").actions, ["session."]);
    }

    #[test]
    fn an_address_says_it_again() {
        let narrowed = Narrowed { who: "token:a&b".into(), page: "2".into(), ..Narrowed::default() };
        assert_eq!(narrowed.query(), "?who=token%3Aa%26b&page=2");
        assert!(narrowed.narrows() && !Narrowed { page: "2".into(), ..Narrowed::default() }.narrows());
        assert_eq!(Narrowed::default().query(), "");
    }
}
