//! An article's form.

use maud::{Markup, html};

use super::{model::SchemaType, seo::Robots};
use crate::{
    content::FormView,
    kinds::fields::{choice, cta_inserts, faq_inserts, field, reference, references, rich},
    ui::form,
};

pub fn fields(view: &FormView<'_>) -> Markup {
    let schemas = SchemaType::CHOICES.map(|(name, _)| (name, name));
    html! {
        (field(view, form::title("title", "Title"), "title"))
        (field(view, form::textarea("standfirst", "Standfirst").hint("The hook above the text.").optional(), "standfirst"))
        (rich(view, "body", "Body", 24))
        (cta_inserts(view, "body"))
        (faq_inserts(view, "body"))
        (references(view, "authors", "Authors", "author"))
        (form::row(html! {
            (reference(view, "reviewedBy", "Reviewed by", "author"))
            (field(view, form::date("reviewedOn", "Reviewed on").optional(), "reviewedOn"))
        }))
        (reference(view, "category", "Category", "category"))
        (references(view, "tags", "Tags", "tag"))
        (references(view, "related", "Related articles", "article"))
        (form::details("Search engines", view.error("seo").is_some(), seo(view)))
        (choice(view, "schemaType", "Kind of page (schema.org)", &schemas))
    }
}

fn seo(view: &FormView<'_>) -> Markup {
    let robots = Robots::CHOICES.map(|(name, _)| (name, name));
    html! {
        (field(view, form::text("seo.title", "Title").hint("Empty: the article's own.").optional(), "seo.title"))
        (field(view, form::textarea("seo.description", "Description").hint("Empty: the standfirst.").optional(), "seo.description"))
        (field(view, form::url("seo.canonicalUrl", "Canonical address").optional(), "seo.canonicalUrl"))
        (choice(view, "seo.robots", "Robots", &robots))
    }
}
