//! What would cost the parser too much, found before it sees it: it looks at every open directive on every line,
//! and fills up a table's rows to its width.

use crate::{document::Problems, words::t};

/// Lines times directives that may be open on them, at most.
const MAX_WORK: usize = 6_000_000;
/// Colons before a directive, at most.
const MAX_FENCE: usize = 64;

/// Cells of all tables, with those that are filled up, at most.
const MAX_CELLS: usize = 20_000;

/// Refuses what would cost the parser more than a page is worth.
pub(super) fn check(text: &str) -> Result<(), Problems> {
    // Open directives at the margin. Only the innermost is ever taken off, so that none is missed that the parser
    // holds open; some that it does not may be counted.
    let mut open: Vec<usize> = Vec::new();
    let mut deepest = 0;
    // In lists and quotes it is not followed which ends which: each counts as open from then on.
    let mut elsewhere = 0;
    let mut lines = 0;
    let (mut width, mut cells) = (0, 0);
    for line in text.lines() {
        lines += 1;
        let is_ruler = line.contains("-") && line.contains('|') && line.chars().all(|c| " \t>|:-*+".contains(c));
        width = match line.trim().is_empty() {
            true => 0,
            false if is_ruler => line.matches('|').count().max(width),
            false => width,
        };
        cells += width;
        let margin = line.starts_with(':');
        let text = line.trim_start_matches(|c: char| c.is_ascii_digit() || " \t>*+-.)".contains(c));
        let fence = text.len() - text.trim_start_matches(':').len();
        if fence < 3 {
            continue;
        }
        if fence > MAX_FENCE {
            return Err(Problems::one(
                "too_deep",
                t!("problem-directive-begins-with-most-max", max_fence = MAX_FENCE.to_string()),
            ));
        }
        let ends = text.trim_start_matches(':').trim().is_empty();
        match open.last() {
            _ if !margin => elsewhere += 1,
            Some(innermost) if ends && *innermost <= fence => {
                open.pop();
            }
            _ => open.push(fence),
        }
        deepest = deepest.max(open.len());
    }
    if cells > MAX_CELLS {
        return Err(Problems::one(
            "too_large",
            t!("problem-tables-most-max-cells-cells", max_cells = MAX_CELLS.to_string()),
        ));
    }
    if (deepest + elsewhere) * lines > MAX_WORK {
        return Err(Problems::one("too_deep", t!("problem-too-many-directives-within-each")));
    }
    Ok(())
}
