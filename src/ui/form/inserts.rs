//! What can be put into a rich text: below the field, folded away, with what to type for each.

use maud::{Markup, html};

use super::id;
use crate::{ui::State, words::t};

/// Up to so many are listed.
const SHOWN: usize = 200;

/// A block that refers to an entry.
#[derive(Debug, Clone)]
pub struct Insert<'a> {
    pub title: &'a str,
    /// What is typed for it, on a line of its own.
    pub code: String,
    pub state: State,
}

/// The blocks that the rich text `name` can take. A script puts a button beside each that types it.
#[must_use]
pub fn inserts(name: &str, summary: &str, list: &[Insert<'_>]) -> Markup {
    html! {
        @if !list.is_empty() {
            details.inserts data-into=(id(name)) {
                summary { (summary) }
                ul {
                    @for one in list.iter().take(SHOWN) {
                        li {
                            span.insert-title dir="auto" { (one.title) }
                            @if one.state != State::Live { (one.state) }
                            code { (one.code) }
                        }
                    }
                }
                @if list.len() > SHOWN { p.muted { (t!("inserts-more", count = list.len() - SHOWN)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_typed_is_shown_to_the_letter() {
        let list = [Insert { title: "Book <now>", code: "::cta{ref=\"book\"}".into(), state: State::Draft }];
        let shown = inserts("body", "Your CTAs", &list).into_string();
        assert!(shown.contains("<code>::cta{ref=&quot;book&quot;}</code>") && shown.contains("Draft"), "{shown}");
        assert!(shown.contains("data-into=\"field-body\"") && shown.contains("Book &lt;now&gt;"), "{shown}");
        assert!(inserts("body", "Your CTAs", &[]).into_string().is_empty());
    }

    #[test]
    fn a_long_list_ends() {
        let one = Insert { title: "A", code: "x".into(), state: State::Live };
        assert!(inserts("body", "All", &vec![one; SHOWN + 7]).into_string().contains("And 7 more"));
    }
}
