//! Where an entry is used, and what to do before it is taken away.

use maud::{Markup, Render, html};

use super::{About, below, quoted};
use crate::{
    paths,
    ui::{
        Button, State, Viewer,
        confirm::{self, Confirm, Use},
        empty::empty,
    },
    vocabulary::EntryId,
    words::{rich, t},
};

/// An entry that refers to another, or is referred to.
#[derive(Debug, Clone)]
pub struct UseRow {
    pub plural: &'static str,
    pub id: EntryId,
    pub title: String,
    pub state: State,
    /// Only its draft is concerned, not what readers get.
    pub draft_only: bool,
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
            empty("Used nowhere", "No other entry refers to this one.", Markup::default())
        } else {
            html! {
                p.lead { (rich!("usage-lead", count = how_many(self.uses), name = quoted(&name))) }
                (list(self.uses))
            }
        };
        below("Where it is used", self.about, &name, self.viewer, body).render()
    }
}

/// How an entry is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Out of readers' sight.
    Offline,
    Trash,
}

/// Asked before something that others use is taken away.
pub struct TakenAway<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    pub uses: &'a [UseRow],
    pub to: Place,
}

impl Render for TakenAway<'_> {
    fn render(&self) -> Markup {
        let (plural, id, name) = (self.about.words.plural, self.about.id, self.about.name());
        let (title, label, action) = match self.to {
            Place::Offline => ("Unpublish", "Unpublish anyway", paths::unpublication(plural, id)),
            Place::Trash => ("Move to trash", "Move to trash anyway", paths::removal(plural, id)),
        };
        let uses = how_many(self.uses);
        let heading = t!("usage-heading", count = uses);
        let body = html! {
            p { "Without " (quoted(&name)) " " (if uses == 1 { "it goes" } else { "they go" }) " on without it: the place where it stands stays empty." }
            (list(self.uses))
            p.muted { "Nothing has been changed yet." }
        };
        let question = Confirm {
            heading: &heading,
            body,
            action: &action,
            button: Button::danger(label).value("force", "true"),
            cancel: &paths::edit(plural, id),
        };
        below(title, self.about, &name, self.viewer, question.render()).render()
    }
}

pub(super) fn list(uses: &[UseRow]) -> Markup {
    let rows: Vec<(String, String, Markup)> = uses.iter().map(row).collect();
    let uses: Vec<Use<'_>> = rows.iter().map(|(title, href, note)| Use { title, href, note: note.clone() }).collect();
    confirm::uses(&uses)
}

fn row(one: &UseRow) -> (String, String, Markup) {
    let title = if one.title.trim().is_empty() { "Untitled".to_owned() } else { one.title.clone() };
    let draft_only = one.draft_only && one.state != State::Draft;
    let note = html! { span.use-note { @if draft_only { span.muted { "in its draft" } } (one.state) } };
    (title, paths::edit(one.plural, one.id), note)
}

fn how_many(uses: &[UseRow]) -> u64 {
    uses.len().try_into().unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::pages::sample;

    fn a_use(state: State, draft_only: bool) -> UseRow {
        UseRow { plural: "articles", id: EntryId::new(), title: "Kn<ee>s".into(), state, draft_only }
    }

    #[test]
    fn the_uses_are_listed_with_their_states() {
        let uses = [a_use(State::Live, true), a_use(State::Draft, true)];
        let page = UsagePage { viewer: &sample::viewer(), about: &sample::about(), uses: &uses }.render().into_string();
        assert!(page.contains("2 entries refer") && page.contains("Kn&lt;ee&gt;s"), "{page}");
        assert_eq!(page.matches("in its draft").count(), 1);
    }

    #[test]
    fn taking_away_asks_first_and_can_be_forced() {
        let about = sample::about();
        for (to, path) in [(Place::Offline, "/unpublication"), (Place::Trash, "/removal")] {
            let uses = [a_use(State::Live, false)];
            let page = TakenAway { viewer: &sample::viewer(), about: &about, uses: &uses, to }.render().into_string();
            let action = format!("{path}\">");
            assert!(page.contains(&action) && page.contains("name=\"force\" value=\"true\""), "{page}");
            assert!(page.contains("1 entry uses this") && page.contains("Cancel"));
        }
    }
}
