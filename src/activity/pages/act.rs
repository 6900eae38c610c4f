//! One act in words: "published the article “Back pain”".

use maud::{Markup, html};

use crate::{
    ui::{text::field_words, viewer::Viewer},
    vocabulary::{KindName, Time},
    words::{self, rich, t},
};

/// One act, as it was written down.
#[derive(Debug, Clone)]
pub struct Act {
    pub at: Time,
    /// The actor's label.
    pub actor: String,
    pub actor_name: String,
    /// Dotted, past tense: `article.published`.
    pub action: String,
    /// Of the entry that it was done to, if it was one.
    pub kind: Option<KindName>,
    /// Of what it was done to, as it was called then.
    pub title: String,
    /// Its id; empty when it was done to nothing.
    pub subject: String,
    /// Where it is now, while it is anywhere.
    pub href: Option<String>,
    /// The role that somebody was given.
    pub role: Option<String>,
    /// The fields that were changed, where that was written down.
    pub fields: Vec<String>,
    pub address: Option<String>,
}

impl Act {
    /// Who it was: a person's name, or that it was none.
    pub fn who(&self) -> String {
        let name = self.actor_name.as_str();
        match self.actor.split_once(':') {
            Some(("token", _)) => t!("audit-token", name = name),
            Some(("system", _)) => t!("audit-galley", name = name),
            _ => name.to_owned(),
        }
    }

    /// What was done, as it goes on behind the name.
    pub fn done(&self) -> Markup {
        let (family, verb) = self.action.split_once('.').unwrap_or((&self.action, ""));
        let family = if self.kind.is_some() { "entry" } else { family };
        let key = format!("{family}-{verb}");
        let key = if words::has(&format!("act-{key}")) { key } else { "other".to_owned() };
        let kind = self.kind.map_or_else(String::new, |kind| t!("kind-" + kind));
        let fields: Vec<String> = self.fields.iter().map(|field| field_words(field)).collect();
        rich!(
            "act-" + key,
            action = html! { code { (self.action) } },
            kind = kind,
            title = self.thing(),
            role = self.role(),
            fields = fields.join(", ")
        )
    }

    /// What it was done to, with the way there.
    fn thing(&self) -> Markup {
        let untitled = self.title.trim().is_empty();
        let name = if untitled && self.kind.is_some() { t!("untitled") } else { self.title.clone() };
        html! {
            @match &self.href {
                Some(href) if !name.is_empty() => a href=(href) dir="auto" { (name) },
                _ => bdi { (name) },
            }
        }
    }

    fn role(&self) -> String {
        let role = self.role.as_deref().unwrap_or_default();
        if words::has(&format!("role-{role}")) { t!("role-" + role) } else { role.to_owned() }
    }
}

/// The day of an act in the site's time zone: "Monday, 2 November 2026".
pub fn day(at: Time, viewer: &Viewer) -> String {
    viewer.site.time_zone.local(at).format("%A, %-d %B %Y").to_string()
}

#[cfg(test)]
pub(super) mod sample {
    use super::*;
    use crate::ui::sample;

    pub fn act(action: &str, kind: Option<&'static str>, title: &str) -> Act {
        Act {
            at: sample::viewer().now,
            actor: "person:1".into(),
            actor_name: "Ada".into(),
            action: action.into(),
            kind: kind.map(KindName::new),
            title: title.into(),
            subject: "7".into(),
            href: None,
            role: None,
            fields: Vec::new(),
            address: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{sample::act, *};

    #[test]
    fn an_act_is_told_in_words() {
        let told = |act: &Act| act.done().into_string();
        let mut published = act("article.published", Some("article"), "Back <pain>");
        assert_eq!(told(&published), "published the article “<bdi>Back &lt;pain&gt;</bdi>”");
        published.href = Some("/a?b&c".into());
        let linked = "<a href=\"/a?b&amp;c\" dir=\"auto\">Back &lt;pain&gt;</a>";
        assert_eq!(told(&published), format!("published the article “{linked}”"));
        assert_eq!(told(&act("tag.created", Some("tag"), " ")), "made the tag “<bdi>Untitled</bdi>”");
        assert_eq!(told(&act("session.started", None, "")), "signed in");
        let role = Act { role: Some("editor".into()), ..act("person.role_changed", None, "Bo") };
        assert_eq!(told(&role), "gave <bdi>Bo</bdi> the role Editor");
        let site = Act { fields: vec!["baseUrl".into(), "paths".into()], ..act("site.changed", None, "Clinic") };
        assert_eq!(told(&site), "changed the site’s settings: Address of the site, Paths");
    }

    #[test]
    fn what_nobody_has_words_for_is_told_by_its_name() {
        let told = act("robot.danced", None, "<Bo>").done().into_string();
        assert_eq!(told, "did <code>robot.danced</code> <bdi>&lt;Bo&gt;</bdi>");
        assert!(act("article.danced", Some("article"), "x").done().into_string().contains("article.danced"));
        assert!(act("", None, "").done().into_string().contains("<code></code>"));
    }

    #[test]
    fn who_was_no_person_is_said_to_be_none() {
        let by = |actor: &str| Act { actor: actor.into(), ..act("x.y", None, "") }.who();
        assert_eq!(by("person:1"), "Ada");
        assert_ne!(by("token:Ada"), "Ada");
        assert_ne!(by("system:Ada"), "Ada");
    }
}
