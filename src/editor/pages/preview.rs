//! A draft as readers would see it, in a frame as wide as their screens.

use maud::{Markup, Render, html};

use super::{About, UseRow, below, usage};
use crate::{
    paths,
    ui::{Notice, State, Viewer, button, shell},
    words::t,
};

/// Pixels: a phone, a tablet, a desk.
const WIDTHS: [u16; 3] = [375, 768, 1280];

/// The page around the frame.
pub struct PreviewPage<'a> {
    pub viewer: &'a Viewer,
    pub about: &'a About,
    pub state: State,
    /// As it was asked for; one that is none of ours means the widest.
    pub width: Option<u16>,
    /// What the draft refers to and readers do not get.
    pub lacking: &'a [UseRow],
}

impl Render for PreviewPage<'_> {
    fn render(&self) -> Markup {
        let (plural, id, name) = (self.about.words.plural, self.about.id, self.about.name());
        let [.., widest] = WIDTHS;
        let width = self.width.filter(|width| WIDTHS.contains(width)).unwrap_or(widest);
        let body = html! {
            nav.preview-widths aria-label=(t!("preview-widths")) {
                ul {
                    @for one in WIDTHS {
                        li {
                            a href=(paths::preview_at(plural, id, one)) aria-current=[(one == width).then_some("true")] {
                                (t!("preview-width-" + one.to_string()))
                            }
                        }
                    }
                }
            }
            @if !self.lacking.is_empty() {
                (Notice::warn(t!("preview-lacking", count = self.lacking.len())))
                (usage::list(self.lacking))
            }
            div.preview-frame role="region" tabindex="0" aria-label=(t!("preview")) {
                iframe class={ "preview-" (width) } src=(paths::preview_page(plural, id)) sandbox="allow-same-origin"
                    title=(t!("preview-of", name = &*name)) {}
            }
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
    pub viewer: &'a Viewer,
    pub title: &'a str,
    /// Drawn by the entry's kind.
    pub shown: Markup,
}

impl Render for FramedPage<'_> {
    fn render(&self) -> Markup {
        let body = html! { main.reading { (self.shown) } };
        shell::framed(self.title, &self.viewer.preferences, body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{editor::pages::sample, vocabulary::EntryId};

    fn page(width: Option<u16>, lacking: &[UseRow]) -> String {
        let (viewer, about) = (sample::viewer(), sample::about());
        PreviewPage { viewer: &viewer, about: &about, state: State::Draft, width, lacking }.render().into_string()
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
        let page = FramedPage { viewer: &viewer, title: "A <b>", shown: Markup::default() }.render().into_string();
        assert!(!page.contains("<script") && page.contains("A &lt;b&gt;") && page.contains("stylesheet"), "{page}");
    }
}
