//! What each word of a question stands for in an index: itself, what it may begin, and what it may be misspelt for.
//!
//! All of it is bounded: a word stands for so many others at most, whatever it is and however large the index.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tantivy::{Term, query::FuzzyTermQuery};

use super::{
    question::{Asked, Question},
    schema::{BETWEEN, Fields, term_text},
    snapshot::Snapshot,
};

/// What a word weighs that was written so; that begins so; that is a letter away.
pub const EXACT: f32 = 1.0;
pub const BEGUN: f32 = 0.4;
const MISSPELT: f32 = 0.2;
/// A word stands for so many others at most, chosen from so many at most of each part of the index.
const MAX_OTHERS: usize = 32;
const MAX_LOOKED_AT: usize = 1_024;
/// The shortest beginning, and the shortest word with a wrong letter in it, in characters.
const SHORTEST_BEGINNING: usize = 2;
const SHORTEST_MISSPELT: usize = 4;
/// A word that is so much rarer than one a letter away is taken for a slip of it.
const SLIP: u64 = 10;

/// What a word of a question stands for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sense {
    /// Stems, with what they weigh.
    pub stems: BTreeMap<Box<str>, f32>,
    /// Those among them that are not what was written, with the words that have them.
    pub others: Vec<Other>,
    /// How much it tells apart: the rarer, the more; nothing where it is nowhere.
    pub rarity: f32,
    /// What a word that fits begins with.
    pub beginning: Option<Box<str>>,
}

/// What each word of a question means here; nothing, where the index has nothing like it.
pub fn senses(question: &Question, snapshot: &Snapshot, fields: &Fields) -> tantivy::Result<Vec<Sense>> {
    let expand = Expand { question, snapshot, fields };
    question.words.iter().map(|word| expand.word(word)).collect()
}

struct Expand<'a> {
    question: &'a Question,
    snapshot: &'a Snapshot,
    fields: &'a Fields,
}

/// A word of the index as it was written, its stem, and how many entries have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Other {
    pub surface: Box<str>,
    pub stem: Box<str>,
    pub weight: f32,
    frequency: u64,
}

