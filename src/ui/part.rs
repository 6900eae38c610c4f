//! A part of a page under a heading of its own.

use maud::{Markup, html};

/// Heading, a line that says what it is for (may be empty), and the rest.
#[must_use]
pub fn part(heading: &str, lead: &str, body: Markup) -> Markup {
    html! {
        section.part {
            h2 { (heading) }
            @if !lead.is_empty() { p.part-lead { (lead) } }
            (body)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_without_a_line_has_none() {
        assert_eq!(
            part("Name", "", Markup::default()).into_string(),
            "<section class=\"part\"><h2>Name</h2></section>"
        );
        assert!(part("Name", "Shown.", Markup::default()).into_string().contains("<p class=\"part-lead\">Shown.</p>"));
    }
}
