//! A call to action's form, and the call as it stands in an article.

use maud::{Markup, Render as _, html};

use super::model::{CtaKind, Style};
use crate::{
    content::FormView,
    kinds::{
        fields::{choice, field, lines, part, rich},
        shown::{inline, member, text},
    },
    paths,
    ui::{form, text::field_words},
    vocabulary::{Document, Value},
    words::t,
};

pub fn fields(view: &FormView<'_>) -> Markup {
    let kinds = CtaKind::CHOICES.map(|(name, _)| (name, t!("cta-" + name)));
    let styles = Style::CHOICES.map(|(name, _)| (name, t!("style-" + name)));
    html! {
        (field(view, form::title, "name").hint(t!("hint-cta-name")))
        (form::row(html! { (choice(view, "kind", &kinds)) (choice(view, "style", &styles)) }))
        (field(view, form::text, "label"))
        (field(view, form::text, "heading").optional())
        (field(view, form::textarea, "text").optional())
        (form::fieldset(&t!("field-target"), target(view)))
        (form::details(&t!("cta-newsletter"), is_newsletter(view), newsletter(view)))
    }
}

pub fn details(view: &FormView<'_>) -> Markup {
    let moment = |name: &'static str| {
        let value: String = view.text(name).trim_end_matches('Z').chars().take(16).collect();
        form::datetime(name, field_words(name)).value(value).error(view.error(name)).hint(t!("hint-utc")).optional()
    };
    html! { (moment("validFrom")) (moment("validUntil")) }
}

fn is_newsletter(view: &FormView<'_>) -> bool {
    view.text("kind") == "newsletter" || view.error("newsletter").is_some()
}

fn target(view: &FormView<'_>) -> Markup {
    let entry = view.selected("target.entry").into_iter().next().unwrap_or_default();
    let types = [("url", t!("target-url")), ("entry", t!("target-entry"))];
    html! {
        @if let Some(error) = view.errors.at("target") { p.field-error id="field-target" tabindex="-1" { (error.detail) } }
        (choice(view, "target.type", &types))
        (field(view, form::url, "target.url").hint(t!("hint-target-url")).optional())
        (form::text("target.entry", field_words("target.entry")).value(entry).error(view.error("target.entry"))
            .hint(t!("hint-target-entry")).found_at(paths::lookup(&[])).optional())
    }
}

fn newsletter(view: &FormView<'_>) -> Markup {
    let inputs = lines(view, "newsletter.fields", &|input| {
        let required = input.get("required").and_then(serde_json::Value::as_bool).unwrap_or_default();
        let tail = if required { " | required" } else { "" };
        format!("{} | {} | {}{tail}", part(input, "name"), part(input, "label"), part(input, "type"))
    });
    let message = |name: &'static str| field(view, form::textarea, name).rows(2);
    html! {
        (form::lines("newsletter.fields", field_words("newsletter.fields")).value(inputs)
            .error(view.error("newsletter.fields")).hint(t!("hint-newsletter-fields")).optional())
        (rich(view, "newsletter.consent", 3, &[]))
        (message("newsletter.success"))
        (message("newsletter.failure"))
        (message("newsletter.alreadySubscribed"))
        (message("newsletter.invalid"))
    }
}

pub fn preview(document: &Document) -> Markup {
    let form = document.get("form").filter(|form| **form != Value::Null);
    html! {
        (inline(document))
        @if let Some(form) = form { (sign_up(form, text(document, "label"))) }
    }
}

/// The sign-up's inputs, for the eye alone: nothing can be typed or sent.
fn sign_up(form: &Value, label: &str) -> Markup {
    let inputs = match form.get("fields") {
        Some(Value::List(inputs)) => &**inputs,
        _ => &[],
    };
    html! {
        fieldset.sign-up disabled {
            legend { (t!("shown-sign-up")) }
            @for input in inputs { (form::text(member(input, "name"), member(input, "label")).render()) }
            button.button.primary type="button" { span { (label) } }
        }
    }
}
