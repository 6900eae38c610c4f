use std::{cmp::Ordering, collections::BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::{
    delivery::cast::{Log, STORY, TOPIC, entry, folded},
    vocabulary::{Cause, Value},
};

/// One step of a random history: of which entry, and what it says from then on; `None` takes it offline.
type Step = (u128, Option<(u8, u8, Option<i64>, Option<u8>, u128)>);

const TITLES: [&str; 6] = ["Back", "back", "Aching back", "Über Rücken", "ÜBER rücken", "Zebra"];
const DAYS: [&str; 3] = ["2026-01-31", "2026-02-01", "2027-01-01"];
const STORIES: std::ops::RangeInclusive<u128> = 1..=9;

fn steps(length: usize) -> impl Strategy<Value = Vec<Step>> {
    let says = (0..6u8, 0..3u8, proptest::option::of(0..4i64), proptest::option::of(0..3u8), 10..14u128);
    proptest::collection::vec((1..14u128, proptest::option::weighted(0.8, says)), 0..length)
}

/// Writes a step; entries from 10 on are topics.
fn take(log: &mut Log, (n, says): &Step) {
    let Some((title, locale, words, day, topic)) = says else {
        log.offline(*n, Cause::Unpublished);
        return;
    };
    let title = Value::text(TITLES[usize::from(*title)]);
    let locale = if *locale == 0 { "de" } else { "en" };
    let slug = format!("slug-{n}");
    if STORIES.contains(n) {
        let topics = Value::from_iter([Value::Entry(entry(*topic)), Value::Entry(entry(23 - *topic))]);
        let fields = [
            ("title", title),
            ("topic", Value::Entry(entry(*topic))),
            ("topics", if words.is_some() { topics } else { Value::List(Box::default()) }),
            ("words", words.map_or(Value::Null, Value::Integer)),
            ("toldOn", day.map_or(Value::Null, |day| DAYS[usize::from(day)].into())),
        ];
        log.live_in(locale, n / 2, &STORY, *n, &slug, &fields);
    } else {
        log.live_in("en", *n, &TOPIC, *n, &slug, &[("name", title), ("parent", Value::Entry(entry(*topic)))]);
    }
}

fn read(query: &str) -> ListQuery {
    ListQuery::read(&[STORY, TOPIC], &STORY, query).unwrap_or_else(|refusal| panic!("{query}: {refusal:?}"))
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("&")
}

fn text<'e>(entry: &'e LiveEntry, name: &str) -> Option<&'e str> {
    entry.head.get(&STORY, name).and_then(Value::as_str)
}

fn words(entry: &LiveEntry) -> Option<i64> {
    match entry.head.get(&STORY, "words") {
        Some(Value::Integer(n)) => Some(*n),
        _ => None,
    }
}

fn topic(fold: &Fold, entry: &LiveEntry) -> Option<Arc<LiveEntry>> {
    match entry.head.get(if entry.kind == STORY.name { &STORY } else { &TOPIC }, "topic") {
        Some(Value::Entry(id)) => fold.entry(*id),
        _ => None,
    }
}

fn parent(fold: &Fold, entry: &LiveEntry) -> Option<Arc<LiveEntry>> {
    match entry.head.get(&TOPIC, "parent") {
        Some(Value::Entry(id)) => fold.entry(*id),
        _ => None,
    }
}

type Holds = fn(&Fold, &LiveEntry) -> bool;

