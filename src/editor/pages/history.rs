//! The revisions of an entry: who saved what when and why, what readers saw of it, and the way back.

use maud::{Markup, Render, html};

use super::{About, below, past};
use crate::{
    paths,
    permission::Permission,
    ui::{
        Button, State, Viewer, button, form,
        shell::Width,
        text,
        time::{clock, day, moment, when},
    },
    vocabulary::{FieldErrors, Time},
    words::{rich, t},
};

/// The forms of the page, for buttons that stand elsewhere.
const COMPARE: &str = "compare";
const RESTORE: &str = "restore";

/// One revision in the list.
#[derive(Debug, Clone)]
pub struct RevisionRow {
    pub number: i64,
    pub at: Time,
    pub author: String,
    /// "Saved", "Restored".
    pub cause: String,
    pub note: Option<String>,
    /// What people call it.
    pub name: Option<String>,
    /// Rows with the same number were written in one sitting, and are one line.
    pub sitting: i64,
    /// What readers get.
    pub live: bool,
    /// The draft.
    pub newest: bool,
    /// From when to when readers got it, the last time first; still, where there is no end.
    pub served: Vec<(Time, Option<Time>)>,
    /// The fields that it changed.
    pub changed: Vec<String>,
}

/// All revisions, newest first, by day and person.
pub struct HistoryPage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    pub revisions: &'a [RevisionRow],
    /// Older ones lie below this number.
    pub older: Option<i64>,
    /// Whether readers ever got it.
    pub was_live: bool,
    pub may_restore: bool,
}

impl HistoryPage<'_> {
    fn day_of(&self, row: &RevisionRow) -> chrono::NaiveDate {
        self.viewer.site.time_zone.local(row.at).date_naive()
    }

    /// A choice of the two that are to be compared: by default the newest and the one before it.
    fn pick(&self, name: &str, words: String, row: &RevisionRow) -> Markup {
        let chosen = self.revisions.get(if name == "to" { 0 } else { 1 }).or(self.revisions.first());
        let checked = chosen.is_some_and(|chosen| chosen.number == row.number);
        html! {
            label.pick {
                span.visually-hidden { (words) }
                input type="radio" name=(name) value=(row.number) form=(COMPARE) checked[checked];
            }
        }
    }

    fn row(&self, row: &RevisionRow) -> Markup {
        let (plural, id) = (self.about.words.plural, self.about.id);
        let number = row.number.to_string();
        html! {
            li.revision {
                span.picks {
                    (self.pick("from", t!("compare-from", number = row.number), row))
                    (self.pick("to", t!("compare-to", number = row.number), row))
                }
                div.what {
                    p {
                        a href=(paths::revision(plural, id, row.number)) { (t!("version", number = row.number)) }
                        @if let Some(name) = &row.name { " " strong dir="auto" { (name) } }
                        @else if self.may_restore { " " (self.naming(row)) }
                        (badges(row))
                    }
                    p.muted {
                        (row.cause)
                        @if let Some(note) = &row.note { ": " bdi { (note) } }
                        @if !row.changed.is_empty() { " · " (fields(&row.changed)) }
                    }
                    @for served in &row.served { p.served { (self.served(*served)) } }
                }
                span.at { (clock(row.at, self.viewer)) }
                @if self.may_restore && !row.newest {
                    (Button::quiet(t!("restore-version", number = row.number)).form(RESTORE).value("revision", &number))
                }
            }
        }
    }

    fn naming(&self, row: &RevisionRow) -> Markup {
        let page = paths::revision(self.about.words.plural, self.about.id, row.number);
        html! { a.name-it href=(page) aria-label=(t!("version-name-one", number = row.number)) { (t!("version-name-it")) } }
    }

    /// What one person wrote in one go: the last of it, and what led there folded away.
    fn sitting(&self, run: &[RevisionRow]) -> Markup {
        let Some((last, before)) = run.split_first() else { return Markup::default() };
        html! {
            (self.row(last))
            @if let Some(first) = before.last() {
                li.sitting {
                    details {
                        summary {
                            (rich!("history-sitting", count = before.len(), from = clock(first.at, self.viewer), to = clock(last.at, self.viewer)))
                        }
                        ol.revisions { @for row in before { (self.row(row)) } }
                    }
                }
            }
        }
    }

    fn served(&self, (from, until): (Time, Option<Time>)) -> Markup {
        let look = paths::past_at(self.about.words.plural, self.about.id, from);
        html! {
            (served((from, until), self.viewer)) " "
            a href=(look) aria-label=(t!("past-look-from", when = past::local(from, self.viewer).replace('T', " "))) { (t!("past-look")) }
        }
    }

    fn days(&self) -> Markup {
        let days = self.revisions.chunk_by(|a, b| self.day_of(a) == self.day_of(b));
        html! {
            @for of_day in days {
                section.day {
                    @if let Some(first) = of_day.first() { h2 { (day(first.at, self.viewer)) } }
                    @for sitting in of_day.chunk_by(|a, b| a.author == b.author) {
                        @if let Some(first) = sitting.first() { h3 { bdi { (first.author) } } }
                        ol.revisions { @for run in sitting.chunk_by(|a, b| a.sitting == b.sitting) { (self.sitting(run)) } }
                    }
                }
            }
        }
    }
}

