//! Help: how text is written without the rich editor, what publishing means, and the keys.

use maud::{Markup, Render, html};

use crate::{
    paths,
    ui::{
        Page, Section, Viewer,
        shell::Width,
        table::{Column, Table},
    },
    words::{rich, t},
};

/// The same on each page's navigation.
pub struct HelpPage<'a> {
    pub viewer: &'a Viewer,
}

/// What is typed, and the message that says what it makes.
const MARKUP: [(&str, &str); 12] = [
    ("## Heading", "heading"),
    ("**bold**  *italic*", "emphasis"),
    ("- item", "list"),
    ("[words](https://example.com)", "link"),
    ("[words](galley:article/back-pain)", "entry-link"),
    ("> words", "quotation"),
    ("::cta{ref=\"book-a-visit\"}", "cta"),
    ("::faqs{heading=\"Questions\" refs=\"first, second\"}", "faqs"),
    (":::callout{type=\"tip\"} … :::", "callout"),
    ("| a | b |", "table"),
    ("```", "code"),
    ("---", "divider"),
];

/// Single keys, as `admin-assets/js/shortcuts.js` has them.
const KEYS: [(&str, &str); 3] = [("c", "new"), ("/", "search"), ("?", "help")];
/// With Ctrl, or ⌘ on a Mac, as `admin-assets/js/keys.js` has them.
const CHORDS: [(&str, &str); 2] = [("s", "save"), ("enter", "publish")];

impl HelpPage<'_> {
    fn writing() -> Markup {
        let columns = [Column::new(t!("help-typed")), Column::new(t!("help-made"))];
        let rows = MARKUP
            .iter()
            .map(|(typed, made)| vec![html! { code { (typed) } }, html! { (t!("help-makes-" + made)) }])
            .collect();
        html! {
            h2 { (t!("help-writing")) }
            p { (t!("help-writing-about")) }
            (Table { caption: &t!("help-markdown"), columns: &columns, rows })
        }
    }

    fn keyboard(&self) -> Markup {
        let columns = [Column::new(t!("help-key")), Column::new(t!("help-does"))];
        let single = KEYS.iter().map(|(key, does)| (html! { kbd { (key) } }, *does));
        let control = || html! { kbd { (t!("help-control")) } " + " };
        let chords = CHORDS.iter().map(|(key, does)| (html! { (control()) kbd { (t!("help-key-" + key)) } }, *does));
        let rows = single.chain(chords).map(|(key, does)| vec![key, html! { (t!("help-does-" + does)) }]).collect();
        let profile = html! { a href=(paths::profile()) { (t!("my-profile")) } };
        html! {
            h2 id="keyboard" { (t!("help-keyboard")) }
            p {
                @if self.viewer.preferences.shortcuts { (rich!("help-keys-on", profile = profile)) }
                @else { (rich!("help-keys-off", profile = profile)) }
            }
            (Table { caption: &t!("help-keyboard"), columns: &columns, rows })
        }
    }
}

impl Render for HelpPage<'_> {
    fn render(&self) -> Markup {
        let body = html! {
            section.prose {
                (Self::writing())
                h2 { (t!("help-publishing")) }
                p { (t!("help-publishing-about")) }
                p { (t!("help-shared-about")) }
                (self.keyboard())
            }
        };
        Page::new(t!("help"), self.viewer, body)
            .crumb(t!("section-home"), paths::home())
            .section(Section::Home)
            .width(Width::Editor)
            .render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{editor::pages::sample, ui::Preferences};

    #[test]
    fn help_shows_the_markup_as_it_is_typed() {
        let page = HelpPage { viewer: &sample::viewer() }.render().into_string();
        assert!(page.contains("::cta{ref=&quot;book-a-visit&quot;}"), "{page}");
    }

    #[test]
    fn help_says_whether_single_keys_do_something() {
        let viewer = sample::viewer();
        let page = HelpPage { viewer: &viewer }.render().into_string();
        assert!(page.contains("<kbd>c</kbd>") && page.contains("switch them off"), "{page}");
        let preferences = Preferences { shortcuts: false, ..viewer.preferences };
        let page = HelpPage { viewer: &Viewer { preferences, ..viewer } }.render().into_string();
        assert!(page.contains("switched off"), "{page}");
    }
}
