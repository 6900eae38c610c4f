//! One of a few values, all of them seen at once, each with a word on what it means.

use std::borrow::Cow;

use maud::{Markup, Render, html};

use super::{Frame, id};

/// Something to choose, and below it what it means.
#[derive(Debug, Clone)]
pub struct Radio<'a> {
    pub value: &'a str,
    pub label: String,
    /// May be empty.
    pub hint: String,
}

/// The choices under their common name.
#[derive(Debug, Clone)]
#[must_use]
pub struct Radios<'a> {
    name: &'a str,
    label: Cow<'a, str>,
    choices: &'a [Radio<'a>],
    chosen: &'a str,
    error: Option<&'a str>,
}

pub fn radios<'a>(name: &'a str, label: impl Into<Cow<'a, str>>, choices: &'a [Radio<'a>]) -> Radios<'a> {
    Radios { name, label: label.into(), choices, chosen: "", error: None }
}

impl<'a> Radios<'a> {
    /// The value that is chosen.
    pub const fn chosen(mut self, value: &'a str) -> Self {
        self.chosen = value;
        self
    }

    pub const fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }
}

impl Render for Radios<'_> {
    fn render(&self) -> Markup {
        let id = id(self.name);
        let Self { error, .. } = *self;
        let frame = Frame { id: &id, label: &self.label, hint: None, error, optional: false };
        html! {
            fieldset.field.radios.invalid[error.is_some()] id=(id) tabindex="-1" aria-describedby=[frame.described_by()] {
                legend { (self.label) }
                (frame.error())
                @for choice in self.choices {
                    @let hint = (!choice.hint.is_empty()).then(|| format!("{id}-{}-hint", choice.value));
                    div.radio {
                        input id={ (id) "-" (choice.value) } type="radio" name=(self.name) value=(choice.value)
                            checked[choice.value == self.chosen] aria-describedby=[&hint];
                        label for={ (id) "-" (choice.value) } { (choice.label) }
                        @if let Some(hint) = &hint { p.hint id=(hint) { (choice.hint) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_choice_has_its_label_and_its_word() {
        let choice = |value, hint: &str| Radio { value, label: value.to_uppercase(), hint: hint.into() };
        let choices = [choice("a", "First <b>"), choice("b", "")];
        let shown = radios("role", "Role", &choices).chosen("b").error(Some("Choose.")).render().into_string();
        for part in [
            "<legend>Role</legend>",
            "id=\"field-role-a\" type=\"radio\" name=\"role\" value=\"a\" aria-describedby=\"field-role-a-hint\"",
            "First &lt;b&gt;",
            "value=\"b\" checked",
            "id=\"field-role-error\"",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert_eq!(shown.matches(" checked").count(), 1);
    }
}
