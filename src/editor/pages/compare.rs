//! Two versions of an entry in one text: what went, what came, and the way back to either.

use maud::{Markup, Render, html};

use super::{About, Difference, RevisionRow, below, difference, history};
use crate::{
    paths,
    ui::{Viewer, button, empty::empty, shell::Width},
    words::t,
};

pub struct ComparePage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    pub old: &'a RevisionRow,
    pub new: &'a RevisionRow,
    pub differences: &'a [Difference],
    pub may_restore: bool,
}

impl ComparePage<'_> {
    fn version(&self, words: &str, row: &RevisionRow) -> Markup {
        let (plural, id) = (self.about.words.plural, self.about.id);
        html! {
            div.version {
                h2 { (words) }
                p {
                    a href=(paths::revision(plural, id, row.number)) { (t!("version", number = row.number)) }
                    (history::badges(row))
                }
                p.muted { (history::said(row, self.viewer)) }
                @if self.may_restore && !row.newest { (history::restore(self.about, row.number)) }
            }
        }
    }
}

impl Render for ComparePage<'_> {
    fn render(&self) -> Markup {
        let (plural, id, name) = (self.about.words.plural, self.about.id, self.about.name());
        let body = html! {
            div.versions {
                (self.version(&t!("compare-old"), self.old))
                (self.version(&t!("compare-new"), self.new))
            }
            @if self.differences.is_empty() {
                (empty(&t!("diff-none"), &t!("compare-same-hint"), Markup::default()))
            } @else {
                h2.visually-hidden { (t!("diff-heading")) }
                (difference::legend_together())
                @for one in self.differences { (one.together()) }
            }
        };
        let actions = button::link(&t!("compare-others"), &paths::history(plural, id));
        below(&t!("compare-title"), self.about, &name, self.viewer, body).actions(actions).width(Width::Editor).render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::diff::{Part, Piece},
        editor::pages::sample,
    };

    #[test]
    fn hostile_words_are_shown_and_not_obeyed_and_the_older_version_can_be_restored() {
        let parts = vec![Part::Changed(vec![Piece::Deleted("<img src=x>".into()), Piece::Inserted("</del>".into())])];
        let differences = [Difference { field: "body".into(), parts }];
        let (viewer, about) = (sample::viewer(), sample::about());
        let (old, new) = (history::sample_row(3), RevisionRow { newest: true, ..history::sample_row(7) });
        let page = |may_restore| {
            let (viewer, about, old, new) = (&viewer, &about, &old, &new);
            let page = ComparePage { viewer, about, old, new, differences: &differences, may_restore };
            page.render().into_string()
        };
        let shown = page(true);
        assert!(shown.contains("&lt;img src=x&gt;") && shown.contains("&lt;/del&gt;"), "{shown}");
        assert_eq!(shown.matches("name=\"revision\" value=\"3\"").count(), 1);
        assert!(!shown.contains("value=\"7\"") && !page(false).contains("name=\"revision\""));
    }
}
