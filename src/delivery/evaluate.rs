//! Which live entries a list shows, and in what order: computed from the heads, in memory. Pure.

use std::{cmp::Ordering, sync::Arc};

use super::{
    filter::{Filter, FilterBy, Meaning, Operand, Operator},
    fold::{Fold, Lookup},
    problem::{Faults, Refusal},
    query::{ListQuery, Sort, SortBy},
};
use crate::vocabulary::{EntryId, KindSpec, LiveEntry, Locale, Slug, Value, View};

/// One page of a list.
#[derive(Debug)]
pub struct Page {
    /// How many entries there are on all pages.
    pub total: usize,
    pub entries: Vec<Arc<LiveEntry>>,
}

/// Evaluates a query; fails where a filter names an entry that readers were never served.
pub fn page(fold: &Fold, kinds: &[KindSpec], spec: &KindSpec, query: &ListQuery) -> Result<Page, Refusal> {
    let site = fold.site();
    let locale = query.locale.as_ref().unwrap_or(&site.default_locale);
    let mut faults = Faults::default();
    let tests: Vec<Test> =
        query.filters.iter().map(|filter| Test::new(fold, kinds, locale, spec, filter, &mut faults)).collect();
    faults.or(())?;
    let mut matching: Vec<&Arc<LiveEntry>> =
        fold.live(spec.name, locale).filter(|entry| tests.iter().all(|test| test.holds(entry))).collect();
    let total = matching.len();
    let start = (query.page - 1).saturating_mul(query.limit);
    let end = start.saturating_add(query.limit).min(total);
    if start >= total {
        return Ok(Page { total, entries: Vec::new() });
    }
    let order = |a: &&Arc<LiveEntry>, b: &&Arc<LiveEntry>| compare(a, b, &query.sort);
    // Only as much is sorted as is shown.
    if end < total {
        matching.select_nth_unstable_by(end, order);
        matching.truncate(end);
    }
    matching.sort_unstable_by(order);
    Ok(Page { total, entries: matching.into_iter().skip(start).cloned().collect() })
}

/// A filter with what it names looked up.
enum Test<'q> {
    Slug(&'q [Operand]),
    Published(Operator, &'q [Operand]),
    Plain(usize, Operator, &'q [Operand]),
    Entries(usize, Vec<EntryId>),
}

impl<'q> Test<'q> {
    fn new(
        fold: &Fold,
        kinds: &[KindSpec],
        locale: &Locale,
        spec: &KindSpec,
        filter: &'q Filter,
        faults: &mut Faults,
    ) -> Self {
        use crate::vocabulary::FieldType as T;
        match filter.by {
            FilterBy::Slug => Self::Slug(&filter.operands),
            FilterBy::PublishedAt => Self::Published(filter.operator, &filter.operands),
            FilterBy::Head(index) => match spec.head.get(index).map(|field| field.ty) {
                Some(T::Entry | T::Entries) => {
                    let mut ids = Vec::new();
                    for operand in &filter.operands {
                        if !name(fold, kinds, locale, filter.name, &operand.written, &mut ids) {
                            let detail = format!("nothing is published under {:?}", operand.written);
                            faults.add(&filter.parameter(), "unknown_value", detail);
                        }
                    }
                    Self::Entries(index, ids)
                }
                _ => Self::Plain(index, filter.operator, &filter.operands),
            },
        }
    }

    fn holds(&self, entry: &LiveEntry) -> bool {
        match self {
            Self::Slug(operands) => operands.iter().any(|operand| *operand.written == *entry.slug.as_str()),
            Self::Published(operator, operands) => operands.iter().any(|operand| match (operator, &operand.meaning) {
                (Operator::Gte, Meaning::Span(from, _)) => entry.published_at >= *from,
                (Operator::Lte, Meaning::Span(_, to)) => entry.published_at <= *to,
                (_, Meaning::Span(from, to)) => (*from..=*to).contains(&entry.published_at),
                _ => false,
            }),
            Self::Plain(index, operator, operands) => entry
                .head
                .fields
                .get(*index)
                .is_some_and(|value| operands.iter().any(|operand| plain(value, *operator, operand))),
            Self::Entries(index, ids) => match entry.head.fields.get(*index) {
                Some(Value::Entry(id)) => ids.contains(id),
                Some(Value::List(values)) => {
                    values.iter().any(|value| matches!(value, Value::Entry(id) if ids.contains(id)))
                }
                _ => false,
            },
        }
    }
}

/// Finds the entries that a filter names, by id, by slug, or by a slug that they once had; says whether readers
/// were ever served one. A filter that bears a kind's name means that kind.
fn name(fold: &Fold, kinds: &[KindSpec], locale: &Locale, filter: &str, text: &str, found: &mut Vec<EntryId>) -> bool {
    let is_id = text.parse::<Slug>().is_ok_and(|_| text.parse::<EntryId>().is_ok());
    let locale = if is_id { None } else { Some(locale) };
    let named = kinds.iter().any(|kind| kind.name.as_str() == filter);
    let mut known = false;
    for kind in kinds.iter().filter(|kind| !named || kind.name.as_str() == filter) {
        match fold.find(kind.name, locale, text) {
            Lookup::Found(entry) | Lookup::Moved(entry) => found.push(entry.id),
            Lookup::Gone => {}
            Lookup::Missing => continue,
        }
        known = true;
    }
    known
}

fn plain(value: &Value, operator: Operator, operand: &Operand) -> bool {
    let order = match (value, &operand.meaning) {
        (Value::Integer(n), Meaning::Integer(operand)) => n.cmp(operand),
        (Value::Text(text), Meaning::Text) => (**text).cmp(&*operand.written),
        _ => return false,
    };
    match operator {
        Operator::Eq | Operator::In => order.is_eq(),
        Operator::Gte => order.is_ge(),
        Operator::Lte => order.is_le(),
    }
}

/// By the keys, and where they are alike by id, so that pages never overlap.
fn compare(a: &LiveEntry, b: &LiveEntry, sort: &[Sort]) -> Ordering {
    let by_keys = sort.iter().map(|key| {
        let order = match key.by {
            SortBy::PublishedAt => a.published_at.cmp(&b.published_at),
            SortBy::UpdatedAt => a.updated_at.cmp(&b.updated_at),
            SortBy::Title => caseless(&a.head.title, &b.head.title),
            SortBy::Slug => a.slug.cmp(&b.slug),
            SortBy::Head(index) => values(a.head.fields.get(index), b.head.fields.get(index)),
        };
        if key.descending { order.reverse() } else { order }
    });
    by_keys.into_iter().find(|order| order.is_ne()).unwrap_or_else(|| a.id.cmp(&b.id))
}

/// What is absent comes before what is there.
fn values(a: Option<&Value>, b: Option<&Value>) -> Ordering {
    match (a, b) {
        (Some(Value::Integer(a)), Some(Value::Integer(b))) => a.cmp(b),
        (Some(Value::Text(a)), Some(Value::Text(b))) => caseless(a, b),
        (Some(Value::Bool(a)), Some(Value::Bool(b))) => a.cmp(b),
        (a, b) => present(a).cmp(&present(b)),
    }
}

fn present(value: Option<&Value>) -> bool {
    !matches!(value, None | Some(Value::Null))
}

fn caseless(a: &str, b: &str) -> Ordering {
    a.chars().flat_map(char::to_lowercase).cmp(b.chars().flat_map(char::to_lowercase))
}
