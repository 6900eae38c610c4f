//! A category's form.

use maud::{Markup, html};

use crate::{
    content::FormView,
    kinds::fields::{field, reference},
    ui::form,
};

pub fn fields(view: &FormView<'_>) -> Markup {
    html! {
        (field(view, form::text("name", "Name"), "name"))
        (reference(view, "parent", "Stands in", "category"))
        (field(view, form::textarea("description", "Description").optional(), "description"))
    }
}
