//! Another entry in the place of one that goes: which one, and what would change.

use maud::{Markup, Render, html};

use super::{
    About, Place, UseRow, below, quoted,
    usage::{how_many, link, list, note},
};
use crate::{
    paths,
    ui::{Button, Notice, State, Viewer, button, form},
    vocabulary::EntryId,
    words::{rich, t},
};

/// An entry that may take the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    pub slug: String,
    pub title: String,
}

/// How a replacement stands.
#[derive(Debug, Clone)]
pub enum Standing {
    /// By this entry, at one press.
    Ready(About, EntryId),
    /// What was typed will not do; why, as a code.
    Wrong(&'static str),
    /// One of the entries may not be changed.
    Denied,
    /// One of the live entries is not fit for readers as it is.
    NotReady,
    /// A live entry refers to something else that is not live.
    Unpublished,
}

pub struct ReplacePage<'a> {
    pub viewer: &'a Viewer,
    /// The one that goes.
    pub about: &'a About,
    pub typed: &'a str,
    pub to: Place,
    pub standing: Standing,
    /// Those that would change; or those that stand against it.
    pub uses: &'a [UseRow],
    pub offered: &'a [Offered],
}

/// Asks for what takes the place: a slug, a title, or words of it.
pub(super) fn field(about: &About, to: Place, typed: &str, error: Option<&str>, offered: &[Offered]) -> Markup {
    const LIST: &str = "field-with-list";
    let id = form::id("with");
    let describe = if error.is_some() { format!("{id}-error {id}-hint") } else { format!("{id}-hint") };
    html! {
        section.confirm {
            h2 { (t!("replace-heading", kind = about.words.one.as_str())) }
            form.replace method="get" action=(paths::replacement(about.words.plural, about.id)) {
                (form::hidden("then", to.as_str()))
                div.field.invalid[error.is_some()] {
                    label for=(id) { (t!("replace-with")) }
                    p.hint id={ (id) "-hint" } { (t!("replace-hint")) }
                    @if let Some(error) = error { p.field-error id={ (id) "-error" } { (crate::ui::Icon::Warning) (error) } }
                    input id=(id) name="with" type="text" dir="auto" value=(typed) list=(LIST) autocomplete="off"
                        aria-invalid=[error.map(|_| "true")] autofocus[error.is_some()] aria-describedby=(describe);
                    datalist id=(LIST) {
                        @for one in offered { option value=(one.slug) { (one.title) } }
                    }
                }
                (Button::plain(t!("replace-preview")))
            }
        }
    }
}

impl ReplacePage<'_> {
    fn ready(&self, with: &About, id: EntryId) -> Markup {
        let (plural, own) = (self.about.words.plural, self.about.id);
        let count = how_many(self.uses);
        let other = html! { a href=(with.href()) { (quoted(&with.name())) } };
        html! {
            section.confirm {
                h2 { (t!("replace-effect", count = count)) }
                p { (rich!("replace-lead", from = quoted(&self.about.name()), to = other)) }
                ul.uses {
                    @for one in self.uses {
                        li { (link(one)) (note(one)) p.muted { (Self::effect(one)) } }
                    }
                }
                p.muted { (t!("replace-undo-" + self.to.as_str())) }
                form.actions method="post" action=(paths::replacement(plural, own)) {
                    (form::hidden("with", &id.to_string()))
                    (form::hidden("then", self.to.as_str()))
                    (Button::primary(t!("replace-button-" + self.to.as_str())).focused())
                    (button::link(&t!("cancel"), &paths::edit(plural, own)))
                }
            }
        }
    }

    fn effect(one: &UseRow) -> String {
        match one.state {
            State::Live => t!("replace-of-live"),
            State::LiveChanged if !one.draft_only => t!("replace-of-changed"),
            _ => t!("replace-of-draft"),
        }
    }
}

impl Render for ReplacePage<'_> {
    fn render(&self) -> Markup {
        let name = self.about.name();
        let ask = |error: Option<&str>| field(self.about, self.to, self.typed, error, self.offered);
        let stopped = |words: String| html! { (Notice::danger(words)) (list(self.uses)) (ask(None)) };
        let body = match &self.standing {
            Standing::Ready(with, id) => html! { (self.ready(with, *id)) (ask(None)) },
            Standing::Wrong(code) => {
                let error = t!("replace-error-" + code);
                html! { (ask(Some(&error))) @if !self.uses.is_empty() { (list(self.uses)) } }
            }
            Standing::Denied => stopped(t!("replace-denied")),
            Standing::NotReady => stopped(t!("replace-not-ready")),
            Standing::Unpublished => stopped(t!("replace-unpublished")),
        };
        let failed = !matches!(self.standing, Standing::Ready(..));
        below(&t!("replace-title"), self.about, &name, self.viewer, body).failed(failed).render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::pages::{sample, usage::sample_use};

    fn page(standing: Standing) -> String {
        let uses = [sample_use(State::Live, false), sample_use(State::LiveChanged, false)];
        let (viewer, about) = (&sample::viewer(), &sample::about());
        let (uses, to, typed) = (&uses, Place::Trash, "hi<ps>");
        ReplacePage { viewer, about, typed, to, standing, uses, offered: &[] }.render().into_string()
    }

    #[test]
    fn what_would_change_is_shown_before_it_does() {
        let id = EntryId::new();
        let shown = page(Standing::Ready(sample::about(), id));
        for part in
            [&format!("name=\"with\" value=\"{id}\""), "name=\"then\" value=\"trash\"", "autofocus", "Kn&lt;ee&gt;s"]
        {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert!(shown.contains("Change 2 entries"), "{shown}");
    }

    #[test]
    fn what_was_typed_stays_and_what_is_wrong_is_said_at_the_field() {
        for code in ["required", "unknown_reference", "several", "itself", "wrong_kind", "not_live", "refers_back"] {
            let shown = page(Standing::Wrong(code));
            assert!(shown.contains("value=\"hi&lt;ps&gt;\"") && shown.contains("field-with-error"), "{shown}");
            assert!(shown.contains("<title>Error: ") && !shown.contains(&format!("replace-error-{code}")), "{shown}");
        }
        for standing in [Standing::Denied, Standing::NotReady, Standing::Unpublished] {
            let shown = page(standing);
            assert!(shown.contains("role=\"alert\"") && !shown.contains("method=\"post\" action=\"/admin/articles"));
        }
    }
}
