//! A kind's list, narrowed by what stands in the address.

use std::collections::HashMap;

use axum::extract::{Query as Pairs, State};
use maud::{Markup, Render as _};

use super::{
    Editor,
    narrowed::{Narrowed, filters},
    pages::{Filter, ListPage, NewView, Row, SavedView, Words},
    target::OfKind,
    tree::tree,
    view,
};
use crate::{
    accounts::SignedIn,
    content::{Entry, Query, Sort},
    error::AppError,
    permission::Permission,
    vocabulary::{EntryId, FieldSpec, FieldType, KindSpec},
    words::t,
};

/// Entries on one page.
pub(super) const PER_PAGE: u64 = 50;
/// Entries that a filter offers to choose from; of more, one is typed.
const CHOICES: u64 = 100;
/// Columns of names.
const NAMES: usize = 2;
/// A tree is read whole; a larger one is a list like any other.
const TREE: u64 = 1_000;

pub async fn index(
    State(editor): State<Editor>,
    OfKind(spec): OfKind,
    who: SignedIn,
    Pairs(pairs): Pairs<Vec<(String, String)>>,
) -> Result<Markup, AppError> {
    editor.list_page(&who, spec, Narrowed::read(&pairs, spec), &NewView::default()).await
}

/// Entries in the order in which they are shown, and how deep each stands.
type Shown = Vec<(Entry, usize)>;

impl Editor {
    pub(super) async fn list_page(
        &self,
        who: &SignedIn,
        spec: &'static KindSpec,
        mut narrowed: Narrowed,
        new_view: &NewView,
    ) -> Result<Markup, AppError> {
        let (offered, refers) = self.filters(who, spec, &mut narrowed).await?;
        let mut query = query(who, spec, &narrowed, refers);
        let best = if query.text.is_empty() { None } else { self.drafts.find(&[spec.name], &query.text).await };
        let is_cut = best.as_ref().is_some_and(|best| best.is_cut);
        if let Some(best) = best {
            (query.text, query.among) = (String::new(), Some(best.ids));
        }
        let parent = parent_field(spec);
        let found = async {
            let filtered = narrowed.is_filtered();
            if filtered { self.entries.count(&who.actor, &query).await.map(Some) } else { Ok(None) }
        };
        // At once: among very many entries each takes its time.
        let (counts, found, entries) =
            tokio::try_join!(self.entries.counts(&who.actor, spec.name), found, self.entries.page(&who.actor, &query))?;
        let matching = found.unwrap_or_else(|| narrowed.state.map_or(counts.all(), |state| counts.of(state)));
        let whole = !narrowed.is_narrow() && narrowed.order.is_none() && matching <= TREE;
        let (shown, is_tree) = match parent.filter(|_| whole) {
            Some(parent) => (self.in_tree(who, spec, parent, query.page).await?, true),
            None => (entries.into_iter().map(|entry| (entry, 0)).collect(), false),
        };
        let columns: Vec<&FieldSpec> = filters(spec).take(NAMES).filter(|_| !is_tree).collect();
        let rows = self.rows(who, shown, &columns).await?;
        let views = self.views.list(&who.actor, spec.name).await?;
        let views: Vec<SavedView> =
            views.into_iter().map(|view| SavedView { id: view.id, name: view.name, query: view.query }).collect();
        let names: Vec<String> =
            columns.iter().filter_map(|field| field.filter).map(|name| t!("filter-" + name)).collect();
        let page = ListPage {
            viewer: &who.viewer,
            words: &Words::of(spec),
            narrowed: &narrowed,
            filters: &offered,
            names: &names,
            rows: &rows,
            has_tree: parent.is_some(),
            is_tree,
            counts,
            matching,
            is_cut,
            per_page: PER_PAGE,
            views: &views,
            new_view,
            may_create: who.actor.may_some(Permission::CreateContent),
        };
        Ok(page.render())
    }

