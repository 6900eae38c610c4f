//! The form of an entry: its kind's fields, what state it is in, and what can be done with it.

use maud::{Markup, Render, html};

use super::About;
use crate::{
    paths,
    ui::{
        Button, Icon, Notice, Page, Section, State, Viewer, button,
        form::{self, Form},
        shell::Width,
        time::when,
    },
    vocabulary::{FieldErrors, Time},
    words::t,
};

/// The form's id, for the buttons in the top bar.
const FORM: &str = "entry";

/// What the person before it may do with the entry.
#[derive(Debug, Clone, Copy, Default)]
pub struct May {
    pub edit: bool,
    pub publish: bool,
    pub trash: bool,
}

/// A new entry, or one that there is.
pub struct EditPage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    /// `None`: it is being made.
    pub saved: Option<Stored<'a>>,
    /// As in the form.
    pub slug: &'a str,
    /// The kind's own fields.
    pub fields: Markup,
    pub errors: &'a FieldErrors,
    pub may: May,
    /// What just went wrong, instead of when it was saved.
    pub trouble: Option<Notice>,
    /// The fields hold what no save has taken yet.
    pub unsaved: bool,
}

/// What is known of an entry that there is.
pub struct Stored<'a> {
    pub state: State,
    /// The revision that the form shows; a save says that it is based on it.
    pub base: i64,
    pub updated: Time,
    pub updated_by: &'a str,
    /// When what readers get was changed last, while that can be undone.
    pub undoable: Option<Time>,
    /// Where readers find it, if they do.
    pub public: Option<&'a str>,
    pub uses: u64,
}

impl EditPage<'_> {
    fn is_live(&self) -> bool {
        self.saved.as_ref().is_some_and(|stored| matches!(stored.state, State::Live | State::LiveChanged))
    }

    fn is_trashed(&self) -> bool {
        self.saved.as_ref().is_some_and(|stored| stored.state == State::Trashed)
    }

    fn can_type(&self) -> bool {
        self.may.edit && !self.is_trashed()
    }

    fn status(&self) -> Option<Notice> {
        if self.trouble.is_some() {
            return self.trouble.clone();
        }
        let stored = self.saved.as_ref()?;
        let saved = html! { "Saved " (when(stored.updated, self.viewer)) " by " bdi { (stored.updated_by) } };
        let Some(changed) = stored.undoable.filter(|_| self.may.publish) else { return Some(Notice::plain(saved)) };
        let undo = paths::undo(self.about.words.plural, self.about.id);
        let words = if self.is_live() { "Published " } else { "Unpublished " };
        Some(if stored.updated > changed {
            Notice::plain(saved).verb(if self.is_live() { "Undo publishing" } else { "Undo unpublishing" }, &undo)
        } else {
            Notice::ok(html! { (words) (when(changed, self.viewer)) }).verb("Undo", &undo)
        })
    }

    fn actions(&self) -> Markup {
        let (plural, id) = (self.about.words.plural, self.about.id);
        html! {
            @if self.is_trashed() {
                @if self.may.trash {
                    (button::verb(&paths::recovery(plural, id), Button::primary("Recover")))
                }
            } @else if self.can_type() {
                // First, so that Enter in a field saves (HTML, section 4.10.21.2).
                (Button::plain("Save").form(FORM).value("_then", "save"))
                @if self.may.publish {
                    @let label = if self.is_live() { "Update" } else { "Publish…" };
                    (Button::primary(label).form(FORM).value("_then", "publish"))
                }
            }
        }
    }

    fn facts(&self, stored: &Stored<'_>) -> Markup {
        let (plural, id) = (self.about.words.plural, self.about.id);
        html! {
            ul.facts {
                @if let Some(public) = stored.public { li { (Icon::External) bdi { (public) } } }
                li {
                    @if stored.uses == 0 { "Used nowhere" }
                    @else { a href=(paths::usage(plural, id)) { (t!("used-in", count = stored.uses)) } }
                }
                li { a href=(paths::history(plural, id)) { "History" } }
            }
        }
    }

    /// The slug beside the kind's fields, and what the form says of itself.
    fn form(&self) -> Markup {
        let (plural, words) = (self.about.words.plural, &self.about.words);
        let action = if self.saved.is_some() { paths::edit(plural, self.about.id) } else { paths::list(plural) };
        let hint = format!("Names the {} in addresses. Empty: made of the title.", words.one);
        let fields = html! {
            (self.fields)
            (form::url("slug", "Slug").value(self.slug).hint(&hint).max_length(120)
                .error(form::error_at(self.errors, "slug")))
        };
        let body = html! {
            @if let Some(stored) = &self.saved { (form::hidden("_base", &stored.base.to_string())) }
            // For the script that asks before such a page is left.
            @if self.unsaved { template data-unsaved {} }
            @if self.can_type() {
                (form::summary(self.errors))
                (fields)
            } @else {
                fieldset.read-only disabled { (fields) }
            }
        };
        Form { id: FORM, action: &action, guard: true, body }.render()
    }

    fn more(&self, stored: &Stored<'_>) -> Markup {
        let (plural, id) = (self.about.words.plural, self.about.id);
        let unpublish = self.may.publish && self.is_live();
        let trash = self.may.trash && stored.state != State::Trashed && (self.may.publish || !self.is_live());
        html! {
            @if unpublish || trash {
                footer.entry-more {
                    @if unpublish { (button::verb(&paths::unpublication(plural, id), Button::plain("Unpublish"))) }
                    @if trash {
                        (button::verb(&paths::removal(plural, id), Button::danger("Move to trash").icon(Icon::Trash)))
                    }
                }
            }
        }
    }
}

