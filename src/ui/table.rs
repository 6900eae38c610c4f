//! Lists of entries. On a narrow screen the columns that can be missed step aside.

use maud::{Markup, Render, html};

use crate::words::t;

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    label: String,
    class: Option<&'static str>,
}

impl Column {
    /// Shown on every screen.
    #[must_use]
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), class: None }
    }

    /// Shown where there is room.
    #[must_use]
    pub fn wide(label: impl Into<String>) -> Self {
        Self { label: label.into(), class: Some("wide") }
    }
}

/// A table whose first cell names the row.
pub struct Table<'a> {
    /// For screen readers: what is listed.
    pub caption: &'a str,
    pub columns: &'a [Column],
    /// Each with one cell per column.
    pub rows: Vec<Vec<Markup>>,
}

impl Render for Table<'_> {
    fn render(&self) -> Markup {
        html! {
            table.table {
                caption.visually-hidden { (self.caption) }
                thead {
                    tr { @for column in self.columns { th scope="col" class=[column.class] { (column.label) } } }
                }
                tbody {
                    @for row in &self.rows {
                        tr {
                            @for (index, (cell, column)) in row.iter().zip(self.columns).enumerate() {
                                @if index == 0 {
                                    th scope="row" class=[column.class] { (cell) }
                                } @else {
                                    td class=[column.class] { (cell) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A row's name as a link, and below it a quiet line: a path, a key. Without a title the entry is "Untitled".
#[must_use]
pub fn title(title: &str, below: &str, href: &str) -> Markup {
    html! {
        a.row-title href=(href) dir="auto" { @if title.trim().is_empty() { (t!("untitled")) } @else { (title) } }
        @if !below.is_empty() { span.row-below { (below) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_cell_names_its_row() {
        let columns = [Column::new("Title"), Column::wide("Author")];
        let rows = vec![vec![title("", "/articles/a", "/e/1"), html! { "Ada" }]];
        let table = Table { caption: "Articles", columns: &columns, rows }.render().into_string();
        assert!(table.contains("<th scope=\"row\"><a class=\"row-title\" href=\"/e/1\" dir=\"auto\">Untitled</a>"));
        assert!(table.contains("<td class=\"wide\">Ada</td>"), "{table}");
    }
}
