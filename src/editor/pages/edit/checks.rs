//! What is said of a text before it is published: what stops it, and what could be better. Each leads to its place; a script
//! leads to the very block, and puts right what can be put right at one press.

use maud::{Markup, Render, html};

use crate::{
    editor::pages::UseRow,
    paths,
    ui::{Icon, form, text::field_words},
    vocabulary::{FieldError, FieldErrors},
    words::t,
};

/// What a script can put right.
const FIXED: [&str; 3] = ["heading_order", "heading_empty", "alt_undecided"];

/// As the newest revision stands.
#[derive(Debug, Clone, Default)]
pub struct Checks {
    /// What publishing demands and is not there.
    pub problems: FieldErrors,
    /// What it shows or links to that readers cannot get.
    pub lacking: Vec<UseRow>,
    /// What readers and search engines would like better.
    pub advice: FieldErrors,
}

impl Checks {
    #[must_use]
    pub fn count(&self) -> usize {
        self.problems.0.len() + self.lacking.len() + self.advice.0.len()
    }

    fn line(icon: Icon, tone: &str, one: &FieldError) -> Markup {
        let control = form::control_of(&one.field);
        let block = one.field.strip_prefix(control).and_then(|rest| rest.strip_prefix('.'));
        html! {
            li.check.(tone) data-text=(control) data-block=[block] {
                (icon)
                div {
                    a href={ "#" (form::id(control)) } { (field_words(control)) }
                    p { (one.detail) }
                    @if FIXED.contains(&one.code) {
                        button.button.plain.small type="button" data-fix=(one.code) hidden { (t!("fix-" + one.code)) }
                    }
                }
            }
        }
    }
}

impl Render for Checks {
    fn render(&self) -> Markup {
        html! {
            @if self.count() == 0 { p.muted { (t!("checks-none")) } }
            @if !self.problems.is_empty() {
                p.checks-title { (t!("checks-stop")) }
                ul.checks { @for one in &self.problems.0 { (Self::line(Icon::Warning, "failed", one)) } }
            }
            @if !self.lacking.is_empty() || !self.advice.is_empty() {
                p.checks-title { (t!("checks-better")) }
                ul.checks {
                    @for one in &self.lacking {
                        li.check.advised {
                            (Icon::Changed)
                            div {
                                a href=(paths::edit(one.plural, one.id)) dir="auto" { (one.name()) }
                                p { (t!("checks-lacking")) }
                            }
                        }
                    }
                    @for one in &self.advice.0 { (Self::line(Icon::Draft, "advised", one)) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_leads_to_its_field_and_says_its_block() {
        let mut advice = FieldErrors::one("body.b7", "heading_order", "It <skips>.");
        advice.add("seo.title", "long_for_search", "Too long.");
        let problems = FieldErrors::one("title", "required", "Give it a title.");
        let checks = Checks { problems, advice, lacking: Vec::new() };
        let shown = checks.render().into_string();
        assert_eq!(checks.count(), 3);
        for part in [
            "href=\"#field-title\"",
            "data-text=\"body\" data-block=\"b7\"",
            "It &lt;skips&gt;.",
            "data-fix=\"heading_order\" hidden",
            "href=\"#field-seo-title\"",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert!(Checks::default().render().into_string().contains("Nothing to improve"));
    }
}
