//! The list of a kind: what it holds, what can be done to its entries, and what is shown when there is nothing.

use maud::{Markup, Render, html};

use super::{
    May, Words,
    narrow::{Filter, NewView, SavedView, Toolbar, href},
};
use crate::{
    content::{Counts, Sort},
    drafts::MOST,
    editor::narrowed::{Narrowed, ORDERS},
    paths,
    ui::{
        Button, Icon, Notice, Page, Section, State, Viewer, button,
        empty::empty,
        form::hidden,
        listing::{Direction, Head, Line, Listing},
        pager::{Pager, share},
        shell::Width,
        table,
        time::when,
    },
    vocabulary::{EntryId, Time},
    words::{rich, t},
};

/// One entry of a list.
#[derive(Debug, Clone)]
pub struct Row {
    pub plural: &'static str,
    pub id: EntryId,
    /// The newest revision: what is seen is what is done to.
    pub revision: i64,
    pub title: String,
    /// Its public path, or its key.
    pub below: String,
    pub state: State,
    pub updated: Time,
    /// Who wrote the newest revision.
    pub by: String,
    /// What it names, a text for each of the list's columns of names.
    pub names: Vec<String>,
    /// How deep it stands in a tree.
    pub depth: usize,
    /// How much is said of it beside its form.
    pub checks: usize,
    pub may: May,
}

/// A kind's list.
pub struct ListPage<'a> {
    pub viewer: &'a Viewer,
    pub words: &'a Words,
    pub narrowed: &'a Narrowed,
    pub filters: &'a [Filter],
    /// The labels of the columns of names.
    pub names: &'a [String],
    pub rows: &'a [Row],
    /// Whether the kind's entries stand in one another, and whether they are shown so.
    pub has_tree: bool,
    pub is_tree: bool,
    pub counts: Counts,
    /// How many the address leaves.
    pub matching: u64,
    /// Whether more have the words than are looked at.
    pub is_cut: bool,
    pub per_page: u64,
    pub views: &'a [SavedView],
    pub new_view: &'a NewView,
    pub may_create: bool,
}

