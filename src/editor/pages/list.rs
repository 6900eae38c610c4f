//! The list of a kind: search, states, pages. Everything that narrows it stands in the address.

use maud::{Markup, Render, html};

use super::Words;
use crate::{
    paths,
    ui::{
        Icon, Page, Section, State, Viewer, button,
        empty::empty,
        pager::{self, Pager},
        shell::Width,
        table::{self, Column, Table},
        time::when,
    },
    vocabulary::{EntryId, Time},
};

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Row {
    pub plural: &'static str,
    pub id: EntryId,
    pub title: String,
    /// Its public path, or its key.
    pub below: String,
    pub state: State,
    pub updated: Time,
}

/// A kind's list.
pub struct ListPage<'a> {
    pub viewer: &'a Viewer,
    pub words: &'a Words,
    pub rows: &'a [Row],
    /// What is searched for.
    pub search: &'a str,
    /// The states that can be chosen, each with its word in the address, and the one that is.
    pub states: &'a [(&'a str, State)],
    pub state: Option<&'a str>,
    pub page: u64,
    pub per_page: u64,
    /// How many the search and the state leave, and how many there are.
    pub matching: u64,
    pub all: u64,
    pub may_create: bool,
}

impl ListPage<'_> {
    fn href(&self, search: &str, state: Option<&str>, page: u64) -> String {
        let mut query = form_urlencoded(&[("q", search), ("state", state.unwrap_or_default())]);
        if page > 1 {
            query = format!("{query}{}page={page}", if query.is_empty() { "" } else { "&" });
        }
        let list = paths::list(self.words.plural);
        if query.is_empty() { list } else { format!("{list}?{query}") }
    }

    fn toolbar(&self) -> Markup {
        let label = format!("Search {}", self.words.many);
        let current = |state: Option<&str>| (self.state == state).then_some("true");
        html! {
            div.toolbar {
                form.search role="search" action=(paths::list(self.words.plural)) {
                    (Icon::Search)
                    input type="search" name="q" value=(self.search) placeholder=(label) aria-label=(label);
                    @if let Some(state) = self.state { input type="hidden" name="state" value=(state); }
                    button.visually-hidden type="submit" { "Search" }
                }
                nav.filters aria-label="State" {
                    a href=(self.href(self.search, None, 1)) aria-current=[current(None)] { "All" }
                    @for (word, state) in self.states {
                        a href=(self.href(self.search, Some(word), 1)) aria-current=[current(Some(word))] {
                            (state.word())
                        }
                    }
                }
                p.total role="status" { (pager::share(self.matching, self.all)) " " (self.words.many) }
            }
        }
    }

    fn new_link(&self) -> Markup {
        let label = format!("New {}", self.words.one);
        html! { @if self.may_create { (button::primary_link(&label, &paths::new(self.words.plural), Icon::Plus)) } }
    }

    fn body(&self) -> Markup {
        if self.all == 0 && self.search.is_empty() && self.state.is_none() {
            let heading = format!("No {} yet", self.words.many);
            return empty(&heading, "What is written stands here, drafts too.", self.new_link());
        }
        let columns = [Column::new("Title"), Column::new("State"), Column::wide("Updated")];
        html! {
            (self.toolbar())
            @if self.rows.is_empty() {
                @let everything = button::link(&format!("Show all {}", self.words.many), &self.href("", None, 1));
                @if self.matching > 0 { (empty("No such page", "The list has become shorter.", everything)) }
                @else { (empty("Nothing found", "Try fewer words, or another state.", everything)) }
            } @else {
                (Table { caption: &self.words.heading, columns: &columns, rows: rows(self.rows, self.viewer) })
                (Pager {
                    page: self.page,
                    per_page: self.per_page,
                    total: self.matching,
                    href: &|page| self.href(self.search, self.state, page),
                })
            }
        }
    }
}

impl Render for ListPage<'_> {
    fn render(&self) -> Markup {
        let nothing = self.all == 0 && self.search.is_empty() && self.state.is_none();
        let page = Page::new(&self.words.heading, self.viewer, self.body()).width(Width::List);
        let page = if nothing { page } else { page.actions(self.new_link()) };
        match Section::of_kind(self.words.plural) {
            Some(section) => page.section(section).render(),
            None => page.render(),
        }
    }
}

/// Title, state and time of each.
pub(super) fn rows(rows: &[Row], viewer: &Viewer) -> Vec<Vec<Markup>> {
    let cells = |row: &Row| {
        let title = table::title(&row.title, &row.below, &paths::edit(row.plural, row.id));
        vec![title, row.state.render(), when(row.updated, viewer)]
    };
    rows.iter().map(cells).collect()
}

fn form_urlencoded(pairs: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs.iter().filter(|(_, value)| !value.is_empty()));
    query.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::pages::sample;

    fn page(rows: &[Row], search: &str, state: Option<&str>, counts: (u64, u64)) -> String {
        let (viewer, words) = (sample::viewer(), Words::of(&sample::ARTICLE));
        let (matching, all) = counts;
        let states = [("draft", State::Draft), ("live", State::Live)];
        let (viewer, words, states) = (&viewer, &words, &states);
        let list = ListPage {
            viewer,
            words,
            rows,
            search,
            states,
            state,
            page: 1,
            per_page: 50,
            matching,
            all,
            may_create: true,
        };
        list.render().into_string()
    }

    fn row() -> Row {
        let updated = sample::at("2026-11-02T14:02:00Z");
        Row {
            plural: "articles",
            id: EntryId::new(),
            title: "Back".into(),
            below: "/a".into(),
            state: State::Live,
            updated,
        }
    }

    #[test]
    fn what_narrows_the_list_stays_in_every_address() {
        let page = page(&[row()], "a&b c", Some("live"), (120, 300));
        assert!(page.contains("q=a%26b+c&amp;state=draft\""), "{page}");
        assert!(page.contains("q=a%26b+c&amp;state=live&amp;page=2\""), "{page}");
        assert!(page.contains("120 of 300 articles") && page.contains("value=\"a&amp;b c\""));
        assert_eq!(page.matches("aria-current=\"true\"").count(), 1, "{page}");
    }

    #[test]
    fn nothing_found_is_not_nothing_there() {
        assert!(page(&[], "x", None, (0, 300)).contains("Nothing found"));
        let empty = page(&[], "", None, (0, 0));
        assert!(empty.contains("No articles yet") && empty.matches("New article").count() == 1, "{empty}");
        assert!(page(&[], "", None, (60, 60)).contains("No such page"));
    }
}