impl Render for HistoryPage<'_> {
    fn render(&self) -> Markup {
        let (plural, id, name) = (self.about.words.plural, self.about.id, self.about.name());
        let body = html! {
            @if self.viewer.may(Permission::ReadAudit) {
                ul.facts { li { a href=(paths::audit_of(id)) { (t!("history-audit")) } } }
            }
            form id=(COMPARE) method="get" action=(paths::compare(plural, id)) {}
            form id=(RESTORE) method="post" action=(paths::restoration(plural, id)) {}
            @if self.was_live { (past::ask(self.about, self.viewer, &past::local(self.viewer.now, self.viewer), None)) }
            @if self.revisions.len() > 1 { p.muted { (t!("history-hint")) } }
            (self.days())
            @if let Some(older) = self.older {
                nav.pager aria-label=(t!("pages")) {
                    (button::link(&t!("history-older"), &paths::history_before(plural, id, older)))
                }
            }
        };
        let actions = html! { @if self.revisions.len() > 1 { (Button::plain(t!("compare-chosen")).form(COMPARE)) } };
        below(&t!("history-title"), self.about, &name, self.viewer, body).actions(actions).width(Width::Editor).render()
    }
}

/// From when to when readers got something.
pub(super) fn served((from, until): (Time, Option<Time>), viewer: &Viewer) -> Markup {
    let from = moment(from, viewer);
    match until {
        Some(until) => rich!("served-until", from = from, until = moment(until, viewer)),
        None => rich!("served-since", from = from),
    }
}

/// Whether it is what readers get, and whether it is what is being written.
pub(super) fn badges(row: &RevisionRow) -> Markup {
    html! {
        @if row.live { " " (State::Live) }
        @if row.newest && !row.live { " " (State::Draft) }
    }
}

/// "Saved by Ada, 14:02 UTC".
pub(super) fn said(row: &RevisionRow, viewer: &Viewer) -> Markup {
    let (name, when) = (html! { bdi { (row.author) } }, when(row.at, viewer));
    html! {
        (rich!("version-lead", cause = row.cause.as_str(), name = name, when = when))
        @if let Some(note) = &row.note { " " bdi { (note) } }
    }
}

/// One press; undone by restoring the other.
pub(super) fn restore(about: &About, number: i64) -> Markup {
    html! {
        form.verb method="post" action=(paths::restoration(about.words.plural, about.id)) {
            (form::hidden("revision", &number.to_string()))
            (Button::plain(t!("restore-version", number = number)))
        }
    }
}

fn fields(names: &[String]) -> String {
    let words: Vec<String> = names.iter().map(|name| text::field_words(name)).collect();
    t!("changed-fields", fields = words.join(", "))
}

/// One revision, as its form was, to be read and restored.
pub struct RevisionPage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    pub row: &'a RevisionRow,
    pub fields: Markup,
    pub slug: &'a str,
    /// The number of the newest one.
    pub newest: i64,
    /// Whether its reader may restore it, where it is not the newest, and name it.
    pub may_edit: bool,
    /// A name that it cannot have, and why.
    pub refused: Option<(&'a str, &'a FieldErrors)>,
}

impl RevisionPage<'_> {
    fn naming(&self) -> Markup {
        let own = self.row.name.as_deref().unwrap_or_default();
        let name = self.refused.map_or(own, |(typed, _)| typed);
        let error = self.refused.and_then(|(_, errors)| errors.at("name")).map(|error| error.detail.as_str());
        let hint = t!("version-name-hint");
        html! {
            form.naming method="post" action=(paths::revision_name(self.about.words.plural, self.about.id, self.row.number)) {
                (form::text("name", t!("version-name")).value(name).hint(hint).error(error).optional())
                (Button::plain(t!("version-name-save")))
            }
        }
    }
}

