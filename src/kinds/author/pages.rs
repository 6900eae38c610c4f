//! An author's form.

use maud::{Markup, html};

use crate::{
    content::FormView,
    kinds::fields::{field, lines, part, rich},
    ui::form,
};

pub fn fields(view: &FormView<'_>) -> Markup {
    let links = lines(view, "links", &|link| format!("{} | {}", part(link, "label"), part(link, "url")));
    html! {
        (field(view, form::text("name", "Name"), "name"))
        (form::row(html! {
            (field(view, form::text("role", "Role").optional(), "role"))
            (field(view, form::text("credentials", "Credentials").optional(), "credentials"))
        }))
        (rich(view, "bio", "About", 8))
        (form::lines("links", "Links").value(links).error(view.error("links")).hint("One per line: Label | https://…").optional())
    }
}
