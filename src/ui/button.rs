//! Buttons, and links that look like them.

use std::borrow::Cow;

use maud::{Markup, Render, html};

use super::Icon;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tone {
    Primary,
    Plain,
    Quiet,
    Danger,
}

/// A button that submits a form; by default the form that it stands in.
#[derive(Debug, Clone)]
#[must_use]
pub struct Button<'a> {
    label: Cow<'a, str>,
    tone: Tone,
    icon: Option<Icon>,
    form: Option<&'a str>,
    action: Option<&'a str>,
    value: Option<(&'a str, &'a str)>,
    focus: bool,
}

impl<'a> Button<'a> {
    /// The one thing to do here.
    pub fn primary(label: impl Into<Cow<'a, str>>) -> Self {
        Self::new(label, Tone::Primary)
    }

    pub fn plain(label: impl Into<Cow<'a, str>>) -> Self {
        Self::new(label, Tone::Plain)
    }

    /// Without a border, for what is seldom needed.
    pub fn quiet(label: impl Into<Cow<'a, str>>) -> Self {
        Self::new(label, Tone::Quiet)
    }

    /// Takes something away.
    pub fn danger(label: impl Into<Cow<'a, str>>) -> Self {
        Self::new(label, Tone::Danger)
    }

    fn new(label: impl Into<Cow<'a, str>>, tone: Tone) -> Self {
        Self { label: label.into(), tone, icon: None, form: None, action: None, value: None, focus: false }
    }

    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Submits the form of this id, wherever the button stands.
    pub fn form(mut self, id: &'a str) -> Self {
        self.form = Some(id);
        self
    }

    /// Posts the form to this address instead of the form's own.
    pub fn action(mut self, href: &'a str) -> Self {
        self.action = Some(href);
        self
    }

    /// Sends `name=value` along.
    pub fn value(mut self, name: &'a str, value: &'a str) -> Self {
        self.value = Some((name, value));
        self
    }

    /// Has the focus when the page opens.
    pub fn focused(mut self) -> Self {
        self.focus = true;
        self
    }
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Plain => "plain",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        html! {
            button.button.(self.tone.class()) type="submit" form=[self.form] formaction=[self.action]
                name=[self.value.map(|(name, _)| name)] value=[self.value.map(|(_, value)| value)]
                autofocus[self.focus] {
                @if let Some(icon) = self.icon { (icon) }
                span { (self.label) }
            }
        }
    }
}

/// A link that looks like the primary button: it opens the page on which something is made.
#[must_use]
pub fn primary_link(label: &str, href: &str, icon: Icon) -> Markup {
    html! { a.button.primary href=(href) { (icon) span { (label) } } }
}

#[must_use]
pub fn link(label: &str, href: &str) -> Markup {
    html! { a.button.plain href=(href) { span { (label) } } }
}

/// A form that holds nothing but one button: a verb.
#[must_use]
pub fn verb(action: &str, button: Button<'_>) -> Markup {
    html! { form.verb method="post" action=(action) { (button) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_names_its_form_and_what_it_sends() {
        let button = Button::primary("Publish").form("entry").action("/p").value("then", "publish").focused();
        assert_eq!(
            button.render().into_string(),
            "<button class=\"button primary\" type=\"submit\" form=\"entry\" formaction=\"/p\" name=\"then\" \
             value=\"publish\" autofocus><span>Publish</span></button>"
        );
    }

    #[test]
    fn a_verb_is_a_post_and_a_link_is_escaped() {
        assert!(verb("/undo", Button::quiet("Undo")).into_string().starts_with("<form class=\"verb\" method=\"post\""));
        assert!(link("A & B", "/a?b&c").into_string().contains("href=\"/a?b&amp;c\""));
        assert!(primary_link("New", "/n", Icon::Plus).into_string().contains("primary"));
    }
}
