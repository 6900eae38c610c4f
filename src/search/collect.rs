//! What is gathered while the index is gone through: the best, how many, and of what.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap, HashSet},
    sync::Arc,
};

use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::{Column, StrColumn},
    query::{Bm25StatisticsProvider, BooleanQuery},
};
use uuid::Uuid;

use super::{
    model::{Facets, Wanted},
    schema::{CATEGORY, ID_HIGH, ID_LOW, KIND, TAG},
    snapshot::Snapshot,
};
use crate::vocabulary::EntryId;

/// What fits a query, the best of it first, with scores by these counts.
pub fn tally(
    snapshot: &Snapshot,
    counts: &dyn Bm25StatisticsProvider,
    query: &BooleanQuery,
    wanted: &Wanted,
) -> tantivy::Result<Tallied> {
    let searcher = snapshot.searcher();
    let documents = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
    let keep = wanted.skip.saturating_add(wanted.take).min(documents);
    let except = Arc::new(wanted.except.iter().copied().collect());
    let tally = Tally { keep, among: wanted.among.clone(), except };
    let mut tallied = searcher.search_with_statistics_provider(query, &tally, counts)?;
    tallied.best.sort_unstable_by(|a, b| b.cmp(a));
    Ok(tallied)
}

/// Gathers the best `keep` entries and counts all.
struct Tally {
    keep: usize,
    among: Option<Arc<HashSet<EntryId>>>,
    except: Arc<HashSet<EntryId>>,
}

/// What was gathered, of one part of the index or of all.
#[derive(Default)]
pub struct Tallied {
    pub best: Vec<Ranked>,
    pub total: usize,
    counts: [BTreeMap<String, usize>; 3],
}

/// An entry with its place. Of two that fit alike, the one that was made later stands first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    pub score: Score,
    pub id: EntryId,
    pub at: DocAddress,
}

impl Eq for Ranked {}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.score.total_cmp(&other.score).then_with(|| self.id.cmp(&other.id))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Tallied {
    pub fn facets(&self) -> Facets {
        let [kinds, categories, tags] = &self.counts;
        let ids = |counts: &BTreeMap<String, usize>| {
            counts.iter().filter_map(|(id, count)| Some((id.parse().ok()?, *count))).collect()
        };
        let kinds = kinds.iter().map(|(kind, count)| (kind.clone(), *count)).collect();
        Facets { kinds: by_count(kinds), categories: by_count(ids(categories)), tags: by_count(ids(tags)) }
    }
}

fn by_count<T: Ord>(mut counts: Vec<(T, usize)>) -> Vec<(T, usize)> {
    counts.sort_unstable_by(|(a, few), (b, many)| many.cmp(few).then_with(|| a.cmp(b)));
    counts
}

impl Collector for Tally {
    type Fruit = Tallied;
    type Child = Part;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Part> {
        let columns = segment.fast_fields();
        let counter = |name| -> tantivy::Result<Counter> {
            let column = columns.str(name)?;
            let counts = column.as_ref().map_or_else(Vec::new, |column| vec![0; column.num_terms()]);
            Ok(Counter { column, counts })
        };
        Ok(Part {
            ordinal,
            keep: self.keep,
            among: self.among.clone(),
            except: self.except.clone(),
            high: columns.u64(ID_HIGH)?,
            low: columns.u64(ID_LOW)?,
            counters: [counter(KIND)?, counter(CATEGORY)?, counter(TAG)?],
            best: BinaryHeap::new(),
            total: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, parts: Vec<tantivy::Result<Tallied>>) -> tantivy::Result<Tallied> {
        let mut all = Tallied::default();
        for part in parts {
            let part = part?;
            all.best.extend(part.best);
            all.total += part.total;
            for (counts, more) in all.counts.iter_mut().zip(part.counts) {
                for (name, count) in more {
                    *counts.entry(name).or_default() += count;
                }
            }
        }
        Ok(all)
    }
}

/// What is gathered of one part of the index.
pub struct Part {
    ordinal: SegmentOrdinal,
    keep: usize,
    among: Option<Arc<HashSet<EntryId>>>,
    except: Arc<HashSet<EntryId>>,
    high: Column<u64>,
    low: Column<u64>,
    counters: [Counter; 3],
    best: BinaryHeap<Reverse<Ranked>>,
    total: usize,
}

/// Counts the values of a column by their place in its dictionary.
struct Counter {
    column: Option<StrColumn>,
    counts: Vec<usize>,
}

impl Counter {
    fn count(&mut self, doc: DocId) {
        let Some(column) = &self.column else { return };
        for ordinal in column.term_ords(doc) {
            if let Some(count) = usize::try_from(ordinal).ok().and_then(|ordinal| self.counts.get_mut(ordinal)) {
                *count += 1;
            }
        }
    }

    fn harvest(self) -> tantivy::Result<BTreeMap<String, usize>> {
        let mut counts = BTreeMap::new();
        let Some(column) = self.column else { return Ok(counts) };
        let mut name = String::new();
        for (ordinal, count) in (0..).zip(self.counts).filter(|(_, count)| *count > 0) {
            if column.ord_to_str(ordinal, &mut name)? {
                counts.insert(name.clone(), count);
            }
        }
        Ok(counts)
    }
}

impl SegmentCollector for Part {
    type Fruit = tantivy::Result<Tallied>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let (high, low) = (&self.high, &self.low);
        let id = || id_of(high, low, doc);
        if self.among.as_ref().is_some_and(|among| !among.contains(&id())) {
            return;
        }
        if !self.except.is_empty() && self.except.contains(&id()) {
            return;
        }
        self.total += 1;
        self.counters.iter_mut().for_each(|counter| counter.count(doc));
        // Most entries are seen to be none of the best without a look at their ids.
        let is_full = self.best.len() >= self.keep;
        if is_full && self.best.peek().is_none_or(|Reverse(worst)| worst.score > score) {
            return;
        }
        let ranked = Ranked { score, id: id(), at: DocAddress::new(self.ordinal, doc) };
        if !is_full {
            self.best.push(Reverse(ranked));
        } else if let Some(mut worst) = self.best.peek_mut().filter(|worst| worst.0 < ranked) {
            *worst = Reverse(ranked);
        }
    }

    fn harvest(self) -> tantivy::Result<Tallied> {
        let [kinds, categories, tags] = self.counters.map(Counter::harvest);
        Ok(Tallied {
            best: self.best.into_iter().map(|Reverse(ranked)| ranked).collect(),
            total: self.total,
            counts: [kinds?, categories?, tags?],
        })
    }
}

/// The id of an entry of a part of the index.
pub fn id_of(high: &Column<u64>, low: &Column<u64>, doc: DocId) -> EntryId {
    EntryId(Uuid::from_u64_pair(high.first(doc).unwrap_or_default(), low.first(doc).unwrap_or_default()))
}
