//! Which live entries a list shows, and in what order: computed from the heads, in memory. Pure.
//!
//! Filters become sets, by what is kept of each field; the order is walked as far as the page goes. So a list costs as
//! much as it shows and a few bits for each entry of its kind, however many there are.

use std::sync::Arc;

use super::{
    cursor::Cursor,
    filter::{Condition, Filter, Meaning, Operand, Operator, Place},
    fold::{Before, Fold, Lookup},
    index::{
        Index, Live,
        column::{Column, lower},
        key::{Key, Scalar, Type},
        set::{Ordinal, Set},
    },
    problem::{Faults, Refusal},
    query::{ListQuery, Sort, Start},
    walk::{Walk, Window, compare},
};
use crate::vocabulary::{EntryId, KindName, KindSpec, LiveEntry, Locale, Slug, View as _};

/// One page of a list.
#[derive(Debug)]
pub struct Page {
    /// How many entries there are on all pages.
    pub total: usize,
    /// As readers get them now.
    pub entries: Vec<Arc<LiveEntry>>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

/// Evaluates a query; fails where a filter names an entry that readers were never served.
pub fn page(fold: &Fold, spec: &KindSpec, query: &ListQuery) -> Result<Page, Refusal> {
    let version = match query.start {
        Start::Page(_) => fold.latest().version,
        Start::After(cursor) => cursor.version,
    };
    let empty = Page { total: 0, entries: Vec::new(), next: None };
    let Some(index) = fold.index(spec.name) else { return Ok(empty) };
    let sight = Sight { fold, before: fold.since(version).ok_or_else(expired)? };
    let matching = sight.matching(spec, index, query)?;
    let total = matching.count();
    let mut rows = match query.start {
        Start::Page(page) => {
            let skip = (page - 1).saturating_mul(query.limit);
            let window = Window { behind: None, skip, take: query.limit + 1 };
            sight.walk(index, &matching, &query.sort, window)
        }
        Start::After(cursor) => {
            let last = sight.entry(cursor.last).ok_or_else(unknown)?;
            let window = Window { behind: Some(&last), skip: 0, take: query.limit + 1 };
            sight.walk(index, &matching, &query.sort, window)
        }
    };
    let more = rows.len() > query.limit;
    rows.truncate(query.limit);
    let cursor = |last: &Arc<LiveEntry>| Cursor { version, last: last.id, digest: query.digest(spec) };
    let next = rows.last().filter(|_| more).map(cursor);
    // What went away since the reading began is not shown any more.
    let entries = rows.iter().filter_map(|row| fold.entry(row.id)).collect();
    Ok(Page { total, entries, next })
}

/// The entries of some kinds for which filters hold, in all locales; what the filters name is looked up in one.
pub fn narrowed(fold: &Fold, kinds: &[KindSpec], locale: &Locale, filters: &[Filter]) -> Result<Set, Refusal> {
    let sight = Sight { fold, before: Before::default() };
    let asked = asked(fold, locale, filters)?;
    let mut all = Set::default();
    for (spec, index) in kinds.iter().filter_map(|spec| Some((spec, fold.index(spec.name)?))) {
        let mut own = index.members().clone();
        sight.narrow(&mut own, spec.name, &asked);
        all.join(&own);
    }
    Ok(all)
}

fn expired() -> Refusal {
    Refusal::fault(
        "cursor",
        "expired_cursor",
        "so much was published since that this place is not known any more: begin anew",
    )
}

fn unknown() -> Refusal {
    Refusal::fault("cursor", "invalid_cursor", "this is no cursor: take nextCursor of an answer as it is")
}

/// The fold as it was at one of its last steps.
struct Sight<'f> {
    fold: &'f Fold,
    /// What changed since.
    before: Before,
}

impl<'f> Sight<'f> {
    fn entry(&self, id: EntryId) -> Option<Arc<LiveEntry>> {
        match self.before.get(&self.fold.ordinal(id)?) {
            Some(before) => before.clone(),
            None => self.fold.entry(id),
        }
    }

    /// What is so for the entries as they are now, put right for those that changed.
    fn then(&self, mut now: Set, holds: impl Fn(&LiveEntry) -> bool) -> Set {
        for (ordinal, before) in &self.before {
            now.put(*ordinal, before.as_deref().is_some_and(&holds));
        }
        now
    }

    fn matching(&self, spec: &KindSpec, index: &Index, query: &ListQuery) -> Result<Set, Refusal> {
        let site = self.fold.site();
        let locale = query.common.locales.first.as_ref().unwrap_or(&site.default_locale);
        let mut matching = Set::default();
        for locale in std::iter::once(locale).chain(&query.common.locales.fallback) {
            let now = index.shelf(locale).map(|shelf| shelf.members().clone()).unwrap_or_default();
            let mut own = self.then(now, |entry| entry.kind == spec.name && entry.locale == *locale);
            // Of what is there in an earlier language nothing later is shown; looking that up costs a step an entry.
            if matching != Set::default() {
                own.leave(&self.fold.translated(&own, &matching));
            }
            matching.join(&own);
        }
        self.narrow(&mut matching, spec.name, &asked(self.fold, locale, query.conditions())?);
        Ok(matching)
    }

