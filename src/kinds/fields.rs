//! Form fields that know their value, their choices and their error.

use maud::{Markup, Render};
use serde_json::Value as Json;

use crate::{
    content::{FormView, State},
    ui::{
        self,
        form::{self, Choice, Field, Insert},
    },
};

/// A field with its value and error.
pub fn field<'a>(form: &'a FormView<'_>, field: Field<'a>, name: &str) -> Field<'a> {
    field.value(form.text(name)).error(form.error(name))
}

/// A field of fixed words: what is sent, and what is read.
pub fn choice(form: &FormView<'_>, name: &str, label: &str, words: &[(&str, &str)]) -> Markup {
    let choices: Vec<Choice<'_>> = words.iter().map(|(value, label)| Choice::new(value, label)).collect();
    field(form, form::select(name, label, &choices), name).render()
}

/// At most one entry of a kind.
pub fn reference(view: &FormView<'_>, name: &str, label: &str, kind: &str) -> Markup {
    let choices = choices(view, kind);
    form::reference(name, label, &choices).chosen(view.selected(name)).error(view.error(name)).render()
}

/// Several entries of a kind, in order.
pub fn references(view: &FormView<'_>, name: &str, label: &str, kind: &str) -> Markup {
    let choices = choices(view, kind);
    form::references(name, label, &choices).chosen(view.selected(name)).error(view.error(name)).render()
}

fn choices<'a>(view: &'a FormView<'_>, kind: &str) -> Vec<Choice<'a>> {
    view.choices(kind)
        .iter()
        .map(|choice| Choice::new(&choice.slug, &choice.title).state(state(choice.state)))
        .collect()
}

/// The same state in the panel's words.
pub const fn state(state: State) -> ui::State {
    match state {
        State::Draft => ui::State::Draft,
        State::Live => ui::State::Live,
        State::LiveChanged => ui::State::LiveChanged,
        State::Trashed => ui::State::Trashed,
    }
}

/// A list of objects as lines of `a | b`; what was typed stays as it was typed.
pub fn lines(view: &FormView<'_>, name: &str, line: &dyn Fn(&Json) -> String) -> String {
    let items = view.items(name);
    if items.is_empty() { view.text(name) } else { items.iter().map(line).collect::<Vec<_>>().join("\n") }
}

/// The text of a member of a list's object.
pub fn part<'a>(item: &'a Json, name: &str) -> &'a str {
    item.get(name).and_then(Json::as_str).unwrap_or_default()
}

/// How rich text is typed where there is no editor.
pub fn rich(view: &FormView<'_>, name: &str, label: &str, rows: u8) -> Markup {
    let hint = "Markdown: ## for a heading, **bold**, - for a list. The help shows the rest.";
    field(view, form::markdown(name, label).rows(rows).hint(hint), name).render()
}

/// The CTAs that a rich text can show, with what is typed for each.
pub fn cta_inserts(view: &FormView<'_>, name: &str) -> Markup {
    inserts(view, name, ("cta", "Insert a CTA"), |slug| format!("::cta{{ref=\"{slug}\"}}"))
}

/// The FAQs that a rich text can show.
pub fn faq_inserts(view: &FormView<'_>, name: &str) -> Markup {
    inserts(view, name, ("faq", "Insert a FAQ"), |slug| format!("::faqs{{heading=\"FAQs\" refs=\"{slug}\"}}"))
}

fn inserts(view: &FormView<'_>, name: &str, (kind, words): (&str, &str), code: fn(&str) -> String) -> Markup {
    let list: Vec<Insert<'_>> = view
        .choices(kind)
        .iter()
        .map(|choice| Insert { title: &choice.title, code: code(&choice.slug), state: state(choice.state) })
        .collect();
    form::inserts(name, words, &list)
}
