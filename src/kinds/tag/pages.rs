//! A tag's form.

use maud::{Markup, html};

use crate::{content::FormView, kinds::fields::field, ui::form};

pub fn fields(view: &FormView<'_>) -> Markup {
    html! {
        (field(view, form::text("name", "Name"), "name"))
        (field(view, form::textarea("description", "Description").optional(), "description"))
    }
}
