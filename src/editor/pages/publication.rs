//! The step between "Publish…" and being live: what readers will get, what goes along, and what stands against it.

use maud::{Markup, Render, html};

use super::{About, UseRow, below, edit::found_dead, quoted, usage};
use crate::{
    paths,
    publishing::Against,
    ui::{Button, Icon, State, Viewer, button, form, text},
    vocabulary::{EntryId, FieldErrors},
    weblinks::DeadLink,
    words::{rich, t},
};

/// An entry that is not live yet and that this one refers to.
#[derive(Debug, Clone)]
pub struct Along {
    pub entry: UseRow,
    pub against: Option<Against>,
}

/// Another live entry has the address.
#[derive(Debug, Clone, Copy)]
pub struct TakenBy<'a> {
    pub slug: &'a str,
    pub plural: &'static str,
    pub by: EntryId,
}

/// Asked before an entry goes live for the first time, or when something stands against it.
pub struct PublicationPage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    pub state: State,
    /// The revision that goes live: the one that was seen.
    pub revision: i64,
    /// Where readers will find it.
    pub public: &'a str,
    /// What is not demanded, and would be good to have.
    pub advice: &'a FieldErrors,
    /// Where it leads out of the site and there is nothing.
    pub dead: &'a [DeadLink],
    /// What would go live with it.
    pub along: &'a [Along],
    pub taken: Option<TakenBy<'a>>,
}

/// How a check came out.
#[derive(Clone, Copy)]
enum Outcome {
    Passed,
    Advised,
    Failed,
}

fn check(outcome: Outcome, words: Markup) -> Markup {
    let (class, icon, said) = match outcome {
        Outcome::Passed => ("passed", Icon::Check, t!("check-passed")),
        Outcome::Advised => ("advised", Icon::Help, t!("check-advised")),
        Outcome::Failed => ("failed", Icon::Warning, t!("check-failed")),
    };
    html! { li.check.(class) { (icon) div { span.visually-hidden { (said) " " } (words) } } }
}

impl PublicationPage<'_> {
    /// Whether pressing the button can help.
    fn can_publish(&self) -> bool {
        self.taken.is_none() && self.along.iter().all(|one| one.against.is_none())
    }

    /// What publishing demands is there, or the form would have been shown.
    fn checks(&self) -> Markup {
        let (plural, id) = (self.about.words.plural, self.about.id);
        let advice = |path: &str, words: Markup| {
            let control = form::control_of(path);
            let field = html! {
                a href=(paths::edit_field(plural, id, &form::id(control))) { (text::field_words(control)) }
            };
            check(Outcome::Advised, rich!("check-advice", field = field, words = words))
        };
        html! {
            ul.checks {
                (check(Outcome::Passed, html! { (t!("check-complete")) }))
                @match self.taken {
                    None => (check(Outcome::Passed, html! { (t!("check-address")) })),
                    Some(taken) => (check(Outcome::Failed, Self::taken(taken))),
                }
                @if self.along.is_empty() { (check(Outcome::Passed, html! { (t!("check-references")) })) }
                @for one in self.dead { (advice(&one.link.path, found_dead(one, self.viewer))) }
                @for one in &self.advice.0 { (advice(&one.field, html! { (one.detail) })) }
            }
        }
    }

    fn taken(taken: TakenBy<'_>) -> Markup {
        let other = html! { a href=(paths::edit(taken.plural, taken.by)) { (t!("check-other")) } };
        rich!("check-taken", slug = quoted(taken.slug), other = other)
    }

    fn along(&self) -> Markup {
        html! {
            @if !self.along.is_empty() {
                h3 { (t!("along-heading", count = self.along.len())) }
                ul.uses {
                    @for one in self.along {
                        li {
                            (usage::link(&one.entry))
                            (usage::note(&one.entry))
                            @if let Some(against) = &one.against { (Self::against(against)) }
                        }
                    }
                }
            }
        }
    }

    fn against(against: &Against) -> Markup {
        let words = match against {
            Against::Denied => html! { (t!("along-denied")) },
            Against::Trashed => html! { (t!("along-trashed")) },
            Against::NotReady(problems) => html! {
                (t!("along-not-ready"))
                @for problem in &problems.0 { " " (problem.detail) }
            },
        };
        html! { p.against { (Icon::Warning) span { (words) } } }
    }

    fn actions(&self) -> Markup {
        let (plural, id) = (self.about.words.plural, self.about.id);
        let can = self.can_publish();
        let label = match (self.along.is_empty(), self.state) {
            (false, _) => t!("publish-together"),
            (true, State::Live | State::LiveChanged) => t!("publish-update"),
            (true, _) => t!("publish"),
        };
        html! {
            (button::link(&if can { t!("cancel") } else { t!("back") }, &paths::edit(plural, id)))
            @if can {
                form.verb method="post" action=(paths::publication(plural, id)) {
                    (form::hidden("revision", &self.revision.to_string()))
                    @if !self.along.is_empty() { (form::hidden("together", "true")) }
                    (Button::primary(label).focused())
                }
            }
        }
    }
}

