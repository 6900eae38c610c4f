//! The panel beside an entry's form: what is said about it, its headings, how it looks, its past and its uses. Each
//! part folds by itself, without a script.

use maud::{Markup, html};

use super::{EditPage, Stored};
use crate::{
    editor::pages::usage,
    paths,
    ui::{Icon, form, text::field_words, time::when},
    vocabulary::Time,
    words::{rich, t},
};

/// How many uses are listed; the rest is a press away.
const USES: usize = 5;

/// One of the last versions.
#[derive(Debug, Clone)]
pub struct Recent {
    pub number: i64,
    pub at: Time,
    pub by: String,
    /// What readers get.
    pub live: bool,
}

/// A heading of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    pub level: u8,
    pub text: String,
}

pub fn side(page: &EditPage<'_>) -> Markup {
    html! {
        aside.side aria-label=(t!("side")) {
            (part("details", &t!("side-details"), true, html! { div.fields { (slug(page)) (page.drawn.details) } }))
            @if let Some(text) = page.drawn.text { (part("outline", &t!("side-outline"), false, outline(page, text))) }
            @if let Some(stored) = &page.saved {
                @let count = stored.checks.count();
                (part("checks", &t!("side-checks", count = count), count > 0, stored.checks.shown(page.viewer)))
                (part("preview", &t!("preview"), stored.shown.is_some(), preview(page, stored)))
                (part("history", &t!("side-history"), true, history(page, stored)))
                (part("usage", &t!("side-usage"), false, used(page, stored)))
            }
        }
    }
}

/// The name lets a script put a newer state of the part into its place.
fn part(name: &str, summary: &str, open: bool, body: Markup) -> Markup {
    html! { details.side-part open[open] { summary { (summary) } div.side-body data-part=(name) { (body) } } }
}

/// The slug, with the path that it makes.
fn slug(page: &EditPage<'_>) -> Markup {
    let slug = if page.slug.is_empty() { "…" } else { page.slug };
    let hint = t!("hint-slug", kind = &*page.about.words.one);
    html! {
        div.slug {
            (form::url("slug", field_words("slug")).value(page.slug).hint(hint).max_length(120)
                .error(form::error_at(page.errors, "slug")))
            p.slug-path { bdi data-pattern=(page.pattern) { (page.pattern.replace("{slug}", slug)) } }
        }
    }
}

fn outline(page: &EditPage<'_>, text: &str) -> Markup {
    html! {
        p.muted hidden[!page.drawn.outline.is_empty()] { (t!("outline-empty")) }
        ol.outline data-outline-of=(form::id(text)) {
            @for heading in &page.drawn.outline { li data-level=(heading.level) dir="auto" { (heading.text) } }
        }
    }
}

/// What stands within others is shown at once, as it was saved last; anything else is a press away.
fn preview(page: &EditPage<'_>, stored: &Stored<'_>) -> Markup {
    let href = paths::preview(page.about.words.plural, page.about.id);
    html! {
        @match &stored.shown {
            Some(shown) => { div.reading inert { (shown) } },
            None => p { (t!("preview-about")) },
        }
        p { a href=(href) { (t!("preview-open")) } }
    }
}

fn history(page: &EditPage<'_>, stored: &Stored<'_>) -> Markup {
    let (plural, id) = (page.about.words.plural, page.about.id);
    html! {
        ul.recent-versions {
            @for one in &stored.recent {
                li {
                    a href=(paths::revision(plural, id, one.number)) { (t!("version", number = one.number)) }
                    " " span.muted {
                        (rich!("version-by", when = when(one.at, page.viewer), name = html! { bdi { (one.by) } }))
                        @if one.live { " · " (t!("state-live")) }
                    }
                }
            }
        }
        p { a href=(paths::history(plural, id)) { (t!("versions-all")) } }
    }
}

fn used(page: &EditPage<'_>, stored: &Stored<'_>) -> Markup {
    let (plural, id) = (page.about.words.plural, page.about.id);
    html! {
        @if stored.uses.is_empty() { p.muted { (t!("used-nowhere")) } }
        @else {
            (usage::list(stored.uses.get(..USES).unwrap_or(&stored.uses)))
            p { a href=(paths::usage(plural, id)) { (Icon::Compare) (t!("used-in", count = stored.uses.len())) } }
        }
    }
}
