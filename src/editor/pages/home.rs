//! Home, the trash and the help: the pages that are about no one kind.

use maud::{Markup, Render, html};

use super::{Words, list::Row, list::rows};
use crate::{
    paths,
    ui::{
        Button, Icon, Page, Section, Viewer, button,
        empty::empty,
        pager::Pager,
        shell::Width,
        table::{self, Column, Table},
    },
};

/// Where one starts: what changed last, and what can be begun.
pub struct HomePage<'a> {
    pub viewer: &'a Viewer,
    /// The kinds that the person may make.
    pub kinds: &'a [Words],
    pub recent: &'a [Row],
}

impl Render for HomePage<'_> {
    fn render(&self) -> Markup {
        let columns = [Column::new("Title"), Column::new("State"), Column::wide("Updated")];
        let body = html! {
            @if !self.kinds.is_empty() {
                ul.starters aria-label="Begin something new" {
                    @for words in self.kinds {
                        li {
                            a href=(paths::new(words.plural)) {
                                @if let Some(section) = Section::of_kind(words.plural) { (section.icon()) }
                                span { "New " (words.one) }
                            }
                        }
                    }
                }
            }
            @if self.recent.is_empty() {
                (empty("Nothing written yet", "What you and others work on stands here.", Markup::default()))
            } @else {
                h2.list-heading { "Changed last" }
                (Table { caption: "Changed last", columns: &columns, rows: rows(self.recent, self.viewer) })
            }
            p.home-more { a href=(paths::trash()) { (Icon::Trash) "Trash" } a href=(paths::help()) { "Help" } }
        };
        Page::new("Home", self.viewer, body).section(Section::Home).width(Width::List).render()
    }
}

/// What was thrown away, of every kind. Nothing is ever deleted by time.
pub struct TrashPage<'a> {
    pub viewer: &'a Viewer,
    pub rows: &'a [Row],
    pub page: u64,
    pub per_page: u64,
    pub total: u64,
    /// Whose entries can be recovered is asked again when it is pressed.
    pub may_recover: bool,
}

impl Render for TrashPage<'_> {
    fn render(&self) -> Markup {
        let columns = [Column::new("Title"), Column::new("Recover")];
        let row = |row: &Row| {
            let recovery = paths::recovery(row.plural, row.id);
            vec![
                table::title(&row.title, &row.below, &paths::edit(row.plural, row.id)),
                html! { @if self.may_recover { (button::verb(&recovery, Button::plain("Recover"))) } },
            ]
        };
        let body = if self.rows.is_empty() {
            empty("The trash is empty", "What is thrown away waits here until it is recovered.", Markup::default())
        } else {
            html! {
                (Table { caption: "Trash", columns: &columns, rows: self.rows.iter().map(row).collect() })
                (Pager {
                    page: self.page,
                    per_page: self.per_page,
                    total: self.total,
                    href: &|page| format!("{}?page={page}", paths::trash()),
                })
            }
        };
        Page::new("Trash", self.viewer, body)
            .crumb("Home", paths::home())
            .section(Section::Home)
            .width(Width::List)
            .render()
    }
}

/// How text is written without the rich editor.
pub struct HelpPage<'a> {
    pub viewer: &'a Viewer,
}

/// What is typed, and what it makes.
const MARKUP: [(&str, &str); 12] = [
    ("## Heading", "A section; ### and #### below it"),
    ("**bold**  *italic*", "Bold and italic words"),
    ("- item", "A bullet list; 1. a numbered one"),
    ("[words](https://example.com)", "A link"),
    ("[words](galley:article/back-pain)", "A link to an entry, by its kind and slug"),
    ("> words", "A quotation"),
    ("::cta{ref=\"book-a-visit\"}", "A call to action"),
    ("::faqs{heading=\"Questions\" refs=\"first, second\"}", "Questions and answers, in this order"),
    (":::callout{type=\"tip\"} … :::", "A box: info, tip or warning"),
    ("| a | b |", "A table, one line per row"),
    ("```", "Code, until the next ```"),
    ("---", "A divider"),
];

impl Render for HelpPage<'_> {
    fn render(&self) -> Markup {
        let columns = [Column::new("Type this"), Column::new("for this")];
        let rows = MARKUP.iter().map(|(typed, made)| vec![html! { code { (typed) } }, html! { (made) }]).collect();
        let body = html! {
            section.prose {
                h2 { "Writing" }
                p { "Text fields take Markdown. Blocks stand on lines of their own, with an empty line around them." }
                (Table { caption: "Markdown", columns: &columns, rows })
                h2 { "Publishing" }
                p {
                    "Saving keeps a version and changes nothing for readers. Publishing shows the newest version; "
                    "for ten minutes it can be undone in one press, and any version can be restored from the history."
                }
                p { "A CTA or a FAQ is written once. When a change of it is published, every page that shows it shows the change." }
            }
        };
        Page::new("Help", self.viewer, body)
            .crumb("Home", paths::home())
            .section(Section::Home)
            .width(Width::Editor)
            .render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{editor::pages::sample, ui::State, vocabulary::EntryId};

    fn row() -> Row {
        let updated = sample::at("2026-11-02T14:02:00Z");
        Row {
            plural: "faqs",
            id: EntryId::new(),
            title: "Why?".into(),
            below: "why".into(),
            state: State::Trashed,
            updated,
        }
    }

    #[test]
    fn home_shows_what_changed_and_what_can_be_begun() {
        let (viewer, kinds, recent) = (sample::viewer(), [Words::of(&sample::ARTICLE)], [row()]);
        let page = HomePage { viewer: &viewer, kinds: &kinds, recent: &recent }.render().into_string();
        assert!(page.contains("New article") && page.contains("Why?") && page.contains("/trash\""), "{page}");
        let page = HomePage { viewer: &viewer, kinds: &[], recent: &[] }.render().into_string();
        assert!(page.contains("Nothing written yet") && !page.contains("starters"), "{page}");
    }

    #[test]
    fn the_trash_gives_back() {
        let (viewer, rows) = (sample::viewer(), [row()]);
        let page = |may_recover| {
            let trash = TrashPage { viewer: &viewer, rows: &rows, page: 1, per_page: 50, total: 1, may_recover };
            trash.render().into_string()
        };
        assert!(page(true).contains("/recovery\"") && !page(false).contains("/recovery\""));
    }

    #[test]
    fn help_shows_the_markup_as_it_is_typed() {
        let page = HelpPage { viewer: &sample::viewer() }.render().into_string();
        assert!(page.contains("::cta{ref=&quot;book-a-visit&quot;}"), "{page}");
    }
}
