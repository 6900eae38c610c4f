//! Above a list: search and filters, the states, what is used of them, and lists under a name.

use maud::{Markup, html};
use uuid::Uuid;

use super::Words;
use crate::{
    content::{self, Counts},
    editor::{
        narrowed::{Narrowed, ORDERS},
        view,
    },
    paths,
    ui::{Button, Icon, form, form::Choice},
    words::{number, t},
};

/// A field that refers to entries, to narrow a list by.
#[derive(Debug, Clone)]
pub struct Filter {
    /// In the address: `author`.
    pub name: &'static str,
    /// Slugs and titles.
    pub choices: Vec<(String, String)>,
    /// Whether these are all there are; else the slug is typed.
    pub all_shown: bool,
}

/// A list under a name.
#[derive(Debug, Clone)]
pub struct SavedView {
    pub id: Uuid,
    pub name: String,
    pub query: String,
}

/// A name that is being given to a list, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct NewView {
    pub name: String,
    pub error: Option<String>,
}

/// What stands above a list.
pub struct Toolbar<'a> {
    pub words: &'a Words,
    pub narrowed: &'a Narrowed,
    pub filters: &'a [Filter],
    /// Whether the kind's entries stand in one another.
    pub has_tree: bool,
    pub counts: Counts,
    pub views: &'a [SavedView],
    pub new_view: &'a NewView,
}

/// The address of a kind's list, narrowed.
pub fn href(words: &Words, narrowed: &Narrowed) -> String {
    paths::with_query(paths::list(words.plural), &narrowed.query())
}

/// States that lists can be narrowed to.
const STATES: [content::State; 3] = [content::State::Draft, content::State::Live, content::State::LiveChanged];

