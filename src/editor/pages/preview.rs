//! A draft as readers would see it, in a frame as wide as their screens.

use maud::{Markup, Render, html};

use super::{About, Shared, UseRow, below, shared, usage};
use crate::{
    frontends::{Framing, Frontend},
    paths,
    ui::{Notice, Preferences, State, Viewer, button, shell},
    words::{rich, t},
};

/// Pixels: a phone, a tablet, a desk.
const WIDTHS: [u16; 3] = [375, 768, 1280];

/// What a frontend may do within its frame. It runs its scripts, as it does for readers, and leads nobody away.
const SANDBOX: &str = "allow-scripts\u{20}allow-same-origin\u{20}allow-forms\u{20}allow-popups";

/// What stands for Galley's own preview where a frontend may be named.
pub const HERE: &str = "galley";

/// The page around the frame.
pub struct PreviewPage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    pub state: State,
    /// As it was asked for; one that is none of ours means the widest.
    pub width: Option<u16>,
    /// What the draft refers to and readers do not get.
    pub lacking: &'a [UseRow],
    pub frontends: &'a [Frontend],
    /// The draft on a frontend; `None`: drawn by us.
    pub real: Option<&'a Real<'a>>,
    pub links: &'a [Shared],
}

/// A draft on a frontend.
pub struct Real<'a> {
    pub frontend: &'a Frontend,
    /// With a token for whoever looks.
    pub href: String,
}

/// A page of ours in a frame that runs nothing; `width` is a number of [`WIDTHS`], or `whole`.
pub(super) fn framed(src: &str, label: &str, title: &str, width: &str) -> Markup {
    html! {
        div.preview-frame role="region" tabindex="0" aria-label=(label) {
            iframe class={ "preview-" (width) } src=(src) sandbox="allow-same-origin" title=(title) {}
        }
    }
}

impl PreviewPage<'_> {
    fn width(&self) -> u16 {
        let [.., widest] = WIDTHS;
        self.width.filter(|width| WIDTHS.contains(width)).unwrap_or(widest)
    }

    /// Where the draft is looked at, and how wide.
    fn choices(&self) -> Markup {
        let (plural, id, width) = (self.about.words.plural, self.about.id, self.width());
        let on = self.real.map_or_else(|| HERE.to_owned(), |real| real.frontend.id.to_string());
        let places = self.frontends.iter().map(|one| (one.id.to_string(), one.name.clone()));
        let places = places.chain([(HERE.to_owned(), t!("preview-on-galley"))]);
        let choice = |href: String, current: bool, label: Markup| {
            html! { li { a href=(href) aria-current=[current.then_some("true")] { (label) } } }
        };
        html! {
            @if !self.frontends.is_empty() {
                nav.preview-widths aria-label=(t!("preview-on")) {
                    ul {
                        @for (one, name) in places {
                            (choice(paths::preview_at(plural, id, &one, width), one == on, html! { bdi { (name) } }))
                        }
                    }
                }
            }
            nav.preview-widths aria-label=(t!("preview-widths")) {
                ul {
                    @for one in WIDTHS {
                        (choice(paths::preview_at(plural, id, &on, one), one == width, html! { (t!("preview-width-" + one.to_string())) }))
                    }
                }
            }
        }
    }

    fn frame(&self) -> Markup {
        let (plural, id, name) = (self.about.words.plural, self.about.id, self.about.name());
        let (width, title) = (self.width(), t!("preview-of", name = &*name));
        html! {
            @if let Some(real) = self.real {
                p.preview-open {
                    a href=(real.href) target="_blank" rel="noreferrer" {
                        (rich!("preview-open-on", name = html! { bdi { (real.frontend.name) } }))
                    }
                }
                @if real.frontend.framing == Some(Framing::Refused) {
                    (Notice::warn(t!("preview-not-framed")))
                } @else {
                    div.preview-frame role="region" tabindex="0" aria-label=(t!("preview")) {
                        iframe class={ "preview-" (width) } src=(real.href) referrerpolicy="no-referrer" title=(title)
                            sandbox=(SANDBOX) {}
                    }
                }
            } @else {
                (framed(&paths::preview_page(plural, id), &t!("preview"), &title, &width.to_string()))
            }
        }
    }
}

