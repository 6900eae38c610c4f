//! What people see when something is wrong: what happened, what they can do, and a number to quote.

use maud::{Markup, html};

use super::shell;
use crate::words::t;

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
                    p.status { (self.status) }
                    h1 { (self.heading) }
                    p { (self.detail) }
                    @if let Some(id) = self.request_id { p.muted { (t!("error-request")) " " code { (id) } } }
                    p { a href=(self.home) { (t!("error-home")) } }
                }
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_page_says_what_happened_and_the_number_to_quote() {
        let page = ErrorPage {
            status: 404,
            heading: "Not found",
            detail: "It may have moved.",
            request_id: Some("r-1"),
            home: "/admin",
        };
        let page = page.page().into_string();
        for part in ["<title>Not found · Galley</title>", "<h1>Not found</h1>", "<code>r-1</code>", "href=\"/admin\""]
        {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
}
