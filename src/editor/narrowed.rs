//! What an address says of a list: what it is narrowed to, its order, its page. Read, and written again in one form.
//!
//! An address may come from anywhere. What it says that means nothing here is left out and named, so that nobody takes
//! the whole list for a part of it.

use std::borrow::Cow;

use chrono::NaiveDate;
use url::form_urlencoded::Serializer;

use crate::{
    content::{Sort, State},
    vocabulary::{FieldSpec, KindSpec},
};

/// Characters of a search.
const SEARCH: usize = 200;

/// The orders that can be chosen, as the address has them; the first is what a list comes in that nobody searches.
pub const ORDERS: [Order; 6] = [
    Order { word: "-updated", sort: Sort::Updated, ascending: false },
    Order { word: "updated", sort: Sort::Updated, ascending: true },
    Order { word: "title", sort: Sort::Title, ascending: true },
    Order { word: "-title", sort: Sort::Title, ascending: false },
    Order { word: "-published", sort: Sort::Published, ascending: false },
    Order { word: "published", sort: Sort::Published, ascending: true },
];

/// An order and its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    pub word: &'static str,
    pub sort: Sort,
    pub ascending: bool,
}

/// A list as its address asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrowed {
    pub search: String,
    pub state: Option<State>,
    /// Of each filter that is used, its name and the slug of the entry.
    pub refers: Vec<(&'static str, String)>,
    /// A day of the site's calendar.
    pub since: Option<NaiveDate>,
    /// Only what the person made.
    pub mine: bool,
    /// As it was chosen. Without it the best comes first in a search, and else what was changed last.
    pub order: Option<Order>,
    /// From 1.
    pub page: u64,
    /// What was left out, as it stood in the address.
    pub ignored: Vec<String>,
}

impl Default for Narrowed {
    fn default() -> Self {
        let (search, refers, ignored) = (String::new(), Vec::new(), Vec::new());
        Self { search, state: None, refers, since: None, mine: false, order: None, page: 1, ignored }
    }
}

/// A kind's fields that its lists can be narrowed by: those that refer to entries.
pub fn filters(spec: &KindSpec) -> impl Iterator<Item = &'static FieldSpec> {
    let refers = |field: &&FieldSpec| field.ty.refers() && field.to.is_some();
    spec.head.iter().filter(refers).filter(|field| field.filter.is_some())
}

impl Narrowed {
    /// Reads the pairs of an address. An empty value says nothing: forms send those too.
    #[must_use]
    pub fn read(pairs: &[(String, String)], spec: &KindSpec) -> Self {
        let mut narrowed = Self::default();
        for (name, value) in pairs.iter().filter(|(_, value)| !value.trim().is_empty()) {
            if !narrowed.take(name, value.trim(), spec) {
                narrowed.ignored.push(format!("{name}={value}"));
            }
        }
        narrowed
    }

    /// Reads the part of an address behind the `?`.
    #[must_use]
    pub fn of_query(query: &str, spec: &KindSpec) -> Self {
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Self::read(&pairs, spec)
    }

    /// Whether it means something.
    fn take(&mut self, name: &str, value: &str, spec: &KindSpec) -> bool {
        match name {
            "q" if !value.contains('\0') => {
                self.search = value.chars().take(SEARCH).collect();
                true
            }
            "state" => {
                let state = value.parse().ok().filter(|state| *state != State::Trashed);
                self.state = state.or(self.state);
                state.is_some()
            }
            "since" => {
                let since = value.parse().ok();
                self.since = since.or(self.since);
                since.is_some()
            }
            "by" => {
                self.mine |= value == "me";
                value == "me"
            }
            "sort" => {
                let order = ORDERS.into_iter().find(|order| order.word == value);
                self.order = order.or(self.order);
                order.is_some()
            }
            "page" => {
                let page = value.parse().ok().filter(|page| *page > 0);
                self.page = page.unwrap_or(self.page);
                page.is_some()
            }
            _ => {
                let filter = filters(spec).filter_map(|field| field.filter).find(|filter| *filter == name);
                let known = filter.filter(|_| value.parse::<crate::vocabulary::Slug>().is_ok());
                if let Some(filter) = known {
                    self.refers.retain(|(other, _)| *other != filter);
                    self.refers.push((filter, value.to_owned()));
                }
                known.is_some()
            }
        }
    }