/// Filters, and the same said plainly.
const FILTERS: [(&str, Holds); 19] = [
    ("", |_, _| true),
    ("filter[title]=back", |_, e| text(e, "title") == Some("back")),
    ("filter[title][ne]=back", |_, e| text(e, "title") != Some("back")),
    ("filter[title][in]=back,Zebra", |_, e| matches!(text(e, "title"), Some("back" | "Zebra"))),
    ("filter[title][contains]=%C3%9Cber%20r", |_, e| {
        text(e, "title").is_some_and(|title| title.to_lowercase().contains("über r"))
    }),
    ("filter[title][gt]=BACK", |_, e| text(e, "title").is_some_and(|title| title.to_lowercase().as_str() > "back")),
    ("filter[title][lte]=BACK", |_, e| text(e, "title").is_some_and(|title| title.to_lowercase().as_str() <= "back")),
    ("filter[words]=2", |_, e| words(e) == Some(2)),
    ("filter[words][nin]=2,3", |_, e| !matches!(words(e), Some(2 | 3))),
    ("filter[words][gte]=1&filter[words][lt]=3", |_, e| matches!(words(e), Some(1 | 2))),
    ("filter[words][exists]=true", |_, e| words(e).is_some()),
    ("filter[words][exists]=false", |_, e| words(e).is_none()),
    ("filter[anyTopic][exists]=true", |_, e| words(e).is_some()),
    ("filter[toldOn][gt]=2026-01-31", |_, e| text(e, "toldOn").is_some_and(|day| day > "2026-01-31")),
    ("filter[publishedAt][gt]=2027-01-15T08:01:00Z", |_, e| e.published_at > Log::time(6)),
    ("filter[topic.name]=Back", |f, e| topic(f, e).is_some_and(|t| &*t.head.title == "Back")),
    ("filter[topic.name][ne]=Back", |f, e| topic(f, e).is_none_or(|t| &*t.head.title != "Back")),
    ("filter[topic.parent.slug]=slug-11", |f, e| {
        topic(f, e).and_then(|t| parent(f, &t)).is_some_and(|p| p.slug.as_str() == "slug-11")
    }),
    ("filter[anyTopic.name][contains]=z&locale=de&fallback=en", |f, e| {
        let Some(Value::List(topics)) = e.head.get(&STORY, "topics") else { return false };
        let name = |value: &Value| match value {
            Value::Entry(id) => f.entry(*id).map(|topic| topic.head.title.to_lowercase()),
            _ => None,
        };
        topics.iter().filter_map(name).any(|name| name.contains('z'))
    }),
];

type Compare = fn(&LiveEntry, &LiveEntry) -> Ordering;

const SORTS: [(&str, Compare); 6] = [
    ("", |a, b| b.published_at.cmp(&a.published_at)),
    ("sort=title", |a, b| a.head.title.to_lowercase().cmp(&b.head.title.to_lowercase())),
    ("sort=-title,words", |a, b| {
        b.head.title.to_lowercase().cmp(&a.head.title.to_lowercase()).then(words(a).cmp(&words(b)))
    }),
    ("sort=words,-updatedAt", |a, b| words(a).cmp(&words(b)).then(b.updated_at.cmp(&a.updated_at))),
    ("sort=-words", |a, b| words(b).cmp(&words(a))),
    ("sort=toldOn,-words,slug", |a, b| {
        text(a, "toldOn").cmp(&text(b, "toldOn")).then(words(b).cmp(&words(a))).then(a.slug.cmp(&b.slug))
    }),
];

/// The same list without any index.
fn plainly(fold: &Fold, german_first: bool, holds: Holds, order: Compare) -> Vec<EntryId> {
    let (de, en): (Locale, Locale) = ("de".parse().unwrap(), "en".parse().unwrap());
    let mut all: Vec<_> = fold.live(STORY.name, &en).cloned().collect();
    if german_first {
        let german: Vec<_> = fold.live(STORY.name, &de).cloned().collect();
        all.retain(|entry| german.iter().all(|german| german.group != entry.group));
        all.extend(german);
    }
    all.retain(|entry| holds(fold, entry));
    all.sort_by(|a, b| order(a, b).then(a.id.cmp(&b.id)));
    all.into_iter().map(|entry| entry.id).collect()
}

