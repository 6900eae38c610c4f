//! Two versions of an entry in one text: what went, what came, and the way back to either.

use maud::{Markup, Render, html};

use super::{About, Difference, RevisionRow, below, difference, history, preview};
use crate::{
    document::changed::{ChangedBlock, Fate},
    paths,
    ui::{Button, Viewer, button, empty::empty, form, shell::Width},
    words::t,
};

/// A block of a rich text in which the two differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockRow {
    pub field: String,
    pub block: ChangedBlock,
}

/// So much of a block is shown, in characters.
const EXCERPT: usize = 160;

pub struct ComparePage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    pub old: &'a RevisionRow,
    pub new: &'a RevisionRow,
    pub differences: &'a [Difference],
    pub blocks: &'a [BlockRow],
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

impl ComparePage<'_> {
    /// What the old version has to give back, block by block; it goes into the draft.
    fn blocks(&self) -> Markup {
        html! {
            section.blocks {
                h2 { (t!("compare-blocks")) }
                p.muted { (t!("compare-blocks-hint")) }
                ul { @for row in self.blocks { (self.block(row)) } }
            }
        }
    }

    fn block(&self, row: &BlockRow) -> Markup {
        let (words, verb) = match row.block.fate {
            Fate::Changed => (t!("block-changed"), t!("block-change-back")),
            Fate::Removed => (t!("block-removed"), t!("block-put-back")),
            Fate::Added => (t!("block-added"), t!("block-take-out")),
        };
        let name = t!("block-" + row.block.name);
        let excerpt = excerpt(&row.block.text);
        let label = if excerpt.is_empty() { &name } else { &excerpt };
        let to = paths::block_restoration(self.about.words.plural, self.about.id);
        html! {
            li {
                div.what {
                    p.muted { (name) " · " (words) }
                    @if !excerpt.is_empty() { p.excerpt dir="auto" { (excerpt) } }
                }
                form.verb method="post" action=(to) aria-label=(label) {
                    (form::hidden("revision", &self.old.number.to_string()))
                    (form::hidden("field", &row.field))
                    (form::hidden("block", &row.block.id))
                    (Button::plain(verb))
                }
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
                h2 { (t!("compare-layout")) }
                (difference::legend_together())
                @let page = paths::compare_two_page(plural, id, self.old.number, self.new.number);
                (preview::framed(&page, &t!("compare-layout"), &t!("compare-of", name = &*name), "whole"))
                @if self.may_restore && self.new.newest && !self.blocks.is_empty() { (self.blocks()) }
                h2 { (t!("diff-heading")) }
                @for one in self.differences { (one.together()) }
            }
        };
        let actions = button::link(&t!("compare-others"), &paths::history(plural, id));
        below(&t!("compare-title"), self.about, &name, self.viewer, body).actions(actions).width(Width::Editor).render()
    }
}

/// The beginning of a block's words.
fn excerpt(text: &str) -> String {
    let text = text.trim();
    let mut excerpt: String = text.chars().take(EXCERPT).collect();
    if excerpt.len() < text.len() {
        excerpt.push('…');
    }
    excerpt
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
        let block = |fate, id: &str| {
            let block = ChangedBlock { id: id.to_owned(), name: "paragraph", fate, text: "<u>words".into() };
            BlockRow { field: "body".into(), block }
        };
        let blocks = [block(Fate::Changed, "b1"), block(Fate::Removed, "b2")];
        let (viewer, about) = (sample::viewer(), sample::about());
        let (old, new) = (history::sample_row(3), RevisionRow { newest: true, ..history::sample_row(7) });
        let page = |may_restore| {
            let (viewer, about, old, new) = (&viewer, &about, &old, &new);
            let page = ComparePage { viewer, about, old, new, differences: &differences, blocks: &blocks, may_restore };
            page.render().into_string()
        };
        let shown = page(true);
        assert!(shown.contains("&lt;img src=x&gt;") && shown.contains("&lt;/del&gt;"), "{shown}");
        assert_eq!(shown.matches("name=\"revision\" value=\"3\"").count(), 1 + blocks.len());
        assert!(
            shown.contains("value=\"b2\"")
                && shown.contains("&lt;u&gt;words")
                && shown.contains("compare/page?from=3&amp;to=7"),
            "{shown}"
        );
        assert!(!shown.contains("value=\"7\"") && !page(false).contains("name=\"revision\""));
    }
}
