//! A save that met what somebody else did: both versions side by side, or what was typed over something that is now
//! in the trash. Whichever is kept, nothing is lost.

use maud::{Markup, Render, html};

use super::{About, Difference, below, difference, quoted};
use crate::{
    ui::{Button, Notice, Viewer, form, shell::Width, text, time::when},
    vocabulary::Time,
    words::{rich, t},
};

/// Shown instead of saving over somebody.
pub struct ConflictPage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    pub their_name: &'a str,
    pub their_time: Time,
    /// Theirs; whatever is saved next is based on it.
    pub their_revision: i64,
    /// From theirs to what was typed.
    pub differences: &'a [Difference],
    /// All that was typed, as the form sent it.
    pub typed: &'a [(String, String)],
    /// Whether what was typed may become an entry of its own.
    pub may_copy: bool,
}

/// Shown when the entry was put into the trash while somebody typed.
pub struct GonePage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    /// Who put it there, and when.
    pub act: Option<(&'a str, Time)>,
    /// What the form was based on.
    pub base: i64,
    pub typed: &'a [(String, String)],
    pub may_recover: bool,
    pub may_copy: bool,
}

/// All that was typed, sent again with what is to be done with it.
fn again(about: &About, base: i64, typed: &[(String, String)], buttons: Markup) -> Markup {
    html! {
        form.conflict-choice method="post" action=(about.href()) {
            (form::hidden("_base", &base.to_string()))
            @for (name, value) in typed {
                // Where a line breaks matters, and an input has one line.
                @if value.contains('\n') { textarea name=(name) hidden { "\n" (value) } }
                @else { (form::hidden(name, value)) }
            }
            (buttons)
        }
    }
}

impl Render for ConflictPage<'_> {
    fn render(&self) -> Markup {
        let name = self.about.name();
        let buttons = html! {
            (Button::primary(t!("keep-mine")).value("_then", "save"))
            (Button::plain(t!("keep-theirs")).value("_then", "theirs"))
            @if self.may_copy { (Button::plain(t!("keep-both")).value("_then", "copy")) }
            (Button::quiet(t!("keep-typing")).value("_then", "edit"))
        };
        let said = rich!(
            "conflict-lead",
            name = html! { bdi { (self.their_name) } },
            kind = self.about.words.one.as_str(),
            when = when(self.their_time, self.viewer)
        );
        let body = html! {
            (Notice::warn(said))
            (again(self.about, self.their_revision, self.typed, buttons))
            @if self.may_copy { p.muted { (t!("keep-both-hint")) } }
            @if self.differences.is_empty() { p { (t!("diff-none")) } }
            @else {
                h2 { (t!("diff-heading")) }
                (difference::legend_beside())
                @for one in self.differences { (one.beside(&t!("theirs"), &t!("yours"))) }
            }
        };
        below(&t!("conflict-title"), self.about, &name, self.viewer, body).failed(true).width(Width::List).render()
    }
}

impl Render for GonePage<'_> {
    fn render(&self) -> Markup {
        let name = self.about.name();
        let said = match self.act {
            Some((by, at)) => rich!(
                "gone-lead-by",
                name = html! { bdi { (by) } },
                title = quoted(&name),
                when = when(at, self.viewer)
            ),
            None => rich!("gone-lead", title = quoted(&name)),
        };
        let copy = || Button::plain(t!("gone-copy")).value("_then", "copy");
        let buttons = html! {
            @if self.may_recover { (Button::primary(t!("gone-recover")).value("_then", "recover")) }
            @if self.may_copy { (copy()) }
        };
        let body = html! {
            (Notice::warn(said))
            (again(self.about, self.base, self.typed, buttons))
            h2 { (t!("gone-typed")) }
            @for (name, value) in self.typed.iter().filter(|(_, value)| !value.trim().is_empty()) {
                section.difference.one {
                    h3 { (text::field_words(name)) }
                    div.compared dir="auto" { (value) }
                }
            }
        };
        below(&t!("gone-title"), self.about, &name, self.viewer, body).failed(true).width(Width::Editor).render()
    }
}

/// On the form of an entry that was made of what was typed over another.
pub fn copied(original: &About) -> Notice {
    let link = html! { a href=(original.href()) { (quoted(&original.name())) } };
    Notice::ok(rich!("conflict-copied", original = link))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::diff::{Part, Piece},
        editor::pages::sample,
    };

    fn typed() -> [(String, String); 2] {
        [("title".to_owned(), "A \"b\"".to_owned()), ("body".to_owned(), "\none\n<two>".to_owned())]
    }

    fn conflict(may_copy: bool) -> String {
        let parts = vec![Part::Changed(vec![Piece::Inserted("one".into())])];
        let page = ConflictPage {
            viewer: &sample::viewer(),
            about: &sample::about(),
            their_name: "Bo",
            their_time: sample::at("2026-11-02T14:02:00Z"),
            their_revision: 8,
            differences: &[Difference { field: "body".into(), parts }],
            typed: &typed(),
            may_copy,
        };
        page.render().into_string()
    }

    #[test]
    fn everything_typed_is_sent_again_to_the_letter() {
        let page = conflict(true);
        for part in [
            "name=\"_base\" value=\"8\"",
            "name=\"title\" value=\"A &quot;b&quot;\"",
            "<textarea name=\"body\" hidden>\n\none\n&lt;two&gt;</textarea>",
            "Keep mine",
            "Keep theirs",
            "Keep both",
            "<p class=\"muted\">Nothing</p>",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!conflict(false).contains("Keep both"));
    }

    #[test]
    fn what_was_typed_over_something_trashed_can_be_saved_in_two_ways() {
        let gone = |may_recover, may_copy| {
            let act = Some(("Bo <b>", sample::at("2026-11-02T14:02:00Z")));
            let (viewer, about, typed) = (&sample::viewer(), &sample::about(), &typed());
            GonePage { viewer, about, act, base: 3, typed, may_recover, may_copy }.render().into_string()
        };
        let page = gone(true, true);
        for part in [
            "Bo &lt;b&gt;",
            "value=\"recover\"",
            "value=\"copy\"",
            "&lt;two&gt;</textarea>",
            "<title>Error: In the trash",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        let page = gone(false, false);
        assert!(
            !page.contains("value=\"recover\"") && !page.contains("value=\"copy\"") && page.contains("&lt;two&gt;")
        );
    }

    #[test]
    fn a_copy_leads_to_its_original() {
        let about = sample::about();
        let notice = copied(&about).render().into_string();
        assert!(notice.contains(&about.href()) && notice.contains("Back &lt;pain&gt;"), "{notice}");
    }
}
