//! Two people saved the same entry: both versions side by side. Whichever is kept, the other stays in the history.

use maud::{Markup, Render, html};

use super::{About, below};
use crate::{
    paths,
    ui::{Button, Notice, Viewer, form, text, time::when},
    vocabulary::Time,
};

/// A field that the two versions say differently, as it would be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Dotted name: `seo.title`.
    pub field: String,
    pub yours: String,
    pub theirs: String,
}

/// Shown instead of saving over somebody.
pub struct ConflictPage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    pub their_name: &'a str,
    pub their_time: Time,
    /// Theirs; whatever is saved next is based on it.
    pub their_revision: i64,
    pub differences: &'a [Difference],
    /// All that was typed, as the form sent it.
    pub typed: &'a [(String, String)],
}

impl ConflictPage<'_> {
    /// All that was typed, sent again with what is to be done with it.
    fn form(&self) -> Markup {
        let action = paths::edit(self.about.words.plural, self.about.id);
        html! {
            form.conflict-choice method="post" action=(action) {
                (form::hidden("_base", &self.their_revision.to_string()))
                @for (name, value) in self.typed {
                    // Where a line breaks matters, and an input has one line.
                    @if value.contains('\n') { textarea name=(name) hidden { "\n" (value) } }
                    @else { (form::hidden(name, value)) }
                }
                (Button::primary("Keep mine").value("_then", "save"))
                (Button::plain("Keep theirs").value("_then", "theirs"))
                (Button::quiet("Go on with mine, unsaved").value("_then", "edit"))
            }
        }
    }

    fn difference(one: &Difference) -> Markup {
        let side = |words: &str, value: &str| {
            html! {
                div {
                    h4 { (words) }
                    @if value.trim().is_empty() { p.muted { "Nothing" } }
                    @else { pre dir="auto" { (value) } }
                }
            }
        };
        html! {
            section.difference {
                h3 { (text::field_words(&one.field)) }
                (side("Yours", &one.yours))
                (side("Theirs", &one.theirs))
            }
        }
    }
}

impl Render for ConflictPage<'_> {
    fn render(&self) -> Markup {
        let name = self.about.name();
        let body = html! {
            (Notice::warn(html! {
                bdi { (self.their_name) } " saved this " (self.about.words.one) " (" (when(self.their_time, self.viewer))
                ") after you had opened it. Yours is not saved yet. Whichever you keep, the other stays in the history."
            }))
            (self.form())
            @if self.differences.is_empty() { p { "Both say the same." } }
            @for one in self.differences { (Self::difference(one)) }
        };
        below("Two versions", self.about, &name, self.viewer, body)
            .failed(true)
            .width(crate::ui::shell::Width::List)
            .render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::pages::sample;

    #[test]
    fn everything_typed_is_sent_again_to_the_letter() {
        let typed = [("title".to_owned(), "A \"b\"".to_owned()), ("body".to_owned(), "\none\n<two>".to_owned())];
        let differences = [Difference { field: "body".into(), yours: "one".into(), theirs: String::new() }];
        let page = ConflictPage {
            viewer: &sample::viewer(),
            about: &sample::about(),
            their_name: "Bo",
            their_time: sample::at("2026-11-02T14:02:00Z"),
            their_revision: 8,
            differences: &differences,
            typed: &typed,
        };
        let page = page.render().into_string();
        for part in [
            "name=\"_base\" value=\"8\"",
            "name=\"title\" value=\"A &quot;b&quot;\"",
            "<textarea name=\"body\" hidden>\n\none\n&lt;two&gt;</textarea>",
            "Keep mine",
            "Keep theirs",
            "<p class=\"muted\">Nothing</p>",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
}
