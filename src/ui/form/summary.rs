//! All errors at the head of a form, each a link to its field; it takes the focus.

use maud::{Markup, html};

use super::id;
use crate::{ui::text, vocabulary::FieldErrors, words::t};

/// The summary; nothing when nothing is wrong.
#[must_use]
pub fn summary(errors: &FieldErrors) -> Markup {
    if errors.is_empty() {
        return Markup::default();
    }
    html! {
        section.error-summary role="alert" tabindex="-1" autofocus {
            h2 { (t!("summary-heading", count = errors.0.len())) }
            ul {
                @for error in &errors.0 {
                    @let control = control_of(&error.field);
                    li {
                        @if control.is_empty() { (error.detail) }
                        @else {
                            a href={ "#" (id(control)) } {
                                (t!("summary-line", field = text::field_words(control), detail = error.detail.as_str()))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The words of the first error at a field or within it (`authors.1` and `body.b7` are within `authors` and
/// `body`).
#[must_use]
pub fn error_at<'e>(errors: &'e FieldErrors, name: &str) -> Option<&'e str> {
    errors.0.iter().find(|error| control_of(&error.field) == name).map(|error| error.detail.as_str())
}

/// The control that a path belongs to: the path up to the first part that is a position or a block's id and not
/// a field's name. Those hold a digit; field names do not.
#[must_use]
pub fn control_of(path: &str) -> &str {
    let mut end = 0;
    for part in path.split('.') {
        if part.bytes().any(|byte| byte.is_ascii_digit()) {
            break;
        }
        end += part.len() + 1;
    }
    path.get(..end.saturating_sub(1).min(path.len())).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_without_errors_has_no_summary() {
        assert!(summary(&FieldErrors::default()).into_string().is_empty());
    }

    #[test]
    fn each_error_leads_to_its_field() {
        let mut errors = FieldErrors::one("seo.title", "too_long", "60 characters at most");
        errors.add("authors.1", "unknown_reference", "no author \"x\"");
        errors.add("", "conflict", "<whole>");
        let shown = summary(&errors).into_string();
        for part in [
            "3 things to put right",
            "href=\"#field-seo-title\">Title in search results: 60 characters at most</a>",
            "href=\"#field-authors\">Authors: no author",
            "<li>&lt;whole&gt;</li>",
            "autofocus",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
    }

    #[test]
    fn an_error_within_a_field_is_shown_at_it() {
        let errors = FieldErrors::one("body.b7.text", "x", "wrong");
        assert_eq!(error_at(&errors, "body"), Some("wrong"));
        assert_eq!(error_at(&errors, "bod"), None);
        assert_eq!(control_of("seo"), "seo");
        assert_eq!(control_of("1"), "");
    }
}