/// All pages of a list, one behind the other, and what each says of the total.
fn paged(fold: &Fold, query: &str, limit: usize) -> (Vec<EntryId>, usize) {
    let (mut ids, mut number) = (Vec::new(), 1);
    loop {
        let asked = read(&joined(&[query, &format!("limit={limit}&page={number}")]));
        let page = page(fold, &STORY, &asked).unwrap();
        ids.extend(page.entries.iter().map(|entry| entry.id));
        if page.next.is_none() {
            return (ids, page.total);
        }
        number += 1;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_the_indexes_find_is_what_looking_at_each_entry_finds(steps in steps(40), cut in 0..40usize) {
        let mut log = Log::default();
        let mut fold = Fold::new([STORY, TOPIC]);
        for (at, step) in steps.iter().enumerate() {
            take(&mut log, step);
            fold.apply(log.rows.last().unwrap().clone());
            // From here on the indexes are there, and must follow.
            if at == cut {
                for (query, _) in FILTERS.iter().filter(|(query, _)| !query.contains("parent.slug")) {
                    let _made = page(&fold, &STORY, &read(query));
                }
            }
        }
        for (query, holds) in FILTERS {
            for (sort, order) in SORTS {
                let expected = plainly(&fold, query.contains("locale=de"), holds, order);
                let found = paged(&fold, &joined(&[query, sort]), 3);
                prop_assert_eq!(&found.0, &expected, "{} {}", query, sort);
                prop_assert_eq!(found.1, expected.len());
            }
        }
    }

    #[test]
    fn whoever_reads_on_by_cursor_sees_what_was_there_all_along_exactly_once(
        before in steps(30),
        meanwhile in proptest::collection::vec(steps(6), 12),
        filter in 0..FILTERS.len(),
        sort in 0..SORTS.len(),
    ) {
        let mut log = Log::default();
        before.iter().for_each(|step| take(&mut log, step));
        let mut fold = folded(&log);
        let ((filter, holds), (sort, order)) = (FILTERS[filter], SORTS[sort]);
        let query = joined(&[filter, sort, "limit=2"]);
        let began_with = plainly(&fold, filter.contains("locale=de"), holds, order);
        let mut stayed: BTreeSet<EntryId> = began_with.iter().copied().collect();
        let mut next = None;
        let mut seen = Vec::new();
        for changes in &meanwhile {
            let asked = match next {
                None => read(&query),
                Some(cursor) => read(&format!("{query}&cursor={cursor}")),
            };
            let page = page(&fold, &STORY, &asked).unwrap();
            seen.extend(page.entries.iter().map(|entry| entry.id));
            next = page.next;
            if next.is_none() {
                break;
            }
            for step in changes {
                take(&mut log, step);
                fold.apply(log.rows.last().unwrap().clone());
                stayed.retain(|id| fold.entry(*id).is_some());
            }
        }
        prop_assert!(next.is_none(), "nine stories fit on five pages");
        let once: BTreeSet<EntryId> = seen.iter().copied().collect();
        prop_assert_eq!(once.len(), seen.len(), "seen twice: {:?}", seen);
        prop_assert!(stayed.is_subset(&once), "{:?} were there all along, {:?} were seen", stayed, once);
        // In the order that there was when the reading began.
        let places = seen.iter().map(|id| began_with.iter().position(|other| other == id));
        prop_assert!(places.clone().all(|place| place.is_some()), "{:?} of {:?}", seen, began_with);
        prop_assert!(places.is_sorted());
    }
}

#[test]
fn a_cursor_says_which_query_it_is_of_and_ends_with_what_is_remembered() {
    let mut log = Log::default();
    (1..=5).for_each(|n| {
        log.live(&STORY, n, &format!("slug-{n}"), &[("title", "Back".into())]);
    });
    let mut fold = folded(&log);
    let cursor = page(&fold, &STORY, &read("limit=2")).unwrap().next.unwrap();
    assert!(ListQuery::read(&[STORY, TOPIC], &STORY, &format!("sort=title&cursor={cursor}")).is_err());
    let more = read(&format!("limit=1&fields=slug&cursor={cursor}"));
    assert_eq!(page(&fold, &STORY, &more).unwrap().entries[0].slug.as_str(), "slug-3");
    // Somebody else's entry, and one that nobody ever saw.
    let forged = |n| read(&format!("cursor={}", Cursor { last: entry(n), ..cursor }));
    assert!(page(&fold, &STORY, &forged(99)).is_err());
    for round in 0..5_001 {
        log.live(&STORY, 1, "slug-1", &[("words", Value::Integer(round))]);
    }
    fold.apply_all(log.rows.clone());
    let refusal = page(&fold, &STORY, &more).unwrap_err();
    assert!(matches!(&refusal, Refusal::Faults(faults) if faults[0].code == "expired_cursor"), "{refusal:?}");
}
