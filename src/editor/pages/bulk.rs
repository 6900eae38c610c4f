//! One verb on many entries: what it would do to each, asked first; and what it did.

use maud::{Markup, Render, html};

use super::Words;
use crate::{
    paths,
    ui::{Button, Icon, Page, Section, State, Viewer, button, empty::empty, form::hidden, shell::Width},
    vocabulary::{EntryId, FieldErrors},
    words::t,
};

/// What will become of an entry, or has.
#[derive(Debug, Clone)]
pub enum Fate {
    Will,
    Done,
    Already,
    Denied,
    Trashed,
    NotReady(FieldErrors),
    /// It refers to these, which are not live.
    Lacks(Vec<Other>),
    InUse(Vec<Other>),
    /// Another live entry has its address.
    SlugTaken,
    /// Something else came in between.
    Changed,
}

/// An entry that stands against it.
#[derive(Debug, Clone)]
pub struct Other {
    pub title: String,
    pub href: String,
}

/// One of the chosen.
#[derive(Debug, Clone)]
pub struct BulkRow {
    pub plural: &'static str,
    pub id: EntryId,
    pub revision: i64,
    pub title: String,
    pub state: State,
    pub fate: Fate,
}

pub struct BulkPage<'a> {
    pub viewer: &'a Viewer,
    /// The kind whose list it was chosen from; `None`: the trash.
    pub words: Option<&'a Words>,
    /// `publish`, `unpublish`, `trash`, `recover`.
    pub verb: &'static str,
    pub rows: &'a [BulkRow],
    /// The list, and what stands behind its `?`.
    pub back: String,
    pub list: String,
    /// More were chosen than can be taken at once; nothing is done.
    pub too_many: bool,
}

/// Others that are named; more are counted.
const NAMED: usize = 3;

impl BulkPage<'_> {
    fn able(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row.fate, Fate::Will)).count()
    }

    fn done(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row.fate, Fate::Done)).count()
    }

    /// Whether it has been done: then nothing is asked.
    fn is_over(&self) -> bool {
        self.able() == 0 && self.done() > 0
    }

    fn heading(&self) -> String {
        let chosen = self.rows.len();
        if self.is_over() {
            t!("bulk-done-" + self.verb, done = self.done(), chosen = chosen)
        } else if self.able() > 0 {
            t!("bulk-ask-" + self.verb, able = self.able(), chosen = chosen)
        } else {
            t!("bulk-none-" + self.verb)
        }
    }

    fn row(&self, row: &BulkRow) -> Markup {
        let good = matches!(row.fate, Fate::Will | Fate::Done);
        html! {
            li.good[good] {
                @if good { (Icon::Check) } @else { (Icon::Warning) }
                div {
                    a href=(paths::edit(row.plural, row.id)) dir="auto" {
                        @if row.title.trim().is_empty() { (t!("untitled")) } @else { (row.title) }
                    }
                    " " (row.state)
                    p { (self.fate(&row.fate)) }
                }
            }
        }
    }

    fn fate(&self, fate: &Fate) -> Markup {
        match fate {
            Fate::Will => html! { (t!("fate-will-" + self.verb)) },
            Fate::Done => html! { (t!("fate-done-" + self.verb)) },
            Fate::Already => html! { (t!("fate-already-" + self.verb)) },
            Fate::Denied => html! { (t!("fate-denied")) },
            Fate::Trashed => html! { (t!("fate-trashed")) },
            Fate::NotReady(problems) => html! {
                (t!("fate-not-ready")) @for problem in &problems.0 { " " (problem.detail) }
            },
            Fate::Lacks(others) => named(t!("fate-lacks"), others),
            Fate::InUse(others) => named(t!("fate-in-use"), others),
            Fate::SlugTaken => html! { (t!("fate-slug-taken")) },
            Fate::Changed => html! { (t!("fate-changed")) },
        }
    }

    fn body(&self) -> Markup {
        let back = button::link(&t!("bulk-back"), &self.back);
        if self.too_many {
            return empty(&t!("bulk-too-many"), &t!("bulk-too-many-text"), back);
        }
        if self.rows.is_empty() {
            return empty(&t!("bulk-nothing"), &t!("bulk-nothing-text"), back);
        }
        // What can be done first: it is what the button is about.
        let (good, bad): (Vec<_>, Vec<_>) =
            self.rows.iter().partition(|row| matches!(row.fate, Fate::Will | Fate::Done));
        html! {
            section.bulk-effects {
                h2 { (self.heading()) }
                ul.effects { @for row in good.into_iter().chain(bad) { (self.row(row)) } }
                div.actions {
                    @if self.able() > 0 && let Some(words) = self.words { (self.sure(words)) }
                    @if self.able() > 0 { (button::link(&t!("cancel"), &self.back)) } @else { (back) }
                }
            }
        }
    }

    fn sure(&self, words: &Words) -> Markup {
        let label = t!("bulk-do-" + self.verb, able = self.able());
        let button = if self.verb == "trash" { Button::danger(label) } else { Button::primary(label) };
        html! {
            form method="post" action=(paths::bulk(words.plural)) {
                (hidden("do", self.verb)) (hidden("list", &self.list)) (hidden("sure", "true"))
                @for row in self.rows.iter().filter(|row| matches!(row.fate, Fate::Will)) {
                    (hidden("id", &format!("{}@{}", row.id, row.revision)))
                }
                (button)
            }
        }
    }
}

