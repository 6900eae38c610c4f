//! The revisions of an entry: who saved what when, and the way back.

use maud::{Markup, Render, html};

use super::{About, below};
use crate::{
    paths,
    ui::{
        Button, State, Viewer, button, form,
        shell::Width,
        table::{Column, Table},
        time::when,
    },
    vocabulary::Time,
};

/// One revision in the list.
#[derive(Debug, Clone)]
pub struct RevisionRow {
    pub number: i64,
    pub at: Time,
    pub author: String,
    /// "Saved", "Restored".
    pub cause: &'static str,
    /// What readers get.
    pub live: bool,
}

/// All revisions, newest first.
pub struct HistoryPage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    pub revisions: &'a [RevisionRow],
    /// Older ones lie below this number.
    pub older: Option<i64>,
}

impl Render for HistoryPage<'_> {
    fn render(&self) -> Markup {
        let (plural, id, name) = (self.about.words.plural, self.about.id, self.about.name());
        let columns = [Column::new("Version"), Column::new("By"), Column::wide("What"), Column::new("When")];
        let row = |one: &RevisionRow| {
            let href = paths::revision(plural, id, one.number);
            vec![
                html! { a.row-title href=(href) { "Version " (one.number) } },
                html! { bdi { (one.author) } },
                html! { (one.cause) @if one.live { " " (State::Live) } },
                when(one.at, self.viewer),
            ]
        };
        let body = html! {
            (Table { caption: "Versions", columns: &columns, rows: self.revisions.iter().map(row).collect() })
            @if let Some(older) = self.older {
                nav.pager aria-label="Pages" {
                    (button::link("Older versions", &format!("{}?before={older}", paths::history(plural, id))))
                }
            }
        };
        below("History", self.about, &name, self.viewer, body).width(Width::List).render()
    }
}

/// One revision, as its form was, to be read and restored.
pub struct RevisionPage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    pub row: &'a RevisionRow,
    pub fields: Markup,
    pub slug: &'a str,
    /// Not for the newest one, nor for who may not edit.
    pub may_restore: bool,
}

impl Render for RevisionPage<'_> {
    fn render(&self) -> Markup {
        let (plural, id, name) = (self.about.words.plural, self.about.id, self.about.name());
        let title = format!("Version {}", self.row.number);
        let actions = html! {
            @if self.may_restore {
                form.verb method="post" action=(paths::restoration(plural, id)) {
                    (form::hidden("revision", &self.row.number.to_string()))
                    (Button::primary("Restore"))
                }
            }
        };
        let body = html! {
            p.lead { (self.row.cause) " by " bdi { (self.row.author) } ", " (when(self.row.at, self.viewer)) "." }
            fieldset.read-only disabled {
                div.form { (self.fields) (form::url("slug", "Slug").value(self.slug)) }
            }
        };
        below(&title, self.about, &name, self.viewer, body).actions(actions).width(Width::Editor).render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::pages::sample;

    fn row() -> RevisionRow {
        let at = sample::at("2026-11-02T14:02:00Z");
        RevisionRow { number: 4, at, author: "Ada <b>".into(), cause: "Saved", live: true }
    }

    #[test]
    fn each_version_says_who_and_when_and_which_is_live() {
        let (viewer, about, rows) = (sample::viewer(), sample::about(), [row()]);
        let page = HistoryPage { viewer: &viewer, about: &about, revisions: &rows, older: Some(4) }.render();
        let page = page.into_string();
        for part in ["Version 4", "Ada &lt;b&gt;", "badge live", "/revisions/4\"", "/history?before=4\""] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }

    #[test]
    fn a_version_is_read_only_and_can_be_restored() {
        let (viewer, about, row) = (sample::viewer(), sample::about(), row());
        let page = |may_restore| {
            let (viewer, about, row) = (&viewer, &about, &row);
            let page = RevisionPage { viewer, about, row, fields: Markup::default(), slug: "b", may_restore };
            page.render().into_string()
        };
        assert!(page(true).contains("/restoration\"") && page(true).contains("disabled"));
        assert!(!page(false).contains("/restoration\""));
    }
}