impl Render for PreviewPage<'_> {
    fn render(&self) -> Markup {
        let (plural, id, name) = (self.about.words.plural, self.about.id, self.about.name());
        let body = html! {
            (self.choices())
            @if !self.lacking.is_empty() {
                (Notice::warn(t!("preview-lacking", count = self.lacking.len())))
                (usage::list(self.lacking))
            }
            (self.frame())
            (shared::part(self.viewer, self.about, self.links))
        };
        below(&t!("preview"), self.about, &name, self.viewer, body)
            .state(self.state)
            .actions(button::link(&t!("preview-back"), &paths::edit(plural, id)))
            .width(shell::Width::List)
            .render()
    }
}

/// The page within the frame.
pub struct FramedPage<'a> {
    pub preferences: &'a Preferences,
    pub title: &'a str,
    /// Drawn by the entry's kind.
    pub shown: Markup,
}

impl Render for FramedPage<'_> {
    fn render(&self) -> Markup {
        let body = html! { main.reading { (self.shown) } };
        shell::framed(self.title, self.preferences, body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{editor::pages::sample, vocabulary::EntryId};

    fn page(width: Option<u16>, lacking: &[UseRow]) -> String {
        drawn(width, lacking, &[], None, &[])
    }

    fn drawn(
        width: Option<u16>,
        lacking: &[UseRow],
        frontends: &[Frontend],
        real: Option<&Real<'_>>,
        links: &[Shared],
    ) -> String {
        let (viewer, about) = (sample::viewer(), sample::about());
        let (viewer, about, state) = (&viewer, &about, State::Draft);
        PreviewPage { viewer, about, state, width, lacking, frontends, real, links }.render().into_string()
    }

    #[test]
    fn a_frontend_is_framed_unless_it_refuses_and_can_be_opened() {
        let template = crate::frontends::Template::read("https://a.example/{token}").unwrap();
        let one =
            Frontend { id: crate::vocabulary::FrontendId::new(), name: "Site <b>".into(), template, framing: None };
        let all = [one.clone()];
        let real = |frontend| Real { frontend, href: "https://a.example/t".into() };
        let shown = drawn(None, &[], &all, Some(&real(&one)), &[]);
        for part in [
            "src=\"https://a.example/t\"",
            "href=\"https://a.example/t\"",
            "Site &lt;b&gt;",
            "?on=galley&amp;width=1280",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        let refusing = Frontend { framing: Some(Framing::Refused), ..one.clone() };
        let shown = drawn(None, &[], &all, Some(&real(&refusing)), &[]);
        assert!(!shown.contains("<iframe") && shown.contains("href=\"https://a.example/t\""), "{shown}");
        assert!(drawn(None, &[], &all, None, &[]).contains("/preview/page\""));
    }

    #[test]
    fn the_frame_runs_nothing_and_is_as_wide_as_was_asked() {
        let shown = page(Some(375), &[]);
        assert!(shown.contains("class=\"preview-375\"") && shown.contains("sandbox=\"allow-same-origin\""), "{shown}");
        for other in [None, Some(9)] {
            assert!(page(other, &[]).contains("class=\"preview-1280\""));
        }
    }

    #[test]
    fn what_readers_would_not_get_is_named() {
        let draft = UseRow {
            plural: "faqs",
            id: EntryId::new(),
            title: "Why <now>?".into(),
            state: State::Draft,
            draft_only: false,
            places: Vec::new(),
        };
        let shown = page(None, &[draft]);
        assert!(shown.contains("Why &lt;now&gt;?") && shown.contains("1 entry"), "{shown}");
    }

    #[test]
    fn the_page_in_the_frame_has_no_script() {
        let viewer = sample::viewer();
        let page = FramedPage { preferences: &viewer.preferences, title: "A <b>", shown: Markup::default() }
            .render()
            .into_string();
        assert!(!page.contains("<script") && page.contains("A &lt;b&gt;") && page.contains("stylesheet"), "{page}");
    }
}
