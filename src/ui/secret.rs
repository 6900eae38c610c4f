//! A secret that is shown once: to be selected, and with a script to be copied in one press.

use maud::{Markup, Render, html};

use super::Icon;
use crate::words::t;

/// A secret under its label.
pub struct Secret<'a> {
    /// The `id` of the field.
    pub id: &'a str,
    pub label: &'a str,
    pub value: &'a str,
}

impl Render for Secret<'_> {
    fn render(&self) -> Markup {
        html! {
            div.secret {
                label for=(self.id) { (self.label) }
                div.line {
                    input id=(self.id) type="text" value=(self.value) readonly autofocus autocomplete="off"
                        spellcheck="false";
                    // A script's button: without one it could do nothing.
                    button.button.plain type="button" hidden data-copy=(self.id) data-done=(t!("copied")) {
                        (Icon::Copy) span { (t!("copy")) }
                    }
                }
                p.done role="status" {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_can_be_selected_without_a_script() {
        let shown = Secret { id: "secret", label: "Token", value: "a<b" }.render().into_string();
        assert!(shown.contains("value=\"a&lt;b\" readonly") && shown.contains("<label for=\"secret\">"), "{shown}");
        assert!(shown.contains("type=\"button\" hidden data-copy=\"secret\""), "{shown}");
    }
}
