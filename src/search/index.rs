//! The index itself: opened or made, filled in batches, and asked. Everything here takes time: never on an async thread.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    fs::File,
    path::Path,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use tantivy::{
    IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term,
    indexer::{IndexWriterOptions, LogMergePolicy},
    query::{BooleanQuery, BoostQuery, ConstScoreQuery, Query, TermQuery, TermSetQuery},
    schema::IndexRecordOption,
    store::Compressor,
};

use super::{
    analysis::Analyser,
    collect::tally,
    expand::{EXACT, Other, Sense, senses},
    folder::Place,
    highlight::Matcher,
    language::Language,
    model::{Entry, Found, Hit, Wanted},
    question::Question,
    schema::{Fields, MARK, surface_text, term_text},
    score::Plus,
    snapshot::{Level, Snapshot},
};
use crate::vocabulary::{EntryId, Locale};

/// What is gathered in memory before it is written, in bytes: the least that the engine takes.
const BUDGET: usize = 15_000_000;
/// What one word more is worth: far more than words are weighed by.
const TIER: f32 = 1_000.0;
/// Where so many entries have all of the words, those with some of them are left out.
const PLENTY: usize = 100;
/// A part of the index of which so much was replaced is written anew, at the next occasion.
const REPLACED: f32 = 0.3;
/// Blocks of stored text that are kept unpacked, per part of the index.
const STORE_BLOCKS: usize = 2;