/// What stands against it, by name.
fn named(lead: String, others: &[Other]) -> Markup {
    html! {
        (lead)
        @for (place, other) in others.iter().take(NAMED).enumerate() {
            @if place > 0 { "," }
            " "
            a href=(other.href) dir="auto" { @if other.title.trim().is_empty() { (t!("untitled")) } @else { (other.title) } }
        }
        @if others.len() > NAMED { " " (t!("fate-others", count = others.len() - NAMED)) }
    }
}

impl Render for BulkPage<'_> {
    fn render(&self) -> Markup {
        let title = t!("bulk-title-" + self.verb);
        let page = Page::new(title, self.viewer, self.body()).width(Width::Editor);
        let page = page.failed(self.too_many || self.rows.is_empty());
        match self.words {
            Some(words) => {
                let page = page.crumb(words.heading.as_str(), self.back.as_str());
                match Section::of_kind(words.plural) {
                    Some(section) => page.section(section).render(),
                    None => page.render(),
                }
            }
            None => page.crumb(t!("section-trash"), self.back.as_str()).section(Section::Trash).render(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::pages::sample;

    fn row(fate: Fate) -> BulkRow {
        let (title, state) = ("Ba<ck>".to_owned(), State::Draft);
        BulkRow { plural: "articles", id: EntryId::new(), revision: 3, title, state, fate }
    }

    fn page(rows: &[BulkRow], too_many: bool) -> String {
        let (viewer, words) = (sample::viewer(), Words::of(&sample::ARTICLE));
        let (back, list) = ("/list?q=a".to_owned(), "q=a".to_owned());
        BulkPage { viewer: &viewer, words: Some(&words), verb: "publish", rows, back, list, too_many }
            .render()
            .into_string()
    }

    #[test]
    fn the_effect_on_each_is_told_and_only_what_can_be_done_is_asked() {
        let other = Other { title: "Why <?>".into(), href: "/w".into() };
        let rows = [
            row(Fate::Denied),
            row(Fate::Will),
            row(Fate::Lacks(vec![other; 5])),
            row(Fate::NotReady(FieldErrors::one("body", "required", "Write the text."))),
        ];
        let shown = page(&rows, false);
        assert_eq!(shown.matches("name=\"id\"").count(), 1);
        assert!(shown.contains(&format!("value=\"{}@3\"", rows[1].id)) && shown.contains("Publish 1"), "{shown}");
        for part in ["Ba&lt;ck&gt;", "Why &lt;?&gt;", "2 more", "Write the text.", "not yours", "/list?q=a"] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
    }

    #[test]
    fn what_is_done_is_not_asked_again() {
        let shown = page(&[row(Fate::Done), row(Fate::SlugTaken)], false);
        assert!(!shown.contains("name=\"sure\"") && shown.contains("1 of 2"), "{shown}");
        assert!(page(&[row(Fate::Already)], false).contains("Nothing to publish"));
    }

    #[test]
    fn nothing_chosen_and_too_much_chosen_lead_back() {
        for shown in [page(&[], false), page(&[row(Fate::Will)], true)] {
            assert!(
                shown.contains("<title>Error: ") && shown.contains("/list?q=a") && !shown.contains("name=\"sure\"")
            );
        }
    }
}
