//! A call to action's form.

use maud::{Markup, html};

use crate::{
    content::FormView,
    kinds::fields::{choice, field, lines, part, rich},
    ui::form,
};

pub fn fields(view: &FormView<'_>) -> Markup {
    html! {
        (field(view, form::title("name", "Name").hint("How you find it again. Readers do not see this."), "name"))
        (form::row(html! {
            (choice(view, "kind", "Kind", &[("button", "Button"), ("banner", "Banner"), ("newsletter", "Newsletter sign-up"), ("call", "Phone call")]))
            (choice(view, "style", "Style", &[("primary", "Primary"), ("secondary", "Secondary"), ("quiet", "Quiet")]))
        }))
        (field(view, form::text("label", "Button label"), "label"))
        (field(view, form::text("heading", "Heading").optional(), "heading"))
        (field(view, form::textarea("text", "Text").optional(), "text"))
        (form::fieldset("Leads to", target(view)))
        (form::details("Newsletter sign-up", is_newsletter(view), newsletter(view)))
        (form::details("Valid", view.error("validFrom").or(view.error("validUntil")).is_some(), valid(view)))
    }
}

fn is_newsletter(view: &FormView<'_>) -> bool {
    view.text("kind") == "newsletter" || view.error("newsletter").is_some()
}

fn target(view: &FormView<'_>) -> Markup {
    let entry = view.selected("target.entry").into_iter().next().unwrap_or_default();
    html! {
        @if let Some(error) = view.errors.at("target") { p.field-error id="field-target" tabindex="-1" { (error.detail) } }
        (choice(view, "target.type", "Type", &[("url", "An address"), ("entry", "An entry")]))
        (field(view, form::url("target.url", "Address").hint("https://…, tel:+44…, mailto:… or a path of your site").optional(), "target.url"))
        (form::text("target.entry", "Entry").value(entry).error(view.error("target.entry")).hint("Kind and slug: article/your-first-visit").optional())
    }
}

fn newsletter(view: &FormView<'_>) -> Markup {
    let inputs = lines(view, "newsletter.fields", &|input| {
        let required = input.get("required").and_then(serde_json::Value::as_bool).unwrap_or_default();
        let tail = if required { " | required" } else { "" };
        format!("{} | {} | {}{tail}", part(input, "name"), part(input, "label"), part(input, "type"))
    });
    let message = |name: &'static str, label: &'static str| field(view, form::textarea(name, label).rows(2), name);
    html! {
        (form::lines("newsletter.fields", "Inputs").value(inputs).error(view.error("newsletter.fields"))
            .hint("One per line: email | Email address | email | required. Empty: an email address.").optional())
        (rich(view, "newsletter.consent", "Consent", 3))
        (message("newsletter.success", "Said when it worked"))
        (message("newsletter.failure", "Said when it did not work"))
        (message("newsletter.alreadySubscribed", "Said to whoever has signed up before"))
        (message("newsletter.invalid", "Said when the input is not valid"))
    }
}

fn valid(view: &FormView<'_>) -> Markup {
    let moment = |name: &'static str, label: &'static str| {
        let value: String = view.text(name).trim_end_matches('Z').chars().take(16).collect();
        form::datetime(name, label).value(value).error(view.error(name)).hint("UTC").optional()
    };
    form::row(html! { (moment("validFrom", "From")) (moment("validUntil", "Until")) })
}
