//! What two versions say differently, field by field and word by word: never by colour alone.

use maud::{Markup, html};

use crate::{
    document::diff::{Part, Piece},
    ui::text,
    words::{rich, t},
};

/// A field that two versions say differently, as it would be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Dotted name: `seo.title`.
    pub field: String,
    pub parts: Vec<Part>,
}

/// What of a comparison is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Old,
    New,
    Both,
}

impl Difference {
    /// What one of the two says, whole.
    #[must_use]
    pub fn text(&self, new: bool) -> String {
        let side = if new { Side::New } else { Side::Old };
        let part = |part: &Part| match part {
            Part::Near(text) | Part::Far(text, _) => text.clone(),
            Part::Changed(pieces) => pieces.iter().filter_map(|piece| said(piece, side)).collect(),
        };
        self.parts.iter().map(part).collect()
    }

    /// Old and new beside each other, under their names.
    pub(super) fn beside(&self, old: &str, new: &str) -> Markup {
        let column = |words: &str, side: Side| {
            html! { div.half { h4 { (words) } (self.shown(side)) } }
        };
        html! {
            section.difference {
                h3 { (text::field_words(&self.field)) }
                (column(old, Side::Old))
                (column(new, Side::New))
            }
        }
    }

    /// One text with what went and what came.
    pub(super) fn together(&self) -> Markup {
        html! {
            section.difference.one {
                h3 { (text::field_words(&self.field)) }
                (self.shown(Side::Both))
            }
        }
    }

    fn shown(&self, side: Side) -> Markup {
        if side != Side::Both && self.text(side == Side::New).trim().is_empty() {
            return html! { p.muted { (t!("nothing")) } };
        }
        html! {
            div.compared dir="auto" {
                @for part in &self.parts {
                    @match part {
                        Part::Near(text) => (text),
                        Part::Far(text, lines) => details.far {
                            summary { (t!("diff-far", count = *lines)) }
                            (text)
                        },
                        Part::Changed(pieces) => @for piece in pieces { (marked(piece, side)) },
                    }
                }
            }
        }
    }
}

fn said(piece: &Piece, side: Side) -> Option<&str> {
    match piece {
        Piece::Same(text) => Some(text),
        Piece::Deleted(text) => (side != Side::New).then_some(text.as_str()),
        Piece::Inserted(text) => (side != Side::Old).then_some(text.as_str()),
    }
}

/// What is only in the old text and only in the new one, in words.
fn only(side: Side) -> (String, String) {
    if side == Side::Both { (t!("diff-removed"), t!("diff-added")) } else { (t!("only-theirs"), t!("only-yours")) }
}

/// Screen readers say little of `ins` and `del`, so words do.
fn marked(piece: &Piece, side: Side) -> Markup {
    let Some(text) = said(piece, side) else { return Markup::default() };
    let spoken = |words: &str| html! { span.visually-hidden { " [" (words) "] " } };
    let ((old, new), end) = (only(side), t!("diff-end"));
    match piece {
        Piece::Same(_) => html! { (text) },
        Piece::Deleted(_) => html! { del { (spoken(&old)) (text) (spoken(&end)) } },
        Piece::Inserted(_) => html! { ins { (spoken(&new)) (text) (spoken(&end)) } },
    }
}

/// What the marks mean where two versions stand beside each other.
pub(super) fn legend_beside() -> Markup {
    legend(Side::Old)
}

/// What the marks mean where both are one text.
pub(super) fn legend_together() -> Markup {
    legend(Side::Both)
}

fn legend(side: Side) -> Markup {
    let (old, new) = only(side);
    html! { p.legend.muted { (rich!("diff-legend", removed = html! { del { (old) } }, added = html! { ins { (new) } })) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference() -> Difference {
        let pieces = vec![
            Piece::Same("It is ".into()),
            Piece::Deleted("<b>rare</b>".into()),
            Piece::Inserted("<script>seldom".into()),
        ];
        let parts = vec![Part::Far("one\ntwo\n".into(), 2), Part::Changed(pieces)];
        Difference { field: "body".into(), parts }
    }

    #[test]
    fn each_side_marks_its_own_words_and_escapes_them() {
        let shown = difference().beside("Theirs", "Yours").into_string();
        let (theirs, yours) = shown.split_once("Yours").unwrap();
        assert!(theirs.contains("<del>") && theirs.contains("&lt;b&gt;rare") && !theirs.contains("seldom"), "{theirs}");
        assert!(
            yours.contains("<ins>") && yours.contains("&lt;script&gt;seldom") && !yours.contains("rare"),
            "{yours}"
        );
        assert!(shown.contains("[Only theirs]") && shown.contains("[Only yours]"));
        assert!(shown.contains("<summary>2 unchanged lines</summary>"), "{shown}");
    }

    #[test]
    fn together_both_are_there_and_each_side_can_be_read_whole() {
        let one = difference();
        let shown = one.together().into_string();
        assert!(shown.contains("[Removed] </span>&lt;b&gt;rare") && shown.contains("[Added] "), "{shown}");
        assert_eq!(one.text(false), "one\ntwo\nIt is <b>rare</b>");
        let empty = Difference { field: "slug".into(), parts: vec![Part::Changed(vec![Piece::Inserted("a".into())])] };
        assert!(empty.beside("Theirs", "Yours").into_string().contains("<p class=\"muted\">Nothing</p>"));
    }
}
