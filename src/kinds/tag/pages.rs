//! A tag's form, and the tag as readers may see it.

use maud::{Markup, html};

use crate::{
    content::FormView,
    kinds::{fields::field, shown},
    ui::form,
    vocabulary::Document,
};

pub fn fields(view: &FormView<'_>) -> Markup {
    html! {
        (field(view, form::title, "name"))
        (field(view, form::textarea, "description").optional())
    }
}

/// Nothing but its slug, which every form has.
pub fn details(_: &FormView<'_>) -> Markup {
    Markup::default()
}

pub fn preview(document: &Document) -> Markup {
    shown::named(document, "description")
}
