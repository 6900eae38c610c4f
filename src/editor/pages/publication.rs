//! The step between "Publish…" and being live: what readers will get, and what stands against it.

use maud::{Markup, Render, html};

use super::{About, UseRow, below, quoted, usage};
use crate::{
    paths,
    ui::{Button, Notice, Viewer, button, form},
    vocabulary::{EntryId, FieldErrors},
};

/// Why it cannot go live as it is.
#[derive(Debug, Clone)]
pub enum Blocked {
    /// It refers to entries that are not live; they can go along.
    Unpublished(Vec<UseRow>),
    /// One that would go along is not fit for readers.
    NotReady(UseRow, FieldErrors),
    /// What it refers to is in the trash.
    Trashed(Vec<UseRow>),
    /// Another live entry has its address.
    SlugTaken { slug: String, plural: &'static str, by: EntryId },
}

/// Asked before an entry goes live for the first time, or when something stands against it.
pub struct PublicationPage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    /// The revision that goes live: the one that was seen.
    pub revision: i64,
    /// Where readers will find it.
    pub public: &'a str,
    pub blocked: Option<&'a Blocked>,
}

impl PublicationPage<'_> {
    fn together(&self) -> bool {
        matches!(self.blocked, Some(Blocked::Unpublished(_)))
    }

    /// Whether pressing the button can help.
    fn can_publish(&self) -> bool {
        self.blocked.is_none() || self.together()
    }

    fn why(&self, blocked: &Blocked) -> Markup {
        let back = |label: &str, href: &str| html! { p { a href=(href) { (label) } } };
        match blocked {
            Blocked::Unpublished(lacking) => html! {
                p.lead { "It refers to what readers cannot see yet. Publish these along with it?" }
                (usage::list(lacking))
            },
            Blocked::Trashed(lacking) => html! {
                (Notice::danger("It refers to what is in the trash. Recover it, or take the reference out."))
                (usage::list(lacking))
            },
            Blocked::NotReady(entry, problems) => html! {
                (Notice::danger(html! { (quoted(&entry.title)) " would go along and is not ready:" }))
                ul.problems { @for problem in &problems.0 { li { (problem.detail) } } }
                (back("Open it", &paths::edit(entry.plural, entry.id)))
            },
            Blocked::SlugTaken { slug, plural, by } => html! {
                (Notice::danger(html! { "Readers are served another entry at " (quoted(slug)) ". Change one of the two." }))
                (back("Open the other", &paths::edit(plural, *by)))
            },
        }
    }

    fn actions(&self) -> Markup {
        let (plural, id) = (self.about.words.plural, self.about.id);
        let label = if self.together() { "Publish together" } else { "Publish" };
        html! {
            (button::link(if self.can_publish() { "Cancel" } else { "Back" }, &paths::edit(plural, id)))
            @if self.can_publish() {
                form.verb method="post" action=(paths::publication(plural, id)) {
                    (form::hidden("revision", &self.revision.to_string()))
                    @if self.together() { (form::hidden("together", "true")) }
                    (Button::primary(label).focused())
                }
            }
        }
    }
}

impl Render for PublicationPage<'_> {
    fn render(&self) -> Markup {
        let name = self.about.name();
        let body = html! {
            section.publication {
                h2 dir="auto" { (name) }
                @match self.blocked {
                    None => p.lead { "Readers will find it at " strong.path { bdi { (self.public) } } ". You can undo this for ten minutes." },
                    Some(blocked) => (self.why(blocked)),
                }
            }
        };
        let title = if self.can_publish() { "Publish" } else { "Not published" };
        below(title, self.about, &name, self.viewer, body).actions(self.actions()).failed(!self.can_publish()).render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{editor::pages::sample, ui::State};

    fn page(blocked: Option<&Blocked>) -> String {
        let (viewer, about) = (sample::viewer(), sample::about());
        let page = PublicationPage { viewer: &viewer, about: &about, revision: 7, public: "/articles/back", blocked };
        page.render().into_string()
    }

    fn faq() -> UseRow {
        UseRow { plural: "faqs", id: EntryId::new(), title: "Why?".into(), state: State::Draft, draft_only: true }
    }

    #[test]
    fn what_was_seen_is_what_goes_live() {
        let page = page(None);
        assert!(page.contains("name=\"revision\" value=\"7\"") && page.contains("/articles/back"), "{page}");
        assert!(page.contains("autofocus") && !page.contains("together"));
    }

    #[test]
    fn what_is_not_live_can_go_along() {
        let page = page(Some(&Blocked::Unpublished(vec![faq()])));
        assert!(page.contains("Publish together") && page.contains("name=\"together\" value=\"true\""), "{page}");
    }

    #[test]
    fn what_cannot_be_helped_by_pressing_has_no_button() {
        let problems = FieldErrors::one("answer", "required", "Write the answer.");
        for blocked in [
            Blocked::NotReady(faq(), problems),
            Blocked::Trashed(vec![faq()]),
            Blocked::SlugTaken { slug: "back".into(), plural: "articles", by: EntryId::new() },
        ] {
            let page = page(Some(&blocked));
            assert!(page.contains("<title>Error: Not published") && !page.contains("autofocus"), "{page}");
        }
    }
}