    /// Keeps those of a kind's entries for which filters hold. Where the kind has no such field, there is nothing in it.
    fn narrow(&self, matching: &mut Set, kind: KindName, filters: &[Asked<'_>]) {
        for Asked { filter, tests } in filters {
            let own = tests.iter().find(|(condition, _)| condition.kind == kind);
            let holds = own.map(|(condition, test)| self.holds(condition, test)).unwrap_or_default();
            if filter.is_negative() { matching.leave(&holds) } else { matching.keep(&holds) }
        }
    }

    /// The entries for which a filter holds, its `not` aside, whatever their locale.
    fn holds(&self, condition: &Condition, test: &Test<'_>) -> Set {
        let live = self.fold.entries();
        let now = |place: &Place, make: &dyn Fn(&Index, &Column) -> Set| {
            let index = self.fold.index(place.kind);
            index.and_then(|index| Some(make(index, index.column(place.column)?))).unwrap_or_default()
        };
        let Place { kind, key, .. } = condition.place;
        let set = now(&condition.place, &|index, column| test.all(index, column, live));
        let mut set = self.then(set, |entry| entry.kind == kind && test.holds(key, entry));
        for place in condition.through.iter().rev() {
            let ids = set.iter().filter_map(|ordinal| self.fold.id(ordinal));
            let ids: Vec<EntryId> = ids.collect();
            let referring =
                now(place, &|index, column| column.targets(index.members(), live).who_refers(ids.iter().copied()));
            let to_one_of_them = |id: EntryId| self.fold.ordinal(id).is_some_and(|ordinal| set.contains(ordinal));
            set =
                self.then(referring, |entry| entry.kind == place.kind && place.key.targets(entry).any(to_one_of_them));
        }
        set
    }

    /// The entries in a window of the sorted list, each as it was.
    fn walk(&self, index: &'f Index, set: &Set, sort: &[Sort], window: Window<'_>) -> Vec<Arc<LiveEntry>> {
        let live = self.fold.entries();
        let as_now = |set: &Set| {
            let ordinals = Walk { index, live }.part(set, sort, window);
            ordinals.into_iter().filter_map(|ordinal| live.get(ordinal).cloned()).collect::<Vec<_>>()
        };
        if self.before.is_empty() {
            return as_now(set);
        }
        let changed: Set = self.before.keys().copied().collect();
        let mut same = set.clone();
        same.leave(&changed);
        let mut rows = as_now(&same);
        let fits = |entry: &&Arc<LiveEntry>| window.behind.is_none_or(|last| compare(entry, last, sort).is_gt());
        let changed = self.before.iter().filter(|(ordinal, _)| set.contains(**ordinal));
        rows.extend(changed.filter_map(|(_, before)| before.as_ref()).filter(fits).cloned());
        rows.sort_by(|a, b| compare(a, b, sort));
        rows.truncate(window.take);
        rows
    }
}

/// A filter with what it names looked up.
struct Asked<'q> {
    filter: &'q Filter,
    /// For each of its conditions.
    tests: Vec<(&'q Condition, Test<'q>)>,
}

/// What a condition compares with.
enum Test<'q> {
    /// Any of the operands.
    Equal(&'q [Operand]),
    Beyond(Operator, &'q Operand),
    Part(&'q str),
    There,
    To(Vec<EntryId>),
    Nothing,
}

/// Looks up what filters name; fails where one names an entry that readers were never served, as what any kind means.
fn asked<'q>(
    fold: &Fold,
    locale: &Locale,
    filters: impl IntoIterator<Item = &'q Filter>,
) -> Result<Vec<Asked<'q>>, Refusal> {
    let mut faults = Faults::default();
    let mut all = Vec::new();
    for filter in filters {
        let (mut tests, mut unknown) = (Vec::new(), None::<Vec<&str>>);
        for condition in &filter.conditions {
            let mut its = Vec::new();
            tests.push((condition, Test::new(fold, locale, filter.operator, condition, &mut its)));
            unknown = Some(match unknown {
                Some(unknown) => unknown.into_iter().filter(|text| its.contains(text)).collect(),
                None => its,
            });
        }
        for text in unknown.unwrap_or_default() {
            faults.add(&filter.parameter(), "unknown_value", format!("nothing is published under {text:?}"));
        }
        all.push(Asked { filter, tests });
    }
    faults.or(all)
}

impl<'q> Test<'q> {
    fn new(
        fold: &Fold,
        locale: &Locale,
        operator: Operator,
        condition: &'q Condition,
        unknown: &mut Vec<&'q str>,
    ) -> Self {
        let operands = condition.operands.as_slice();
        match (operator, operands) {
            (Operator::Exists, _) => Self::There,
            (Operator::Contains, [Operand { meaning: Meaning::Part(part), .. }]) => Self::Part(part),
            (Operator::Gt | Operator::Gte | Operator::Lt | Operator::Lte, [operand]) => Self::Beyond(operator, operand),
            (Operator::Eq | Operator::Ne | Operator::In | Operator::Nin, _) => {
                let Type::Entries(target) = condition.ty else { return Self::Equal(operands) };
                let mut ids = Vec::new();
                for operand in operands {
                    if !name(fold, locale, target, &operand.written, &mut ids) {
                        unknown.push(&operand.written);
                    }
                }
                Self::To(ids)
            }
            _ => Self::Nothing,
        }
    }

