//! The form of an entry: its kind's fields, what state it is in, and what can be done with it.

mod checks;
mod side;

pub use checks::{Checks, Lacking, found_dead};
pub use side::{Heading, Recent};

use maud::{Markup, Render, html};

use super::{About, UseRow, preview};
use crate::{
    paths,
    ui::{
        Button, Icon, Notice, Page, Section, State, Viewer, button,
        form::{self, Form},
        shell::Width,
        time::when,
    },
    vocabulary::{FieldErrors, Time},
    words::{self, rich, t},
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

/// What the entry's kind drew.
#[derive(Debug, Clone, Default)]
pub struct Drawn {
    pub fields: Markup,
    /// For the panel beside them.
    pub details: Markup,
    /// The field that the entry is written in.
    pub text: Option<&'static str>,
    /// Its headings.
    pub outline: Vec<Heading>,
}

impl Drawn {
    /// The fields where there is no panel beside them.
    #[must_use]
    pub fn in_one(&self) -> Markup {
        html! { (self.fields) (self.details) }
    }
}

/// A new entry, or one that there is.
pub struct EditPage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    /// `None`: it is being made.
    pub saved: Option<Stored<'a>>,
    /// As in the form.
    pub slug: &'a str,
    /// The public path, with `{slug}` in it.
    pub pattern: &'a str,
    pub drawn: Drawn,
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
    pub uses: Vec<UseRow>,
    /// What stops publishing it, and what could be better.
    pub checks: Checks,
    /// The newest versions, the newest first.
    pub recent: Vec<Recent>,
    /// As it stands within others, if it does: its draft.
    pub shown: Option<Markup>,
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
        let by = html! { bdi { (stored.updated_by) } };
        let saved = rich!("saved-by", when = when(stored.updated, self.viewer), name = by);
        let Some(changed) = stored.undoable.filter(|_| self.may.publish) else { return Some(Notice::plain(saved)) };
        let undo = paths::undo(self.about.words.plural, self.about.id);
        Some(match (stored.updated > changed, self.is_live()) {
            (true, true) => Notice::plain(saved).verb(&t!("undo-publishing"), &undo),
            (true, false) => Notice::plain(saved).verb(&t!("undo-unpublishing"), &undo),
            (false, true) => {
                Notice::ok(rich!("published-at", when = when(changed, self.viewer))).verb(&t!("undo"), &undo)
            }
            (false, false) => {
                Notice::ok(rich!("unpublished-at", when = when(changed, self.viewer))).verb(&t!("undo"), &undo)
            }
        })
    }

    fn actions(&self) -> Markup {
        let (plural, id) = (self.about.words.plural, self.about.id);
        html! {
            @if self.saved.is_some() {
                a.button.quiet href=(paths::preview(plural, id)) { (Icon::Review) span { (t!("preview")) } }
            }
            @if self.is_trashed() {
                @if self.may.trash {
                    (button::verb(&paths::recovery(plural, id), Button::primary(t!("recover"))))
                }
            } @else if self.can_type() {
                // First, so that Enter in a field saves (HTML, section 4.10.21.2).
                (Button::plain(t!("save")).form(FORM).value("_then", "save"))
                @if self.may.publish {
                    @let label = if self.is_live() { t!("update") } else { t!("publish-first") };
                    (Button::primary(label).form(FORM).value("_then", "publish"))
                }
            }
        }
    }

    fn facts(&self, stored: &Stored<'_>) -> Markup {
        let (plural, id) = (self.about.words.plural, self.about.id);
        html! {
            ul.facts data-part="facts" {
                @if let Some(public) = stored.public {
                    li {
                        (Icon::External)
                        @if self.viewer.site.base_url.is_empty() { bdi { (public) } }
                        @else { a href=(self.viewer.site.url(public)) rel="noopener" { bdi { (public) } } }
                    }
                }
                li {
                    @if stored.uses.is_empty() { (t!("used-nowhere")) }
                    @else { a href=(paths::usage(plural, id)) { (t!("used-in", count = stored.uses.len())) } }
                }
            }
            @if stored.shown.is_some() && self.is_live() && stored.uses.len() > 1 {
                (Notice::plain(t!("shared-with", count = stored.uses.len())))
            }
        }
    }

    /// The column, and the panel beside it.
    fn form(&self) -> Markup {
        let plural = self.about.words.plural;
        let action = if self.saved.is_some() { paths::edit(plural, self.about.id) } else { paths::list(plural) };
        let content = html! {
            div.beside {
                div.column {
                    @if let Some(stored) = &self.saved { (self.facts(stored)) }
                    @if self.can_type() { (self.drawn.fields) } @else { (self.for_readers()) }
                }
                (side::side(self))
            }
        };
        let body = html! {
            @if let Some(stored) = &self.saved { (form::hidden("_base", &stored.base.to_string())) }
            // For the script that asks before such a page is left.
            @if self.unsaved { template data-unsaved {} }
            @if self.can_type() {
                (form::summary(self.errors))
                (content)
                (self.script_words())
            } @else {
                fieldset.read-only disabled { (content) }
            }
        };
        Form { id: FORM, action: &action, guard: true, body }.render()
    }

    /// What nobody here may change: as readers would see it, and below that its fields.
    fn for_readers(&self) -> Markup {
        let (plural, id, name) = (self.about.words.plural, self.about.id, self.about.name());
        html! {
            (preview::framed(&paths::preview_page(plural, id), &t!("preview"), &t!("preview-of", name = &*name), "whole"))
            details.all-fields { summary { (t!("all-fields")) } (self.drawn.fields) }
        }
    }

    fn more(&self, stored: &Stored<'_>) -> Markup {
        let (plural, id) = (self.about.words.plural, self.about.id);
        let unpublish = self.may.publish && self.is_live();
        let trash = self.may.trash && stored.state != State::Trashed && (self.may.publish || !self.is_live());
        html! {
            @if unpublish || trash {
                footer.entry-more {
                    @if unpublish {
                        (button::verb(&paths::unpublication(plural, id), Button::plain(t!("unpublish"))))
                    }
                    @if trash {
                        (button::verb(&paths::removal(plural, id), Button::danger(t!("to-trash")).icon(Icon::Trash)))
                    }
                }
            }
        }
    }

    /// What scripts say on this page, and where they ask; `#` stands where they put something of their own.
    fn script_words(&self) -> Markup {
        let editor = serde_json::to_string(&words::starting("editor-")).unwrap_or_default();
        html! {
            template id="entry-words" data-person=(self.viewer.id) data-editor=(editor) data-cards-at=(paths::cards())
                data-lookup-at=(paths::lookup(&[])) data-paste-at=(paths::markdown())
                data-not-kept=(t!("paste-not-kept", what = "#")) data-nothing-found=(t!("lookup-nothing"))
                data-searching=(t!("lookup-label")) data-hits=(t!("lookup-hits", count = "#")) {}
        }
    }
}

