//! The links to a draft that were shared, and the form that makes another.

use maud::{Markup, html};

use super::About;
use crate::{
    frontends::{Lifetime, Link},
    paths,
    ui::{Button, Icon, Viewer, button, form, part::part as section, time::when},
    words::{rich, t},
};

/// A link with where it leads: a place's name and an address each.
pub struct Shared {
    pub link: Link,
    pub addresses: Vec<(String, String)>,
}

pub(super) fn part(viewer: &Viewer, about: &About, links: &[Shared]) -> Markup {
    let (plural, id) = (about.words.plural, about.id);
    let words = Lifetime::ALL.map(|one| (one.as_str(), t!("share-for-" + one.as_str())));
    let lifetimes = words.each_ref().map(|(word, label)| form::Choice::new(word, label));
    let lifetime = form::select("lifetime", t!("share-lifetime"), &lifetimes).value(Lifetime::Day.as_str());
    let body = html! {
        form.share-form method="post" action=(paths::preview_links(plural, id)) {
            (lifetime)
            (Button::plain(t!("share-make")).icon(Icon::Plus))
        }
        @if !links.is_empty() {
            ul.shared-links { @for (at, one) in links.iter().enumerate() { li { (line(viewer, about, one, at)) } } }
        }
    };
    html! { div id="shared" { (section(&t!("share-draft"), &t!("share-lead"), body)) } }
}

fn line(viewer: &Viewer, about: &About, shared: &Shared, at: usize) -> Markup {
    let Shared { link, addresses } = shared;
    let (shown, by) = (|at| when(at, viewer), html! { bdi { (link.by) } });
    html! {
        @for (place, (name, address)) in addresses.iter().enumerate() {
            @let control = format!("link-{at}-{place}");
            div.secret {
                label for=(control) { (rich!("share-on", name = html! { bdi { (name) } })) }
                div.line {
                    input id=(control) type="text" value=(address) readonly autocomplete="off" spellcheck="false";
                    // A script's button: without one it could do nothing.
                    button.button.plain type="button" hidden data-copy=(control) data-done=(t!("copied")) {
                        (Icon::Copy) span { (t!("copy")) }
                    }
                }
                p.done role="status" {}
            }
        }
        p.particulars {
            span { (rich!("share-by", name = by, when = shown(link.created_at))) }
            span { (rich!("share-ends", when = shown(link.expires_at))) }
            span {
                @match link.used_at {
                    Some(at) => (rich!("share-seen", when = shown(at))),
                    None => (t!("share-unseen")),
                }
            }
        }
        @if link.revocable {
            (button::verb(&paths::preview_link_end(about.words.plural, about.id, link.id), Button::plain(t!("share-end"))))
        }
    }
}
