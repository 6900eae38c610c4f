//! The frame of every page: skip link, navigation, top bar; and the bare frame of the pages outside.
//!
//! The top bar holds breadcrumb, state, status and actions, in the same place on every page.

use maud::{DOCTYPE, Markup, Render, html};

use super::{Icon, Notice, State};
use crate::{paths, platform::assets};

/// A place in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Home,
    Articles,
    Faqs,
    Ctas,
    Authors,
    Categories,
    Tags,
}

impl Section {
    /// In the order of the navigation. On a narrow screen the first four stand in the bar, the others in its menu.
    pub const ALL: [Self; 7] =
        [Self::Home, Self::Articles, Self::Faqs, Self::Ctas, Self::Authors, Self::Categories, Self::Tags];
    const IN_BAR: usize = 4;

    #[must_use]
    pub const fn label(self) -> &'static str {
        self.parts().0
    }

    #[must_use]
    pub fn href(self) -> String {
        match self.plural() {
            Some(plural) => paths::list(plural),
            None => paths::home(),
        }
    }

    #[must_use]
    pub const fn icon(self) -> Icon {
        self.parts().2
    }

    /// The section of a kind, by its plural.
    #[must_use]
    pub fn of_kind(plural: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.plural() == Some(plural))
    }

    const fn plural(self) -> Option<&'static str> {
        self.parts().1
    }

    const fn parts(self) -> (&'static str, Option<&'static str>, Icon) {
        match self {
            Self::Home => ("Home", None, Icon::Home),
            Self::Articles => ("Articles", Some("articles"), Icon::Article),
            Self::Faqs => ("FAQs", Some("faqs"), Icon::Faq),
            Self::Ctas => ("CTAs", Some("ctas"), Icon::Cta),
            Self::Authors => ("Authors", Some("authors"), Icon::Author),
            Self::Categories => ("Categories", Some("categories"), Icon::Category),
            Self::Tags => ("Tags", Some("tags"), Icon::Tag),
        }
    }
}

/// Who looks at the page.
#[derive(Debug, Clone)]
pub struct Viewer {
    pub name: String,
    /// "Editor".
    pub role: String,
}

/// How wide the content may grow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Width {
    /// 640 px.
    #[default]
    Form,
    /// 720 px.
    Editor,
    /// 1200 px.
    List,
}

/// A page for somebody who is signed in.
#[derive(Debug)]
#[must_use]
pub struct Page<'a> {
    title: &'a str,
    viewer: &'a Viewer,
    section: Option<Section>,
    crumbs: Vec<(&'a str, String)>,
    state: Option<State>,
    status: Option<Notice>,
    actions: Markup,
    width: Width,
    failed: bool,
    body: Markup,
}

impl<'a> Page<'a> {
    /// The title is the page's `h1`, at the end of the breadcrumb.
    pub fn new(title: &'a str, viewer: &'a Viewer, body: Markup) -> Self {
        Self {
            title,
            viewer,
            section: None,
            crumbs: Vec::new(),
            state: None,
            status: None,
            actions: Markup::default(),
            width: Width::default(),
            failed: false,
            body,
        }
    }

    /// Marks the place in the navigation.
    pub fn section(mut self, section: Section) -> Self {
        self.section = Some(section);
        self
    }

    /// A page above this one, outermost first.
    pub fn crumb(mut self, label: &'a str, href: impl Into<String>) -> Self {
        self.crumbs.push((label, href.into()));
        self
    }

    pub fn state(mut self, state: State) -> Self {
        self.state = Some(state);
        self
    }

    /// The status line.
    pub fn status(mut self, status: Option<Notice>) -> Self {
        self.status = status;
        self
    }

    /// The buttons at the end of the top bar; the primary one last.
    pub fn actions(mut self, actions: Markup) -> Self {
        self.actions = actions;
        self
    }

    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// The page shows errors at its fields: its title says so first.
    pub fn failed(mut self, failed: bool) -> Self {
        self.failed = failed;
        self
    }

    fn top(&self) -> Markup {
        html! {
            header.top {
                nav.crumbs aria-label="Breadcrumb" {
                    ol {
                        @for (label, href) in &self.crumbs { li { a href=(href) { (Icon::Back) span { (label) } } } }
                    }
                }
                h1 dir="auto" { (self.title) }
                @if let Some(state) = self.state { (state) }
                div.status { @if let Some(status) = &self.status { (status) } }
                div.actions { (self.actions) }
            }
        }
    }