impl Render for EditPage<'_> {
    fn render(&self) -> Markup {
        let words = &self.about.words;
        let name = if self.saved.is_some() { self.about.name() } else { t!("making-" + words.kind) };
        let body = html! {
            (self.form())
            @if let Some(stored) = &self.saved { (self.more(stored)) }
        };
        let mut page = Page::new(&name, self.viewer, body)
            .crumb(&words.heading, paths::list(words.plural))
            .status(self.status())
            .actions(self.actions())
            .failed(!self.errors.is_empty())
            .width(Width::Beside);
        if self.can_type() {
            page = page.script("editor.js");
        }
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

    fn a_use(title: &str) -> UseRow {
        let id = crate::vocabulary::EntryId::new();
        UseRow {
            plural: "articles",
            id,
            title: title.into(),
            state: State::Live,
            draft_only: false,
            places: Vec::new(),
        }
    }

    fn stored(state: State) -> Stored<'static> {
        let updated = sample::at("2026-11-02T14:02:00Z");
        let uses = ["Knees", "Backs"].map(a_use).to_vec();
        let recent = vec![Recent { number: 3, at: updated, by: "Ada <b>".into(), live: true }];
        Stored {
            state,
            base: 3,
            updated,
            updated_by: "Ada",
            undoable: None,
            public: None,
            uses,
            checks: Checks::default(),
            recent,
            shown: None,
        }
    }

    fn page(saved: Option<Stored<'_>>, may: May, errors: &FieldErrors) -> String {
        let (viewer, about) = (sample::viewer(), sample::about());
        let outline = vec![Heading { level: 2, text: "Warm <up>".into() }];
        let fields = form::title("title", "Title").render();
        let drawn = Drawn { fields, details: Markup::default(), text: Some("body"), outline };
        let (viewer, about, pattern) = (&viewer, &about, "/articles/{slug}");
        EditPage { viewer, about, saved, slug: "back", pattern, drawn, errors, may, trouble: None, unsaved: false }
            .render()
            .into_string()
    }

    #[test]
    fn a_viewer_reads_and_has_nothing_to_press() {
        let page = page(Some(stored(State::Live)), May::default(), &FieldErrors::default());
        assert!(page.contains("<fieldset class=\"read-only\" disabled>"), "{page}");
        assert!(page.contains("/preview/page\"") && page.contains("<summary>All fields"), "{page}");
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

    #[test]
    fn beside_the_form_stand_path_headings_versions_and_uses() {
        let page = page(Some(stored(State::Live)), ALL, &FieldErrors::default());
        for part in
            ["/articles/back</bdi>", "Warm &lt;up&gt;", "Ada &lt;b&gt;", "/revisions/3\"", "Used in 2 entries", "Knees"]
        {
            assert!(page.contains(part), "{part} in {page}");
        }
        let form = page.split("id=\"entry\"").nth(1).unwrap().split("</form>").next().unwrap();
        assert!(form.contains("class=\"side\"") && !form.contains("<form"), "{form}");
    }

    #[test]
    fn a_shared_entry_says_whom_a_change_concerns() {
        let shown = Some(html! { p { "Book" } });
        let none = FieldErrors::default();
        let live = page(Some(Stored { shown: shown.clone(), ..stored(State::Live) }), ALL, &none);
        assert!(live.contains("Shared with 2 entries") && live.contains("<p>Book</p>"), "{live}");
        let draft = page(Some(Stored { shown, ..stored(State::Draft) }), ALL, &none);
        assert!(!draft.contains("Shared with 2"), "{draft}");
        assert!(!page(Some(stored(State::Live)), ALL, &none).contains("Shared with 2"));
    }
}
