//! The panel's places: the navigation at its side and the tabs of the settings.

use maud::{Markup, Render, html};

use super::{Icon, Viewer, palette};
use crate::{
    paths,
    permission::Permission::{self, CreateContent, ManagePeople, ManageSettings, ManageTokens, ReadAudit},
    words::t,
};

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
    Trash,
    Settings,
}

impl Section {
    /// In the order of the navigation. On a narrow screen the first four stand in the bar, the others in its menu.
    pub const ALL: [Self; 9] = [
        Self::Home,
        Self::Articles,
        Self::Faqs,
        Self::Ctas,
        Self::Authors,
        Self::Categories,
        Self::Tags,
        Self::Trash,
        Self::Settings,
    ];
    const IN_BAR: usize = 4;

    #[must_use]
    pub fn label(self) -> String {
        t!("section-" + self.parts().0)
    }

    #[must_use]
    pub const fn icon(self) -> Icon {
        self.parts().1
    }

    /// The section of a kind, by its plural.
    #[must_use]
    pub fn of_kind(plural: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.is_kind() && section.parts().0 == plural)
    }

    /// Where it leads; `None` when there is nothing behind it for this person.
    #[must_use]
    pub fn href(self, viewer: &Viewer) -> Option<String> {
        match self {
            Self::Home => Some(paths::home()),
            Self::Trash => Some(paths::trash()),
            Self::Settings => Tab::ALL.into_iter().find(|tab| tab.is_for(viewer)).map(Tab::href),
            kind => Some(paths::list(kind.parts().0)),
        }
    }

    /// Where another of its entries is begun; `None` when it holds none or this person may not.
    #[must_use]
    pub fn new_href(self, viewer: &Viewer) -> Option<String> {
        (self.is_kind() && viewer.may(CreateContent)).then(|| paths::new(self.parts().0))
    }

    const fn is_kind(self) -> bool {
        !matches!(self, Self::Home | Self::Trash | Self::Settings)
    }

    const fn parts(self) -> (&'static str, Icon) {
        match self {
            Self::Home => ("home", Icon::Home),
            Self::Articles => ("articles", Icon::Article),
            Self::Faqs => ("faqs", Icon::Faq),
            Self::Ctas => ("ctas", Icon::Cta),
            Self::Authors => ("authors", Icon::Author),
            Self::Categories => ("categories", Icon::Category),
            Self::Tags => ("tags", Icon::Tag),
            Self::Trash => ("trash", Icon::Trash),
            Self::Settings => ("settings", Icon::Settings),
        }
    }
}

/// A page of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Site,
    Frontends,
    People,
    Tokens,
    Audit,
    System,
}

impl Tab {
    pub const ALL: [Self; 6] = [Self::Site, Self::Frontends, Self::People, Self::Tokens, Self::Audit, Self::System];

    #[must_use]
    pub fn label(self) -> String {
        t!("tab-" + self.parts().0)
    }

    #[must_use]
    pub fn href(self) -> String {
        match self {
            Self::Site => paths::settings(),
            Self::Frontends => paths::frontends(),
            Self::People => paths::people(),
            Self::Tokens => paths::tokens(),
            Self::Audit => paths::audit(),
            Self::System => paths::system(),
        }
    }

    #[must_use]
    pub fn is_for(self, viewer: &Viewer) -> bool {
        viewer.may(self.parts().1)
    }

    const fn parts(self) -> (&'static str, Permission) {
        match self {
            Self::Site => ("site", ManageSettings),
            Self::Frontends => ("frontends", ManageSettings),
            Self::People => ("people", ManagePeople),
            Self::Tokens => ("tokens", ManageTokens),
            Self::Audit => ("audit", ReadAudit),
            Self::System => ("system", ManageSettings),
        }
    }
}

/// The tabs of the settings that are for this person.
#[must_use]
pub fn tabs(current: Tab, viewer: &Viewer) -> Markup {
    html! {
        nav.tabs aria-label=(t!("settings-navigation")) {
            ul {
                @for tab in Tab::ALL.into_iter().filter(|tab| tab.is_for(viewer)) {
                    li { a href=(tab.href()) aria-current=[(tab == current).then_some("page")] { (tab.label()) } }
                }
            }
        }
    }
}