    fn navigation(&self) -> Markup {
        let link = |section: Section| {
            html! {
                a href=(section.href()) title=(section.label()) aria-current=[self.current(section)] {
                    (section.icon()) span { (section.label()) }
                }
            }
        };
        html! {
            nav.main-nav aria-label="Main" {
                a.wordmark href=(Section::Home.href()) aria-label="Galley, home" { span { "G" } span.rest { "alley" } }
                ul {
                    @for (index, section) in Section::ALL.into_iter().enumerate() {
                        li.folded[index >= Section::IN_BAR] { (link(section)) }
                    }
                    li.more { button type="button" popovertarget="more" { (Icon::More) span { "More" } } }
                }
                div.account { (self.account()) }
            }
            nav.more-menu id="more" aria-label="More" popover {
                ul { @for section in Section::ALL.into_iter().skip(Section::IN_BAR) { li { (link(section)) } } }
                div.account { (self.account()) }
            }
        }
    }

    fn current(&self, section: Section) -> Option<&'static str> {
        (self.section == Some(section)).then_some(if self.crumbs.is_empty() { "page" } else { "true" })
    }

    fn account(&self) -> Markup {
        html! {
            p { strong dir="auto" { (self.viewer.name) } span { (self.viewer.role) } }
            a.button.quiet href=(paths::help()) title="Help" { (Icon::Help) span { "Help" } }
            form method="post" action=(paths::sign_out()) {
                button.button.quiet type="submit" title="Sign out" { (Icon::SignOut) span { "Sign out" } }
            }
        }
    }
}

impl Render for Page<'_> {
    fn render(&self) -> Markup {
        let width = match self.width {
            Width::Form => "form-width",
            Width::Editor => "editor-width",
            Width::List => "list-width",
        };
        let title = if self.failed { format!("Error: {}", self.title) } else { self.title.to_owned() };
        document(
            &title,
            html! {
                body.panel {
                    a.skip href="#content" { "Skip to content" }
                    (self.navigation())
                    (self.top())
                    main id="content" tabindex="-1" class=(width) { (self.body) }
                }
            },
        )
    }
}

/// A page outside the panel: sign-in, set-up, errors. The body brings its own `h1`.
#[must_use]
pub fn bare(title: &str, body: Markup) -> Markup {
    document(
        title,
        html! {
            body.bare {
                main id="content" {
                    p.wordmark { "Galley" }
                    (body)
                }
            }
        },
    )
}

fn document(title: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) " · Galley" }
                link rel="icon" type="image/svg+xml" href=(assets::href("favicon.svg"));
                link rel="stylesheet" href=(assets::href("admin.css"));
                script type="module" src=(assets::href("admin.js")) {}
            }
            (body)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewer() -> Viewer {
        Viewer { name: "Ada <b>".into(), role: "Editor".into() }
    }

    #[test]
    fn a_page_has_one_heading_and_says_where_it_is() {
        let viewer = viewer();
        let page = Page::new("Back pain", &viewer, html! { p { "x" } })
            .section(Section::Articles)
            .crumb("Articles", "/admin/articles")
            .state(State::LiveChanged)
            .render()
            .into_string();
        assert_eq!(page.matches("<h1").count(), 1);
        assert_eq!(page.matches("aria-current=\"true\"").count(), 1);
        for part in ["lang=\"en\"", "href=\"#content\"", "<title>Back pain · Galley</title>", "Ada &lt;b&gt;"] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }

    #[test]
    fn a_page_with_errors_says_so_in_its_title() {
        let viewer = viewer();
        let page = Page::new("New article", &viewer, Markup::default()).failed(true).render().into_string();
        assert!(page.contains("<title>Error: New article · Galley</title>"));
    }

    #[test]
    fn no_page_carries_inline_style_or_script() {
        let viewer = viewer();
        for page in [Page::new("A", &viewer, Markup::default()).render(), bare("B", Markup::default())] {
            let page = page.into_string();
            assert!(!page.contains("<style") && !page.contains(" style=") && !page.contains(" onclick"));
            assert!(page.contains(&assets::href("admin.css")));
        }
    }

    #[test]
    fn a_kind_is_found_by_its_plural() {
        assert_eq!(Section::of_kind("ctas"), Some(Section::Ctas));
        assert_eq!(Section::of_kind("forms"), None);
    }
}
