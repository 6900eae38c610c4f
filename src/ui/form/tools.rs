//! The tools above a rich text. Without a script they do nothing, and so are not shown.

use maud::{Markup, html};

use super::id;
use crate::{ui::Icon, words::t};

const MARKS: [(&str, Icon); 17] = [
    ("heading", Icon::Heading),
    ("bold", Icon::Bold),
    ("italic", Icon::Italic),
    ("link", Icon::Link),
    ("list", Icon::List),
    ("numbers", Icon::Numbers),
    ("quote", Icon::Quote),
    ("table", Icon::Table),
    ("divider", Icon::Divider),
    ("underline", Icon::Underline),
    ("strike", Icon::Strike),
    ("code", Icon::Code),
    ("subscript", Icon::Subscript),
    ("superscript", Icon::Superscript),
    ("undo", Icon::Undo),
    ("redo", Icon::Redo),
    ("find", Icon::Search),
];
/// What is shown while the cursor is in a table.
const TABLE: [&str; 6] = ["row-add", "row-remove", "column-add", "column-remove", "table-header", "table-remove"];

/// The toolbar of the text `name`: one stop for Tab, arrow keys within (ARIA, toolbar pattern).
#[must_use]
pub fn tools(name: &str) -> Markup {
    html! {
        div.text-tools role="toolbar" aria-label=(t!("tools")) aria-controls=(id(name)) hidden {
            button.insert-tool type="button" data-tool="insert" tabindex="0" aria-haspopup="listbox" aria-expanded="false" {
                (Icon::Plus) span { (t!("tool-insert")) }
            }
            @for (mark, icon) in MARKS {
                button type="button" data-tool=(mark) title=(t!("tool-" + mark)) tabindex="-1" {
                    (icon) span.visually-hidden { (t!("tool-" + mark)) }
                }
            }
            span.table-tools data-in-table hidden {
                @for tool in TABLE { button type="button" data-tool=(tool) tabindex="-1" { (t!("tool-" + tool)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toolbar_is_one_stop_and_hidden_until_a_script_takes_it() {
        let bar = tools("body").into_string();
        assert_eq!(bar.matches("tabindex=\"0\"").count(), 1, "{bar}");
        assert!(bar.contains("role=\"toolbar\"") && bar.contains(" hidden") && bar.contains("data-tool=\"insert\""));
    }
}
