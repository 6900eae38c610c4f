//! A FAQ's form, and the question as it stands in an article.

use maud::{Markup, html};

use crate::{
    content::FormView,
    kinds::{
        fields::{field, reference, references, rich},
        shown,
    },
    ui::form,
    vocabulary::Document,
    words::t,
};

pub fn fields(view: &FormView<'_>) -> Markup {
    html! {
        (field(view, form::title, "question"))
        (rich(view, "answer", 10, &["cta"]))
    }
}

pub fn details(view: &FormView<'_>) -> Markup {
    html! {
        (field(view, form::textarea, "shortAnswer").hint(t!("hint-short-answer")).optional())
        (reference(view, "topic", "category"))
        (references(view, "tags", "tag"))
        (field(view, form::text, "owner").hint(t!("hint-owner")).optional())
        (field(view, form::date, "reviewBy").optional())
    }
}

pub fn preview(document: &Document) -> Markup {
    html! { div.faq { (shown::inline(document)) } }
}
