//! How much of a list is shown, and the way to the rest.

use maud::{Markup, Render, html};

use super::Icon;
use crate::words::{number, t};

/// The foot of a list.
pub struct Pager<'a> {
    /// From 1.
    pub page: u64,
    pub per_page: u64,
    /// How many there are, as searched and filtered.
    pub total: u64,
    /// The address of a page.
    pub href: &'a dyn Fn(u64) -> String,
}

impl Render for Pager<'_> {
    fn render(&self) -> Markup {
        let pages = self.total.div_ceil(self.per_page.max(1));
        let first = (self.page.saturating_sub(1)).saturating_mul(self.per_page).saturating_add(1);
        let last = self.total.min(self.page.saturating_mul(self.per_page));
        html! {
            nav.pager aria-label=(t!("pages")) {
                @if first <= last {
                    p { (t!("pager-range", first = first, last = last, total = self.total)) }
                }
                @if pages > 1 {
                    @if self.page > 2 {
                        a.button.plain href=((self.href)(1)) { span { (t!("first")) } }
                    }
                    @if self.page > 1 {
                        a.button.plain href=((self.href)(self.page.min(pages + 1) - 1)) rel="prev" {
                            (Icon::Previous) span { (t!("previous")) }
                        }
                    }
                    @if self.page < pages {
                        a.button.plain href=((self.href)(self.page + 1)) rel="next" {
                            span { (t!("next")) } (Icon::Next)
                        }
                    }
                    @if self.page.saturating_add(1) < pages {
                        a.button.plain href=((self.href)(pages)) { span { (t!("last")) } }
                    }
                }
            }
        }
    }
}

/// "38 of 1,014": how many a search or filter left.
#[must_use]
pub fn share(matching: u64, all: u64) -> String {
    if matching == all { number(all).into_owned() } else { t!("share", matching = matching, all = all) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pager(page: u64, total: u64) -> String {
        Pager { page, per_page: 50, total, href: &|page| format!("?page={page}") }.render().into_string()
    }

    #[test]
    fn the_ends_have_one_way_and_the_middle_two() {
        assert!(!pager(1, 120).contains("rel=\"prev\"") && pager(1, 120).contains("?page=2"));
        assert!(pager(2, 120).contains("51–100 of 120") && pager(2, 120).contains("?page=1\" rel=\"prev\""));
        assert!(!pager(3, 120).contains("rel=\"next\""));
        assert!(pager(3, 120).contains("href=\"?page=1\"><span>First") && !pager(2, 120).contains("First"));
        assert!(pager(1, 120).contains("href=\"?page=3\"><span>Last") && !pager(2, 120).contains("Last"));
        assert!(!pager(1, 50).contains("<a"));
    }

    #[test]
    fn a_page_beyond_the_end_leads_back() {
        assert!(pager(9, 120).contains("?page=3\" rel=\"prev\""), "{}", pager(9, 120));
        assert!(!pager(1, 0).contains("<p>"));
        assert!(!pager(u64::MAX, u64::MAX).is_empty());
    }

    #[test]
    fn a_share_is_said_only_when_it_is_one() {
        assert_eq!(share(38, 1014), "38 of 1,014");
        assert_eq!(share(1014, 1014), "1,014");
    }
}
