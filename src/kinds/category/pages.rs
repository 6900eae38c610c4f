//! A category's form, and the category as readers may see it.

use maud::{Markup, html};

use crate::{
    content::FormView,
    kinds::{
        fields::{field, reference},
        shown,
    },
    ui::form,
    vocabulary::Document,
};

pub fn fields(view: &FormView<'_>) -> Markup {
    html! {
        (field(view, form::title, "name"))
        (field(view, form::textarea, "description").optional())
    }
}

pub fn details(view: &FormView<'_>) -> Markup {
    reference(view, "parent", "category")
}

pub fn preview(document: &Document) -> Markup {
    shown::named(document, "description")
}
