//! A text to be taken elsewhere: a link, a secret. It can be selected; a script puts a button beside it.

use maud::{Markup, html};

use crate::words::t;

/// The text under its name.
#[must_use]
pub fn copy(id: &str, label: &str, text: &str) -> Markup {
    html! {
        div.copy {
            label for=(id) { (label) }
            div.copy-row {
                input id=(id) type="text" value=(text) readonly autocomplete="off" spellcheck="false" data-copy
                    data-button=(t!("copy-text")) data-done=(t!("copy-text-done"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_can_be_selected_without_a_script() {
        let shown = copy("link", "Link", "https://cms.example/?a&b").into_string();
        assert!(shown.contains("value=\"https://cms.example/?a&amp;b\" readonly"), "{shown}");
        assert!(shown.contains("<label for=\"link\">Link</label>") && !shown.contains("<button"), "{shown}");
    }
}