impl ListPage<'_> {
    fn is_empty(&self) -> bool {
        self.counts.all() == 0 && !self.narrowed.is_narrow()
    }

    fn new_link(&self) -> Markup {
        let label = t!("new-of-kind", one = &*self.words.one);
        html! { @if self.may_create { (button::primary_link(&label, &paths::new(self.words.plural), Icon::Plus)) } }
    }

    fn toolbar(&self) -> Toolbar<'_> {
        let Self { words, narrowed, filters, has_tree, counts, views, new_view, .. } = *self;
        Toolbar { words, narrowed, filters, has_tree, counts, views, new_view }
    }

    fn count(&self) -> String {
        let all = self.counts.all();
        let (one, many) = (self.words.one.as_str(), self.words.many.as_str());
        t!("list-count", count = all, share = share(self.matching, all), one = one, many = many)
    }

    fn body(&self) -> Markup {
        if self.is_empty() {
            let heading = t!("list-empty", many = &*self.words.many);
            return empty(&heading, &t!("list-empty-text"), self.new_link());
        }
        let toolbar = self.toolbar();
        html! {
            (toolbar.saved_views())
            div.toolbar {
                (toolbar.search())
                p.total id="count" role="status" { (self.count()) }
            }
            // A script exchanges this part, which holds no field that is typed into meanwhile.
            div.results id="results" {
                @if !self.narrowed.ignored.is_empty() {
                    (Notice::warn(rich!("list-ignored", what = html! { bdi { (self.narrowed.ignored.join(", ")) } })))
                }
                @if self.is_cut { (Notice::warn(html! { (t!("list-cut", count = MOST)) })) }
                (toolbar.states())
                (toolbar.used())
                @if self.rows.is_empty() { (self.nothing()) } @else { (self.found()) }
            }
        }
    }

    fn nothing(&self) -> Markup {
        let everything = t!("list-show-all", many = &*self.words.many);
        let everything = button::link(&everything, &paths::list(self.words.plural));
        if self.matching > 0 {
            empty(&t!("list-no-page"), &t!("list-no-page-text"), everything)
        } else {
            empty(&t!("list-nothing"), &t!("list-nothing-text"), everything)
        }
    }

    fn found(&self) -> Markup {
        let lines: Vec<Line> = self.rows.iter().map(|row| self.line(row)).collect();
        let picks = self.rows.iter().any(|row| row.may.publish || row.may.trash);
        html! {
            (Listing {
                caption: &self.words.heading,
                heads: &self.heads(),
                lines: &lines,
                form: picks.then_some("bulk"),
            })
            // The buttons of the menus are its: a form of their own, so that Enter on a box presses none of them.
            form id="row" method="post" {}
            @if picks { (self.bulk()) }
            (Pager {
                page: self.narrowed.page,
                per_page: self.per_page,
                total: self.matching,
                href: &|page| href(self.words, &Narrowed { page, ..self.narrowed.clone() }),
            })
        }
    }

    fn heads(&self) -> Vec<Head> {
        let mut heads = vec![
            Head::new(t!("column-title"), "title").sorts(self.sorted_by(Sort::Title), self.direction(Sort::Title)),
            Head::new(t!("column-state"), "state"),
        ];
        heads.extend(self.names.iter().map(|label| Head::new(label.as_str(), "names")));
        let updated = Head::new(t!("column-updated"), "time");
        heads.push(updated.sorts(self.sorted_by(Sort::Updated), self.direction(Sort::Updated)));
        heads
    }

    fn direction(&self, sort: Sort) -> Option<Direction> {
        let order = self.narrowed.by_column().filter(|order| order.sort == sort && !self.is_tree)?;
        Some(if order.ascending { Direction::Ascending } else { Direction::Descending })
    }

    /// Where the head of a column leads: sorted by it, and the other way round when it is already.
    fn sorted_by(&self, sort: Sort) -> String {
        let now = self.narrowed.by_column().filter(|now| now.sort == sort);
        let ascending = now.map_or(sort == Sort::Title, |now| !now.ascending);
        let order = ORDERS.into_iter().find(|order| order.sort == sort && order.ascending == ascending);
        href(self.words, &Narrowed { order, page: 1, ..self.narrowed.clone() })
    }

    fn line(&self, row: &Row) -> Line {
        let checks = html! {
            @if row.checks > 0 { " " span.to-check { (t!("row-checks", count = row.checks)) } }
        };
        let mut cells = vec![html! { (row.state) (checks) }];
        cells.extend(row.names.iter().map(|names| html! { span dir="auto" { (names) } }));
        cells.push(
            html! { (when(row.updated, self.viewer)) @if !row.by.is_empty() { span.by dir="auto" { (row.by) } } },
        );
        let pick = (row.may.publish || row.may.trash).then(|| format!("{}@{}", row.id, row.revision));
        let title = table::title(&row.title, &row.below, &paths::edit(row.plural, row.id));
        Line { title, cells, pick, menu: Some(menu(row)), depth: row.depth }
    }

    fn bulk(&self) -> Markup {
        let verb = |button: Button<'static>, word| button.value("do", word);
        let may = |which: fn(&May) -> bool| self.rows.iter().any(|row| which(&row.may));
        html! {
            form.bulk id="bulk" method="post" action=(paths::bulk(self.words.plural)) aria-label=(t!("bulk-label")) {
                (hidden("list", &self.narrowed.query()))
                // A script counts.
                p data-picked=(t!("bulk-picked", count = "#")) { (t!("bulk-lead")) }
                @if may(|may| may.publish) {
                    (verb(Button::plain(t!("publish")), "publish"))
                    (verb(Button::plain(t!("unpublish")), "unpublish"))
                }
                @if may(|may| may.trash) { (verb(Button::danger(t!("to-trash")), "trash")) }
            }
        }
    }
}

impl Render for ListPage<'_> {
    fn render(&self) -> Markup {
        let failed = self.new_view.error.is_some();
        let page = Page::new(&*self.words.heading, self.viewer, self.body()).width(Width::List).failed(failed);
        let page = if self.is_empty() { page } else { page.actions(self.new_link()) };
        match Section::of_kind(self.words.plural) {
            Some(section) => page.section(section).render(),
            None => page.render(),
        }
    }
}