/// Why the index does not do what it should. The words are for the log.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Another process fills the index in this folder.
    #[error("another process has the index")]
    Busy,
    #[error("the index cannot be read or written: {0}")]
    Engine(#[from] TantivyError),
    #[error("the index's folder cannot be read or written: {0}")]
    Folder(#[from] std::io::Error),
    #[error("an entry cannot be stored: {0}")]
    Entry(#[from] serde_json::Error),
}

/// What an index keeps of entries, beside what they are searched by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// Their texts, to show the places that fit.
    Texts,
    /// Nothing: whoever asks wants ids.
    Nothing,
}

/// A full-text index, in a folder or in memory.
pub struct Index {
    pub(super) fields: Fields,
    keeps: Keeps,
    index: tantivy::Index,
    /// While there is something to write: it holds some megabytes.
    writer: Mutex<Option<IndexWriter>>,
    reader: IndexReader,
    snapshot: RwLock<Arc<Snapshot>>,
    /// Held while it is open, where it outlives the process.
    lock: Option<File>,
}

impl Index {
    /// The index of this name in a folder; in memory without one, and where there can be none in it.
    ///
    /// # Errors
    /// When there is no memory or no thread for it.
    pub fn at(folder: Option<&Path>, name: &str, keeps: Keeps) -> Result<Self, IndexError> {
        let Some(folder) = folder else { return Self::in_memory(keeps) };
        Self::open(folder, name, keeps).or_else(|error| {
            tracing::warn!(folder = %folder.display(), index = name, %error, "the search index is kept in memory");
            Self::in_memory(keeps)
        })
    }

    /// Opens the index of this name in a folder, or makes one there: where there is none, where it is of another format,
    /// and where it cannot be read.
    ///
    /// # Errors
    /// [`IndexError::Busy`] when another process has it; others when there can be none in this folder.
    pub fn open(folder: &Path, name: &str, keeps: Keeps) -> Result<Self, IndexError> {
        let fields = Fields::new();
        let place = Place::new(folder, name, &fields)?;
        let lock = place.lock()?;
        let opened = match place.open().and_then(|index| Self::over(index, fields.clone(), keeps)) {
            Err(error) => {
                tracing::warn!(index = name, %error, "the search index is built afresh");
                place.clear()?;
                Self::over(place.make()?, fields, keeps)
            }
            opened => opened,
        };
        let opened = opened?;
        place.forget_others();
        Ok(Self { lock: Some(lock), ..opened })
    }

    /// An empty index that is gone with the process.
    ///
    /// # Errors
    /// When there is no memory or no thread for it.
    pub fn in_memory(keeps: Keeps) -> Result<Self, IndexError> {
        let fields = Fields::new();
        let builder = tantivy::Index::builder().schema(fields.schema.clone()).settings(settings());
        Self::over(builder.create_in_ram()?, fields, keeps)
    }

    fn over(index: tantivy::Index, fields: Fields, keeps: Keeps) -> Result<Self, IndexError> {
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(STORE_BLOCKS)
            .try_into()?;
        let snapshot = RwLock::new(Arc::new(Snapshot::of(reader.searcher(), &fields)?));
        Ok(Self { fields, keeps, index, writer: Mutex::default(), reader, snapshot, lock: None })
    }

    fn writer(&self) -> Result<IndexWriter, IndexError> {
        let options = IndexWriterOptions::builder()
            .memory_budget_per_thread(BUDGET)
            .num_worker_threads(1)
            .num_merge_threads(1)
            .build();
        let writer: IndexWriter = self.index.writer_with_options(options)?;
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(REPLACED);
        writer.set_merge_policy(Box::new(policy));
        Ok(writer)
    }

    /// Whether it outlives the process.
    #[must_use]
    pub const fn is_kept(&self) -> bool {
        self.lock.is_some()
    }

    /// What the last [`apply`](Self::apply) said that the index is up to; 0 before the first.
    #[must_use]
    pub fn version(&self) -> i64 {
        let metas = self.reader.searcher().index().load_metas();
        metas.ok().and_then(|metas| metas.payload?.parse().ok()).unwrap_or_default()
    }

    /// Puts entries in, each in the place of what was there of it, takes those out that are gone, and keeps `version`
    /// with them. All of it is found from now on, or nothing.
    ///
    /// # Errors
    /// When it cannot be written; then the index is to be opened anew.
    pub fn apply(&self, entries: &[Entry], gone: &[EntryId], version: i64) -> Result<(), IndexError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let writer = match &mut *writer {
            Some(writer) => writer,
            none => none.insert(self.writer()?),
        };
        for id in gone {
            writer.delete_term(self.fields.by_id(*id));
        }
        let mut analysers: BTreeMap<&Locale, Analyser> = BTreeMap::new();
        for entry in entries {
            let analyser = analysers.entry(&entry.locale).or_insert_with(|| Analyser::new(Language::of(&entry.locale)));
            let document = self.fields.document(entry, analyser, self.keeps)?;
            writer.delete_term(self.fields.by_id(entry.id));
            writer.add_document(document)?;
        }
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&version.to_string());
        commit.commit()?;
        self.reload()
    }

    /// Lets go of what writing takes, when there is nothing to write; the next [`apply`](Self::apply) takes it again.
    /// Waits for parts of the index that are being made one.
    ///
    /// # Errors
    /// When it cannot be written or read.
    pub fn rest(&self) -> Result<(), IndexError> {
        // Held to the end: there are never two writers.
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(writer) = writer.take() else { return Ok(()) };
        writer.wait_merging_threads()?;
        self.reload()
    }

    /// Shows readers what was written.
    fn reload(&self) -> Result<(), IndexError> {
        self.reader.reload()?;
        let snapshot = Arc::new(Snapshot::of(self.reader.searcher(), &self.fields)?);
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
        Ok(())
    }

    /// What fits a question best, and what knows its words again in a text. All of the words are wanted; where few
    /// entries have them all, others that have half of them stand below.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, question: &Question, wanted: &Wanted) -> Result<(Found, Matcher), IndexError> {
        let snapshot = self.snapshot();
        let senses = senses(question, &snapshot, &self.fields)?;
        let found = self.find(&snapshot, question, &senses, wanted)?;
        Ok((found, Matcher::new(&question.locale, senses)))
    }

    /// What has all of the words, the best first, each with how well it fits; for whoever knows the entries already.
    /// `wanted.take` of them at most, and how many there are in all.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn best(&self, question: &Question, wanted: &Wanted) -> Result<(Vec<(EntryId, f32)>, usize), IndexError> {
        let snapshot = self.snapshot();
        let senses = senses(question, &snapshot, &self.fields)?;
        if !senses.iter().all(Sense::is_known) {
            return Ok((Vec::new(), 0));
        }
        let level = Level { snapshot: &snapshot, fields: &self.fields };
        let query = self.query(&question.locale, &senses, senses.len(), wanted);
        let tally = tally(&snapshot, &level, &query, wanted)?;
        let best = tally.best.into_iter().skip(wanted.skip).take(wanted.take);
        Ok((best.map(|ranked| (ranked.id, ranked.score)).collect(), tally.total))
    }

    /// The locales that there are entries in.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn locales(&self) -> Result<BTreeSet<Locale>, IndexError> {
        Ok(self.snapshot().locales(&self.fields)?)
    }

    fn find(
        &self,
        snapshot: &Snapshot,
        question: &Question,
        senses: &[Sense],
        wanted: &Wanted,
    ) -> Result<Found, IndexError> {
        let least = question.words.len().div_ceil(2);
        let known = senses.iter().filter(|sense| sense.is_known()).count();
        if known < least {
            return Ok(Found::default());
        }
        let all = question.words.len();
        let tally = |least| tally(snapshot, snapshot, &self.query(&question.locale, senses, least, wanted), wanted);
        let fits_all = if known == all { Some(tally(all)?) } else { None };
        let tally = match fits_all.filter(|found| found.total >= PLENTY || all == least) {
            Some(found) => found,
            None => tally(least)?,
        };
        let (searcher, facets) = (snapshot.searcher(), tally.facets());
        let mut hits = Vec::new();
        for ranked in tally.best.into_iter().skip(wanted.skip).take(wanted.take) {
            let document: TantivyDocument = searcher.doc(ranked.at)?;
            let mark = searcher.segment_reader(ranked.at.segment_ord).fast_fields().u64(MARK)?;
            hits.push(Hit {
                id: ranked.id,
                mark: mark.first(ranked.at.doc_id).unwrap_or_default(),
                score: ranked.score,
                passages: self.fields.passages(&document),
            });
        }
        Ok(Found { hits, total: tally.total, facets })
    }

    /// At least so many of the words, and all of the filters.
    fn query(&self, locale: &Locale, senses: &[Sense], least: usize, wanted: &Wanted) -> BooleanQuery {
        let known = senses.iter().filter(|sense| sense.is_known());
        let words: Vec<Box<dyn Query>> = known.map(|sense| self.word(locale, sense)).collect();
        let mut clauses = self.filters(wanted);
        // The engine is faster at all and at any than at some.
        if words.len() == least {
            clauses.extend(words);
        } else if least == 1 {
            clauses.push(Box::new(BooleanQuery::union(words)));
        } else {
            clauses.push(Box::new(BooleanQuery::union_with_minimum_required_clauses(words, least)));
        }
        BooleanQuery::intersection(clauses)
    }

    /// One word: as it was written, it is weighed by how rare it is; its likes count alike, however many there are.
    fn word(&self, locale: &Locale, sense: &Sense) -> Box<dyn Query> {
        let mut any: Vec<Box<dyn Query>> = Vec::new();
        for (stem, _) in sense.stems.iter().filter(|(_, weight)| **weight >= EXACT) {
            for (field, weighs) in self.fields.weighed() {
                let term = Term::from_field_text(field, &term_text(locale, stem));
                let term = TermQuery::new(term, IndexRecordOption::WithFreqs);
                any.push(Box::new(BoostQuery::new(Box::new(term), weighs)));
            }
        }
        for others in sense.others.chunk_by(|one, next| one.weight == next.weight) {
            let weight = others.first().map_or(0.0, |other| other.weight);
            let stems = |field| {
                let term = |other: &Other| Term::from_field_text(field, &term_text(locale, &other.stem));
                TermSetQuery::new(others.iter().map(term))
            };
            let surface = |other: &Other| {
                Term::from_field_text(self.fields.surface, &surface_text(locale, &other.surface, &other.stem))
            };
            for (set, weighs) in [
                (stems(self.fields.title), 4.0),
                (stems(self.fields.headings), 2.0),
                (TermSetQuery::new(others.iter().map(surface)), 1.0),
            ] {
                any.push(Box::new(ConstScoreQuery::new(Box::new(set), weight * weighs)));
            }
        }
        Box::new(Plus::new(Box::new(BooleanQuery::union(any)), TIER))
    }

    fn filters(&self, wanted: &Wanted) -> Vec<Box<dyn Query>> {
        if wanted.kinds.is_empty() {
            return Vec::new();
        }
        let terms = wanted.kinds.iter().map(|kind| Term::from_field_text(self.fields.kind, kind.as_str()));
        vec![Box::new(ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), 0.0))]
    }

    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("is_kept", &self.is_kept()).finish_non_exhaustive()
    }
}

/// How parts of the index are written.
pub(super) fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Lz4,
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    }
}
