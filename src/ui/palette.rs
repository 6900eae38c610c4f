//! What keys open over every page: the palette, and the list of keys. The words that their scripts show stand here.
//!
//! Without a script the palette's button leads to the page that the palette is a part of.

use maud::{Markup, html};

use super::Icon;
use crate::{
    paths,
    words::{rich, t},
};

/// The button that opens the palette. A script shows the key, which does nothing without it.
#[must_use]
pub fn opener() -> Markup {
    html! {
        form.find action=(paths::find()) {
            button type="submit" title=(t!("find")) {
                (Icon::Search)
                span { (t!("find")) }
                kbd hidden data-mac=(t!("find-key-mac")) { (t!("find-key")) }
            }
        }
    }
}

/// Both dialogs, closed: `admin-assets/js/palette.js` and `keys.js` fill and open them.
#[must_use]
pub fn dialogs() -> Markup {
    let label = t!("find");
    let sign_in = html! { a href=(paths::sign_in_then(&paths::home())) { (t!("find-sign-in")) } };
    html! {
        dialog.palette id="palette" aria-label=(label) data-at=(paths::find()) {
            div.search {
                (Icon::Search)
                input type="text" role="combobox" aria-label=(label) placeholder=(label) aria-expanded="false"
                    aria-controls="palette-found" aria-autocomplete="list" autocomplete="off" autocapitalize="off"
                    spellcheck="false";
                (close("button"))
            }
            div id="palette-found" role="listbox" aria-label=(t!("find-results")) hidden {}
            div.palette-foot {
                div role="status" {
                    p data-say="count" {}
                    p data-say="nothing" hidden { (t!("find-nothing")) }
                    p data-say="offline" hidden { (t!("find-offline")) }
                    p data-say="signed-out" hidden { (rich!("find-signed-out", link = sign_in)) }
                }
                p.palette-keys { (t!("find-keys")) }
            }
        }
        dialog.dialog.keys id="keys" aria-label=(t!("help-keyboard")) { form method="dialog" { (close("submit")) } }
    }
}

fn close(does: &str) -> Markup {
    html! { button.button.quiet type=(does) title=(t!("close")) { (Icon::Close) span.visually-hidden { (t!("close")) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_leads_to_the_page_by_itself() {
        let button = opener().into_string();
        assert!(button.contains("<form class=\"find\" action=\"/admin/find\">"), "{button}");
        assert!(button.contains("<kbd hidden data-mac=\"⌘K\">Ctrl K</kbd>"), "{button}");
    }
}
