//! An author's form, and the author as readers may see them.

use maud::{Markup, html};

use crate::{
    content::FormView,
    kinds::{
        fields::{field, lines, part, rich},
        shown::{self, list, member, text},
    },
    ui::{form, text::field_words},
    vocabulary::Document,
    words::t,
};

pub fn fields(view: &FormView<'_>) -> Markup {
    html! {
        (field(view, form::title, "name"))
        (rich(view, "bio", 8, &[]))
    }
}

pub fn details(view: &FormView<'_>) -> Markup {
    let links = lines(view, "links", &|link| format!("{} | {}", part(link, "label"), part(link, "url")));
    html! {
        (field(view, form::text, "role").optional())
        (field(view, form::text, "credentials").optional())
        (form::lines("links", field_words("links")).value(links).error(view.error("links")).hint(t!("hint-links")).optional())
    }
}

pub fn preview(document: &Document) -> Markup {
    let about = [text(document, "role"), text(document, "credentials")].into_iter().filter(|text| !text.is_empty());
    html! {
        h1 { (text(document, "name")) }
        p.byline { (about.collect::<Vec<_>>().join(" · ")) }
        (shown::rich(document, "bio"))
        ul { @for link in list(document, "links") { li { a href=(member(link, "url")) { (member(link, "label")) } } } }
    }
}
