//! What a list shows when there is nothing to list. A failure is never shown as emptiness.

use maud::{Markup, html};

/// A heading, a line that says what would be here, and what to do about it.
#[must_use]
pub fn empty(heading: &str, text: &str, action: Markup) -> Markup {
    html! {
        div.empty {
            h2 { (heading) }
            p { (text) }
            (action)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emptiness_says_what_would_be_here() {
        let shown = empty("No articles yet", "What you write appears here.", Markup::default()).into_string();
        assert!(shown.contains("<h2>No articles yet</h2><p>What you write"), "{shown}");
    }
}
