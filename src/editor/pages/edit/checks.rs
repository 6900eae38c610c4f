//! What is said of a text before it is published: what stops it, and what could be better. Each leads to its place; a script
//! leads to the very block, and puts right what can be put right at one press.

use maud::{Markup, html};

use crate::{
    editor::pages::{UseRow, usage::link},
    ui::{Icon, State, Viewer, form, text::field_words, time::when},
    vocabulary::{EntryId, FieldError, FieldErrors},
    weblinks::DeadLink,
    words::{rich, t},
};

/// What a script can put right.
const FIXED: [&str; 3] = ["heading_order", "heading_empty", "alt_undecided"];

/// As the newest revision stands.
#[derive(Debug, Clone, Default)]
pub struct Checks {
    /// What publishing demands and is not there.
    pub problems: FieldErrors,
    /// What it shows or links to that readers cannot get.
    pub lacking: Vec<Lacking>,
    /// Where it leads out of the site and there is nothing.
    pub dead: Vec<DeadLink>,
    /// What readers and search engines would like better.
    pub advice: FieldErrors,
}

/// An entry that readers cannot get, and where it is shown or linked to first.
#[derive(Debug, Clone)]
pub struct Lacking {
    pub path: String,
    pub entry: UseRow,
}

/// What a script does at one press.
enum Fix<'a> {
    None,
    /// By its code.
    Code(&'a str),
    /// Takes the links to an address out of the block.
    Address(&'a str),
    /// Takes the links to an entry out of the block, if it has any: it may show the entry.
    Entry(EntryId),
}

impl Fix<'_> {
    fn button(&self) -> Markup {
        let (code, href, entry) = match *self {
            Self::None => return Markup::default(),
            Self::Code(code) => (code, None, None),
            Self::Address(href) => ("link", Some(href), None),
            Self::Entry(id) => ("link", None, Some(id)),
        };
        html! {
            button.button.plain.small type="button" data-fix=(code) data-href=[href] data-entry=[entry] hidden {
                (t!("fix-" + code))
            }
        }
    }
}

impl Checks {
    #[must_use]
    pub fn count(&self) -> usize {
        self.problems.0.len() + self.lacking.len() + self.dead.len() + self.advice.0.len()
    }

    #[must_use]
    pub fn shown(&self, viewer: &Viewer) -> Markup {
        html! {
            @if self.count() == 0 { p.muted { (t!("checks-none")) } }
            @if !self.problems.is_empty() {
                p.checks-title { (t!("checks-stop")) }
                ul.checks { @for one in &self.problems.0 { (told(Icon::Warning, "failed", one)) } }
            }
            @if self.count() > self.problems.0.len() {
                p.checks-title { (t!("checks-better")) }
                ul.checks {
                    @for one in &self.lacking { (lacking(one)) }
                    @for one in &self.dead { (dead(one, viewer)) }
                    @for one in &self.advice.0 { (told(Icon::Draft, "advised", one)) }
                }
            }
        }
    }
}

fn told(icon: Icon, tone: &str, one: &FieldError) -> Markup {
    let fix = if FIXED.contains(&one.code) { Fix::Code(one.code) } else { Fix::None };
    line((icon, tone), &one.field, &html! { (one.detail) }, &fix)
}

fn lacking(one: &Lacking) -> Markup {
    let entry = link(&one.entry);
    let words = match one.entry.state {
        State::Trashed => rich!("checks-trashed", entry = entry),
        _ => rich!("checks-lacking", entry = entry),
    };
    line((Icon::Changed, "advised"), &one.path, &words, &Fix::Entry(one.entry.id))
}

fn dead(one: &DeadLink, viewer: &Viewer) -> Markup {
    line((Icon::Warning, "advised"), &one.link.path, &found_dead(one, viewer), &Fix::Address(&one.link.href))
}

/// What was found at the end of a link, and when.
pub fn found_dead(one: &DeadLink, viewer: &Viewer) -> Markup {
    let (href, when) = (html! { bdi { (one.link.href) } }, when(one.at, viewer));
    match one.status {
        Some(status) => rich!("checks-dead", status = status.to_string(), when = when, href = href),
        None => rich!("checks-silent", when = when, href = href),
    }
}

/// One thing, at its field or block.
fn line((icon, tone): (Icon, &str), path: &str, words: &Markup, fix: &Fix<'_>) -> Markup {
    let control = form::control_of(path);
    let within = path.strip_prefix(control).and_then(|rest| rest.strip_prefix('.'));
    // Behind the block there may be a place in its list.
    let block = within.and_then(|within| within.split('.').next());
    html! {
        li.check.(tone) data-text=(control) data-block=[block] {
            (icon)
            div {
                a href={ "#" (form::id(control)) } { (field_words(control)) }
                p { (words) }
                @if block.is_some() { (fix.button()) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{editor::pages::sample, vocabulary::WebLink};

    #[test]
    fn each_leads_to_its_field_and_says_its_block() {
        let mut advice = FieldErrors::one("body.b7", "heading_order", "It <skips>.");
        advice.add("seo.title", "long_for_search", "Too long.");
        let problems = FieldErrors::one("title", "required", "Give it a title.");
        let checks = Checks { problems, advice, ..Checks::default() };
        let viewer = sample::viewer();
        let shown = checks.shown(&viewer).into_string();
        assert_eq!(checks.count(), 3);
        for part in [
            "href=\"#field-title\"",
            "data-text=\"body\" data-block=\"b7\"",
            "It &lt;skips&gt;.",
            "data-fix=\"heading_order\" hidden",
            "href=\"#field-seo-title\"",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert!(Checks::default().shown(&viewer).into_string().contains("Nothing to improve"));
    }
    #[test]
    fn a_link_to_nothing_says_what_was_found_when_and_can_be_removed() {
        let at = sample::at("2026-11-01T14:02:00Z");
        let dead = |path: &str, href: &str, status| {
            let link = WebLink { path: path.to_owned(), href: href.to_owned() };
            DeadLink { link, status, at }
        };
        let trashed = UseRow {
            plural: "articles",
            id: EntryId::default(),
            title: "Knees <b>".into(),
            state: State::Trashed,
            draft_only: false,
            places: Vec::new(),
        };
        let lacking = vec![Lacking { path: "body.b2.1".into(), entry: trashed }];
        let dead =
            vec![dead("body.b7", "https://a.example/?a&b", Some(404)), dead("links.0", "https://b.example", None)];
        let checks = Checks { lacking, dead, ..Checks::default() };
        let shown = checks.shown(&sample::viewer()).into_string().replace(['\u{2068}', '\u{2069}'], "");
        for part in [
            "data-text=\"body\" data-block=\"b2\"",
            "Knees &lt;b&gt;</a> is in the trash",
            "data-fix=\"link\" data-entry=\"",
            "data-text=\"body\" data-block=\"b7\"",
            "(404)",
            "1 Nov 2026, 14:02 UTC",
            "data-fix=\"link\" data-href=\"https://a.example/?a&amp;b\" hidden",
            "href=\"#field-links\"",
            "Nobody answers",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert_eq!(checks.count(), 3);
    }
}
