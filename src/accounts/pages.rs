//! The pages outside the panel: set-up and sign-in.

use maud::{Markup, html};

use super::model::Password;
use crate::{
    paths,
    ui::{Button, Notice, form, shell},
    vocabulary::FieldErrors,
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
    let rule = format!("{} characters or more. A few words in a row are easy to keep in mind.", Password::MIN);
    let fields = html! {
        (form::summary(errors))
        (form::text("name", "Your name").value(view.name).autocomplete("name").max_length(100).required()
            .focused(nothing_wrong).error(form::error_at(errors, "name")))
        (form::email("email", "E-mail address").value(view.email).autocomplete("username").max_length(254).required()
            .error(form::error_at(errors, "email")))
        (form::password("password", "Password").hint(&rule).autocomplete("new-password").required()
            .error(form::error_at(errors, "password")))
        (Button::primary("Create the account"))
    };
    let action = paths::setup(view.token);
    let body = html! {
        h1 { "Set up Galley" }
        p { "You will be the owner of this installation. Others can be invited later." }
        (form::Form { id: "setup", action: &action, guard: false, body: fields })
    };
    shell::bare("Set up Galley", !nothing_wrong, body)
}

#[must_use]
pub fn sign_in(view: &SignInView<'_>) -> Markup {
    let fields = html! {
        @if !view.next.is_empty() { (form::hidden("next", view.next)) }
        (form::email("email", "E-mail address").value(view.email).autocomplete("username").required()
            .focused(view.email.is_empty()))
        (form::password("password", "Password").autocomplete("current-password").required()
            .focused(!view.email.is_empty()))
        (Button::primary("Sign in"))
    };
    let action = paths::sign_in();
    let body = html! {
        h1 { "Sign in" }
        @if let Some(refusal) = view.refusal { (Notice::danger(refusal)) }
        @if view.is_new {
            (Notice::plain("Nobody has an account yet. Open the set-up link that Galley printed when it started."))
        }
        (form::Form { id: "sign-in", action: &action, guard: false, body: fields })
    };
    shell::bare("Sign in", view.refusal.is_some(), body)
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
