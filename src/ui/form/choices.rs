//! References to other entries, chosen without a script: few choices are boxes to tick, many are a list to type
//! into.

use std::borrow::Cow;

use maud::{Markup, Render, html};

use super::{Frame, id};
use crate::{ui::State, words::t};

/// Up to so many choices are all shown as boxes.
const BOXES: usize = 12;
/// Empty places to add to, when the choices are too many to show.
const PLACES: usize = 3;

/// Something to choose: what is sent and what is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice<'a> {
    pub value: Cow<'a, str>,
    pub label: Cow<'a, str>,
    /// Of an entry, so that nobody refers to something not live unawares.
    pub state: Option<State>,
}

impl<'a> Choice<'a> {
    #[must_use]
    pub const fn new(value: &'a str, label: &'a str) -> Self {
        Self { value: Cow::Borrowed(value), label: Cow::Borrowed(label), state: None }
    }

    #[must_use]
    pub const fn state(mut self, state: State) -> Self {
        self.state = Some(state);
        self
    }
}

/// A field that refers to entries of one kind by their slugs.
#[derive(Debug, Clone)]
#[must_use]
pub struct References<'a> {
    name: &'a str,
    label: Cow<'a, str>,
    choices: &'a [Choice<'a>],
    many: bool,
    chosen: Vec<Cow<'a, str>>,
    hint: Option<Cow<'a, str>>,
    error: Option<&'a str>,
    found_at: Option<String>,
}

/// At most one entry.
pub fn reference<'a>(name: &'a str, label: impl Into<Cow<'a, str>>, choices: &'a [Choice<'a>]) -> References<'a> {
    References::new(name, label.into(), choices, false)
}

/// Any number of entries, in the order in which they were chosen.
pub fn references<'a>(name: &'a str, label: impl Into<Cow<'a, str>>, choices: &'a [Choice<'a>]) -> References<'a> {
    References::new(name, label.into(), choices, true)
}

impl<'a> References<'a> {
    const fn new(name: &'a str, label: Cow<'a, str>, choices: &'a [Choice<'a>], many: bool) -> Self {
        Self { name, label, choices, many, chosen: Vec::new(), hint: None, error: None, found_at: None }
    }

    /// The slugs that are chosen, in their order.
    pub fn chosen<T: Into<Cow<'a, str>>>(mut self, slugs: impl IntoIterator<Item = T>) -> Self {
        self.chosen = slugs.into_iter().map(Into::into).filter(|slug| !slug.trim().is_empty()).collect();
        self
    }

    pub fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub const fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// There are more than the choices: where a script finds them by their letters.
    pub fn found_at(mut self, href: Option<String>) -> Self {
        self.found_at = href;
        self
    }

    fn choice(&self, slug: &str) -> Option<&Choice<'a>> {
        self.choices.iter().find(|choice| choice.value == slug)
    }

    fn one(&self, frame: &Frame<'_>) -> Markup {
        let chosen = self.chosen.first().map_or("", |slug| slug);
        html! {
            div.field.invalid[self.error.is_some()] {
                label for=(frame.id) { (self.label) }
                (frame.hint()) (frame.error())
                @if self.choices.len() <= BOXES * 4 && self.found_at.is_none() {
                    select id=(frame.id) name=(self.name) aria-invalid=[self.error.map(|_| "true")]
                        aria-describedby=[frame.described_by()] {
                        option value="" selected[chosen.is_empty()] { (t!("none")) }
                        @if !chosen.is_empty() && self.choice(chosen).is_none() {
                            option value=(chosen) selected { (chosen) }
                        }
                        @for choice in self.choices {
                            option value=(choice.value) selected[choice.value == chosen] { (worded(choice)) }
                        }
                    }
                } @else {
                    (self.place(frame, frame.id, chosen))
                    // A slug alone may not say which one it is.
                    p.chosen { @if let Some(choice) = self.choice(chosen) { (worded(choice)) } }
                    (self.datalist(frame))
                }
            }
        }
    }

    fn several(&self, frame: &Frame<'_>) -> Markup {
        let all_shown = self.choices.len() <= BOXES && self.found_at.is_none();
        let rest = self.choices.iter().filter(|choice| all_shown && !self.chosen.contains(&choice.value));
        html! {
            fieldset.field.choices.invalid[self.error.is_some()] id=(frame.id) tabindex="-1"
                aria-describedby=[frame.described_by()] {
                legend { (self.label) }
                (frame.hint()) (frame.error())
                input type="hidden" name=(self.name) value="";
                @if self.choices.is_empty() && self.chosen.is_empty() { p.muted { (t!("choose-nothing")) } }
                @else {
                    ul.boxes data-name=(self.name) {
                        @for slug in &self.chosen { li { (self.tick(slug, true)) } }
                        @for choice in rest { li { (self.tick(&choice.value, false)) } }
                    }
                }
                @if !all_shown {
                    div.places {
                        @for place in 0..PLACES { (self.place(frame, &format!("{}-add-{place}", frame.id), "")) }
                    }
                    (self.datalist(frame))
                }
            }
        }
    }

    fn tick(&self, slug: &str, checked: bool) -> Markup {
        let choice = self.choice(slug);
        html! {
            label.box {
                input type="checkbox" name=(self.name) value=(slug) checked[checked];
                span dir="auto" { (choice.map_or(slug, |choice| &choice.label)) }
                @if let Some(state) = choice.and_then(|choice| choice.state).filter(|state| *state != State::Live) {
                    (state)
                }
            }
        }
    }

    fn place(&self, frame: &Frame<'_>, id: &str, value: &str) -> Markup {
        html! {
            input id=(id) name=(self.name) type="text" value=(value) list={ (frame.id) "-list" } autocomplete="off"
                data-lookup=[&self.found_at] aria-label=[self.many.then(|| t!("choose-add-to", label = self.label.to_lowercase()))]
                placeholder=(if self.many { t!("choose-add") } else { t!("choose-type") })
                aria-invalid=[self.error.map(|_| "true")];
        }
    }

    fn datalist(&self, frame: &Frame<'_>) -> Markup {
        html! {
            datalist id={ (frame.id) "-list" } {
                @for choice in self.choices {
                    @if !self.chosen.contains(&choice.value) { option value=(choice.value) { (worded(choice)) } }
                }
            }
        }
    }
}