    /// Takes a filter out whose entry is not there, and says so.
    pub fn ignore(&mut self, filter: &str) {
        let (gone, kept) = std::mem::take(&mut self.refers).into_iter().partition(|(name, _)| *name == filter);
        self.refers = kept;
        let gone: Vec<(&str, String)> = gone;
        self.ignored.extend(gone.into_iter().map(|(name, slug)| format!("{name}={slug}")));
    }

    /// The slug that a filter asks for.
    #[must_use]
    pub fn referred(&self, filter: &str) -> Option<&str> {
        self.refers.iter().find(|(name, _)| *name == filter).map(|(_, slug)| slug.as_str())
    }

    /// Whether anything is left out of the list. Its order and page are not asked.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        self.state.is_some() || self.is_filtered()
    }

    /// Whether anything but the state narrows it.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        !self.search.is_empty() || self.folded() > 0
    }

    /// How many of the filters that stand folded away are used.
    #[must_use]
    pub fn folded(&self) -> usize {
        self.refers.len() + usize::from(self.since.is_some()) + usize::from(self.mine)
    }

    /// The order by one of its columns, if it comes in one.
    #[must_use]
    pub fn by_column(&self) -> Option<Order> {
        let [usual, ..] = ORDERS;
        self.order.or(self.search.is_empty().then_some(usual))
    }

    /// The part of the address behind the `?`, always in the same form; empty for the whole list.
    #[must_use]
    pub fn query(&self) -> String {
        let Self { search, state, refers, since, mine, order, page, ignored: _ } = self;
        let mut pairs: Vec<(&str, Cow<'_, str>)> = vec![("q", search.into())];
        pairs.extend(state.map(|state| ("state", state.as_str().into())));
        pairs.extend(refers.iter().map(|(name, slug)| (*name, slug.into())));
        pairs.extend(since.map(|day| ("since", day.to_string().into())));
        pairs.extend(mine.then_some(("by", "me".into())));
        pairs.extend(order.map(|order| ("sort", order.word.into())));
        pairs.extend((*page > 1).then(|| ("page", page.to_string().into())));
        let mut query = Serializer::new(String::new());
        query.extend_pairs(pairs.iter().filter(|(_, value)| !value.is_empty()));
        query.finish()
    }

    /// As it is under a name: from its first page.
    #[must_use]
    pub fn view(&self) -> String {
        Self { page: 1, ..self.clone() }.query()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::FieldType;
    use crate::{editor::pages::sample, vocabulary::KindName};

    const SPEC: KindSpec = KindSpec {
        head: &[
            FieldSpec::new("authors", FieldType::Entries).filter("author").to("author"),
            FieldSpec::new("kind", FieldType::Text).filter("kind"),
        ],
        ..sample::ARTICLE
    };

    fn read(query: &str) -> Narrowed {
        Narrowed::of_query(query, &SPEC)
    }

    #[test]
    fn what_is_understood_is_written_again_in_one_form() {
        let query = "sort=title&by=me&author=ada&since=2026-11-01&q=+a%26b++&state=changed&page=3";
        assert_eq!(read(query).query(), "q=a%26b&state=changed&author=ada&since=2026-11-01&by=me&sort=title&page=3");
        assert_eq!(read(&read(query).query()), read(query));
        assert_eq!(read("q=&state=&author=&page=1&sort=").query(), "");
        assert_eq!(read("q=a&page=4").view(), "q=a");
    }

    #[test]
    fn a_search_comes_in_no_order_of_a_column_unless_one_is_chosen() {
        let word = |query: &str| read(query).by_column().map(|order| order.word);
        assert_eq!((word(""), word("q=a"), word("q=a&sort=-updated")), (Some("-updated"), None, Some("-updated")));
    }

    #[test]
    fn what_means_nothing_is_left_out_and_named() {
        for bad in [
            "state=gone",
            "state=trashed",
            "since=yesterday",
            "by=you",
            "sort=price",
            "page=0",
            "page=x",
            "kind=button",
            "author=%22x%22",
            "utm_source=x",
            "q=%00",
        ] {
            let narrowed = read(bad);
            assert_eq!((narrowed.query(), narrowed.ignored.len()), (String::new(), 1), "{bad}");
        }
        let mut narrowed = read("author=nobody&q=a");
        narrowed.ignore("author");
        assert_eq!((narrowed.query(), narrowed.ignored), ("q=a".into(), vec!["author=nobody".to_owned()]));
    }

    #[test]
    fn a_search_has_an_end() {
        assert_eq!(read(&format!("q={}", "a".repeat(999))).search.len(), SEARCH);
        assert_eq!(filters(&SPEC).map(|field| field.to).collect::<Vec<_>>(), [Some(KindName::new("author"))]);
    }
}
