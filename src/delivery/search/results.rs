//! `/search`: what fits, with where it does, and how much there is of what.

use std::{cell::RefCell, collections::HashSet, sync::Arc};

use serde::{Serialize, Serializer};

use super::{Moment, SearchQuery, entry};
use crate::{
    delivery::{
        Catalog, evaluate,
        fold::Fold,
        kept::Made,
        problem::Refusal,
        respond::{Exhibits, Links, with_query},
    },
    paths::API,
    search::{Facets, Hit, IndexError, Matcher, Wanted},
    vocabulary::{BodyForms, EntryId, KindSpec, LiveEntry, Value, View as _, card, spec_of},
};

/// Values of a facet that are shown, the commonest.
const MAX_FACETS: usize = 100;

/// A text with places in it.
pub struct Shown(pub crate::search::Highlight);

#[derive(Serialize)]
struct Page<'a> {
    data: Vec<Item<'a>>,
    meta: Meta,
    links: Links,
}

#[derive(Serialize)]
struct Item<'a> {
    r#type: &'static str,
    id: EntryId,
    slug: &'a str,
    locale: &'a str,
    title: &'a str,
    url: String,
    anchor: Option<String>,
    summary: Option<&'a str>,
    category: Card,
    tags: Card,
    highlights: Highlights,
}

#[derive(Serialize)]
struct Highlights {
    title: Shown,
    summary: Option<Shown>,
    text: Option<Shown>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    page: usize,
    limit: usize,
    total: usize,
    total_pages: usize,
    complete: bool,
    facets: Counts,
}

#[derive(Serialize)]
struct Counts {
    kind: Vec<KindCount>,
    category: Vec<EntryCount>,
    tag: Vec<EntryCount>,
}

#[derive(Serialize)]
struct KindCount {
    value: String,
    count: usize,
}

#[derive(Serialize)]
struct EntryCount {
    id: EntryId,
    slug: String,
    name: Box<str>,
    count: usize,
}

/// The cards of what an entry refers to, or one of them.
pub struct Card(pub Value);

/// The address of a page of results.
pub fn address(query: &SearchQuery, page: usize) -> String {
    with_query(format!("{API}/search"), &query.normal(page))
}

/// Takes as long as the index does: never on an async thread. `None` when there is no index yet.
///
/// # Errors
/// A refusal where a filter names an entry that readers were never served; the index's where it cannot be read.
pub fn results(catalog: &Catalog, moment: &Moment, query: &SearchQuery) -> Result<Result<Made, Refusal>, IndexError> {
    let mut searched = super::searched(catalog.kinds());
    searched.retain(|kind| query.kinds.is_empty() || query.kinds.contains(&kind.name));
    let wanted = {
        let fold = catalog.read();
        match wanted(&fold, &searched, moment, query) {
            Ok(wanted) => wanted,
            Err(refusal) => return Ok(Err(refusal)),
        }
    };
    let (found, mut matcher) = match &moment.index {
        Some(index) => {
            let (found, matcher) = index.search(&query.question, &wanted)?;
            (found, Some(matcher))
        }
        None => Default::default(),
    };
    let fold = catalog.read();
    let mut exhibits = Exhibits::default();
    searched.iter().for_each(|kind| exhibits.show_list(kind));
    let exhibits = RefCell::new(exhibits);
    let scene = Scene { fold: &fold, kinds: catalog.kinds(), exhibits: &exhibits };
    let shown: Vec<(Hit, Arc<LiveEntry>)> = found
        .hits
        .into_iter()
        .filter_map(|hit| Some((fold.entry(hit.id)?, hit)).map(|(live, hit)| (hit, live)))
        .collect();
    let data = shown.iter().filter_map(|(hit, live)| scene.item(matcher.as_mut()?, hit, live)).collect();
    let total_pages = found.total.div_ceil(query.limit);
    let page = Page {
        data,
        meta: Meta {
            page: query.page,
            limit: query.limit,
            total: found.total,
            total_pages,
            complete: moment.is_complete(),
            facets: scene.counts(found.facets),
        },
        links: Links {
            this: address(query, query.page),
            next: (query.page < total_pages).then(|| address(query, query.page + 1)),
            prev: (query.page > 1).then(|| address(query, (query.page - 1).min(total_pages.max(1)))),
        },
    };
    let latest = fold.latest();
    let bytes = serde_json::to_vec(&page).map_err(Refusal::internal);
    drop(page);
    let watch = moment.watch(latest);
    Ok(bytes.map(|bytes| Made::json(bytes, exhibits.into_inner(), watch, latest)))
}

