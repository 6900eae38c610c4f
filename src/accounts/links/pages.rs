//! The pages outside the panel that a link leads to.

use maud::{Markup, html};

use super::Invitation;
use crate::{
    accounts::{
        model::{Email, Person},
        pages::{new_password, own_name},
    },
    paths,
    ui::{Button, form, shell},
    vocabulary::FieldErrors,
    words::t,
};

/// What the page of an invitation shows.
#[derive(Debug)]
pub struct JoinView<'a> {
    pub token: &'a str,
    pub invitation: &'a Invitation,
    pub name: &'a str,
    pub errors: FieldErrors,
}

/// An invitation: name and password, and in.
#[must_use]
pub fn join(view: &JoinView<'_>) -> Markup {
    let errors = &view.errors;
    let nothing_wrong = errors.is_empty();
    let role = view.invitation.role.as_str();
    let fields = html! {
        (form::summary(errors))
        (address(&view.invitation.email))
        (own_name(view.name, errors).focused(nothing_wrong))
        (new_password(t!("password"), errors))
        (Button::primary(t!("join-submit")))
    };
    let action = paths::join(view.token);
    let body = html! {
        h1 { (t!("join-heading")) }
        p { (t!("join-lead", role = t!("role-" + role))) " " (t!("role-does-" + role)) }
        (form::Form { id: "join", action: &action, guard: false, body: fields })
    };
    shell::bare(&t!("join-heading"), !nothing_wrong, body)
}

/// A reset link: a new password, and in.
#[must_use]
pub fn reset(token: &str, person: &Person, errors: &FieldErrors) -> Markup {
    let nothing_wrong = errors.is_empty();
    let fields = html! {
        (form::summary(errors))
        (address(&person.email))
        (new_password(t!("new-password"), errors).focused(nothing_wrong))
        (Button::primary(t!("reset-submit")))
    };
    let action = paths::reset(token);
    let body = html! {
        h1 { (t!("reset-heading")) }
        p { (t!("reset-lead")) }
        (form::Form { id: "reset", action: &action, guard: false, body: fields })
    };
    shell::bare(&t!("reset-heading"), !nothing_wrong, body)
}

/// The address, so that a password manager knows whose password it keeps.
fn address(email: &Email) -> form::Field<'_> {
    form::email("email", t!("email")).value(email.as_str()).autocomplete("username").readonly()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{permission::Role, vocabulary::InvitationId};

    fn invitation() -> Invitation {
        Invitation {
            id: InvitationId::new(),
            email: "cleo@example.com".parse().unwrap(),
            role: Role::Contributor,
            expires_at: "2026-11-09T15:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn an_invitation_says_what_it_is_for_and_keeps_what_was_typed() {
        let errors = FieldErrors::one("password", "too_short", "use 10 characters or more");
        let view = JoinView { token: "t", invitation: &invitation(), name: "Cleo <b>", errors };
        let page = join(&view).into_string();
        for part in [
            "<title>Error: Join Galley",
            "You are invited as Contributor.",
            "value=\"cleo@example.com\" readonly",
            "value=\"Cleo &lt;b&gt;\"",
            "id=\"field-password-error\"",
            "action=\"/admin/join/t\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
}