/// The label, with the state where that is not "Live".
fn worded(choice: &Choice<'_>) -> String {
    match choice.state {
        None | Some(State::Live) => choice.label.to_string(),
        Some(state) => t!("choice-with-state", label = &*choice.label, state = state.word()),
    }
}

impl Render for References<'_> {
    fn render(&self) -> Markup {
        let id = id(self.name);
        let frame =
            Frame { id: &id, label: &self.label, hint: self.hint.as_deref(), error: self.error, optional: false };
        if self.many { self.several(&frame) } else { self.one(&frame) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many() -> Vec<Choice<'static>> {
        (0..60)
            .map(|n| Choice { value: format!("t{n}").into(), label: format!("Tag {n}").into(), state: None })
            .collect()
    }

    #[test]
    fn few_choices_are_boxes_and_the_chosen_come_first() {
        let choices = [Choice::new("a", "A"), Choice::new("b", "B").state(State::Draft)];
        let shown = references("tags", "Tags", &choices).chosen(["b"]).render().into_string();
        assert!(shown.find("value=\"b\" checked").unwrap() < shown.find("value=\"a\"").unwrap(), "{shown}");
        assert!(shown.contains("Draft") && shown.contains("<legend>Tags</legend>"));
        assert!(shown.contains("type=\"hidden\" name=\"tags\" value=\"\""));
    }

    #[test]
    fn many_choices_are_typed_and_the_chosen_can_be_unticked() {
        let choices = many();
        let shown = references("tags", "Tags", &choices).chosen(["t3"]).render().into_string();
        assert_eq!(shown.matches("list=\"field-tags-list\"").count(), PLACES);
        assert!(shown.contains("value=\"t3\" checked") && !shown.contains("<option value=\"t3\""), "{shown}");
    }

    #[test]
    fn what_was_chosen_stays_chosen_though_it_is_no_choice_any_more() {
        let choices = [Choice::new("a", "A")];
        let shown = reference("category", "Category", &choices).chosen(["gone"]).render().into_string();
        assert!(shown.contains("<option value=\"gone\" selected>gone</option>"), "{shown}");
        let shown = references("tags", "Tags", &choices).chosen(["gone", ""]).render().into_string();
        assert!(shown.contains("value=\"gone\" checked"), "{shown}");
    }

    #[test]
    fn one_of_many_is_typed() {
        let choices = many();
        let shown = reference("category", "Category", &choices).chosen(["t3"]).render().into_string();
        assert!(shown.contains("value=\"t3\" list=\"field-category-list\""), "{shown}");
    }
}
