//! What readers saw at a moment: the question, which version it was, and the page as it was.

use maud::{Markup, Render, html};

use super::{About, below, history, preview};
use crate::{
    paths,
    ui::{Button, Viewer, empty::empty, form, shell::Width},
    vocabulary::Time,
    words::t,
};

/// A moment that somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Then {
    pub at: Time,
    /// The version that readers got then.
    pub version: Option<Version>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub number: i64,
    /// What people call it.
    pub name: Option<String>,
    /// From when to when readers got it; still, where there is no end.
    pub served: (Time, Option<Time>),
}

pub struct PastPage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    /// As it was typed.
    pub typed: &'a str,
    /// What was asked; or why that is no moment.
    pub then: Result<&'a Then, &'a str>,
}

impl Render for PastPage<'_> {
    fn render(&self) -> Markup {
        let (plural, id, name) = (self.about.words.plural, self.about.id, self.about.name());
        let body = html! {
            (ask(self.about, self.viewer, self.typed, self.then.err()))
            @if let Ok(then) = self.then {
                @match &then.version {
                    Some(version) => {
                        p.lead {
                            a href=(paths::revision(plural, id, version.number)) { (t!("version", number = version.number)) }
                            @if let Some(name) = &version.name { " " strong dir="auto" { (name) } }
                        }
                        p.muted { (history::served(version.served, self.viewer)) }
                        @let page = paths::past_page_at(plural, id, then.at);
                        (preview::framed(&page, &t!("past-title"), &t!("past-of", name = &*name), "whole"))
                    }
                    None => (empty(&t!("past-nothing"), &t!("past-nothing-hint"), Markup::default())),
                }
            }
        };
        below(&t!("past-title"), self.about, &name, self.viewer, body)
            .crumb(t!("history-title"), paths::history(plural, id))
            .width(Width::List)
            .render()
    }
}

/// The question: a day and a time as the site's clocks show them.
pub(super) fn ask(about: &About, viewer: &Viewer, typed: &str, error: Option<&str>) -> Markup {
    let zone = t!("past-zone", zone = viewer.site.time_zone.name());
    html! {
        form.past method="get" action=(paths::past(about.words.plural, about.id)) {
            (form::datetime("at", t!("past-at")).value(typed).hint(zone).error(error).required())
            (Button::plain(t!("past-show")))
        }
    }
}

/// A moment as the question takes it.
pub fn local(at: Time, viewer: &Viewer) -> String {
    viewer.site.time_zone.local(at).format("%Y-%m-%dT%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::pages::sample;

    fn page(then: Result<&Then, &str>) -> String {
        let (viewer, about) = (sample::viewer(), sample::about());
        PastPage { viewer: &viewer, about: &about, typed: "2026-11-02T14:02", then }.render().into_string()
    }

    #[test]
    fn a_moment_shows_its_version_nothing_or_why_it_is_none() {
        let at = sample::at("2026-11-02T14:02:00Z");
        let shown =
            page(Ok(&Then { at, version: Some(Version { number: 3, name: Some("<b>".into()), served: (at, None) }) }));
        assert!(
            shown.contains("Version 3") && shown.contains("&lt;b&gt;") && shown.contains("at=2026-11-02T14%3A02%3A00Z"),
            "{shown}"
        );
        assert!(
            shown.contains("sandbox=\"allow-same-origin\"") && shown.contains("value=\"2026-11-02T14:02\""),
            "{shown}"
        );
        assert!(!page(Ok(&Then { at, version: None })).contains("<iframe"));
        let refused = page(Err("no <moment>"));
        assert!(refused.contains("no &lt;moment&gt;") && !refused.contains("<iframe"), "{refused}");
    }
}