/// The navigation, and on a narrow screen the bar with its menu.
pub struct Navigation<'a> {
    pub viewer: &'a Viewer,
    pub current: Option<Section>,
    /// What `aria-current` says of the section: the page itself, or one below it.
    pub is_page: bool,
}

impl Navigation<'_> {
    fn link(&self, section: Section, href: &str) -> Markup {
        let current = (self.current == Some(section)).then_some(if self.is_page { "page" } else { "true" });
        html! {
            a href=(href) title=(section.label()) aria-current=[current] { (section.icon()) span { (section.label()) } }
        }
    }

    fn account(&self) -> Markup {
        html! {
            a.me href=(paths::profile()) title=(t!("my-profile")) {
                strong dir="auto" { (self.viewer.name) }
                span { (t!("role-" + self.viewer.role.as_str())) }
            }
            a.button.quiet href=(paths::help()) title=(t!("help")) { (Icon::Help) span { (t!("help")) } }
            form method="post" action=(paths::sign_out()) {
                button.button.quiet type="submit" title=(t!("sign-out")) { (Icon::SignOut) span { (t!("sign-out")) } }
            }
        }
    }
}

impl Render for Navigation<'_> {
    fn render(&self) -> Markup {
        let places: Vec<(Section, String)> = Section::ALL
            .into_iter()
            .filter_map(|section| section.href(self.viewer).map(|href| (section, href)))
            .collect();
        html! {
            nav.main-nav aria-label=(t!("main-navigation")) {
                a.wordmark href=(paths::home()) aria-label=(t!("home-label")) { span { "G" } span.rest { "alley" } }
                (palette::opener())
                ul {
                    @for (index, (section, href)) in places.iter().enumerate() {
                        li.folded[index >= Section::IN_BAR].apart[*section == Section::Trash] { (self.link(*section, href)) }
                    }
                    li.more { button type="button" popovertarget="more" { (Icon::More) span { (t!("more")) } } }
                }
                div.account { (self.account()) }
            }
            nav.more-menu id="more" aria-label=(t!("more")) popover {
                (palette::opener())
                ul { @for (section, href) in places.iter().skip(Section::IN_BAR) { li { (self.link(*section, href)) } } }
                div.account { (self.account()) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{permission::Role, ui::sample};

    fn navigation(role: Role) -> String {
        let viewer = Viewer { role, ..sample::viewer() };
        Navigation { viewer: &viewer, current: Some(Section::Articles), is_page: true }.render().into_string()
    }

    #[test]
    fn what_somebody_may_not_see_is_not_offered() {
        assert!(navigation(Role::Owner).contains("href=\"/admin/settings\""));
        for role in [Role::Editor, Role::Author, Role::Contributor, Role::Viewer] {
            assert!(!navigation(role).contains("Settings"), "{role}");
        }
        assert_eq!(navigation(Role::Viewer).matches("aria-current=\"page\"").count(), 1);
    }

    #[test]
    fn a_new_entry_is_offered_to_who_may_make_one() {
        let viewer = |role| Viewer { role, ..sample::viewer() };
        assert_eq!(Section::Faqs.new_href(&viewer(Role::Author)).as_deref(), Some("/admin/faqs/new"));
        assert_eq!(Section::Faqs.new_href(&viewer(Role::Viewer)), None);
        assert_eq!(Section::Trash.new_href(&viewer(Role::Owner)), None);
    }

    #[test]
    fn a_kind_is_found_by_its_plural() {
        assert_eq!(Section::of_kind("ctas"), Some(Section::Ctas));
        assert_eq!(Section::of_kind("forms"), None);
        assert_eq!(Section::of_kind("trash"), None);
    }

    #[test]
    fn a_tab_says_that_it_is_the_current_one() {
        let tabs = tabs(Tab::Tokens, &Viewer { role: Role::Admin, ..sample::viewer() }).into_string();
        assert!(tabs.contains("href=\"/admin/tokens\" aria-current=\"page\"") && tabs.contains("People"), "{tabs}");
    }
}
