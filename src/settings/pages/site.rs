//! What the site says of itself: one form.

use maud::{Markup, Render, html};

use crate::{
    paths,
    publishing::SiteVersion,
    settings::form::{Typed, listed_field, path_field, with_pages},
    ui::{
        Button, Notice, Page, Tab, Viewer,
        form::{self, Choice, Field, Form},
        text::{capital, field_words},
        time::when,
    },
    vocabulary::{FieldErrors, KindSpec, Zone, path_pattern::SLUG},
    words::{rich, t},
};

const FORM: &str = "site";

/// The form.
pub struct SitePage<'a> {
    pub viewer: &'a Viewer,
    pub kept: &'a SiteVersion,
    pub typed: &'a Typed,
    pub kinds: &'a [KindSpec],
    pub errors: &'a FieldErrors,
    /// What is typed is not what is kept.
    pub unsaved: bool,
}

impl SitePage<'_> {
    fn field<'f>(&'f self, field: Field<'f>, name: &str) -> Field<'f> {
        field.value(self.typed.value(name)).error(form::error_at(self.errors, name))
    }

    fn address(&self, name: &str, hint: String) -> Markup {
        html! { (self.field(form::url(name, field_words(name)), name).hint(hint).optional()) }
    }

    fn path(&self, kind: &KindSpec) -> Markup {
        let name = path_field(kind.plural);
        let field = self.field(form::url(&name, capital(&t!("kinds-" + kind.name))), &name);
        // Of what is typed, once it is an address.
        let wrong = |field: &str| form::error_at(self.errors, field).is_some();
        if wrong(&name) || wrong("baseUrl") {
            return field.render();
        }
        let base = self.typed.value("baseUrl").trim().trim_end_matches('/');
        let path = self.typed.value(&name).trim().replace(SLUG, &t!("site-example-slug"));
        field.hint(t!("site-example", url = format!("{base}{path}"))).render()
    }

    fn listed(&self, kind: &KindSpec) -> Markup {
        let name = listed_field(kind.plural);
        let tick = form::checkbox(&name, capital(&t!("kinds-" + kind.name))).checked(self.typed.value(&name) == "true");
        tick.render()
    }

    /// How late it is where the site is; not told in the reader's own zone.
    fn zone_hint(&self) -> String {
        let now = self.viewer.site.time_zone.local(self.viewer.now);
        t!("site-zone-hint", now = now.format("%H:%M %Z").to_string())
    }

    fn body(&self) -> Markup {
        let zones: Vec<Choice<'_>> = Zone::all().map(|name| Choice::new(name, name)).collect();
        let zone = self.field(form::select("timeZone", field_words("timeZone"), &zones), "timeZone");
        let locale = self.field(form::text("defaultLocale", field_words("defaultLocale")), "defaultLocale");
        let organisation = form::text("organisation.name", field_words("organisation.name"));
        let organisation = self.field(organisation, "organisation.name");
        let mut name = self.field(form::text("name", t!("site-name")), "name").max_length(100);
        name = name.hint(t!("site-name-hint")).required();
        html! {
            (form::hidden("_base", &self.typed.base.to_string()))
            // For the script that asks before such a page is left.
            @if self.unsaved { template data-unsaved {} }
            (form::summary(self.errors))
            (name)
            (self.address("baseUrl", t!("site-base-hint")))
            (form::fieldset(&t!("site-paths"), html! {
                p.hint { (t!("site-paths-lead", slug = SLUG)) }
                @for kind in self.kinds { (self.path(kind)) }
                (Notice::plain(t!("site-paths-warning")))
            }))
            (form::fieldset(&t!("site-sitemap"), html! {
                p.hint { (t!("site-sitemap-lead")) }
                // Sent empty where it is not ticked, so that a form without it says nothing of it.
                @for kind in with_pages(self.kinds) { (form::hidden(&listed_field(kind.plural), "")) }
                @for kind in with_pages(self.kinds) { (self.listed(kind)) }
            }))
            (form::fieldset(&t!("site-organisation"), html! {
                p.hint { (t!("site-organisation-lead")) }
                (organisation.max_length(100).optional())
                (self.address("organisation.url", t!("site-organisation-url-hint")))
                (self.address("organisation.logo", t!("site-organisation-logo-hint")))
                (self.address("socialImage", t!("site-social-image-hint")))
            }))
            (form::fieldset(&t!("site-language-and-time"), form::row(html! {
                (locale.hint(t!("site-locale-hint")).max_length(20))
                (zone.hint(self.zone_hint()))
            })))
        }
    }

    fn status(&self) -> Option<Notice> {
        let (name, at) = self.kept.changed.as_ref()?;
        if self.unsaved {
            return Some(Notice::warn(t!("site-unsaved")));
        }
        Some(Notice::plain(rich!("saved-by", when = when(*at, self.viewer), name = html! { bdi { (name) } })))
    }
}

impl Render for SitePage<'_> {
    fn render(&self) -> Markup {
        let action = paths::settings();
        let form = Form { id: FORM, action: &action, guard: true, body: self.body() };
        Page::new(t!("site-title"), self.viewer, form.render())
            .tab(Tab::Site)
            .status(self.status())
            .actions(Button::primary(t!("save")).form(FORM).render())
            .failed(!self.errors.is_empty())
            .render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{kinds, ui::sample};

    fn page(change: impl FnOnce(&mut Typed), errors: &FieldErrors, unsaved: bool) -> String {
        let kinds = kinds::registry();
        let (viewer, kept) = (sample::viewer(), SiteVersion::default());
        let mut typed = Typed::of(&kept, kinds.specs());
        change(&mut typed);
        let kept = &kept;
        let page = SitePage { viewer: &viewer, kept, typed: &typed, kinds: kinds.specs(), errors, unsaved };
        page.render().into_string()
    }

    fn set(typed: &mut Typed, field: &str, value: &str) {
        typed.values.iter_mut().find(|(name, _)| name == field).unwrap().1 = value.to_owned();
    }

    #[test]
    fn each_path_shows_an_example_of_what_is_typed() {
        assert!(t!("site-example-slug").parse::<crate::vocabulary::Slug>().is_ok());
        let page = page(
            |typed| {
                set(typed, "baseUrl", "https://clinic.example/");
                set(typed, "paths.articles", "/blog/{slug}");
            },
            &FieldErrors::default(),
            false,
        );
        for part in [
            "https://clinic.example/blog/back-pain",
            "name=\"paths.articles\" type=\"text\" dir=\"auto\" value=\"/blog/{slug}\"",
            "https://clinic.example/tags/back-pain",
            "<option value=\"UTC\" selected>",
            "name=\"_base\" value=\"0\"",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(page.contains("15:00 UTC") && !page.contains("data-unsaved"));
    }

    #[test]
    fn errors_stand_at_their_fields_and_what_was_typed_stays() {
        let mut errors = FieldErrors::one("paths.faqs", "clash", "the articles <b>");
        errors.add("organisation.logo", "not_an_address", "use an address");
        let page = page(|typed| set(typed, "organisation.logo", "\"><script>"), &errors, true);
        for part in [
            "<title>Error: ",
            "id=\"field-paths-faqs-error\"",
            "href=\"#field-paths-faqs\">Path of FAQs: the articles &lt;b&gt;",
            "value=\"&quot;&gt;&lt;script&gt;\"",
            "data-unsaved",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
}
