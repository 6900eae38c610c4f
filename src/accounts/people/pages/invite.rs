//! Inviting somebody, and the link that comes of it.

use maud::{Markup, Render, html};

use super::role_choices;
use crate::{
    accounts::model::Email,
    paths,
    permission::Role,
    ui::{Button, Page, Tab, Viewer, button, form, secret::Secret, time::moment},
    vocabulary::{FieldErrors, Time},
    words::{rich, t},
};

/// What the form shows.
#[derive(Debug)]
pub struct InviteView<'a> {
    /// Those that may be given.
    pub roles: &'a [Role],
    pub email: &'a str,
    pub role: &'a str,
    pub errors: FieldErrors,
}

/// Address and role.
#[must_use]
pub fn invite(viewer: &Viewer, view: &InviteView<'_>) -> Markup {
    let errors = &view.errors;
    let choices = role_choices(view.roles);
    let fields = html! {
        (form::summary(errors))
        (form::email("email", t!("email")).value(view.email).max_length(Email::MAX).required()
            .hint(t!("invite-email-hint")).focused(errors.is_empty()).error(form::error_at(errors, "email")))
        (form::Options {
            name: "role",
            label: &t!("column-role"),
            answers: &choices,
            many: false,
            chosen: &[view.role],
            error: form::error_at(errors, "role"),
        })
        div.form-end { (Button::primary(t!("invite-submit"))) (button::link(&t!("cancel"), &paths::people())) }
    };
    let action = paths::new_person();
    let form = form::Form { id: "invite", action: &action, guard: false, body: fields };
    Page::new(t!("invite"), viewer, form.render())
        .tab(Tab::People)
        .crumb(t!("people-heading"), paths::people())
        .failed(!errors.is_empty())
        .render()
}

/// A link, shown this once.
pub struct LinkPage<'a> {
    pub viewer: &'a Viewer,
    pub address: &'a str,
    pub email: &'a Email,
    pub expires_at: Time,
    /// It makes an account; otherwise it sets a password.
    pub joins: bool,
}

impl Render for LinkPage<'_> {
    fn render(&self) -> Markup {
        let title = if self.joins { t!("link-join-heading") } else { t!("link-reset-heading") };
        let email = html! { strong dir="auto" { (self.email.as_str()) } };
        let lead =
            if self.joins { rich!("link-join-lead", email = email) } else { rich!("link-reset-lead", email = email) };
        let until = moment(self.expires_at, self.viewer);
        let body = html! {
            section.part {
                p { (lead) }
                (Secret { id: "link", label: &t!("column-link"), value: self.address })
                p.muted { (rich!("link-until", when = until)) }
                p.muted { (t!("link-once")) }
                (button::link(&t!("link-done"), &paths::people()))
            }
        };
        Page::new(title, self.viewer, body).tab(Tab::People).crumb(t!("people-heading"), paths::people()).render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::sample;

    #[test]
    fn what_was_typed_stays_and_the_error_stands_at_its_field() {
        let errors = FieldErrors::one("email", "taken", "somebody has it");
        let view =
            InviteView { roles: &[Role::Editor, Role::Viewer], email: "a<b@example.com", role: "viewer", errors };
        let page = invite(&sample::viewer(), &view).into_string();
        for part in [
            "<title>Error: Invite",
            "value=\"a&lt;b@example.com\"",
            "value=\"viewer\" type=\"radio\" checked",
            "id=\"field-email-error\"",
            "Sees everything",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains("value=\"owner\""));
    }

    #[test]
    fn a_link_is_shown_with_its_end() {
        let email = "dora@example.com".parse().unwrap();
        let (viewer, expires_at) = (sample::viewer(), "2026-11-09T15:00:00Z".parse().unwrap());
        let link =
            LinkPage { viewer: &viewer, address: "https://x.example/a", email: &email, expires_at, joins: false };
        let page = link.render().into_string();
        for part in ["value=\"https://x.example/a\" readonly", "9 Nov 2026, 15:00 UTC", "dora@example.com"] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
}
