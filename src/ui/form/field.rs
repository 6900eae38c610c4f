//! One field with one value.

use std::borrow::Cow;

use maud::{Markup, Render, html};

use super::{Choice, Frame, id};

/// A field, built up by the functions below and rendered where it stands.
#[derive(Debug, Clone)]
#[must_use]
pub struct Field<'a> {
    name: &'a str,
    label: Cow<'a, str>,
    control: Control<'a>,
    value: Cow<'a, str>,
    hint: Option<Cow<'a, str>>,
    error: Option<&'a str>,
    required: bool,
    optional: bool,
    focus: bool,
    readonly: bool,
    autocomplete: Option<&'a str>,
    max_length: Option<usize>,
    found_at: Option<String>,
    above: Markup,
    class: &'static str,
}

#[derive(Debug, Clone)]
enum Control<'a> {
    Input(&'static str),
    Text { rows: u8 },
    Select(&'a [Choice<'a>]),
    Checkbox,
}

/// A line of text.
pub fn text<'a>(name: &'a str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
    Field::new(name, label, Control::Input("text"))
}

/// The name of the whole: large, as readers will see it.
pub fn title<'a>(name: &'a str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
    let mut field = Field::new(name, label, Control::Text { rows: 1 });
    field.class = "title-field";
    field
}

pub fn email<'a>(name: &'a str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
    Field::new(name, label, Control::Input("email"))
}

/// A password; its value is never written into the page.
pub fn password<'a>(name: &'a str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
    Field::new(name, label, Control::Input("password"))
}

/// An address. Typed as text, so that a relative one (`/pricing`) can be entered too.
pub fn url<'a>(name: &'a str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
    let mut field = Field::new(name, label, Control::Input("text"));
    field.class = "url-field";
    field
}

pub fn telephone<'a>(name: &'a str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
    Field::new(name, label, Control::Input("tel"))
}

/// A calendar day: `2026-11-01`.
pub fn date<'a>(name: &'a str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
    Field::new(name, label, Control::Input("date"))
}

/// A day and time without a zone: `2026-11-01T14:02`; the label or hint must say the zone.
pub fn datetime<'a>(name: &'a str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
    Field::new(name, label, Control::Input("datetime-local"))
}

/// Some lines of plain text; grows with what is typed.
pub fn textarea<'a>(name: &'a str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
    Field::new(name, label, Control::Text { rows: 3 })
}

/// Several short texts, one per line.
pub fn lines<'a>(name: &'a str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
    textarea(name, label)
}

/// Rich text, as Markdown.
pub fn markdown<'a>(name: &'a str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
    let mut field = Field::new(name, label, Control::Text { rows: 18 });
    field.class = "markdown-field";
    field
}

