//! What a search of the whole panel found, in groups. The palette shows the part of this page that is called `results`.

use maud::{Markup, Render, html};

use crate::{
    paths,
    ui::{Icon, Page, Section, State, Viewer, empty::empty, shell::Width},
    words::t,
};

/// Something to open.
#[derive(Debug, Clone)]
pub struct Hit {
    pub title: String,
    /// What it is, in words; may be empty.
    pub note: String,
    pub state: Option<State>,
    pub href: String,
}

impl Hit {
    /// What its title says all of.
    #[must_use]
    pub const fn plain(title: String, href: String) -> Self {
        Self { title, note: String::new(), state: None, href }
    }
}

pub struct Group {
    pub heading: String,
    /// One at least.
    pub hits: Vec<Hit>,
}

pub struct FindPage<'a> {
    pub viewer: &'a Viewer,
    pub letters: &'a str,
    pub groups: &'a [Group],
}

impl FindPage<'_> {
    fn search(&self) -> Markup {
        let label = t!("find");
        let count: usize = self.groups.iter().map(|group| group.hits.len()).sum();
        html! {
            div.toolbar {
                form.narrow role="search" action=(paths::find()) data-live {
                    div.search {
                        (Icon::Search)
                        input type="search" name="q" value=(self.letters) placeholder=(label) aria-label=(label)
                            autocomplete="off" data-shortcut="/";
                    }
                    button.visually-hidden type="submit" { (t!("search")) }
                }
                p.total id="count" role="status" { (t!("find-count", count = count)) }
            }
        }
    }
}

impl Render for Group {
    fn render(&self) -> Markup {
        html! {
            section.found-group {
                h2 { (self.heading) }
                ul {
                    @for hit in &self.hits {
                        li {
                            a.hit href=(hit.href) {
                                span.hit-title dir="auto" { (hit.title) }
                                @if !hit.note.is_empty() { span.hit-note dir="auto" { (hit.note) } }
                                @if let Some(state) = hit.state { (state) }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Render for FindPage<'_> {
    fn render(&self) -> Markup {
        let body = html! {
            (self.search())
            div.results id="results" {
                @if self.groups.is_empty() { (empty(&t!("list-nothing"), &t!("find-nothing-text"), Markup::default())) }
                @for group in self.groups { (group) }
            }
        };
        Page::new(t!("find-heading"), self.viewer, body)
            .crumb(t!("section-home"), paths::home())
            .section(Section::Home)
            .width(Width::Editor)
            .render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::pages::sample;

    #[test]
    fn what_was_found_says_what_it_is_and_leads_there() {
        let hit = Hit {
            title: "Back <pain>".into(),
            note: "Article".into(),
            state: Some(State::Draft),
            href: "/admin/articles/1".into(),
        };
        let groups =
            [Group { heading: "Entries".into(), hits: vec![hit, Hit::plain("Go to Home".into(), "/admin".into())] }];
        let page = FindPage { viewer: &sample::viewer(), letters: "a\"b", groups: &groups }.render().into_string();
        for part in ["href=\"/admin/articles/1\"", "Back &lt;pain&gt;", "Draft", "2 found", "value=\"a&quot;b\""] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }

    #[test]
    fn a_search_in_vain_says_so() {
        let page = FindPage { viewer: &sample::viewer(), letters: "x", groups: &[] }.render().into_string();
        assert!(page.contains("Nothing found") && page.contains("0 found"), "{page}");
    }
}
