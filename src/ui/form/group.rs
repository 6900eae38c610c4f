//! The form itself, and fields that belong together.

use maud::{Markup, Render, html};

/// A form that posts.
pub struct Form<'a> {
    /// For buttons that stand outside.
    pub id: &'a str,
    pub action: &'a str,
    /// Whether leaving it with unsaved text asks first: the form holds more than a line.
    pub guard: bool,
    pub body: Markup,
}

impl Render for Form<'_> {
    fn render(&self) -> Markup {
        html! {
            form.form id=(self.id) method="post" action=(self.action) data-guard[self.guard] novalidate[self.guard] {
                (self.body)
            }
        }
    }
}

/// Fields under a common heading.
#[must_use]
pub fn fieldset(legend: &str, fields: Markup) -> Markup {
    html! { fieldset.group { legend { (legend) } (fields) } }
}

/// Fields that most people leave alone, folded away unless one of them is wrong.
#[must_use]
pub fn details(summary: &str, open: bool, fields: Markup) -> Markup {
    html! { details.group open[open] { summary { (summary) } div.fields { (fields) } } }
}

/// Short fields side by side where there is room.
#[must_use]
pub fn row(fields: Markup) -> Markup {
    html! { div.field-row { (fields) } }
}

/// A value that goes along unseen.
#[must_use]
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_posts_and_guards_what_is_typed() {
        let body = html! { (hidden("base", "3")) (fieldset("SEO", row(Markup::default()))) (details("More", true, Markup::default())) };
        let form = Form { id: "entry", action: "/e", guard: true, body }.render().into_string();
        for part in
            ["method=\"post\" action=\"/e\" data-guard", "<legend>SEO</legend>", "<details class=\"group\" open>"]
        {
            assert!(form.contains(part), "{part} in {form}");
        }
    }
}