    /// What each filter offers, and the entries that those in use name. What names none is left out.
    async fn filters(
        &self,
        who: &SignedIn,
        spec: &'static KindSpec,
        narrowed: &mut Narrowed,
    ) -> Result<(Vec<Filter>, Vec<(&'static str, EntryId)>), AppError> {
        let (mut offered, mut refers) = (Vec::new(), Vec::new());
        for field in filters(spec) {
            let (Some(name), Some(kind)) = (field.filter, field.to) else { continue };
            let (sort, ascending, limit) = (Sort::Title, true, CHOICES + 1);
            let query = Query { kind: Some(kind), sort, ascending, page: 1, limit, ..Query::default() };
            let mut entries = self.entries.page(&who.actor, &query).await?;
            let all_shown = entries.len() as u64 <= CHOICES;
            if let Some(slug) = narrowed.referred(name) {
                let found = match entries.iter().find(|entry| entry.slug.as_str() == slug) {
                    Some(entry) => Some(entry.clone()),
                    None => match slug.parse() {
                        Ok(slug) => self.entries.by_slug(&who.actor, kind, &slug).await?,
                        Err(_) => None,
                    },
                };
                match found {
                    Some(entry) => {
                        refers.push((field.name, entry.id));
                        if !all_shown {
                            entries = vec![entry];
                        }
                    }
                    None => narrowed.ignore(name),
                }
            }
            let choices = entries.into_iter().map(|entry| (entry.slug.to_string(), entry.title)).collect();
            offered.push(Filter { name, choices, all_shown });
        }
        Ok((offered, refers))
    }

    /// One page of a kind's entries as a tree, siblings by name.
    async fn in_tree(
        &self,
        who: &SignedIn,
        spec: &'static KindSpec,
        parent: &'static str,
        page: u64,
    ) -> Result<Shown, AppError> {
        let (sort, ascending, limit) = (Sort::Title, true, TREE);
        let query = Query { kind: Some(spec.name), sort, ascending, page: 1, limit, ..Query::default() };
        let entries = self.entries.page(&who.actor, &query).await?;
        let (_, named) = self.entries.beside(&who.actor, &entries, &[parent]).await?;
        let parents: HashMap<EntryId, EntryId> =
            named.into_iter().filter_map(|(id, named)| named.first().map(|(_, parent, _)| (id, *parent))).collect();
        let ids: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
        let skipped = usize::try_from(page.saturating_sub(1).saturating_mul(PER_PAGE)).unwrap_or(usize::MAX);
        let read = tree(&ids, &parents).into_iter().skip(skipped).take(PER_PAGE as usize);
        Ok(read.filter_map(|(place, depth)| entries.get(place).map(|entry| (entry.clone(), depth))).collect())
    }

    async fn rows(&self, who: &SignedIn, shown: Shown, columns: &[&FieldSpec]) -> Result<Vec<Row>, AppError> {
        let fields: Vec<&'static str> = columns.iter().map(|field| field.name).collect();
        let (entries, depths): (Vec<Entry>, Vec<usize>) = shown.into_iter().unzip();
        let (mut writers, mut named) = self.entries.beside(&who.actor, &entries, &fields).await?;
        let checks = self.check_counts(&who.actor, &entries).await?;
        let row = |(entry, depth): (Entry, usize)| {
            let named = named.remove(&entry.id).unwrap_or_default();
            let of = |field: &&'static str| {
                let titles = named.iter().filter(|(name, ..)| name == field).map(|(.., title)| title.as_str());
                titles.collect::<Vec<_>>().join(", ")
            };
            let plural = self.plural(entry.kind);
            Row {
                plural,
                id: entry.id,
                revision: entry.draft.0,
                state: view::state(entry.state()),
                below: self.catalog.site().path(plural, &entry.slug),
                updated: entry.updated_at,
                by: writers.remove(&entry.id).unwrap_or_default(),
                names: fields.iter().map(of).collect(),
                depth,
                checks: checks.get(&entry.id).copied().unwrap_or_default(),
                may: view::may(&who.actor, &entry),
                title: entry.title,
            }
        };
        Ok(entries.into_iter().zip(depths).map(row).collect())
    }

    /// The kinds that can be begun, in the order of the navigation.
    pub(super) fn specs(&self) -> impl Iterator<Item = &'static KindSpec> + '_ {
        self.entries.kinds().iter().map(|kind| kind.spec())
    }
}

/// The field by which entries of a kind stand in one another.
fn parent_field(spec: &KindSpec) -> Option<&'static str> {
    let field = spec.head.iter().find(|field| matches!(field.ty, FieldType::Entry) && field.to == Some(spec.name));
    field.map(|field| field.name)
}

fn query(who: &SignedIn, spec: &KindSpec, narrowed: &Narrowed, refers: Vec<(&'static str, EntryId)>) -> Query {
    Query {
        kind: Some(spec.name),
        state: narrowed.state,
        text: narrowed.search.clone(),
        among: None,
        updated_since: narrowed.since.map(|day| who.viewer.site.time_zone.start_of(day)),
        created_by: narrowed.mine.then(|| who.actor.label()),
        refers,
        sort: narrowed.order.map_or(Sort::Best, |order| order.sort),
        ascending: narrowed.order.is_some_and(|order| order.ascending),
        page: narrowed.page,
        limit: PER_PAGE,
    }
}
