//! The list of acts, by day, with what narrows it.

use maud::{Markup, Render, html};

use super::act::{Act, day};
use crate::{
    activity::{Group, Narrowed},
    paths,
    ui::{
        Button, Icon, Notice, Page, Tab, Viewer, button,
        empty::empty,
        form::{self, Choice},
        pager::Pager,
        shell::Width,
        text::capital,
    },
    vocabulary::KindSpec,
    words::t,
};

/// What an act may be about besides entries.
const OTHERS: [&str; 4] = ["person", "token", "site", "frontend"];

/// The page.
pub struct ActivityPage<'a> {
    pub viewer: &'a Viewer,
    pub acts: &'a [Act],
    /// Label and name of everybody who did something.
    pub actors: &'a [(String, String)],
    pub kinds: &'a [KindSpec],
    pub narrowed: &'a Narrowed,
    pub per_page: u64,
    /// How many acts there are, as narrowed.
    pub total: u64,
    /// The most rows of an export.
    pub export: u64,
}

impl ActivityPage<'_> {
    fn href(&self, narrowed: &Narrowed) -> String {
        paths::audit() + &narrowed.query()
    }

    fn narrowing(&self) -> Markup {
        let all = || ("".to_owned(), t!("all"));
        let who = self.actors.iter().map(|(label, name)| (label.clone(), actor_words(label, name)));
        let what = Group::ALL.map(|group| (group.as_str().to_owned(), t!("audit-group-" + group.as_str())));
        let kinds = self.kinds.iter().map(|kind| (kind.name.to_string(), capital(&t!("kinds-" + kind.name))));
        let others = OTHERS.map(|kind| (kind.to_owned(), t!("audit-about-" + kind)));
        html! {
            form.narrowing action=(paths::audit()) {
                (choose("who", t!("audit-who"), std::iter::once(all()).chain(who).collect(), &self.narrowed.who))
                (choose("what", t!("audit-what"), std::iter::once(all()).chain(what).collect(), &self.narrowed.what))
                (choose("kind", t!("audit-about"), std::iter::once(all()).chain(kinds).chain(others).collect(),
                    &self.narrowed.kind))
                (form::date("from", t!("audit-from")).value(self.narrowed.from.as_str()))
                (form::date("until", t!("audit-until")).value(self.narrowed.until.as_str()))
                @if !self.narrowed.subject.is_empty() { (form::hidden("subject", &self.narrowed.subject)) }
                (Button::plain(t!("audit-show")).icon(Icon::Filter))
            }
        }
    }

    /// What the list is about where it is about one thing.
    fn subject(&self) -> Markup {
        if self.narrowed.subject.is_empty() {
            return Markup::default();
        }
        let title = self.acts.first().map(|act| act.title.trim()).filter(|title| !title.is_empty());
        let title = title.map_or_else(|| t!("audit-one-thing"), |title| t!("in-quotes", words = title));
        let rest = Narrowed { subject: String::new(), page: String::new(), ..self.narrowed.clone() };
        html! {
            p.about-one {
                span dir="auto" { (t!("audit-only-about", title = title)) }
                (button::link(&t!("audit-everything"), &self.href(&rest)))
            }
        }
    }

    fn act(&self, act: &Act) -> Markup {
        let local = self.viewer.site.time_zone.local(act.at);
        let only = |narrowed: Narrowed| self.href(&Narrowed { page: String::new(), ..narrowed });
        let by = only(Narrowed { who: act.actor.clone(), ..self.narrowed.clone() });
        let about = only(Narrowed { subject: act.subject.clone(), ..self.narrowed.clone() });
        let is_about = !act.subject.is_empty() && self.narrowed.subject.is_empty();
        html! {
            li.act {
                time datetime=(act.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)) {
                    (local.format("%H:%M %Z").to_string())
                }
                p { a.who href=(by) { bdi { (act.who()) } } " " (act.done()) }
                @if let Some(address) = &act.address { span.from { (address) } }
                @if is_about {
                    a.only href=(about) title=(t!("audit-only-this")) {
                        (Icon::Filter) span.visually-hidden { (t!("audit-only-this-one", title = act.title.as_str())) }
                    }
                }
            }
        }
    }

    fn days(&self) -> Markup {
        let mut days: Vec<(String, Vec<&Act>)> = Vec::new();
        for act in self.acts {
            let name = day(act.at, self.viewer);
            match days.last_mut() {
                Some((last, acts)) if *last == name => acts.push(act),
                _ => days.push((name, vec![act])),
            }
        }
        html! {
            @for (name, acts) in &days {
                section.acts-of-a-day {
                    h2 { (name) }
                    ol.acts { @for act in acts { (self.act(act)) } }
                }
            }
        }
    }

    fn body(&self) -> Markup {
        let nothing = !self.narrowed.narrows() && self.total == 0;
        if nothing {
            return empty(&t!("audit-empty"), &t!("audit-empty-lead"), Markup::default());
        }
        html! {
            (self.narrowing())
            (self.subject())
            p.acts-total role="status" { (t!("audit-total", count = self.total)) }
            @if self.total > self.export { (Notice::plain(t!("audit-export-bound", count = self.export))) }
            @if self.acts.is_empty() {
                @let everything = button::link(&t!("audit-everything"), &paths::audit());
                (empty(&t!("audit-none"), &t!("audit-none-lead"), everything))
            } @else {
                (self.days())
                (Pager {
                    page: self.narrowed.page(),
                    per_page: self.per_page,
                    total: self.total,
                    href: &|page| {
                        let page = if page > 1 { page.to_string() } else { String::new() };
                        self.href(&Narrowed { page, ..self.narrowed.clone() })
                    },
                })
            }
        }
    }
}