/// Which words of the index are looked at.
enum Like<'w> {
    Exactly(&'w str),
    Beginning(&'w str),
    Near(&'w str),
    /// What begins like this or a letter away from it.
    BeginningNear(&'w str),
}

impl Expand<'_> {
    fn word(&self, word: &Asked) -> tantivy::Result<Sense> {
        let mut sense = Sense::default();
        let length = word.surface.chars().count();
        let mut written = self.frequency(&word.stem)?;
        if written > 0 {
            sense.stems.insert(word.stem.clone(), EXACT);
        }
        // Written without its accents, a word may have another stem.
        for other in self.others(&Like::Exactly(&word.surface))? {
            written = written.max(other.frequency);
            sense.stems.entry(other.stem).or_insert(EXACT);
        }
        if word.is_last && length >= SHORTEST_BEGINNING {
            for other in self.others(&Like::Beginning(&word.surface))? {
                sense.add(other, BEGUN);
            }
            sense.beginning = Some(word.surface.clone());
        }
        // What has a digit in it is a number or a name: one letter away is another. And what is written often is no slip.
        let is_word = length >= SHORTEST_MISSPELT && !word.surface.chars().any(char::is_numeric);
        let often = written.saturating_mul(SLIP);
        if is_word && often <= self.snapshot.documents() {
            let begun = word.is_last && sense.stems.is_empty();
            let like = if begun { Like::BeginningNear(&word.surface) } else { Like::Near(&word.surface) };
            for other in self.others(&like)? {
                let near = begun || is_near(&word.surface, &other.surface);
                if near && other.frequency >= often {
                    sense.add(other, MISSPELT);
                }
            }
        }
        let often = sense.others.iter().map(|other| other.frequency).fold(written, u64::max);
        if sense.is_known() {
            let (documents, often) = (self.snapshot.documents() as f32, often as f32);
            sense.rarity = (documents / often.max(1.0)).ln_1p();
        }
        Ok(sense)
    }

    /// In how many entries a stem stands, at least.
    fn frequency(&self, stem: &str) -> tantivy::Result<u64> {
        let text = term_text(&self.question.locale, stem);
        let mut most = 0;
        for (field, _) in self.fields.weighed() {
            most = most.max(self.snapshot.frequency(&Term::from_field_text(field, &text))?);
        }
        Ok(most)
    }

    /// The commonest of the words that are like it.
    fn others(&self, like: &Like<'_>) -> tantivy::Result<Vec<Other>> {
        let field = self.fields.surface;
        let mut found: HashMap<Vec<u8>, u64> = HashMap::new();
        let locale = &self.question.locale;
        for segment in self.snapshot.searcher().segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut left = MAX_LOOKED_AT;
            let mut see = |key: &[u8], frequency: u32| {
                match found.get_mut(key) {
                    Some(known) => *known += u64::from(frequency),
                    None => _ = found.insert(key.to_owned(), u64::from(frequency)),
                }
                left -= 1;
                left > 0
            };
            let (from, is_near) = match like {
                // The stem follows.
                Like::Exactly(word) => (format!("{word}{BETWEEN}"), false),
                Like::Near(word) => (format!("{word}{BETWEEN}"), true),
                Like::Beginning(word) => ((*word).to_owned(), false),
                Like::BeginningNear(word) => ((*word).to_owned(), true),
            };
            let from = term_text(locale, &from);
            if is_near {
                let automaton = FuzzyTermQuery::new_prefix(Term::from_field_text(field, &from), 1, true).automaton()?;
                let all = term_text(locale, "");
                let mut stream = inverted.terms().search(automaton).ge(&all).lt(after(&all)).into_stream()?;
                while stream.advance() && see(stream.key(), stream.value().doc_freq) {}
            } else {
                let mut stream = inverted.terms().range().ge(&from).lt(after(&from)).into_stream()?;
                while stream.advance() && see(stream.key(), stream.value().doc_freq) {}
            }
        }
        let text = |(key, often)| Some((String::from_utf8(key).ok()?, often));
        let mut found: Vec<(String, u64)> = found.into_iter().filter_map(text).collect();
        found.sort_unstable_by(|(a, often), (b, oftener)| oftener.cmp(often).then_with(|| a.cmp(b)));
        let mut others = Vec::new();
        let mut stems = BTreeSet::new();
        for (text, _) in found {
            if stems.len() >= MAX_OTHERS {
                break;
            }
            // Of what was replaced since, words are left that nobody writes any more.
            let frequency = self.snapshot.frequency(&Term::from_field_text(field, &text))?;
            let mut parts = text.split(BETWEEN).skip(1);
            if let (true, Some(surface), Some(stem)) = (frequency > 0, parts.next(), parts.next()) {
                stems.insert(stem.to_owned());
                others.push(Other { surface: surface.into(), stem: stem.into(), weight: EXACT, frequency });
            }
        }
        Ok(others)
    }
}

impl Sense {
    /// Whether it means anything here.
    pub fn is_known(&self) -> bool {
        !self.stems.is_empty()
    }

    /// Takes a word that is not what was written; a stem that is meant more surely keeps its weight.
    fn add(&mut self, other: Other, weight: f32) {
        let known = *self.stems.entry(other.stem.clone()).or_insert(weight);
        if known < EXACT {
            self.others.push(Other { weight: known, ..other });
        }
    }
}

/// The first text after all that begin with this one, for texts that end before the last character there is.
fn after(beginning: &str) -> String {
    format!("{beginning}{}", char::MAX)
}

/// Whether two words are a letter apart at most: one more, one less, another one, or two in each other's place.
fn is_near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    match (a, b) {
        ([], []) => true,
        ([x, y, a @ ..], [z, w, b @ ..]) if (x, y) == (w, z) && a == b => true,
        _ => {
            let (shorter_a, shorter_b) = (a.get(1..).unwrap_or_default(), b.get(1..).unwrap_or_default());
            shorter_a == shorter_b || shorter_a == b || a == shorter_b
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_apart_is_near() {
        for near in ["running", "runing", "runnning", "rumning", "urnning", "runnign", "unning", "runnings"] {
            assert!(is_near("running", near) && is_near(near, "running"), "{near}");
        }
        for far in ["run", "runin", "urnnign", "gunners", "", "rnunnig"] {
            assert!(!is_near("running", far) && !is_near(far, "running"), "{far}");
        }
        assert!(is_near("", "a") && is_near("", ""));
    }
}
