//! Two people changed the settings: both versions side by side, and nothing is lost.

use maud::{Markup, Render, html};

use crate::{
    paths,
    publishing::SiteVersion,
    settings::form::Typed,
    ui::{Button, Notice, Page, Tab, Viewer, button, form, shell::Width, text::field_words, time::when},
    words::{rich, t},
};

/// Shown instead of saving over somebody.
pub struct ConflictPage<'a> {
    pub viewer: &'a Viewer,
    pub theirs: &'a SiteVersion,
    /// Field, yours, theirs.
    pub differences: &'a [(&'a str, &'a str, &'a str)],
    /// All that was typed.
    pub typed: &'a Typed,
}

impl ConflictPage<'_> {
    /// All that was typed, sent again with what is to be done with it; from now on based on theirs.
    fn choice(&self) -> Markup {
        html! {
            form.conflict-choice method="post" action=(paths::settings()) {
                (form::hidden("_base", &self.theirs.version.to_string()))
                @for (name, value) in &self.typed.values { (form::hidden(name, value)) }
                (Button::primary(t!("site-keep-mine")))
                (button::link(&t!("site-keep-theirs"), &paths::settings()))
                (Button::quiet(t!("site-go-on")).value("_then", "edit"))
            }
        }
    }
}

impl Render for ConflictPage<'_> {
    fn render(&self) -> Markup {
        let side = |words: String, value: &str| {
            html! {
                div {
                    h3 { (words) }
                    @if value.trim().is_empty() { p.muted { (t!("nothing")) } }
                    @else { pre dir="auto" { (value) } }
                }
            }
        };
        let lead = match &self.theirs.changed {
            Some((name, at)) => {
                rich!("site-conflict-lead", name = html! { bdi { (name) } }, when = when(*at, self.viewer))
            }
            None => html! { (t!("site-conflict-unknown")) },
        };
        let body = html! {
            (Notice::warn(lead))
            (self.choice())
            @for (field, yours, theirs) in self.differences {
                section.difference {
                    h2 { (field_words(field)) }
                    (side(t!("site-yours"), yours))
                    (side(t!("site-theirs"), theirs))
                }
            }
        };
        Page::new(t!("site-conflict"), self.viewer, body)
            .tab(Tab::Site)
            .crumb(t!("site-title"), paths::settings())
            .width(Width::List)
            .failed(true)
            .render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{kinds, ui::sample, vocabulary::CatalogVersion};

    #[test]
    fn everything_typed_is_sent_again_over_theirs() {
        let kinds = kinds::registry();
        let at = sample::viewer().now;
        let theirs =
            SiteVersion { version: CatalogVersion(9), changed: Some(("Bo <b>".into(), at)), ..SiteVersion::default() };
        let mut typed = Typed::of(&theirs, kinds.specs());
        typed.values[0].1 = "Mine \"1\"".into();
        let newest = Typed::of(&theirs, kinds.specs());
        let differences = typed.differences(&newest);
        let viewer = sample::viewer();
        let page = ConflictPage { viewer: &viewer, theirs: &theirs, differences: &differences, typed: &typed };
        let page = page.render().into_string();
        for part in [
            "name=\"_base\" value=\"9\"",
            "name=\"name\" value=\"Mine &quot;1&quot;\"",
            "name=\"paths.tags\" value=\"/tags/{slug}\"",
            "Bo &lt;b&gt;",
            "<pre dir=\"auto\">Galley</pre>",
            "<title>Error: ",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert_eq!(page.matches("class=\"difference\"").count(), 1);
    }
}
