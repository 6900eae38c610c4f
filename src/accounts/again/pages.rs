//! The page that asks again, with everything that was sent in it unseen.

use maud::{Markup, html};

use super::{EMAIL, PASSWORD};
use crate::{
    ui::{Button, Notice, form, shell},
    words::t,
};

/// What the page holds.
pub struct AgainView<'a> {
    /// Where the form was sent, and is to be sent again.
    pub action: &'a str,
    pub fields: &'a [(&'a str, &'a str)],
    pub email: &'a str,
    /// Why the last try did not work.
    pub refusal: Option<&'a str>,
}

#[must_use]
pub fn again(view: &AgainView<'_>) -> Markup {
    let fields = html! {
        @for (name, value) in view.fields { (carried(name, value)) }
        (form::email(EMAIL, t!("again-email")).value(view.email).autocomplete("username").required()
            .focused(view.email.is_empty()))
        (form::password(PASSWORD, t!("again-password")).autocomplete("current-password").required()
            .focused(!view.email.is_empty()))
        (Button::primary(t!("again-go-on")))
    };
    let title = t!("again-title");
    let body = html! {
        h1 { (title) }
        p { (t!("again-lead")) }
        @if let Some(refusal) = view.refusal { (Notice::danger(refusal)) }
        (form::Form { id: "again", action: view.action, guard: false, body: fields })
    };
    shell::bare(&title, view.refusal.is_some(), body)
}

fn carried(name: &str, value: &str) -> Markup {
    html! {
        // Line breaks last in a textarea; it drops the first one (HTML, 13.2.6.4.7), which is not the text's own.
        @if value.contains(['\n', '\r']) { textarea name=(name) hidden { "\n" (value) } }
        @else { (form::hidden(name, value)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_was_sent_is_in_the_page_and_none_of_it_is_markup() {
        let fields = [("title", "\"><script>"), ("x\"onfocus=a", "y"), ("body", "\nOne\r\n</textarea><b>")];
        let view = AgainView { action: "/e?a&b", fields: &fields, email: "ada@example.com", refusal: None };
        let page = again(&view).into_string();
        for part in [
            "<form class=\"form\" id=\"again\" method=\"post\" action=\"/e?a&amp;b\"",
            "name=\"title\" value=\"&quot;&gt;&lt;script&gt;\"",
            "name=\"x&quot;onfocus=a\" value=\"y\"",
            "<textarea name=\"body\" hidden>\n\nOne\r\n&lt;/textarea&gt;&lt;b&gt;</textarea>",
            "name=\"_email\" type=\"email\" value=\"ada@example.com\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        let refused = again(&AgainView { refusal: Some("No."), ..view }).into_string();
        assert!(refused.contains("<title>Error: Sign in again") && refused.contains("role=\"alert\""));
    }
}
