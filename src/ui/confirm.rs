//! A page that asks before something is done that others would notice. It stands where a dialog would.

use maud::{Markup, Render, html};

use super::{Button, button};
use crate::words::t;

/// A question, what it would mean, and the two ways on.
pub struct Confirm<'a> {
    pub heading: &'a str,
    /// What happens then; a list of uses, a sentence.
    pub body: Markup,
    /// Where the answer is posted.
    pub action: &'a str,
    pub button: Button<'a>,
    /// Where "Cancel" leads.
    pub cancel: &'a str,
}

impl Render for Confirm<'_> {
    fn render(&self) -> Markup {
        html! {
            section.confirm {
                h2 { (self.heading) }
                (self.body)
                form.actions method="post" action=(self.action) {
                    (self.button)
                    (button::link(&t!("cancel"), self.cancel))
                }
            }
        }
    }
}

/// A link to an entry with its state beside it: one line of a list of uses.
pub struct Use<'a> {
    pub title: &'a str,
    pub href: &'a str,
    pub note: Markup,
}

/// The entries that would be touched.
#[must_use]
pub fn uses(list: &[Use<'_>]) -> Markup {
    html! {
        ul.uses {
            @for one in list {
                li { a href=(one.href) dir="auto" { (one.title) } (one.note) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::State;

    #[test]
    fn a_question_lists_the_uses_and_has_two_ways_on() {
        let body = uses(&[Use { title: "Back pain", href: "/e/1", note: State::Live.render() }]);
        let button = Button::danger("Unpublish anyway");
        let page = Confirm { heading: "In use", body, action: "/u", button, cancel: "/e/2" }.render().into_string();
        for part in ["<h2>In use</h2>", "href=\"/e/1\"", "action=\"/u\"", "href=\"/e/2\"", "Unpublish anyway"] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
}