impl Render for ActivityPage<'_> {
    fn render(&self) -> Markup {
        let all = Narrowed { page: String::new(), ..self.narrowed.clone() };
        let export = html! {
            @if self.total > 0 {
                (button::link(&t!("audit-export"), &(paths::audit_export() + &all.query())))
            }
        };
        Page::new(t!("audit-title"), self.viewer, self.body())
            .tab(Tab::Audit)
            .width(Width::List)
            .actions(export)
            .render()
    }
}

fn actor_words(label: &str, name: &str) -> String {
    match label.split_once(':') {
        Some(("token", _)) => t!("audit-token", name = name),
        Some(("system", _)) => t!("audit-galley", name = name),
        _ => name.to_owned(),
    }
}

fn choose(name: &str, label: String, choices: Vec<(String, String)>, chosen: &str) -> Markup {
    let choices: Vec<Choice<'_>> = choices.iter().map(|(value, label)| Choice::new(value, label)).collect();
    html! { (form::select(name, label, &choices).value(chosen)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{activity::pages::act::sample::act, kinds, ui::sample};

    fn page(acts: &[Act], narrowed: &Narrowed, total: u64) -> String {
        let (viewer, kinds) = (sample::viewer(), kinds::registry());
        let actors = [("person:1".to_owned(), "Ada <b>".to_owned()), ("token:site".to_owned(), "site".to_owned())];
        let (viewer, kinds) = (&viewer, kinds.specs());
        ActivityPage { viewer, acts, actors: &actors, kinds, narrowed, per_page: 100, total, export: 10_000 }
            .render()
            .into_string()
    }

    #[test]
    fn acts_stand_under_their_day_and_lead_on() {
        let yesterday = Act { at: "2026-11-01T23:59:00Z".parse().unwrap(), ..act("faq.created", Some("faq"), "Why?") };
        let acts = [act("article.published", Some("article"), "Back"), act("session.started", None, ""), yesterday];
        let shown = page(&acts, &Narrowed { what: "content".into(), ..Narrowed::default() }, 250);
        assert_eq!(shown.matches("acts-of-a-day").count(), 2);
        for part in [
            "<h2>Monday, 2 November 2026</h2>",
            "15:00 UTC",
            "href=\"/admin/audit?who=person%3A1&amp;what=content\"",
            "href=\"/admin/audit?what=content&amp;subject=7\"",
            "href=\"/admin/audit/export?what=content\"",
            "href=\"/admin/audit?what=content&amp;page=2\"",
            "<option value=\"content\" selected>",
            "Ada &lt;b&gt;",
            "250 acts",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
    }

    #[test]
    fn one_thing_is_named_and_the_way_back_is_there() {
        let narrowed = Narrowed { subject: "7".into(), kind: "article".into(), ..Narrowed::default() };
        let shown = page(&[act("article.published", Some("article"), "Back")], &narrowed, 1);
        for part in ["“Back”", "href=\"/admin/audit?kind=article\"", "name=\"subject\" value=\"7\""] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert!(page(&[], &narrowed, 0).contains("this one thing"));
    }

    #[test]
    fn nothing_found_is_not_nothing_there_and_a_bound_is_said() {
        let narrowed = Narrowed { who: "person:9".into(), ..Narrowed::default() };
        let shown = page(&[], &narrowed, 0);
        assert!(shown.contains("<option value=\"person:9\" selected>") && shown.contains("Nothing found"), "{shown}");
        assert!(page(&[], &Narrowed::default(), 0).contains("Nothing has happened yet"));
        assert!(page(&[act("a.b", None, "")], &Narrowed::default(), 10_001).contains("newest 10,000"));
    }
}