/// What can be done to one entry. What changes something is a button.
fn menu(row: &Row) -> Markup {
    let (plural, id, may) = (row.plural, row.id, row.may);
    let is_live = matches!(row.state, State::Live | State::LiveChanged);
    let button =
        |label: String, action: String| html! { button type="submit" form="row" formaction=(action) { (label) } };
    html! {
        li { a href=(paths::edit(plural, id)) { (if may.edit { t!("row-edit") } else { t!("row-open") }) } }
        @if may.publish && row.state != State::Live {
            li { a href=(paths::publication(plural, id)) { (t!("row-publish")) } }
        }
        @if may.publish && is_live { li { (button(t!("unpublish"), paths::unpublication(plural, id))) } }
        @if may.trash && (may.publish || !is_live) { li { (button(t!("to-trash"), paths::removal(plural, id))) } }
        li { a href=(paths::history(plural, id)) { (t!("row-history")) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        editor::pages::sample,
        vocabulary::{FieldSpec, FieldType, KindSpec},
    };

    const SPEC: KindSpec = KindSpec {
        head: &[FieldSpec::new("authors", FieldType::Entries).filter("author").to("author")],
        ..sample::ARTICLE
    };

    /// A search for "much" finds more than is looked at.
    fn page(rows: &[Row], query: &str, (matching, all): (u64, u64), new_view: &NewView) -> String {
        let (viewer, words, narrowed) = (sample::viewer(), Words::of(&SPEC), Narrowed::of_query(query, &SPEC));
        let choices = vec![("ada".to_owned(), "Ada <b>".to_owned())];
        let filter = Filter { name: "author", choices, all_shown: true };
        let list = ListPage {
            viewer: &viewer,
            words: &words,
            narrowed: &narrowed,
            filters: &[filter],
            names: &["Author".to_owned()],
            rows,
            has_tree: false,
            is_tree: false,
            counts: Counts { draft: 0, live: all, changed: 0 },
            matching,
            is_cut: narrowed.search == "much",
            per_page: 50,
            views: &[],
            new_view,
            may_create: true,
        };
        list.render().into_string()
    }

    fn row() -> Row {
        Row {
            plural: "articles",
            id: EntryId::new(),
            revision: 3,
            title: "Back".into(),
            below: "/a".into(),
            state: State::Live,
            updated: sample::at("2026-11-02T14:02:00Z"),
            by: "Bo <i>".into(),
            names: vec!["Ada, Cleo".into()],
            depth: 0,
            checks: 2,
            may: May { edit: true, publish: true, trash: true },
        }
    }

    #[test]
    fn what_narrows_the_list_stays_in_every_address() {
        let page = page(&[row()], "q=a%26b+c&state=live&author=ada", (120, 300), &NewView::default());
        assert!(page.contains("q=a%26b+c&amp;state=draft&amp;author=ada\""), "{page}");
        assert!(page.contains("q=a%26b+c&amp;state=live&amp;author=ada&amp;page=2\""), "{page}");
        assert!(page.contains("q=a%26b+c&amp;state=live&amp;author=ada&amp;sort=title\""), "{page}");
        assert!(page.contains("120 of 300 articles") && page.contains("value=\"a&amp;b c\""));
        assert!(page.contains("<option value=\"ada\" selected>Ada &lt;b&gt;</option>"), "{page}");
    }

    #[test]
    fn a_row_offers_what_its_state_and_the_role_allow() {
        let live = page(&[row()], "", (1, 1), &NewView::default());
        assert!(live.contains("/unpublication\"") && live.contains("/removal\"") && !live.contains("/publication\""));
        assert!(live.contains("Bo &lt;i&gt;") && live.contains("Ada, Cleo") && live.contains("@3\" form=\"bulk\""));
        let may = May { edit: false, publish: false, trash: false };
        let read = page(&[Row { may, state: State::LiveChanged, ..row() }], "", (1, 1), &NewView::default());
        for part in ["publication", "/removal", "id=\"bulk\"", "checkbox\" name=\"id"] {
            assert!(!read.contains(part), "{part} in {read}");
        }
        assert!(read.contains("/history\"") && read.contains(">Open<"));
        // Whoever may not publish may not take away what is live.
        let may = May { edit: true, publish: false, trash: true };
        assert!(!page(&[Row { may, ..row() }], "", (1, 1), &NewView::default()).contains("/removal\""));
    }

    #[test]
    fn nothing_found_is_not_nothing_there() {
        assert!(page(&[], "q=x", (0, 300), &NewView::default()).contains("Nothing found"));
        let empty = page(&[], "", (0, 0), &NewView::default());
        assert!(empty.contains("No articles yet") && empty.matches("New article").count() == 1, "{empty}");
        assert!(page(&[], "page=9", (60, 60), &NewView::default()).contains("No such page"));
    }

    #[test]
    fn a_search_that_finds_more_than_is_looked_at_says_so() {
        let says = |query| page(&[row()], query, (1, 3), &NewView::default()).contains("Only the best 1,000 are");
        assert!(says("q=much") && !says("q=more"));
    }

    #[test]
    fn what_the_address_says_in_vain_is_named() {
        let page = page(&[row()], "state=%3Cgone%3E", (1, 1), &NewView::default());
        assert!(page.contains("state=&lt;gone&gt;") && page.contains("role=\"status\""), "{page}");
    }

    #[test]
    fn a_view_that_cannot_be_saved_says_why_at_its_name() {
        let new_view = NewView { name: "Mine".into(), error: Some("Taken.".into()) };
        let page = page(&[row()], "q=a", (1, 3), &new_view);
        for part in ["<title>Error: Articles", "Taken.", "value=\"Mine\"", "aria-invalid=\"true\""] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }

    #[test]
    fn fifty_rows_are_no_heavy_page() {
        let rows: Vec<Row> = (0..50).map(|n| Row { title: format!("Title {n} of some words"), ..row() }).collect();
        assert!(page(&rows, "", (50, 50), &NewView::default()).len() < 120_000);
    }
}