impl Render for EditPage<'_> {
    fn render(&self) -> Markup {
        let words = &self.about.words;
        let name = if self.saved.is_some() { self.about.name() } else { format!("New {}", words.one) };
        let body = html! {
            @if let Some(stored) = &self.saved { (self.facts(stored)) }
            (self.form())
            @if let Some(stored) = &self.saved { (self.more(stored)) }
        };
        let mut page = Page::new(&name, self.viewer, body)
            .crumb(&words.heading, paths::list(words.plural))
            .status(self.status())
            .actions(self.actions())
            .failed(!self.errors.is_empty())
            .width(Width::Editor);
        if let Some(stored) = &self.saved {
            page = page.state(stored.state);
        }
        match Section::of_kind(words.plural) {
            Some(section) => page.section(section).render(),
            None => page.render(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::pages::sample;

    const ALL: May = May { edit: true, publish: true, trash: true };

    fn stored(state: State) -> Stored<'static> {
        let updated = sample::at("2026-11-02T14:02:00Z");
        Stored { state, base: 3, updated, updated_by: "Ada", undoable: None, public: None, uses: 2 }
    }

    fn page(saved: Option<Stored<'_>>, may: May, errors: &FieldErrors) -> String {
        let (viewer, about) = (sample::viewer(), sample::about());
        let fields = form::title("title", "Title").render();
        let (viewer, about) = (&viewer, &about);
        EditPage { viewer, about, saved, slug: "back", fields, errors, may, trouble: None, unsaved: false }
            .render()
            .into_string()
    }

    #[test]
    fn a_viewer_reads_and_has_nothing_to_press() {
        let page = page(Some(stored(State::Live)), May::default(), &FieldErrors::default());
        assert!(page.contains("<fieldset class=\"read-only\" disabled>"), "{page}");
        for verb in ["Save<", "Update<", "Unpublish<", "Move to trash<", "Undo"] {
            assert!(!page.contains(verb), "{verb}");
        }
    }

    #[test]
    fn the_first_publication_asks_and_an_update_does_not() {
        let none = FieldErrors::default();
        assert!(page(Some(stored(State::Draft)), ALL, &none).contains("Publish…"));
        assert!(page(Some(stored(State::LiveChanged)), ALL, &none).contains("<span>Update</span>"));
        let contributor = May { publish: false, ..ALL };
        assert!(!page(Some(stored(State::Draft)), contributor, &none).contains("Publish…"));
        assert!(!page(Some(stored(State::Live)), contributor, &none).contains("Move to trash"));
    }

    #[test]
    fn a_save_says_what_it_is_based_on() {
        let none = FieldErrors::default();
        assert!(page(Some(stored(State::Draft)), ALL, &none).contains("name=\"_base\" value=\"3\""));
        let new = page(None, ALL, &none);
        assert!(!new.contains("_base") && new.contains("<title>New article"), "{new}");
    }

    #[test]
    fn the_status_line_offers_to_undo_while_that_can_be_done() {
        let none = FieldErrors::default();
        let published = Stored { undoable: Some(sample::at("2026-11-02T14:03:00Z")), ..stored(State::Live) };
        let page_after = page(Some(published), ALL, &none);
        assert!(page_after.contains("Published <time") && page_after.contains("/undo\""), "{page_after}");
        let saved_since = Stored { undoable: Some(sample::at("2026-11-02T14:01:00Z")), ..stored(State::LiveChanged) };
        assert!(page(Some(saved_since), ALL, &none).contains("Undo publishing"));
        let gone = Stored { undoable: Some(sample::at("2026-11-02T14:03:00Z")), ..stored(State::Draft) };
        assert!(page(Some(gone), ALL, &none).contains("Unpublished <time"));
    }

    #[test]
    fn what_is_in_the_trash_can_only_be_recovered() {
        let page = page(Some(stored(State::Trashed)), ALL, &FieldErrors::default());
        assert!(page.contains("Recover") && page.contains("disabled") && !page.contains("Save<"), "{page}");
    }

    #[test]
    fn errors_are_said_in_the_title_and_at_the_fields() {
        let errors = FieldErrors::one("slug", "taken", "another entry has it");
        let page = page(Some(stored(State::Draft)), ALL, &errors);
        assert!(page.contains("<title>Error: Back &lt;pain&gt;") && page.contains("field-slug-error"), "{page}");
    }
}
