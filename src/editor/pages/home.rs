//! Home: what somebody works on, what stands against it, what others did, and what a new site still needs.

use maud::{Markup, Render, html};

use super::Words;
use crate::{
    paths,
    ui::{Icon, Page, Section, State, Viewer, empty::empty, shell::Width, time::when},
    vocabulary::Time,
    words::{rich, t},
};

/// An entry in a few words.
#[derive(Debug, Clone)]
pub struct Brief {
    pub title: String,
    pub href: String,
    pub state: State,
}

/// Something that somebody did with entries.
#[derive(Debug, Clone)]
pub struct Deed {
    /// In the past tense, as the log has it: `published`.
    pub verb: String,
    pub who: String,
    pub title: String,
    pub href: String,
    pub others: usize,
    pub at: Time,
}

/// Something that a new site needs.
#[derive(Debug, Clone)]
pub struct Step {
    /// The end of its message's key.
    pub name: &'static str,
    pub href: String,
    pub done: bool,
}

/// Where one starts.
pub struct HomePage<'a> {
    pub viewer: &'a Viewer,
    /// Of those that the person can take; none when all are done.
    pub steps: &'a [Step],
    /// The kinds that the person may make.
    pub kinds: &'a [Words],
    /// What the person wrote last and readers do not get, with when.
    pub drafts: &'a [(Brief, Time)],
    /// What the person wrote last that refers to something that is not live, with what that is.
    pub lacking: &'a [(Brief, Brief)],
    pub deeds: &'a [Deed],
}

impl HomePage<'_> {
    fn steps(&self) -> Markup {
        let done = self.steps.iter().filter(|step| step.done).count();
        html! {
            @if !self.steps.is_empty() {
                section.first-week {
                    h2 { (t!("first-week")) }
                    p.muted { (t!("first-week-done", done = done, all = self.steps.len())) }
                    ol {
                        @for step in self.steps {
                            li.done[step.done] {
                                (if step.done { Icon::Check } else { Icon::Next })
                                @if step.done {
                                    span { (t!("step-" + step.name)) }
                                    span.visually-hidden { (t!("first-week-step-done")) }
                                } @else {
                                    a href=(step.href) { (t!("step-" + step.name)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn starters(&self) -> Markup {
        html! {
            @if !self.kinds.is_empty() {
                ul.starters aria-label=(t!("starters")) {
                    @for words in self.kinds {
                        li {
                            a href=(paths::new(words.plural)) {
                                @if let Some(section) = Section::of_kind(words.plural) { (section.icon()) }
                                span { (t!("new-of-kind", one = &*words.one)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn drafts(&self) -> Markup {
        html! {
            section {
                h2 { (t!("home-drafts")) }
                @if self.drafts.is_empty() {
                    p.nothing { (t!("home-drafts-none")) }
                } @else {
                    ul.briefs {
                        @for (draft, at) in self.drafts {
                            li { (title(draft)) (draft.state) span.muted { (when(*at, self.viewer)) } }
                        }
                    }
                }
            }
        }
    }

    fn lacking(&self) -> Markup {
        html! {
            @if !self.lacking.is_empty() {
                section {
                    h2 { (t!("home-lacking")) }
                    p.muted { (t!("home-lacking-text")) }
                    ul.briefs {
                        @for (entry, other) in self.lacking {
                            li { p { (rich!("home-lacks", entry = title(entry), other = title(other))) } (other.state) }
                        }
                    }
                }
            }
        }
    }

    fn deeds(&self) -> Markup {
        html! {
            section {
                h2 { (t!("home-activity")) }
                @if self.deeds.is_empty() {
                    p.nothing { (t!("home-activity-none")) }
                } @else {
                    ol.deeds { @for deed in self.deeds { li { p { (told(deed)) } (when(deed.at, self.viewer)) } } }
                }
            }
        }
    }
}

fn title(brief: &Brief) -> Markup {
    html! {
        a href=(brief.href) dir="auto" { @if brief.title.trim().is_empty() { (t!("untitled")) } @else { (brief.title) } }
    }
}

fn told(deed: &Deed) -> Markup {
    let who = html! { bdi { (deed.who) } };
    let what = html! {
        (title(&Brief { title: deed.title.clone(), href: deed.href.clone(), state: State::Draft }))
        @if deed.others > 0 { " " (t!("deed-others", count = deed.others)) }
    };
    match deed.verb.as_str() {
        "created" => rich!("deed-created", who = who, what = what),
        "updated" => rich!("deed-updated", who = who, what = what),
        "restored" => rich!("deed-restored", who = who, what = what),
        "replaced" => rich!("deed-replaced", who = who, what = what),
        "published" => rich!("deed-published", who = who, what = what),
        "unpublished" => rich!("deed-unpublished", who = who, what = what),
        "undone" => rich!("deed-undone", who = who, what = what),
        "trashed" => rich!("deed-trashed", who = who, what = what),
        "recovered" => rich!("deed-recovered", who = who, what = what),
        verb => rich!("deed-other", who = who, what = what, verb = verb),
    }
}

impl Render for HomePage<'_> {
    fn render(&self) -> Markup {
        let nothing = self.drafts.is_empty() && self.lacking.is_empty() && self.deeds.is_empty();
        let body = html! {
            (self.steps())
            (self.starters())
            @if nothing {
                (empty(&t!("home-nothing"), &t!("home-nothing-text"), Markup::default()))
            } @else {
                div.home-columns {
                    div { (self.drafts()) (self.lacking()) }
                    (self.deeds())
                }
            }
        };
        Page::new(t!("section-home"), self.viewer, body).section(Section::Home).width(Width::List).render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::pages::sample;

    fn brief(title: &str, state: State) -> Brief {
        Brief { title: title.into(), href: format!("/{title}"), state }
    }

    fn home() -> HomePage<'static> {
        let viewer: &'static Viewer = Box::leak(Box::new(sample::viewer()));
        HomePage { viewer, steps: &[], kinds: &[], drafts: &[], lacking: &[], deeds: &[] }
    }

    #[test]
    fn home_shows_what_is_worked_on_and_what_can_be_begun() {
        let at = sample::at("2026-11-02T14:02:00Z");
        let kinds = [Words::of(&sample::ARTICLE)];
        let drafts = [(brief("Kn<ee>", State::Draft), at)];
        let lacking = [(brief("Back", State::Live), brief("", State::Draft))];
        let deed = Deed {
            verb: "published".into(),
            who: "Bo <b>".into(),
            title: "Sleep".into(),
            href: "/s".into(),
            others: 3,
            at,
        };
        let other = Deed { verb: "sung".into(), ..deed.clone() };
        let page = HomePage { kinds: &kinds, drafts: &drafts, lacking: &lacking, deeds: &[deed, other], ..home() };
        let page = page.render().into_string();
        for part in [
            "New article",
            "Kn&lt;ee&gt;",
            "Untitled",
            "<bdi>Bo &lt;b&gt;</bdi> published <a href=\"/s\" dir=\"auto\">Sleep</a> and 3 others",
            "sung",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }

    #[test]
    fn a_new_site_is_not_empty_of_words() {
        let page = home().render().into_string();
        assert!(page.contains("Nothing written yet") && !page.contains("first-week"), "{page}");
        let steps = [
            Step { name: "author", href: "/a".into(), done: true },
            Step { name: "token", href: "/t".into(), done: false },
        ];
        let page = HomePage { steps: &steps, ..home() }.render().into_string();
        assert!(
            page.contains("1 of 2 done") && page.contains("href=\"/t\"") && !page.contains("href=\"/a\""),
            "{page}"
        );
    }
}
