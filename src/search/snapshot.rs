//! One state of the index, held still, with what its words are counted by.
//!
//! Counts are of what is there now. What was replaced stays in an index until its parts are merged, and would otherwise
//! have a say in the order of what is found: two indexes of the same entries answer alike, whatever was in them before.

use std::collections::BTreeSet;

use tantivy::{
    Searcher, Term,
    query::Bm25StatisticsProvider,
    schema::{Field, IndexRecordOption},
};

use super::schema::{BETWEEN, Fields};
use crate::vocabulary::Locale;

/// The character after the one that ends a locale in a term.
const BEYOND: char = '\u{20}';

pub struct Snapshot {
    searcher: Searcher,
    documents: u64,
    /// How many words each field has in all entries together.
    lengths: Vec<(Field, u64)>,
}

impl Snapshot {
    pub fn of(searcher: Searcher, fields: &Fields) -> tantivy::Result<Self> {
        let mut lengths = Vec::new();
        for (field, _) in fields.weighed() {
            let mut length = 0;
            for segment in searcher.segment_readers() {
                let norms = segment.get_fieldnorms_reader(field)?;
                // As they are kept, which is about: the same in every index of the same entries.
                length += segment.doc_ids_alive().map(|doc| u64::from(norms.fieldnorm(doc))).sum::<u64>();
            }
            lengths.push((field, length));
        }
        let documents = searcher.num_docs();
        Ok(Self { searcher, documents, lengths })
    }

    pub const fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// How many entries there are.
    pub const fn documents(&self) -> u64 {
        self.documents
    }

    /// The locales that there are words of, found by leaping from one to the next.
    pub fn locales(&self, fields: &Fields) -> tantivy::Result<BTreeSet<Locale>> {
        let mut locales = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(fields.surface)?;
            let mut from = String::new();
            loop {
                let mut terms = inverted.terms().range().ge(&from).into_stream()?;
                let text = if terms.advance() { std::str::from_utf8(terms.key()).ok() } else { None };
                let Some((locale, _)) = text.and_then(|text| text.split_once(BETWEEN)) else { break };
                locales.extend(locale.parse::<Locale>());
                from = format!("{locale}{BEYOND}");
            }
        }
        Ok(locales)
    }

    /// In how many entries a term stands.
    pub fn frequency(&self, term: &Term) -> tantivy::Result<u64> {
        let mut frequency = 0;
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(term.field())?;
            let Some(found) = inverted.get_term_info(term)? else { continue };
            frequency += u64::from(match segment.alive_bitset() {
                None => found.doc_freq,
                Some(alive) => inverted
                    .read_postings_from_terminfo(&found, IndexRecordOption::Basic)?
                    .doc_freq_given_deletes(alive),
            });
        }
        Ok(frequency)
    }
}

impl Bm25StatisticsProvider for Snapshot {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        Ok(self.lengths.iter().find(|(other, _)| *other == field).map_or(0, |(_, length)| *length))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.frequency(term)
    }
}

/// The same counts, but that a word is as rare in every field as where it is commonest. A title then weighs more than a text
/// whatever the word is, also one that many titles have and few texts.
pub struct Level<'a> {
    pub snapshot: &'a Snapshot,
    pub fields: &'a Fields,
}

impl Bm25StatisticsProvider for Level<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.snapshot.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.snapshot.total_num_docs()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let mut most = self.snapshot.frequency(term)?;
        let word = term.value();
        for (field, _) in self.fields.weighed() {
            if let Some(word) = word.as_str() {
                most = most.max(self.snapshot.frequency(&Term::from_field_text(field, word))?);
            }
        }
        Ok(most)
    }
}
