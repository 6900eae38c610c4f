//! Marks as nesting: the flat runs of the tree turned into the brackets that Markdown and HTML need.

use super::tree::{Inline, Mark};

/// A piece of a line, with what stands within it.
#[derive(Debug, PartialEq)]
pub(super) enum Span<'a> {
    Text(&'a str),
    Break,
    Marked(&'a Mark, Vec<Span<'a>>),
}

/// Nests the runs of a line by their marks, the longest common run outermost.
pub(super) fn nest(inlines: &[Inline]) -> Vec<Span<'_>> {
    let mut runs: Vec<(Option<&str>, Vec<&Mark>)> = inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text { text, marks } => (Some(text.as_str()), marks.iter().collect()),
            Inline::HardBreak { .. } => (None, Vec::new()),
        })
        .collect();
    // A break within marked text belongs to it, so that the marks need not be closed around it.
    for index in 1..runs.len() {
        if let Some([before, at, after]) = runs.get_mut(index - 1..index + 2)
            && at.0.is_none()
        {
            at.1 = before.1.iter().zip(&after.1).take_while(|(a, b)| a == b).map(|(a, _)| *a).collect();
        }
    }
    level(&runs, 0)
}

fn level<'a>(runs: &[(Option<&'a str>, Vec<&'a Mark>)], depth: usize) -> Vec<Span<'a>> {
    let mut spans = Vec::new();
    let mut rest = runs;
    while let Some((text, marks)) = rest.first() {
        let taken = match marks.get(depth) {
            None => {
                spans.push(text.map_or(Span::Break, Span::Text));
                1
            }
            Some(mark) => {
                let same = rest.iter().take_while(|(_, marks)| marks.get(depth) == Some(mark)).count();
                spans.push(Span::Marked(mark, level(rest.get(..same).unwrap_or_default(), depth + 1)));
                same
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    spans
}
