//! A list of entries as a table: columns that sort, boxes to tick, a menu in each row. On a narrow screen each row is a
//! card of two lines.

use maud::{Markup, Render, html};

use super::Icon;
use crate::words::t;

/// A column behind the first one, or the first itself.
#[derive(Debug, Clone)]
pub struct Head {
    label: String,
    class: &'static str,
    sort: Option<(String, Option<Direction>)>,
}

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Ascending,
    Descending,
}

impl Head {
    /// The class says what the column holds: `state`, `time`, `names`.
    #[must_use]
    pub fn new(label: impl Into<String>, class: &'static str) -> Self {
        Self { label: label.into(), class, sort: None }
    }

    /// Its label sorts the list: the address of the list so sorted, and how it is sorted by this column now.
    #[must_use]
    pub fn sorts(mut self, href: String, now: Option<Direction>) -> Self {
        self.sort = Some((href, now));
        self
    }

    fn render(&self) -> Markup {
        let sorted = self.sort.as_ref().and_then(|(_, now)| *now).map(|now| match now {
            Direction::Ascending => "ascending",
            Direction::Descending => "descending",
        });
        html! {
            th scope="col" class=(self.class) aria-sort=[sorted] {
                @if let Some((href, _)) = &self.sort { a href=(href) { (self.label) } } @else { (self.label) }
            }
        }
    }
}

/// A row: what names it, and a cell for each further column.
#[derive(Debug, Clone, Default)]
pub struct Line {
    pub title: Markup,
    pub cells: Vec<Markup>,
    /// What its box sends when it is ticked; `None`: nothing can be done to it.
    pub pick: Option<String>,
    /// What can be done to it alone, as items of a list.
    pub menu: Option<Markup>,
    /// How many rows above it in a tree it stands in.
    pub depth: usize,
}

/// A list of entries.
pub struct Listing<'a> {
    /// For screen readers: what is listed.
    pub caption: &'a str,
    /// The first is of the rows' names.
    pub heads: &'a [Head],
    pub lines: &'a [Line],
    /// The form that the boxes belong to; without one there are none.
    pub form: Option<&'a str>,
}

/// Rows are not moved in further than so.
const DEEPEST: usize = 6;

impl Listing<'_> {
    fn line(&self, number: usize, line: &Line) -> Markup {
        let title = format!("t{number}");
        let depth = match line.depth.min(DEEPEST) {
            0 => None,
            depth => Some(format!("depth-{depth}")),
        };
        html! {
            tr {
                @if self.form.is_some() {
                    td.tick {
                        @if let Some(pick) = &line.pick {
                            label {
                                input type="checkbox" name="id" value=(pick) form=[self.form]
                                    aria-labelledby={ "pick " (title) };
                            }
                        }
                    }
                }
                th scope="row" class=[depth] id=(title) { (line.title) }
                @for (cell, head) in line.cells.iter().zip(self.heads.iter().skip(1)) {
                    td class=(head.class) { (cell) }
                }
                td.menu {
                    @if let Some(menu) = &line.menu {
                        @let target = format!("m{number}");
                        button.button.quiet type="button" popovertarget=(target) aria-labelledby={ "more-for " (title) } {
                            (Icon::More)
                        }
                        ul.menu-list id=(target) popover { (menu) }
                    }
                }
            }
        }
    }
}

impl Render for Listing<'_> {
    fn render(&self) -> Markup {
        html! {
            // What boxes and buttons are called, before the name of their row.
            span id="pick" hidden { (t!("row-pick")) }
            span id="more-for" hidden { (t!("row-more")) }
            table.table.listing {
                caption.visually-hidden { (self.caption) }
                thead {
                    tr {
                        @if self.form.is_some() {
                            td.tick {
                                // A script shows it.
                                label hidden data-pick-all {
                                    input type="checkbox" aria-label=(t!("rows-pick"));
                                }
                            }
                        }
                        @for head in self.heads { (head.render()) }
                        td.menu {}
                    }
                }
                tbody { @for (number, line) in self.lines.iter().enumerate() { (self.line(number, line)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(form: Option<&str>, line: Line) -> String {
        let heads = [
            Head::new("Title", "title").sorts("?sort=title".into(), None),
            Head::new("Updated", "time").sorts("?sort=updated".into(), Some(Direction::Descending)),
        ];
        Listing { caption: "Articles", heads: &heads, lines: &[line], form }.render().into_string()
    }

    fn line() -> Line {
        Line { title: html! { a href="/e" { "Back" } }, cells: vec![html! { "today" }], ..Line::default() }
    }

    #[test]
    fn a_column_says_how_it_is_sorted_and_sorts() {
        let shown = listing(None, line());
        assert!(shown.contains("aria-sort=\"descending\"><a href=\"?sort=updated\">Updated</a>"), "{shown}");
        assert_eq!(shown.matches("aria-sort").count(), 1);
        assert!(!shown.contains("checkbox") && !shown.contains("popover"));
    }

    #[test]
    fn a_row_is_picked_by_name_and_its_menu_is_called_by_it() {
        let menu = Some(html! { li { a href="/h" { "History" } } });
        let shown = listing(Some("bulk"), Line { pick: Some("7".into()), menu, depth: 9, ..line() });
        for part in [
            "name=\"id\" value=\"7\" form=\"bulk\" aria-labelledby=\"pick t0\"",
            "popovertarget=\"m0\" aria-labelledby=\"more-for t0\"",
            "id=\"m0\" popover>",
            "class=\"depth-6\"",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert!(!listing(Some("bulk"), line()).contains("name=\"id\""), "what cannot be changed is not picked");
    }
}
