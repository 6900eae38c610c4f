//! Form fields that know their words, their value, their choices and their error.

use maud::{Markup, Render, html};
use serde_json::Value as Json;

use crate::{
    content::{FormView, State},
    document::{markdown, text},
    paths,
    ui::{
        self,
        form::{self, Choice, Field, Insert, Inserts},
        text::field_words,
    },
    words::t,
};

/// A field with its words, value and error: `field(view, form::text, "label")`.
pub fn field<'a>(view: &'a FormView<'_>, make: fn(&'a str, String) -> Field<'a>, name: &'a str) -> Field<'a> {
    make(name, field_words(name)).value(view.text(name)).error(view.error(name))
}

/// A field of fixed words; the catalogue has each under `<prefix>-<value>`.
pub fn choice(view: &FormView<'_>, name: &str, words: &[(&str, String)]) -> Markup {
    let choices: Vec<Choice<'_>> = words.iter().map(|(value, label)| Choice::new(value, label)).collect();
    form::select(name, field_words(name), &choices).value(view.text(name)).error(view.error(name)).render()
}

/// At most one entry of a kind.
pub fn reference(view: &FormView<'_>, name: &str, kind: &str) -> Markup {
    referring(view, form::reference(name, field_words(name), &choices(view, kind)), (name, kind))
}

/// Several entries of a kind, in order.
pub fn references(view: &FormView<'_>, name: &str, kind: &str) -> Markup {
    referring(view, form::references(name, field_words(name), &choices(view, kind)), (name, kind))
}

fn referring<'a>(view: &'a FormView<'_>, field: form::References<'a>, (name, kind): (&str, &str)) -> Markup {
    let found_at = view.has_more(kind).then(|| paths::lookup(&[kind]));
    field.chosen(view.selected(name)).error(view.error(name)).found_at(found_at).render()
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

/// Rich text, typed as Markdown: tools above it, what it may show and how long it is below. With a script the editor of
/// the tree takes the field's place.
pub fn rich(view: &FormView<'_>, name: &str, rows: u8, embeds: &[&str]) -> Markup {
    let lists: Vec<(Vec<Insert<'_>>, &str)> = embeds.iter().map(|kind| (inserts(view, kind), *kind)).collect();
    html! {
        div.rich-text data-rich=(name) data-tree=[view.tree(name)] data-embeds=(embeds.join(",")) {
            (field(view, form::markdown, name).rows(rows).hint(t!("hint-markdown")).above(form::tools(name)))
            (length(name, &view.text(name)))
            @for (list, kind) in &lists {
                @let (plural, words) = insertable(kind);
                @let all = view.has_more(kind).then(|| (t!("inserts-all"), paths::list(plural)));
                (Inserts { summary: &words, list, all })
            }
        }
    }
}

/// The plural in addresses of a kind that texts show, and what its list is called.
fn insertable(kind: &str) -> (&'static str, String) {
    match kind {
        "faq" => ("faqs", t!("insert-faq")),
        _ => ("ctas", t!("insert-cta")),
    }
}

fn inserts<'a>(view: &'a FormView<'_>, kind: &str) -> Vec<Insert<'a>> {
    let insert = |choice: &'a crate::content::form::Choice| Insert {
        title: &choice.title,
        code: markdown::embed(kind, &choice.slug, &t!("faqs-heading")).unwrap_or_default(),
        state: state(choice.state),
    };
    view.choices(kind).iter().map(insert).collect()
}

/// Words and minutes; a script counts on while somebody types.
fn length(name: &str, markdown: &str) -> Markup {
    let words = text::words(&text::prose(markdown));
    let minutes = text::reading_minutes(words);
    html! {
        p.length data-length-of=(form::id(name)) {
            span data-one=(t!("words", count = 1)) data-other=(t!("words", count = "#")) { (t!("words", count = words)) }
            " · "
            span data-one=(t!("reading-minutes", count = 1)) data-other=(t!("reading-minutes", count = "#")) {
                (t!("reading-minutes", count = minutes))
            }
        }
    }
}