impl Toolbar<'_> {
    /// The address of the list with something about it changed, from its first page.
    fn href(&self, change: impl FnOnce(&mut Narrowed)) -> String {
        let mut narrowed = Narrowed { page: 1, ..self.narrowed.clone() };
        change(&mut narrowed);
        href(self.words, &narrowed)
    }

    /// Search and filters: one form, so that Enter in any of it takes all of it.
    pub fn search(&self) -> Markup {
        let label = t!("list-search", many = &*self.words.many);
        let folded = self.narrowed.folded();
        html! {
            form.narrow role="search" action=(paths::list(self.words.plural)) data-live {
                div.search {
                    (Icon::Search)
                    input type="search" name="q" value=(self.narrowed.search) placeholder=(label) aria-label=(label)
                        autocomplete="off" data-shortcut="/";
                }
                button.visually-hidden type="submit" { (t!("search")) }
                @if let Some(state) = self.narrowed.state { (form::hidden("state", state.as_str())) }
                details.filters-more {
                    summary.button.plain {
                        (Icon::Filter)
                        span { (t!("filters")) @if folded > 0 { " (" (folded) ")" } }
                    }
                    div.filter-fields {
                        @for filter in self.filters { (self.filter(filter)) }
                        (form::date("since", t!("filter-since")).value(self.narrowed.since.map(|day| day.to_string()).unwrap_or_default()))
                        (self.order())
                        label.mine {
                            input type="checkbox" name="by" value="me" checked[self.narrowed.mine];
                            (t!("filter-mine"))
                        }
                        (Button::plain(t!("filters-use")))
                    }
                }
            }
        }
    }

    fn filter(&self, filter: &Filter) -> Markup {
        let (label, chosen) = (t!("filter-" + filter.name), self.narrowed.referred(filter.name).unwrap_or_default());
        if !filter.all_shown {
            let field = form::text(filter.name, label).value(chosen).hint(t!("filter-typed"));
            return html! { (field) };
        }
        let any = t!("filter-any");
        let mut choices = vec![Choice::new("", &any)];
        choices.extend(filter.choices.iter().map(|(slug, title)| Choice::new(slug, title)));
        html! { (form::select(filter.name, label, &choices).value(chosen)) }
    }

    fn order(&self) -> Markup {
        let labels = ORDERS.map(|order| match order.word {
            "-updated" => t!("order-updated-down"),
            "updated" => t!("order-updated-up"),
            "title" => t!("order-title-up"),
            "-title" => t!("order-title-down"),
            "-published" => t!("order-published-down"),
            _ => t!("order-published-up"),
        });
        // What is typed into the search does not draw the form anew, so one word says what it does to the order.
        let usual = if self.has_tree { t!("order-tree") } else { t!("order-usual") };
        let mut choices = vec![Choice::new("", &usual)];
        choices.extend(ORDERS.iter().zip(&labels).map(|(order, label)| Choice::new(order.word, label)));
        let chosen = self.narrowed.order.map_or("", |order| order.word);
        html! { (form::select("sort", t!("order"), &choices).value(chosen)) }
    }

    /// The states as links, each with how many there are.
    pub fn states(&self) -> Markup {
        let current = |state| (self.narrowed.state == state).then_some("true");
        html! {
            nav.filters aria-label=(t!("column-state")) {
                a href=(self.href(|narrowed| narrowed.state = None)) aria-current=[current(None)] {
                    (t!("all")) span.n { (number(self.counts.all())) }
                }
                @for state in STATES {
                    a href=(self.href(|narrowed| narrowed.state = Some(state))) aria-current=[current(Some(state))] {
                        (view::state(state)) span.n { (number(self.counts.of(state))) }
                    }
                }
            }
        }
    }

    /// What narrows the list, each with a way to do without it; and the way to give the list a name.
    pub fn used(&self) -> Markup {
        let narrowed = self.narrowed;
        html! {
            @if narrowed.is_narrow() || narrowed.order.is_some() {
                div.used {
                    @for (name, slug) in &narrowed.refers {
                        @let without = |narrowed: &mut Narrowed| narrowed.refers.retain(|(other, _)| other != name);
                        (chip(&t!("filter-" + *name), Some(self.title(name, slug)), &self.href(without)))
                    }
                    @if let Some(day) = narrowed.since {
                        (chip(&t!("filter-since"), Some(&day.to_string()), &self.href(|narrowed| narrowed.since = None)))
                    }
                    @if narrowed.mine { (chip(&t!("filter-mine"), None, &self.href(|narrowed| narrowed.mine = false))) }
                    (self.save())
                }
            }
        }
    }

    fn title<'s>(&'s self, filter: &str, slug: &'s str) -> &'s str {
        let choices = self.filters.iter().filter(|one| one.name == filter).flat_map(|one| &one.choices);
        choices.into_iter().find(|(choice, _)| choice == slug).map_or(slug, |(_, title)| title)
    }

    fn save(&self) -> Markup {
        let NewView { name, error } = self.new_view;
        let query = self.narrowed.view();
        html! {
            @if error.is_some() || !self.views.iter().any(|view| view.query == query) {
                details.save-view open[error.is_some()] {
                    summary.button.quiet { (Icon::Star) span { (t!("view-save")) } }
                    form method="post" action=(paths::views(self.words.plural)) {
                        (form::hidden("query", &query))
                        (form::text("name", t!("view-name")).value(name.as_str()).error(error.as_deref()).focused(error.is_some()))
                        (Button::plain(t!("save")))
                    }
                }
            }
        }
    }

    /// The lists that the person has named.
    pub fn saved_views(&self) -> Markup {
        let query = self.narrowed.view();
        html! {
            @if !self.views.is_empty() {
                nav.views aria-label=(t!("views")) {
                    ul {
                        @for view in self.views {
                            li {
                                a href=(paths::with_query(paths::list(self.words.plural), &view.query)) dir="auto"
                                    aria-current=[(view.query == query).then_some("true")] { (view.name) }
                                form method="post" action=(paths::view_removal(self.words.plural, view.id)) {
                                    button type="submit" aria-label=(t!("view-remove", name = &*view.name)) {
                                        (Icon::Close)
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// One filter that is used.
fn chip(label: &str, value: Option<&str>, without: &str) -> Markup {
    let name = match value {
        Some(value) => t!("used-filter", label = label, value = value),
        None => label.to_owned(),
    };
    html! {
        a.chip href=(without) aria-label=(t!("without-filter", name = &*name)) {
            bdi { (name) } (Icon::Close)
        }
    }
}
