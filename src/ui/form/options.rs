//! A few answers that are all shown, each with a sentence about what it means: one of them, or any number.

use std::borrow::Cow;

use maud::{Markup, Render, html};

use super::{Frame, id};

/// One answer.
#[derive(Debug, Clone)]
pub struct Answer<'a> {
    pub value: &'a str,
    pub label: Cow<'a, str>,
    /// What it means, if its name does not say it all.
    pub meaning: Option<Cow<'a, str>>,
    /// What belongs to this answer alone, under it: the date of "on a date".
    pub detail: Option<Markup>,
}

impl<'a> Answer<'a> {
    #[must_use]
    pub fn new(value: &'a str, label: impl Into<Cow<'a, str>>) -> Self {
        Self { value, label: label.into(), meaning: None, detail: None }
    }

    #[must_use]
    pub fn meaning(mut self, words: impl Into<Cow<'a, str>>) -> Self {
        self.meaning = Some(words.into());
        self
    }

    #[must_use]
    pub fn detail(mut self, detail: Markup) -> Self {
        self.detail = Some(detail);
        self
    }
}

/// The question. It posts its name once per answer that is chosen.
#[derive(Debug)]
pub struct Options<'a> {
    pub name: &'a str,
    pub label: &'a str,
    pub answers: &'a [Answer<'a>],
    /// Whether several may be chosen.
    pub many: bool,
    pub chosen: &'a [&'a str],
    pub error: Option<&'a str>,
}

impl Render for Options<'_> {
    fn render(&self) -> Markup {
        let id = id(self.name);
        let frame = Frame { id: &id, label: self.label, hint: None, error: self.error, optional: false };
        html! {
            fieldset.field.options.invalid[self.error.is_some()] id=(id) tabindex="-1"
                aria-describedby=[frame.described_by()] {
                legend { (self.label) }
                (frame.error())
                @for answer in self.answers {
                    @let own = format!("{id}-{}", answer.value.replace(':', "-"));
                    div.option {
                        input id=(own) name=(self.name) value=(answer.value)
                            type=(if self.many { "checkbox" } else { "radio" })
                            checked[self.chosen.contains(&answer.value)]
                            aria-describedby=[answer.meaning.as_ref().map(|_| format!("{own}-meaning"))];
                        label for=(own) { (answer.label) }
                        @if let Some(meaning) = &answer.meaning { p.hint id={ (own) "-meaning" } { (meaning) } }
                        @if let Some(detail) = &answer.detail { div.detail { (detail) } }
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
    fn each_answer_is_described_and_the_chosen_are_ticked() {
        let answers = [Answer::new("a:b", "A <b>").meaning("What it means"), Answer::new("c", "C")];
        let options = Options { name: "x", label: "X", answers: &answers, many: true, chosen: &["a:b"], error: None };
        let shown = options.render().into_string();
        for part in [
            "<legend>X</legend>",
            "id=\"field-x-a-b\" name=\"x\" value=\"a:b\" type=\"checkbox\" checked aria-describedby=\"field-x-a-b-meaning\"",
            "<label for=\"field-x-a-b\">A &lt;b&gt;</label>",
            "value=\"c\" type=\"checkbox\">",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        let one = Options { many: false, error: Some("Choose one"), ..options }.render().into_string();
        assert!(one.contains("type=\"radio\"") && one.contains("aria-describedby=\"field-x-error\""), "{one}");
    }
}