/// One of a few values.
pub fn select<'a>(name: &'a str, label: impl Into<Cow<'a, str>>, choices: &'a [Choice<'a>]) -> Field<'a> {
    Field::new(name, label, Control::Select(choices))
}

/// Yes or no; yes is the value `true`.
pub fn checkbox<'a>(name: &'a str, label: impl Into<Cow<'a, str>>) -> Field<'a> {
    Field::new(name, label, Control::Checkbox)
}

impl<'a> Field<'a> {
    fn new(name: &'a str, label: impl Into<Cow<'a, str>>, control: Control<'a>) -> Self {
        Self {
            name,
            label: label.into(),
            control,
            value: Cow::Borrowed(""),
            hint: None,
            error: None,
            required: false,
            optional: false,
            focus: false,
            readonly: false,
            autocomplete: None,
            max_length: None,
            found_at: None,
            above: Markup::default(),
            class: "plain-field",
        }
    }

    pub fn value(mut self, value: impl Into<Cow<'a, str>>) -> Self {
        self.value = value.into();
        self
    }

    /// Ticks a checkbox.
    pub fn checked(self, checked: bool) -> Self {
        self.value(if checked { "true" } else { "" })
    }

    pub fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What is wrong with the value, if anything is.
    pub const fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// The browser refuses to send the form without it. Not for drafts, which may be half-written.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Says "(optional)" behind the label.
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Has the focus when the page opens.
    pub const fn focused(mut self, focus: bool) -> Self {
        self.focus = focus;
        self
    }

    /// Shown and sent along, not to be changed.
    pub const fn readonly(mut self) -> Self {
        self.readonly = true;
        self
    }

    /// What the browser may fill in (WCAG 2.2, 1.3.5): `email`, `current-password`.
    pub const fn autocomplete(mut self, token: &'a str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// The most characters that can be typed.
    pub const fn max_length(mut self, characters: usize) -> Self {
        self.max_length = Some(characters);
        self
    }

    /// Where a script finds entries to put in by their letters.
    pub fn found_at(mut self, href: String) -> Self {
        self.found_at = Some(href);
        self
    }

    /// What stands between the words and the control: tools.
    pub fn above(mut self, tools: Markup) -> Self {
        self.above = tools;
        self
    }

    /// How many lines of text are seen at first.
    pub fn rows(mut self, rows: u8) -> Self {
        if matches!(self.control, Control::Text { .. }) {
            self.control = Control::Text { rows };
        }
        self
    }

    fn control(&self, frame: &Frame<'_>) -> Markup {
        let invalid = self.error.map(|_| "true");
        let described = frame.described_by();
        match &self.control {
            Control::Input(kind) => html! {
                input id=(frame.id) name=(self.name) type=(kind) dir=[matches!(*kind, "text").then_some("auto")]
                    value=[(*kind != "password").then_some(&self.value)] required[self.required] readonly[self.readonly]
                    autofocus[self.focus] autocomplete=(self.autocomplete.unwrap_or("off"))
                    maxlength=[self.max_length] data-lookup=[&self.found_at]
                    aria-invalid=[invalid] aria-describedby=[described];
            },
            Control::Text { rows } => html! {
                textarea id=(frame.id) name=(self.name) rows=(rows) dir="auto" required[self.required]
                    autofocus[self.focus] autocomplete="off" maxlength=[self.max_length]
                    aria-invalid=[invalid] aria-describedby=[described] {
                    // A parser drops one line break at the start (HTML, 13.2.6.4.7): this one, not the text's own.
                    "\n" (self.value)
                }
            },
            Control::Select(choices) => html! {
                select id=(frame.id) name=(self.name) required[self.required] autofocus[self.focus]
                    aria-invalid=[invalid] aria-describedby=[described] {
                    (options(choices, &self.value))
                }
            },
            Control::Checkbox => html! {
                input id=(frame.id) name=(self.name) type="checkbox" value="true" checked[self.value == "true"]
                    autofocus[self.focus] aria-invalid=[invalid] aria-describedby=[described];
            },
        }
    }
}

/// A value that no choice has stays chosen, so that a form never changes what it cannot show.
fn options(choices: &[Choice<'_>], value: &str) -> Markup {
    html! {
        @if !choices.iter().any(|choice| choice.value == value) {
            option value=(value) selected { (if value.is_empty() { "—" } else { value }) }
        }
        @for choice in choices {
            option value=(choice.value) selected[choice.value == value] { (choice.label) }
        }
    }
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        let id = id(self.name);
        let Self { error, optional, .. } = *self;
        let frame = Frame { id: &id, label: &self.label, hint: self.hint.as_deref(), error, optional };
        let is_check = matches!(self.control, Control::Checkbox);
        let class = if is_check { "check-field" } else { self.class };
        html! {
            div.field.(class).invalid[error.is_some()] {
                @if is_check {
                    (self.control(&frame))
                    label for=(id) { (frame.label_text()) }
                    (frame.hint()) (frame.error())
                } @else {
                    label for=(id) { (frame.label_text()) }
                    (frame.hint()) (frame.error())
                    (self.above)
                    (self.control(&frame))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_said_at_its_field() {
        let field = text("seo.title", "Title").value("<a>").hint("60 characters").error(Some("Too long")).render();
        let field = field.into_string();
        for part in [
            "id=\"field-seo-title\" name=\"seo.title\"",
            "aria-invalid=\"true\" aria-describedby=\"field-seo-title-error field-seo-title-hint\"",
            "id=\"field-seo-title-error\"",
            "value=\"&lt;a&gt;\"",
        ] {
            assert!(field.contains(part), "{part} in {field}");
        }
    }

    #[test]
    fn a_password_is_never_written_into_the_page() {
        assert!(!password("p", "Password").value("s3cret").render().into_string().contains("s3cret"));
    }

    #[test]
    fn a_text_keeps_its_first_line_break() {
        assert!(textarea("t", "T").value("\nx").render().into_string().contains(">\n\nx</textarea>"));
    }

    #[test]
    fn a_select_keeps_a_value_that_it_does_not_know() {
        let choices = [Choice::new("a", "A"), Choice::new("b", "B")];
        let shown = select("s", "S", &choices).value("z").render().into_string();
        assert!(shown.contains("<option value=\"z\" selected>z</option>"), "{shown}");
        let shown = select("s", "S", &choices).value("b").render().into_string();
        assert!(shown.contains("<option value=\"b\" selected>B</option>") && !shown.contains("—"), "{shown}");
    }

    #[test]
    fn a_ticked_checkbox_posts_true() {
        let shown = checkbox("c", "C").checked(true).render().into_string();
        assert!(shown.contains("name=\"c\" type=\"checkbox\" value=\"true\" checked"), "{shown}");
        assert_eq!(shown.matches("class=").count(), 1);
    }

    #[test]
    fn every_control_has_a_label() {
        for field in [title("a", "A"), email("a", "A"), url("a", "A"), date("a", "A"), datetime("a", "A")] {
            assert!(field.render().into_string().contains("<label for=\"field-a\">A</label>"));
        }
        for field in [lines("a", "A"), markdown("a", "A").rows(9), telephone("a", "A"), checkbox("a", "A")] {
            assert!(field.render().into_string().contains("<label for=\"field-a\">A</label>"));
        }
    }
}
