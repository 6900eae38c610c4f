//! The panel's pages, drawn from view structs that the handlers fill.
//!
//! Knows the words on the pages and nothing of how anything is read or done.

mod bulk;
mod compare;
mod conflict;
mod difference;
mod edit;
mod find;
mod help;
mod history;
mod home;
mod list;
mod narrow;
mod past;
mod preview;
mod publication;
mod replace;
mod shared;
mod trash;
mod unsaved;
mod usage;

pub use bulk::{BulkPage, BulkRow, Fate, Other};
pub use compare::{BlockRow, ComparePage};
pub use conflict::{ConflictPage, GonePage, copied};
pub use difference::Difference;
pub use edit::{Checks, Drawn, EditPage, Heading, Lacking, May, Recent, Stored};
pub use find::{FindPage, Group, Hit};
pub use help::HelpPage;
pub use history::{HistoryPage, RevisionPage, RevisionRow};
pub use home::{Brief, Deed, HomePage, Step};
pub use list::{ListPage, Row};
pub use narrow::{Filter, NewView, SavedView, href};
pub use past::{PastPage, Then, Version, local};
pub use preview::{FramedPage, HERE, PreviewPage, Real};
pub use publication::{Along, PublicationPage, TakenBy};
pub use replace::{Offered, ReplacePage, Standing};
pub use shared::Shared;
pub use trash::{TrashPage, TrashRow};
pub use unsaved::UnsavedDifferences;
pub use usage::{Place, TakenAway, UsagePage, UseRow};

use maud::{Markup, html};

use crate::{
    paths,
    ui::{Page, Section, Viewer, text},
    vocabulary::{EntryId, KindSpec},
    words::{rich, t},
};

/// What people call a kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// "article", "FAQ".
    pub one: String,
    /// "articles", "FAQs".
    pub many: String,
    /// "Articles": the heading of the list.
    pub heading: String,
    /// The segment in addresses: "articles".
    pub plural: &'static str,
    /// The kind's name, by which the catalogue knows it: "article".
    pub kind: &'static str,
}

impl Words {
    #[must_use]
    pub fn of(spec: &KindSpec) -> Self {
        let many = t!("kinds-" + spec.name);
        Self {
            one: t!("kind-" + spec.name),
            heading: text::capital(&many),
            many,
            plural: spec.plural,
            kind: spec.name.as_str(),
        }
    }
}

/// The entry that a page is about.
#[derive(Debug, Clone)]
pub struct About {
    pub words: Words,
    pub id: EntryId,
    /// As people call it; empty in an untitled draft.
    pub title: String,
}

impl About {
    /// The title, or "Untitled article".
    #[must_use]
    pub fn name(&self) -> String {
        if self.title.trim().is_empty() {
            t!("untitled-kind", kind = self.words.one.as_str())
        } else {
            self.title.clone()
        }
    }

    fn href(&self) -> String {
        paths::edit(self.words.plural, self.id)
    }
}

/// A page below an entry: its place in the navigation and the way back.
fn below<'a>(title: &'a str, about: &'a About, name: &'a str, viewer: &'a Viewer, body: Markup) -> Page<'a> {
    let page = Page::new(title, viewer, body)
        .crumb(&about.words.heading, paths::list(about.words.plural))
        .crumb(name, about.href());
    match Section::of_kind(about.words.plural) {
        Some(section) => page.section(section),
        None => page,
    }
}

/// Words in quotation marks, in their own direction.
fn quoted(words: &str) -> Markup {
    rich!("in-quotes", words = html! { bdi { (words) } })
}

#[cfg(test)]
pub(in crate::editor) mod sample {
    //! One of everything, for the tests of the pages.

    use super::*;
    use crate::vocabulary::{KindName, ListShape, Pages, Time};

    pub const ARTICLE: KindSpec = KindSpec {
        name: KindName::new("article"),
        plural: "articles",
        list: ListShape::Summary,
        pages: Pages::Feed,
        head: &[],
        document: &[],
        search: None,
    };

    pub use crate::ui::sample::viewer;

    pub fn about() -> About {
        About { words: Words::of(&ARTICLE), id: EntryId::new(), title: "Back <pain>".into() }
    }

    pub fn at(text: &str) -> Time {
        text.parse().unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_called_as_people_call_it() {
        let faq = KindSpec { name: crate::vocabulary::KindName::new("faq"), plural: "faqs", ..sample::ARTICLE };
        let words = Words::of(&faq);
        assert_eq!((&*words.one, &*words.many, &*words.heading), ("FAQ", "FAQs", "FAQs"));
        assert_eq!(Words::of(&sample::ARTICLE).heading, "Articles");
    }
}
