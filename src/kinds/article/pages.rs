//! An article's form, and the article as readers may see it.

use maud::{Markup, html};

use super::{model::SchemaType, seo::Robots};
use crate::{
    content::FormView,
    kinds::{
        fields::{choice, field, reference, references, rich},
        shown::{list, member, rich as shown_rich, text},
    },
    ui::form,
    vocabulary::{Document, Value},
    words::{rich, t},
};

pub fn fields(view: &FormView<'_>) -> Markup {
    html! {
        (field(view, form::title, "title"))
        (rich(view, "body", 24, &["cta", "faq"]))
    }
}

pub fn details(view: &FormView<'_>) -> Markup {
    let schemas = SchemaType::CHOICES.map(|(name, _)| (name, t!("schema-" + name)));
    let seo_is_wrong = ["seo", "schemaType"].into_iter().any(|name| view.error(name).is_some());
    html! {
        (field(view, form::textarea, "standfirst").hint(t!("hint-standfirst")).optional())
        (references(view, "authors", "author"))
        (reference(view, "reviewedBy", "author"))
        (field(view, form::date, "reviewedOn").optional())
        (reference(view, "category", "category"))
        (references(view, "tags", "tag"))
        (references(view, "related", "article"))
        (search_result(view))
        (form::details(&t!("search-engines"), seo_is_wrong, html! { (seo(view)) (choice(view, "schemaType", &schemas)) }))
    }
}

fn seo(view: &FormView<'_>) -> Markup {
    let robots = Robots::CHOICES.map(|(name, _)| (name, t!("robots-" + name.replace(',', "-"))));
    html! {
        (field(view, form::text, "seo.title").hint(t!("hint-seo-title")).optional())
        (field(view, form::textarea, "seo.description").hint(t!("hint-seo-description")).optional())
        (field(view, form::url, "seo.canonicalUrl").optional())
        (choice(view, "seo.robots", &robots))
    }
}

/// How a search engine may show the article. A script keeps it to what is typed.
fn search_result(view: &FormView<'_>) -> Markup {
    let or = |own: &str, other: &str| {
        Some(view.text(own)).filter(|text| !text.trim().is_empty()).unwrap_or_else(|| view.text(other))
    };
    let (title, description) = (or("seo.title", "title"), or("seo.description", "standfirst"));
    let lengths = t!("search-lengths", title = title.chars().count(), description = description.chars().count());
    html! {
        section.search-result data-search-result aria-label=(t!("search-result")) {
            p.search-heading { (t!("search-result")) }
            div.search-card {
                p.search-url { bdi { (view.address) } }
                p.search-title dir="auto" { (title) }
                p.search-text dir="auto" { (description) }
            }
            p.hint data-words=(t!("search-lengths", title = "#t", description = "#d")) { (lengths) }
        }
    }
}

pub fn preview(document: &Document) -> Markup {
    let names: Vec<&str> = list(document, "authors").iter().map(|author| member(author, "name")).collect();
    let related = list(document, "related");
    html! {
        article {
            header {
                @if let Some(category) = document.get("category").filter(|category| **category != Value::Null) {
                    p.kicker { (member(category, "name")) }
                }
                h1 { (text(document, "title")) }
                @if !text(document, "standfirst").is_empty() { p.standfirst { (text(document, "standfirst")) } }
                p.byline {
                    @if !names.is_empty() { (t!("shown-by", names = names.join(", "))) " · " }
                    @if let Some(Value::Integer(minutes)) = document.get("readingMinutes") { (t!("shown-minutes", count = *minutes)) }
                }
                @if let Some(review) = document.get("review").filter(|review| **review != Value::Null) { (reviewed(review)) }
            }
            (shown_rich(document, "body"))
            @if !related.is_empty() {
                nav.related {
                    h2 { (t!("field-related")) }
                    ul { @for one in related { li { (member(one, "title")) } } }
                }
            }
        }
    }
}

fn reviewed(review: &Value) -> Markup {
    let by = review.get("by").map_or("", |by| member(by, "name"));
    let on = member(review, "on");
    html! {
        p.byline {
            @match (by.is_empty(), on.is_empty()) {
                (false, false) => (rich!("shown-reviewed", name = by, date = html! { time datetime=(on) { (on) } })),
                (false, true) => (t!("shown-reviewed-by", name = by)),
                (true, _) => (rich!("shown-reviewed-on", date = html! { time datetime=(on) { (on) } })),
            }
        }
    }
}