impl Render for RevisionPage<'_> {
    fn render(&self) -> Markup {
        let (plural, id, name) = (self.about.words.plural, self.about.id, self.about.name());
        let number = self.row.number;
        let actions = html! {
            @if number != self.newest {
                (button::link(&t!("compare-newest"), &paths::compare_two(plural, id, number, self.newest)))
            }
            @if self.may_edit && number != self.newest {
                form.verb method="post" action=(paths::restoration(plural, id)) {
                    (form::hidden("revision", &number.to_string()))
                    (Button::primary(t!("restore")))
                }
            }
        };
        let body = html! {
            p.lead { (said(self.row, self.viewer)) }
            @if self.may_edit { (self.naming()) }
            fieldset.read-only disabled {
                div.form { (self.fields) (form::url("slug", text::field_words("slug")).value(self.slug)) }
            }
        };
        below(&t!("version", number = number), self.about, &name, self.viewer, body)
            .actions(actions)
            .width(Width::Editor)
            .render()
    }
}

#[cfg(test)]
pub(super) fn sample_row(number: i64) -> RevisionRow {
    RevisionRow {
        number,
        at: super::sample::at("2026-11-02T14:02:00Z"),
        author: "Ada <b>".into(),
        cause: "Saved".into(),
        note: Some("A<i> → B".into()),
        name: None,
        sitting: number,
        live: false,
        newest: false,
        served: Vec::new(),
        changed: vec!["title".into(), "seo".into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{editor::pages::sample, permission::Role};

    fn page(revisions: &[RevisionRow], viewer: &Viewer, may_restore: bool) -> String {
        let about = &sample::about();
        HistoryPage { viewer, about, revisions, older: Some(4), was_live: false, may_restore }.render().into_string()
    }

    #[test]
    fn each_version_says_who_and_when_and_what_and_which_is_live() {
        let served = vec![(sample::at("2026-11-02T14:05:00Z"), None)];
        let newest = RevisionRow { newest: true, live: true, served, ..sample_row(5) };
        let before = RevisionRow { at: sample::at("2026-11-01T09:00:00Z"), ..sample_row(4) };
        let shown = page(&[newest, before], &sample::viewer(), true);
        for part in [
            "Version 5",
            "Version 4",
            "Ada &lt;b&gt;",
            "A&lt;i&gt; → B",
            "badge live",
            "/revisions/4\"",
            "/history?before=4\"",
            "Monday, 2 November 2026",
            "Sunday, 1 November 2026",
            "Title, SEO",
            "14:05 UTC",
            "name=\"from\" value=\"4\" form=\"compare\" checked",
            "name=\"to\" value=\"5\" form=\"compare\" checked",
            "name=\"revision\" value=\"4\"",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert!(!shown.contains("name=\"revision\" value=\"5\""), "the newest is there already");
    }

    #[test]
    fn what_was_written_in_one_sitting_is_one_line() {
        let row = |number| RevisionRow { sitting: 5, ..sample_row(number) };
        let rows =
            [RevisionRow { newest: true, name: Some("Final <1>".into()), ..row(5) }, row(4), row(3), sample_row(2)];
        let shown = page(&rows, &sample::viewer(), true);
        assert_eq!(shown.matches("<details>").count(), 1);
        let folded = shown.split("<details>").nth(1).unwrap().split("</details>").next().unwrap();
        assert!(
            folded.contains("Version 4") && folded.contains("Version 3") && !folded.contains("Version 2"),
            "{folded}"
        );
        assert!(folded.contains("2 saves before it") && shown.contains("Final &lt;1&gt;"), "{shown}");
    }

    #[test]
    fn who_may_not_edit_restores_nothing_and_only_some_read_the_audit_log() {
        let rows = [RevisionRow { newest: true, ..sample_row(5) }, sample_row(4)];
        let shown = page(&rows, &sample::viewer(), false);
        assert!(!shown.contains("name=\"revision\"") && !shown.contains("/audit?subject="), "{shown}");
        let owner = Viewer { role: Role::Owner, ..sample::viewer() };
        assert!(page(&rows, &owner, false).contains("/audit?subject="));
    }

    #[test]
    fn a_version_is_read_only_and_can_be_restored() {
        let (viewer, about, row) = (sample::viewer(), sample::about(), sample_row(4));
        let page = |may_edit| {
            let (viewer, about, row) = (&viewer, &about, &row);
            let fields = Markup::default();
            let page = RevisionPage { viewer, about, row, fields, slug: "b", newest: 6, may_edit, refused: None };
            page.render().into_string()
        };
        assert!(page(true).contains("/revisions/4/name\""));
        assert!(page(true).contains("/restoration\"") && page(true).contains("disabled"));
        assert!(page(true).contains("/compare?from=4&amp;to=6"));
        assert!(!page(false).contains("/restoration\"") && !page(false).contains("/name\""));
    }
}
