//! The tools above a Markdown text. Without a script they do nothing, and so are not shown.

use maud::{Markup, html};

use super::id;
use crate::{ui::Icon, words::t};

/// Something of the house that can be put into the text.
#[derive(Debug, Clone)]
pub struct Tool {
    /// The kind's name, as the lookup takes it.
    pub kind: &'static str,
    /// As in addresses.
    pub plural: &'static str,
    pub words: String,
}

const MARKS: [(&str, Icon); 9] = [
    ("heading", Icon::Heading),
    ("bold", Icon::Bold),
    ("italic", Icon::Italic),
    ("link", Icon::Link),
    ("list", Icon::List),
    ("numbers", Icon::Numbers),
    ("quote", Icon::Quote),
    ("table", Icon::Table),
    ("divider", Icon::Divider),
];

/// The toolbar of the text `name`: one stop for Tab, arrow keys within (ARIA, toolbar pattern).
#[must_use]
pub fn tools(name: &str, inserts: &[Tool], found_at: Option<&str>) -> Markup {
    html! {
        div.text-tools role="toolbar" aria-label=(t!("tools")) aria-controls=(id(name)) data-tools-of=(id(name))
            data-lookup=[found_at] data-faqs-heading=(t!("faqs-heading")) hidden {
            @for (index, (mark, icon)) in MARKS.iter().enumerate() {
                button type="button" data-tool=(mark) title=(t!("tool-" + *mark)) tabindex=(if index == 0 { "0" } else { "-1" }) {
                    (icon) span.visually-hidden { (t!("tool-" + *mark)) }
                }
            }
            @for tool in inserts {
                button.insert-tool type="button" data-insert=(tool.kind) tabindex="-1" aria-haspopup="listbox" {
                    (Icon::Plus) span { (tool.words) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toolbar_is_one_stop_and_hidden_until_a_script_takes_it() {
        let faq = Tool { kind: "faq", plural: "faqs", words: "FAQ".into() };
        let bar = tools("body", &[faq], Some("/lookup")).into_string();
        assert_eq!(bar.matches("tabindex=\"0\"").count(), 1, "{bar}");
        assert!(bar.contains("role=\"toolbar\"") && bar.contains(" hidden") && bar.contains("data-insert=\"faq\""));
    }
}
