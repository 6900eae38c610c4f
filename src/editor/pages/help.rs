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

/// Keys that are pressed together, and the message that says what they do.
type Keys = (&'static [&'static str], &'static str);

/// By where they do it. `mod` is Ctrl, or ⌘ on a Mac. They are heard in `admin-assets/js/`: `shortcuts.js`,
/// `draft/draft.js`, and `toolbar.js`, `move.js` and `schema.js` of `editor/`.
const KEYS: [(&str, &[Keys]); 3] = [
    ("everywhere", &[(&["mod", "K"], "find"), (&["c"], "new"), (&["/"], "search"), (&["?"], "keys")]),
    ("entry", &[(&["mod", "S"], "save"), (&["mod", "enter"], "publish")]),
    (
        "text",
        &[
            (&["/"], "insert"),
            (&["alt", "F10"], "toolbar"),
            (&["mod", "F"], "find-words"),
            (&["mod", "K"], "link"),
            (&["alt", "shift", "↑"], "up"),
            (&["alt", "shift", "↓"], "down"),
            (&["mod", "shift", "M"], "block"),
            (&["mod", "B"], "bold"),
            (&["mod", "I"], "italic"),
            (&["mod", "U"], "underline"),
            (&["mod", "shift", "X"], "strike"),
            (&["mod", "E"], "code"),
            (&["mod", ","], "subscript"),
            (&["mod", "."], "superscript"),
            (&["mod", "alt", "2"], "heading"),
            (&["mod", "alt", "0"], "paragraph"),
            (&["mod", "]"], "deeper"),
            (&["mod", "["], "shallower"),
            (&["shift", "enter"], "line"),
            (&["mod", "Z"], "undo"),
            (&["mod", "shift", "Z"], "redo"),
        ],
    ),
];

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

    /// The part that `?` shows over other pages.
    fn keyboard(&self) -> Markup {
        let profile = html! { a href=(paths::profile()) { (t!("my-profile")) } };
        html! {
            section.keyboard id="keyboard" {
                h2 { (t!("help-keyboard")) }
                p {
                    @if self.viewer.preferences.shortcuts { (rich!("help-keys-on", profile = profile)) }
                    @else { (rich!("help-keys-off", profile = profile)) }
                }
                @for (place, keys) in KEYS { (table(place, keys)) }
            }
        }
    }
}

fn table(place: &str, keys: &[Keys]) -> Markup {
    let heading = t!("help-where-" + place);
    let columns = [Column::new(t!("help-key")), Column::new(t!("help-does"))];
    let rows =
        keys.iter().map(|(together, does)| vec![pressed(together), html! { (t!("help-does-" + does)) }]).collect();
    html! {
        h3 { (heading) }
        (Table { caption: &heading, columns: &columns, rows })
    }
}

fn pressed(together: &[&str]) -> Markup {
    html! {
        @for (index, key) in together.iter().enumerate() {
            @if index > 0 { " + " }
            kbd { @if ["mod", "alt", "shift", "enter"].contains(key) { (t!("help-key-" + key)) } @else { (key) } }
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
        assert!(page.contains("<kbd>Ctrl or ⌘</kbd> + <kbd>K</kbd>"), "{page}");
        let preferences = Preferences { shortcuts: false, ..viewer.preferences };
        let page = HelpPage { viewer: &Viewer { preferences, ..viewer } }.render().into_string();
        assert!(page.contains("switched off"), "{page}");
    }
}