fn wanted(fold: &Fold, searched: &[KindSpec], moment: &Moment, query: &SearchQuery) -> Result<Wanted, Refusal> {
    let among = if query.filters.is_empty() {
        None
    } else {
        let site = fold.site();
        let locale = query.locale.as_ref().unwrap_or(&site.default_locale);
        let set = evaluate::narrowed(fold, searched, locale, &query.filters)?;
        let ids: HashSet<EntryId> = set.iter().filter_map(|ordinal| fold.id(ordinal)).collect();
        Some(Arc::new(ids))
    };
    let skip = (query.page - 1).saturating_mul(query.limit);
    Ok(Wanted { kinds: query.kinds.clone(), among, except: moment.gone(fold), skip, take: query.limit })
}

/// What results are shown of: one moment of the catalog.
struct Scene<'a> {
    fold: &'a Fold,
    kinds: &'a [KindSpec],
    exhibits: &'a RefCell<Exhibits>,
}

impl<'a> Scene<'a> {
    fn item(&self, matcher: &mut Matcher, hit: &Hit, live: &'a LiveEntry) -> Option<Item<'a>> {
        let spec = spec_of(self.kinds, live.kind)?;
        let search = spec.search.as_ref()?;
        self.exhibits.borrow_mut().show(self.kinds, live);
        // Text that may have been taken back since is not shown.
        let is_current = hit.mark == entry::mark(live);
        let best = if is_current { matcher.best(&hit.passages) } else { None };
        let summary = Some(entry::summary(spec, search, live)).filter(|summary| !summary.is_empty());
        let cards = |field| live.head.get(spec, field).map_or(Value::Null, |value| self.cards(value));
        Some(Item {
            r#type: live.kind.as_str(),
            id: live.id,
            slug: live.slug.as_str(),
            locale: live.locale.as_str(),
            title: &live.head.title,
            url: self.fold.site().path(spec.plural, &live.slug),
            anchor: best.map(|(passage, _)| passage.anchor.to_string()).filter(|anchor| !anchor.is_empty()),
            summary,
            category: Card(cards(search.category)),
            tags: Card(cards(search.tags)),
            highlights: Highlights {
                title: Shown(matcher.highlight(&live.head.title)),
                summary: summary.map(|summary| Shown(matcher.highlight(summary))),
                text: best.and_then(|(passage, _)| matcher.snippet(&passage.text)).map(Shown),
            },
        })
    }

    fn cards(&self, value: &Value) -> Value {
        let view = |id: EntryId| {
            let entry = self.fold.entry(id)?;
            self.exhibits.borrow_mut().show(self.kinds, &entry);
            Some(entry)
        };
        value.resolve(&|id| card(self.kinds, &view, id))
    }

    /// Only what is published now: a category that went offline is counted nowhere.
    fn counts(&self, facets: Facets) -> Counts {
        let entries = |counts: Vec<(EntryId, usize)>| {
            let named = counts.into_iter().filter_map(|(id, count)| {
                let live = self.fold.entry(id)?;
                Some(EntryCount { id, slug: live.slug.to_string(), name: live.head.title.clone(), count })
            });
            named.take(MAX_FACETS).collect()
        };
        let kinds = facets.kinds.into_iter().map(|(value, count)| KindCount { value, count });
        Counts { kind: kinds.collect(), category: entries(facets.categories), tag: entries(facets.tags) }
    }
}

impl Serialize for Card {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.answer(BodyForms::default()).serialize(serializer)
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Range {
            start: usize,
            end: usize,
        }
        #[derive(Serialize)]
        struct Text<'a> {
            text: &'a str,
            ranges: Vec<Range>,
        }
        let ranges = self.0.ranges.iter().map(|range| Range { start: range.start, end: range.end }).collect();
        Text { text: &self.0.text, ranges }.serialize(serializer)
    }
}
