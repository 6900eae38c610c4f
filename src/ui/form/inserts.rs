//! What can be put into a rich text: below the field, folded away, with what to type for each.

use maud::{Markup, Render, html};

use crate::ui::State;

/// A block that refers to an entry.
#[derive(Debug, Clone)]
pub struct Insert<'a> {
    pub title: &'a str,
    /// What is typed for it, on a line of its own.
    pub code: String,
    pub state: State,
}

/// The blocks that a rich text can take, where it is typed as Markdown.
#[derive(Debug, Clone)]
pub struct Inserts<'a> {
    pub summary: &'a str,
    pub list: &'a [Insert<'a>],
    /// There are more: words and address of the place where all of them are.
    pub all: Option<(String, String)>,
}

impl Render for Inserts<'_> {
    fn render(&self) -> Markup {
        html! {
            @if !self.list.is_empty() {
                details.inserts {
                    summary { (self.summary) }
                    ul {
                        @for one in self.list {
                            li {
                                span.insert-title dir="auto" { (one.title) }
                                @if one.state != State::Live { (one.state) }
                                code { (one.code) }
                            }
                        }
                    }
                    @if let Some((words, href)) = &self.all { p { a href=(href) { (words) } } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(list: &[Insert<'_>], all: Option<(String, String)>) -> String {
        Inserts { summary: "Your CTAs", list, all }.render().into_string()
    }

    #[test]
    fn what_is_to_be_typed_is_shown_to_the_letter() {
        let list = [Insert { title: "Book <now>", code: "::cta{ref=\"book\"}".into(), state: State::Draft }];
        let page = shown(&list, None);
        assert!(page.contains("<code>::cta{ref=&quot;book&quot;}</code>") && page.contains("Draft"), "{page}");
        assert!(page.contains("Book &lt;now&gt;"), "{page}");
        assert!(shown(&[], None).is_empty());
    }

    #[test]
    fn where_there_are_more_it_says_where() {
        let list = [Insert { title: "A", code: "x".into(), state: State::Live }];
        assert!(shown(&list, Some(("All".into(), "/ctas".into()))).contains("<a href=\"/ctas\">All</a>"));
    }
}
