//! The frame of every page: skip link, navigation, top bar; and the bare frame of the pages outside.
//!
//! The top bar holds breadcrumb, state, status and actions, in the same place on every page.

use std::borrow::Cow;

use maud::{DOCTYPE, Markup, Render, html};

use super::{
    Notice, Preferences, Section, State, Tab, Theme, Viewer,
    icon::Icon,
    nav::{self, Navigation},
    palette,
};
use crate::{paths, platform::assets, words::t};

/// How wide the content may grow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Width {
    /// 640 px.
    #[default]
    Form,
    /// 720 px.
    Editor,
    /// 720 px and a panel beside it.
    Beside,
    /// 1200 px.
    List,
}

/// A page for somebody who is signed in.
#[derive(Debug)]
#[must_use]
pub struct Page<'a> {
    title: Cow<'a, str>,
    viewer: &'a Viewer,
    section: Option<Section>,
    tab: Option<Tab>,
    crumbs: Vec<(Cow<'a, str>, String)>,
    state: Option<State>,
    status: Option<Notice>,
    actions: Markup,
    width: Width,
    failed: bool,
    script: Option<&'static str>,
    body: Markup,
}

impl<'a> Page<'a> {
    /// The title is the page's `h1`, at the end of the breadcrumb.
    pub fn new(title: impl Into<Cow<'a, str>>, viewer: &'a Viewer, body: Markup) -> Self {
        Self {
            title: title.into(),
            viewer,
            section: None,
            tab: None,
            crumbs: Vec::new(),
            state: None,
            status: None,
            actions: Markup::default(),
            width: Width::default(),
            failed: false,
            script: None,
            body,
        }
    }

    /// Marks the place in the navigation.
    pub fn section(mut self, section: Section) -> Self {
        self.section = Some(section);
        self
    }

    /// A page of the settings: their tabs stand above it.
    pub fn tab(mut self, tab: Tab) -> Self {
        self.tab = Some(tab);
        self.section(Section::Settings)
    }

    /// A page above this one, outermost first.
    pub fn crumb(mut self, label: impl Into<Cow<'a, str>>, href: impl Into<String>) -> Self {
        self.crumbs.push((label.into(), href.into()));
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

    /// A script of its own, by its plain name, beside the one that every page has.
    pub fn script(mut self, name: &'static str) -> Self {
        self.script = Some(name);
        self
    }

    fn top(&self) -> Markup {
        html! {
            header.top {
                nav.crumbs aria-label=(t!("breadcrumb")) {
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
}

impl Render for Page<'_> {
    fn render(&self) -> Markup {
        let width = match self.width {
            Width::Form => "form-width",
            Width::Editor => "editor-width",
            Width::Beside => "beside-width",
            Width::List => "list-width",
        };
        let navigation = Navigation {
            viewer: self.viewer,
            current: self.section,
            is_page: self.crumbs.is_empty() && self.tab.is_none(),
        };
        // Where single keys lead: `admin-assets/js/shortcuts.js`.
        let new = self.section.and_then(|section| section.new_href(self.viewer));
        let body = html! {
            body.panel data-new=[new] data-help=(paths::help()) {
                a.skip href="#content" { (t!("skip")) }
                (navigation)
                (self.top())
                main id="content" tabindex="-1" class=(width) {
                    @if let Some(tab) = self.tab { (nav::tabs(tab, self.viewer)) }
                    (self.body)
                }
                (palette::dialogs())
            }
        };
        document(&self.title, self.failed, &self.viewer.preferences, self.script, body)
    }
}

/// A page outside the panel: sign-in, set-up, errors. The body brings its own `h1`.
#[must_use]
pub fn bare(title: &str, failed: bool, body: Markup) -> Markup {
    let body = html! {
        body.bare {
            main id="content" {
                p.wordmark { (t!("galley")) }
                (body)
            }
        }
    };
    document(title, failed, &Preferences::default(), None, body)
}

/// A page within a frame of another: it runs nothing, and its links, which have nowhere to go, do nothing.
#[must_use]
pub fn framed(title: &str, preferences: &Preferences, body: Markup) -> Markup {
    whole(title, preferences, html! { base target="_blank"; }, html! { body.framed { (body) } })
}

fn document(title: &str, failed: bool, preferences: &Preferences, script: Option<&str>, body: Markup) -> Markup {
    let title = if failed { t!("page-title-error", title = title) } else { title.to_owned() };
    let scripts = html! {
        @for name in ["admin.js"].into_iter().chain(script) { script type="module" src=(assets::href(name)) {} }
    };
    whole(&title, preferences, scripts, body)
}

fn whole(title: &str, preferences: &Preferences, last_of_head: Markup, body: Markup) -> Markup {
    let schemes: &[&str] = match preferences.theme {
        Theme::System => &["light", "dark"],
        Theme::Light => &["light"],
        Theme::Dark => &["dark"],
    };
    html! {
        (DOCTYPE)
        html lang="en" data-theme=(preferences.theme.as_str()) data-density=(preferences.density.as_str())
            data-shortcuts=[(!preferences.shortcuts).then_some("off")] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content=(schemes.join(" "));
                meta name="robots" content="noindex";
                title { (t!("page-title", title = title)) }
                link rel="icon" type="image/svg+xml" href=(assets::href("favicon.svg"));
                link rel="stylesheet" href=(assets::href("admin.css"));
                (last_of_head)
            }
            (body)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::{Density, sample};

    #[test]
    fn a_page_has_one_heading_and_says_where_it_is() {
        let viewer = Viewer { name: "Ada <b>".into(), ..sample::viewer() };
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
        let viewer = sample::viewer();
        let page = Page::new("New article", &viewer, Markup::default()).failed(true).render().into_string();
        assert!(page.contains("<title>Error: New article · Galley</title>"));
    }

    #[test]
    fn no_page_carries_inline_style_or_script() {
        let viewer = sample::viewer();
        for page in [Page::new("A", &viewer, Markup::default()).render(), bare("B", false, Markup::default())] {
            let page = page.into_string();
            assert!(!page.contains("<style") && !page.contains(" style=") && !page.contains(" onclick"));
            assert!(page.contains(&assets::href("admin.css")));
        }
    }

    #[test]
    fn a_page_is_as_its_viewer_likes_it() {
        let preferences = Preferences { theme: Theme::Dark, density: Density::Compact, shortcuts: false };
        let viewer = Viewer { preferences, ..sample::viewer() };
        let page = Page::new("A", &viewer, Markup::default()).tab(Tab::People).render().into_string();
        for part in ["data-theme=\"dark\"", "data-density=\"compact\"", "data-shortcuts=\"off\"", "content=\"dark\""] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
}
