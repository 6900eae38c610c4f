//! The one status line: what just happened, and what can be done about it. There are no toasts.

use maud::{Markup, Render, html};

use super::{Button, Icon, button};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Ok,
    Warn,
    Danger,
}

/// "Published 14:02 UTC · Undo".
#[derive(Debug, Clone)]
#[must_use]
pub struct Notice {
    tone: Tone,
    text: Markup,
    verb: Option<(String, String)>,
}

impl Notice {
    /// Something that is so: "Saved 14:02 UTC".
    pub fn plain(text: impl Render) -> Self {
        Self::new(Tone::Plain, text)
    }

    /// Something that worked: "Published 14:02 UTC".
    pub fn ok(text: impl Render) -> Self {
        Self::new(Tone::Ok, text)
    }

    pub fn warn(text: impl Render) -> Self {
        Self::new(Tone::Warn, text)
    }

    pub fn danger(text: impl Render) -> Self {
        Self::new(Tone::Danger, text)
    }

    fn new(tone: Tone, text: impl Render) -> Self {
        Self { tone, text: html! { (text) }, verb: None }
    }

    /// A button behind the words that posts to an address: "Undo".
    pub fn verb(mut self, label: &str, action: &str) -> Self {
        self.verb = Some((label.to_owned(), action.to_owned()));
        self
    }
}

impl Render for Notice {
    fn render(&self) -> Markup {
        let (class, icon) = match self.tone {
            Tone::Plain => ("plain", None),
            Tone::Ok => ("ok", Some(Icon::Check)),
            Tone::Warn => ("warn", Some(Icon::Warning)),
            Tone::Danger => ("danger", Some(Icon::Warning)),
        };
        html! {
            div.notice.(class) role=(if self.tone == Tone::Danger { "alert" } else { "status" }) {
                @if let Some(icon) = icon { (icon) }
                p { (self.text) }
                @if let Some((label, action)) = &self.verb { (button::verb(action, Button::quiet(label))) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_offers_its_verb_as_a_form() {
        let notice = Notice::ok("Published 14:02 UTC").verb("Undo", "/undo").render().into_string();
        assert!(notice.contains("role=\"status\"") && notice.contains("action=\"/undo\""), "{notice}");
    }

    #[test]
    fn trouble_interrupts_and_its_text_is_escaped() {
        let notice = Notice::danger("<b>").render().into_string();
        assert!(notice.contains("role=\"alert\"") && notice.contains("&lt;b&gt;"), "{notice}");
    }
}
