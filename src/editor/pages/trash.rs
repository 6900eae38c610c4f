//! What was thrown away, of every kind. Nothing is ever deleted by time.

use maud::{Markup, Render, html};

use crate::{
    paths,
    ui::{
        Button, Icon, Page, Section, Viewer, button,
        empty::empty,
        listing::{Head, Line, Listing},
        pager::Pager,
        shell::Width,
        table,
        time::when,
    },
    vocabulary::{EntryId, Time},
    words::t,
};

/// An entry in the trash.
#[derive(Debug, Clone)]
pub struct TrashRow {
    pub plural: &'static str,
    /// "article", "FAQ".
    pub one: String,
    pub id: EntryId,
    pub title: String,
    pub trashed: Time,
    /// Who threw it away; empty when nobody knows.
    pub by: String,
    pub may_recover: bool,
}

pub struct TrashPage<'a> {
    pub viewer: &'a Viewer,
    pub rows: &'a [TrashRow],
    pub search: &'a str,
    pub page: u64,
    pub per_page: u64,
    pub total: u64,
}

impl TrashPage<'_> {
    fn line(&self, row: &TrashRow) -> Line {
        let recovery = paths::recovery(row.plural, row.id);
        let button = html! { button type="submit" form="row" formaction=(recovery) { (t!("recover")) } };
        let open = html! { li { a href=(paths::edit(row.plural, row.id)) { (t!("row-open")) } } };
        Line {
            title: table::title(&row.title, &row.one, &paths::edit(row.plural, row.id)),
            cells: vec![html! {
                (when(row.trashed, self.viewer)) @if !row.by.is_empty() { span.by dir="auto" { (row.by) } }
            }],
            pick: row.may_recover.then(|| row.id.to_string()),
            menu: Some(html! { @if row.may_recover { li { (button) } } (open) }),
            depth: 0,
        }
    }

    fn search(&self) -> Markup {
        let label = t!("trash-search");
        html! {
            div.toolbar {
                form.narrow role="search" action=(paths::trash()) data-live {
                    div.search {
                        (Icon::Search)
                        input type="search" name="q" value=(self.search) placeholder=(label) aria-label=(label)
                            autocomplete="off" data-shortcut="/";
                    }
                    button.visually-hidden type="submit" { (t!("search")) }
                }
                p.total id="count" role="status" { (t!("entries", count = self.total)) }
            }
        }
    }

    fn found(&self) -> Markup {
        let heads = [Head::new(t!("column-title"), "title"), Head::new(t!("column-trashed"), "time")];
        let lines: Vec<Line> = self.rows.iter().map(|row| self.line(row)).collect();
        let picks = self.rows.iter().any(|row| row.may_recover);
        let query = |page: u64| {
            let mut query = url::form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(Some(("q", self.search)).filter(|(_, q)| !q.is_empty()));
            query.append_pair("page", &page.to_string());
            paths::with_query(paths::trash(), &query.finish())
        };
        html! {
            (Listing { caption: &t!("section-trash"), heads: &heads, lines: &lines, form: picks.then_some("bulk") })
            form id="row" method="post" {}
            @if picks {
                form.bulk id="bulk" method="post" action=(paths::recoveries()) aria-label=(t!("bulk-label")) {
                    p data-picked=(t!("bulk-picked", count = "#")) { (t!("bulk-lead")) }
                    (Button::plain(t!("recover")))
                }
            }
            (Pager { page: self.page, per_page: self.per_page, total: self.total, href: &query })
        }
    }
}

impl Render for TrashPage<'_> {
    fn render(&self) -> Markup {
        let body = if self.total == 0 && self.search.is_empty() {
            empty(&t!("trash-empty"), &t!("trash-empty-text"), Markup::default())
        } else {
            html! {
                (self.search())
                div.results id="results" {
                    @if self.rows.is_empty() {
                        @let everything = button::link(&t!("trash-show-all"), &paths::trash());
                        @if self.total > 0 { (empty(&t!("list-no-page"), &t!("list-no-page-text"), everything)) }
                        @else { (empty(&t!("list-nothing"), &t!("trash-nothing-text"), everything)) }
                    } @else {
                        (self.found())
                    }
                }
            }
        };
        Page::new(t!("section-trash"), self.viewer, body).section(Section::Trash).width(Width::List).render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::pages::sample;

    fn page(may_recover: bool, rows: usize, search: &str) -> String {
        let row = TrashRow {
            plural: "faqs",
            one: "FAQ".into(),
            id: EntryId::new(),
            title: "Why?".into(),
            trashed: sample::at("2026-11-02T14:02:00Z"),
            by: "Ada <b>".into(),
            may_recover,
        };
        let rows = vec![row; rows];
        let total = rows.len() as u64;
        TrashPage { viewer: &sample::viewer(), rows: &rows, search, page: 1, per_page: 50, total }
            .render()
            .into_string()
    }

    #[test]
    fn the_trash_gives_back_to_whoever_may_have_it() {
        let shown = page(true, 2, "");
        assert!(shown.contains("/recovery\"") && shown.contains("id=\"bulk\"") && shown.contains("Ada &lt;b&gt;"));
        let shown = page(false, 2, "");
        assert!(
            !shown.contains("/recovery") && !shown.contains("id=\"bulk\"") && shown.contains("2 entries"),
            "{shown}"
        );
    }

    #[test]
    fn an_empty_trash_and_a_search_in_vain_are_told_apart() {
        assert!(page(true, 0, "").contains("The trash is empty"));
        assert!(page(true, 0, "x").contains("Nothing found"));
    }
}
