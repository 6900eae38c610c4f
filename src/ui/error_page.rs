//! What people see when something is wrong: what happened, what they can do, and a number to quote.

use maud::{Markup, html};

use super::{Icon, shell};
use crate::{paths, words::t};

/// A failure in words for people.
pub struct ErrorPage<'a> {
    /// HTTP status.
    pub status: u16,
    /// "Not found".
    pub heading: &'a str,
    /// What to do about it.
    pub detail: &'a str,
    /// For the operator's log; `None` when there is nothing to look up.
    pub request_id: Option<&'a str>,
    /// Where "Go on" leads.
    pub home: &'a str,
}

impl ErrorPage<'_> {
    /// The whole page.
    #[must_use]
    pub fn page(&self) -> Markup {
        shell::bare(
            self.heading,
            false,
            html! {
                div.error-page {
                    p.error-status { (self.status) }
                    h1 { (self.heading) }
                    p { (self.detail) }
                    @if self.typed_is_kept() { p.muted { (t!("error-typed")) } }
                    (self.ways())
                    @if let Some(id) = self.request_id {
                        p.error-request { (t!("error-request")) " " code { (id) } }
                    }
                }
            },
        )
    }

    /// Whether a form may have led here, and the browser still has what was typed.
    const fn typed_is_kept(&self) -> bool {
        matches!(self.status, 400 | 403 | 409 | 422 | 429 | 500 | 503)
    }

    /// The ways on.
    fn ways(&self) -> Markup {
        html! {
            @if self.status == 404 {
                form.search role="search" action=(paths::list("articles")) {
                    (Icon::Search)
                    input type="search" name="q" placeholder=(t!("error-search")) aria-label=(t!("error-search"));
                    button.visually-hidden type="submit" { (t!("search")) }
                }
            }
            p.error-ways {
                @if self.status == 401 {
                    a.button.primary href=(paths::sign_in()) { span { (t!("error-sign-in")) } }
                } @else {
                    a.button.plain href=(self.home) { (Icon::Home) span { (t!("error-home")) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(status: u16) -> String {
        let (heading, detail) = ("Not found", "It may have <moved>.");
        ErrorPage { status, heading, detail, request_id: Some("r-1"), home: "/home" }.page().into_string()
    }

    #[test]
    fn an_error_page_says_what_happened_and_the_number_to_quote() {
        let page = page(404);
        for part in [
            "<title>Not found · Galley</title>",
            "<h1>Not found</h1>",
            "It may have &lt;moved&gt;.",
            "<code>r-1</code>",
            "href=\"/home\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }

    #[test]
    fn each_status_has_its_way_on() {
        assert!(page(404).contains("role=\"search\"") && !page(404).contains("Back button"));
        assert!(page(401).contains("href=\"/admin/sign-in\"") && !page(401).contains("href=\"/home\""));
        for status in [409, 422, 503] {
            assert!(page(status).contains("Back button") && page(status).contains("href=\"/home\""), "{status}");
        }
    }
}
