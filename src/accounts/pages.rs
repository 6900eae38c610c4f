//! The pages outside the panel: set-up and sign-in.

use maud::{Markup, html};

use super::model::{Email, NAME_MAX, Password};
use crate::{
    paths,
    ui::{Button, Notice, form, shell},
    vocabulary::FieldErrors,
    words::t,
};

/// What the set-up page shows.
#[derive(Debug, Default)]
pub struct SetupView<'a> {
    pub token: &'a str,
    pub name: &'a str,
    pub email: &'a str,
    pub errors: FieldErrors,
}

/// What the sign-in page shows.
#[derive(Debug, Default)]
pub struct SignInView<'a> {
    pub email: &'a str,
    /// Where to go afterwards.
    pub next: &'a str,
    /// Why the last try did not work.
    pub refusal: Option<&'a str>,
    /// Nobody has an account yet.
    pub is_new: bool,
}

/// The first run: name, address, password.
#[must_use]
pub fn setup(view: &SetupView<'_>) -> Markup {
    let errors = &view.errors;
    let nothing_wrong = errors.is_empty();
    let fields = html! {
        (form::summary(errors))
        (own_name(view.name, errors).focused(nothing_wrong))
        (form::email("email", t!("email")).value(view.email).autocomplete("username").max_length(Email::MAX).required()
            .error(form::error_at(errors, "email")))
        (new_password(t!("password"), errors))
        (Button::primary(t!("setup-submit")))
    };
    let action = paths::setup(view.token);
    let body = html! {
        h1 { (t!("setup-heading")) }
        p { (t!("setup-lead")) }
        (form::Form { id: "setup", action: &action, guard: false, body: fields })
    };
    shell::bare(&t!("setup-heading"), !nothing_wrong, body)
}

/// What somebody wants to be called.
pub(super) fn own_name<'a>(name: &'a str, errors: &'a FieldErrors) -> form::Field<'a> {
    let field = form::text("name", t!("your-name")).value(name).autocomplete("name").max_length(NAME_MAX);
    field.required().error(form::error_at(errors, "name"))
}

/// A password to be set, with what is asked of it.
pub(super) fn new_password(label: String, errors: &FieldErrors) -> form::Field<'_> {
    let field = form::password("password", label).hint(t!("password-hint", count = Password::MIN));
    field.autocomplete("new-password").required().error(form::error_at(errors, "password"))
}

#[must_use]
pub fn sign_in(view: &SignInView<'_>) -> Markup {
    let fields = html! {
        @if !view.next.is_empty() { (form::hidden("next", view.next)) }
        (form::email("email", t!("email")).value(view.email).autocomplete("username").required()
            .focused(view.email.is_empty()))
        (form::password("password", t!("password")).autocomplete("current-password").required()
            .focused(!view.email.is_empty()))
        (Button::primary(t!("sign-in")))
    };
    let action = paths::sign_in();
    let body = html! {
        h1 { (t!("sign-in")) }
        @if let Some(refusal) = view.refusal { (Notice::danger(refusal)) }
        @if view.is_new { (Notice::plain(t!("sign-in-nobody"))) }
        (form::Form { id: "sign-in", action: &action, guard: false, body: fields })
    };
    shell::bare(&t!("sign-in"), view.refusal.is_some(), body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_and_errors_stand_at_their_fields() {
        let errors = FieldErrors::one("password", "too_short", "use 10 characters or more");
        let view = SetupView { token: "t", name: "Ada <b>", email: "ada@example.com", errors };
        let page = setup(&view).into_string();
        for part in [
            "<title>Error: Set up Galley",
            "value=\"Ada &lt;b&gt;\"",
            "value=\"ada@example.com\"",
            "id=\"field-password-error\"",
            "action=\"/admin/setup/t\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }

    #[test]
    fn a_refusal_is_said_and_the_address_stays() {
        let view = SignInView { email: "ada@example.com", next: "/admin/faqs", refusal: Some("No."), is_new: false };
        let page = sign_in(&view).into_string();
        for part in ["<title>Error: Sign in", "role=\"alert\"", "value=\"ada@example.com\"", "value=\"/admin/faqs\""] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
}
