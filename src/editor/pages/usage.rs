//! Where an entry is used, and what to do before it is taken away.

use maud::{Markup, Render, html};

use super::{About, below, quoted};
use crate::{
    paths,
    ui::{
        Button, State, Viewer,
        confirm::{self, Confirm, Use},
        empty::empty,
        text,
    },
    vocabulary::EntryId,
    words::{self, rich, t},
};

use super::replace::{self, Offered};

/// An entry that refers to another, or is referred to.
#[derive(Debug, Clone)]
pub struct UseRow {
    pub plural: &'static str,
    pub id: EntryId,
    pub title: String,
    pub state: State,
    /// Only its draft is concerned, not what readers get.
    pub draft_only: bool,
    /// The fields in which it refers: `body`, `authors`.
    pub places: Vec<String>,
}

impl UseRow {
    /// As people call it.
    #[must_use]
    pub fn name(&self) -> String {
        if self.title.trim().is_empty() { t!("untitled") } else { self.title.clone() }
    }
}

/// Where an entry is used.
pub struct UsagePage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    pub uses: &'a [UseRow],
}

impl Render for UsagePage<'_> {
    fn render(&self) -> Markup {
        let name = self.about.name();
        let body = if self.uses.is_empty() {
            empty(&t!("usage-empty"), &t!("usage-empty-hint"), Markup::default())
        } else {
            html! {
                p.lead { (rich!("usage-lead", count = how_many(self.uses), name = quoted(&name))) }
                (list(self.uses))
            }
        };
        below(&t!("usage-title"), self.about, &name, self.viewer, body).render()
    }
}

/// How an entry is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Out of readers' sight.
    Offline,
    Trash,
}

impl Place {
    /// The word in forms and addresses.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Offline => "unpublish",
            Self::Trash => "trash",
        }
    }
}

/// Asked before something that others use is taken away.
pub struct TakenAway<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    pub uses: &'a [UseRow],
    pub to: Place,
    /// What may take its place; `None` for who may not publish.
    pub offered: Option<&'a [Offered]>,
}

impl Render for TakenAway<'_> {
    fn render(&self) -> Markup {
        let (plural, id, name) = (self.about.words.plural, self.about.id, self.about.name());
        let action = match self.to {
            Place::Offline => paths::unpublication(plural, id),
            Place::Trash => paths::removal(plural, id),
        };
        let heading = t!("usage-heading", count = how_many(self.uses));
        let anyway = html! {
            p { (rich!("taken-anyway", count = how_many(self.uses), name = quoted(&name))) }
        };
        let question = Confirm {
            heading: &t!("taken-anyway-heading"),
            body: anyway,
            action: &action,
            button: Button::danger(t!("taken-button-" + self.to.as_str())).value("force", "true"),
            cancel: &paths::edit(plural, id),
        };
        let body = html! {
            section.confirm {
                h2 { (heading) }
                (list(self.uses))
                p.muted { (t!("taken-nothing-yet")) }
            }
            @if let Some(offered) = self.offered { (replace::field(self.about, self.to, "", None, offered)) }
            (question)
        };
        below(&t!("taken-title-" + self.to.as_str()), self.about, &name, self.viewer, body).render()
    }
}

pub(super) fn list(uses: &[UseRow]) -> Markup {
    let rows: Vec<(String, String, Markup)> = uses.iter().map(row).collect();
    let uses: Vec<Use<'_>> = rows.iter().map(|(title, href, note)| Use { title, href, note: note.clone() }).collect();
    confirm::uses(&uses)
}

fn row(one: &UseRow) -> (String, String, Markup) {
    (one.name(), paths::edit(one.plural, one.id), note(one))
}

pub(super) fn link(one: &UseRow) -> Markup {
    html! { a href=(paths::edit(one.plural, one.id)) dir="auto" { (one.name()) } }
}

/// Where it refers, whether readers are concerned, and its state.
pub(super) fn note(one: &UseRow) -> Markup {
    let places: Vec<String> = one.places.iter().map(|field| place(field)).collect();
    let draft_only = one.draft_only && one.state != State::Draft;
    html! {
        span.use-note {
            @if !places.is_empty() || draft_only {
                span.muted {
                    (places.join(", "))
                    @if !places.is_empty() && draft_only { " · " }
                    @if draft_only { (t!("use-draft-only")) }
                }
            }
            (one.state)
        }
    }
}

/// "in the body", "as author"; for other fields their name.
fn place(field: &str) -> String {
    words::find(&format!("place-{}", field.replace('.', "-")))
        .unwrap_or_else(|| t!("use-place", field = text::field_words(field)))
}

pub(super) fn how_many(uses: &[UseRow]) -> u64 {
    uses.len().try_into().unwrap_or(u64::MAX)
}

#[cfg(test)]
pub(super) fn sample_use(state: State, draft_only: bool) -> UseRow {
    let places = vec!["body".into(), "odd.field".into()];
    UseRow { plural: "articles", id: EntryId::new(), title: "Kn<ee>s".into(), state, draft_only, places }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::pages::sample;

    #[test]
    fn the_uses_are_listed_with_their_states_and_places() {
        let uses = [sample_use(State::Live, true), sample_use(State::Draft, true)];
        let page = UsagePage { viewer: &sample::viewer(), about: &sample::about(), uses: &uses }.render().into_string();
        assert!(page.contains("2 entries refer") && page.contains("Kn&lt;ee&gt;s"), "{page}");
        assert!(page.contains("in the body, in “Odd field”"), "{page}");
        assert_eq!(page.matches("in its draft").count(), 1);
        let page = UsagePage { viewer: &sample::viewer(), about: &sample::about(), uses: &[] }.render().into_string();
        assert!(page.contains("Used nowhere"), "{page}");
    }

    #[test]
    fn taking_away_asks_first_and_can_be_forced() {
        let about = sample::about();
        for (to, path) in [(Place::Offline, "/unpublication"), (Place::Trash, "/removal")] {
            let uses = [sample_use(State::Live, false)];
            let viewer = sample::viewer();
            let page = |offered| TakenAway { viewer: &viewer, about: &about, uses: &uses, to, offered };
            let offered = [Offered { slug: "hips".into(), title: "Hips <b>".into() }];
            let shown = page(Some(&offered)).render().into_string();
            let action = format!("{path}\">");
            assert!(shown.contains(&action) && shown.contains("name=\"force\" value=\"true\""), "{shown}");
            assert!(shown.contains("1 entry uses this") && shown.contains("Cancel"));
            assert!(
                shown.contains("/replacement\"") && shown.contains("<option value=\"hips\">Hips &lt;b&gt;"),
                "{shown}"
            );
            assert!(!page(None).render().into_string().contains("/replacement\""));
        }
    }
}