impl Render for PublicationPage<'_> {
    fn render(&self) -> Markup {
        let name = self.about.name();
        let can = self.can_publish();
        let path = html! { strong.path { bdi { (self.public) } } };
        let body = html! {
            section.publication {
                h2 dir="auto" { (name) }
                p.lead { (rich!("publish-lead", path = path)) }
                @if can { p.muted { (t!("publish-undo")) } } @else { p { (t!("publish-stopped")) } }
                (self.along())
                h3 { (t!("checks-heading")) }
                (self.checks())
            }
        };
        let title = if can { t!("publish") } else { t!("not-published") };
        below(&title, self.about, &name, self.viewer, body)
            .state(self.state)
            .actions(self.actions())
            .failed(!can)
            .render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::pages::sample;

    fn page(along: &[Along], taken: Option<TakenBy<'_>>) -> String {
        let (viewer, about) = (&sample::viewer(), &sample::about());
        let advice = &FieldErrors::one("seo.title", "required", "Nobody <wrote> one.");
        let (state, revision, public) = (State::Draft, 7, "https://clinic.example/articles/back");
        PublicationPage { viewer, about, state, revision, public, advice, dead: &[], along, taken }
            .render()
            .into_string()
    }

    fn faq(against: Option<Against>) -> Along {
        Along { entry: UseRow { title: "Why?".into(), ..usage::sample_use(State::Draft, true) }, against }
    }

    #[test]
    fn what_was_seen_is_what_goes_live() {
        let page = page(&[], None);
        assert!(
            page.contains("name=\"revision\" value=\"7\"") && page.contains("clinic.example/articles/back"),
            "{page}"
        );
        assert!(page.contains("autofocus") && !page.contains("together") && page.contains("ten minutes"));
    }

    #[test]
    fn advice_leads_to_its_field_and_does_not_block() {
        let page = page(&[], None);
        assert!(page.contains("#field-seo-title\"") && page.contains("Nobody &lt;wrote&gt; one."), "{page}");
    }

    #[test]
    fn what_is_not_live_can_go_along() {
        let page = page(&[faq(None)], None);
        assert!(page.contains("Publish together") && page.contains("name=\"together\" value=\"true\""), "{page}");
        assert!(page.contains("Why?") && page.contains("badge draft"));
    }

    #[test]
    fn what_cannot_be_helped_by_pressing_has_no_button() {
        let problems = FieldErrors::one("answer", "required", "Write the answer.");
        let against = [Against::NotReady(problems), Against::Trashed, Against::Denied];
        let stopped = against.into_iter().map(|against| page(&[faq(None), faq(Some(against))], None));
        let taken = TakenBy { slug: "back", plural: "articles", by: EntryId::new() };
        for page in stopped.chain([page(&[], Some(taken))]) {
            assert!(page.contains("<title>Error: Not published") && !page.contains("autofocus"), "{page}");
        }
    }
}