    /// The live entries for which it holds, by what is kept of the field.
    fn all(&self, index: &Index, column: &Column, live: &Live) -> Set {
        let (members, key) = (index.members(), column.field.key);
        match self {
            Self::There => column.present(members, live).clone(),
            Self::Part(part) => column.letters(members, live).find(part),
            Self::To(ids) => column.targets(members, live).who_refers(ids.iter().copied()),
            Self::Equal(operands) => {
                let order = column.order(members, live);
                let mut all = Set::default();
                for operand in *operands {
                    let near = order.between(
                        key,
                        live,
                        |value| side(value, operand).is_lt(),
                        |value| side(value, operand).is_gt(),
                    );
                    let is_equal = |n: &Ordinal| live.get(*n).is_some_and(|entry| equal(&key.of(entry), operand));
                    near.iter().copied().filter(is_equal).for_each(|ordinal| all.insert(ordinal));
                }
                all
            }
            Self::Beyond(operator, operand) => {
                let order = column.order(members, live);
                let is_before = |value: &Scalar<'_>| match operator {
                    Operator::Gt => side(value, operand).is_le(),
                    Operator::Gte => side(value, operand).is_lt(),
                    _ => false,
                };
                let is_behind = |value: &Scalar<'_>| match operator {
                    Operator::Lt => side(value, operand).is_ge(),
                    Operator::Lte => side(value, operand).is_gt(),
                    _ => false,
                };
                order.between(key, live, is_before, is_behind).iter().copied().collect()
            }
            Self::Nothing => Set::default(),
        }
    }

    /// Whether it holds for one entry.
    fn holds(&self, key: Key, entry: &LiveEntry) -> bool {
        let value = key.of(entry);
        match self {
            Self::There => key.exists(entry),
            Self::Part(part) => {
                matches!(value, Scalar::Text(text) if lower(text).collect::<String>().contains(part))
            }
            Self::To(ids) => key.targets(entry).any(|id| ids.contains(&id)),
            Self::Equal(operands) => operands.iter().any(|operand| equal(&value, operand)),
            Self::Beyond(..) if value == Scalar::Absent => false,
            Self::Beyond(operator, operand) => {
                let side = side(&value, operand);
                match operator {
                    Operator::Gt => side.is_gt(),
                    Operator::Gte => side.is_ge(),
                    Operator::Lt => side.is_lt(),
                    _ => side.is_le(),
                }
            }
            Self::Nothing => false,
        }
    }
}

/// On which side of an operand a value lies; equal within its span.
fn side(value: &Scalar<'_>, operand: &Operand) -> std::cmp::Ordering {
    match &operand.meaning {
        Meaning::Integer(n) => value.order(&Scalar::Integer(*n)),
        Meaning::Id(id) => value.order(&Scalar::Id(*id)),
        Meaning::Span(from, to) => {
            let (from, to) = (value.order(&Scalar::Time(*from)), value.order(&Scalar::Time(*to)));
            if from.is_lt() {
                from
            } else if to.is_gt() {
                to
            } else {
                std::cmp::Ordering::Equal
            }
        }
        Meaning::Text | Meaning::Name | Meaning::Part(_) | Meaning::Flag(_) => {
            value.order(&Scalar::Text(&operand.written))
        }
    }
}

fn equal(value: &Scalar<'_>, operand: &Operand) -> bool {
    match value {
        Scalar::Absent => false,
        Scalar::Text(text) => **text == *operand.written,
        _ => side(value, operand).is_eq(),
    }
}

/// Finds the entries that a filter names, by id, by slug, or by a slug that they once had, in the locale at hand or else in
/// the site's own, which others refer to; says whether readers were ever served one.
fn name(fold: &Fold, locale: &Locale, target: Option<&str>, text: &str, found: &mut Vec<EntryId>) -> bool {
    let is_id = text.parse::<Slug>().is_ok_and(|_| text.parse::<EntryId>().is_ok());
    let locale = if is_id { None } else { Some(locale) };
    let mut known = false;
    for kind in fold.kinds().iter().filter(|kind| target.is_none_or(|target| kind.name.as_str() == target)) {
        let found_in_locale = fold.find(kind.name, locale, text);
        let lookup =
            if found_in_locale == Lookup::Missing { fold.find(kind.name, None, text) } else { found_in_locale };
        match lookup {
            Lookup::Found(entry) | Lookup::Moved(entry) => found.push(entry.id),
            Lookup::Gone => {}
            Lookup::Missing => continue,
        }
        known = true;
    }
    known
}

#[cfg(test)]
#[path = "evaluate_tests.rs"]
mod tests;
