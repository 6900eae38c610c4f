//! How an entry stands in the index: its fields, and the entry written into them.

use std::{borrow::Cow, collections::BTreeSet};

use serde::{Deserialize, Serialize};
use tantivy::{
    TantivyDocument, Term,
    schema::{FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value as _},
};

use super::{
    analysis::{Analyser, words},
    index::Keeps,
    model::{Entry, Passage},
};
use crate::vocabulary::{EntryId, Locale};

/// Raised whenever what stands in the fields, or how text is taken apart, changes: an index of another format is built
/// afresh. The fields themselves are compared as well.
pub const FORMAT: u32 = 1;
/// Stands between a locale and a word in a term, so that each locale has words of its own; and between a word and its
/// stem.
pub const BETWEEN: char = '\u{1f}';

/// The fields that columns are asked for by name.
pub const ID_HIGH: &str = "idHigh";
pub const ID_LOW: &str = "idLow";
pub const MARK: &str = "mark";
pub const KIND: &str = "kind";
pub const CATEGORY: &str = "category";
pub const TAG: &str = "tag";

/// The index's fields.
#[derive(Debug, Clone)]
pub struct Fields {
    pub schema: Schema,
    pub id: Field,
    id_high: Field,
    id_low: Field,
    mark: Field,
    pub kind: Field,
    pub category: Field,
    pub tag: Field,
    pub title: Field,
    pub headings: Field,
    pub summary: Field,
    pub body: Field,
    /// Every word as it was written, with its stem, once.
    pub surface: Field,
    passages: Field,
}

/// A passage as it is stored.
#[derive(Serialize, Deserialize)]
struct Stored<'a>(#[serde(borrow)] Cow<'a, str>, #[serde(borrow)] Cow<'a, str>, #[serde(borrow)] Cow<'a, str>);

impl Fields {
    pub fn new() -> Self {
        let mut builder = Schema::builder();
        let indexed = |tokenizer, option, lengths| {
            let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option);
            TextOptions::default().set_indexing_options(indexing.set_fieldnorms(lengths))
        };
        let name = || indexed("raw", IndexRecordOption::Basic, false);
        // Where a word stands in its text is worked out again for what is shown: half the size.
        let text = || indexed("whitespace", IndexRecordOption::WithFreqs, true);
        let once = indexed("whitespace", IndexRecordOption::Basic, false);
        Self {
            id: builder.add_text_field("id", name()),
            id_high: builder.add_u64_field(ID_HIGH, FAST),
            id_low: builder.add_u64_field(ID_LOW, FAST),
            mark: builder.add_u64_field(MARK, FAST),
            kind: builder.add_text_field(KIND, name().set_fast("raw")),
            category: builder.add_text_field(CATEGORY, name().set_fast("raw")),
            tag: builder.add_text_field(TAG, name().set_fast("raw")),
            title: builder.add_text_field("title", text()),
            headings: builder.add_text_field("headings", text()),
            summary: builder.add_text_field("summary", text()),
            body: builder.add_text_field("body", text()),
            surface: builder.add_text_field("surface", once),
            passages: builder.add_bytes_field("passages", STORED),
            schema: builder.build(),
        }
    }

    /// The fields that are searched by word, each with what a word in it weighs.
    pub const fn weighed(&self) -> [(Field, f32); 4] {
        [(self.title, 8.0), (self.headings, 4.0), (self.summary, 3.0), (self.body, 1.0)]
    }

    /// What an entry is found by to be replaced.
    pub fn by_id(&self, id: EntryId) -> Term {
        Term::from_field_text(self.id, &id.to_string())
    }

    /// The entry as a document of the index; the analyser is that of its locale.
    ///
    /// # Errors
    /// When its text cannot be written as JSON.
    pub fn document(
        &self,
        entry: &Entry,
        analyser: &mut Analyser,
        keeps: Keeps,
    ) -> Result<TantivyDocument, serde_json::Error> {
        let mut document = TantivyDocument::default();
        let (high, low) = entry.id.0.as_u64_pair();
        document.add_text(self.id, entry.id.to_string());
        document.add_u64(self.id_high, high);
        document.add_u64(self.id_low, low);
        document.add_u64(self.mark, entry.mark);
        document.add_text(self.kind, entry.kind.as_str());
        if let Some(category) = entry.category {
            document.add_text(self.category, category.to_string());
        }
        for tag in entry.tags.iter().collect::<BTreeSet<_>>() {
            document.add_text(self.tag, tag.to_string());
        }
        let mut written = BTreeSet::new();
        let locale = &entry.locale;
        let passages = &entry.passages;
        let [headings, body] = [|passage: &Passage| passage.heading.clone(), |passage: &Passage| passage.text.clone()]
            .map(|part: fn(&Passage) -> Box<str>| passages.iter().map(part).collect::<Vec<_>>());
        for (field, texts) in [
            (self.title, std::slice::from_ref(&entry.title)),
            (self.headings, &headings),
            (self.summary, std::slice::from_ref(&entry.summary)),
            (self.body, &body),
        ] {
            let mut terms = String::new();
            for word in texts.iter().flat_map(|text| words(text)) {
                let forms = analyser.forms(&word.lower);
                add(&mut terms, &term_text(locale, &forms.stem));
                if !written.contains(&forms) {
                    written.insert(forms);
                }
            }
            document.add_text(field, terms);
        }
        let mut terms = String::new();
        written.iter().for_each(|forms| add(&mut terms, &surface_text(locale, &forms.surface, &forms.stem)));
        document.add_text(self.surface, terms);
        if keeps == Keeps::Nothing {
            return Ok(document);
        }
        let stored = passages.iter().map(|Passage { heading, anchor, text }| {
            Stored(Cow::Borrowed(heading), Cow::Borrowed(anchor), Cow::Borrowed(text))
        });
        document.add_bytes(self.passages, &serde_json::to_vec(&stored.collect::<Vec<_>>())?);
        Ok(document)
    }

    /// The passages of a document of the index; none when they cannot be read.
    pub fn passages(&self, document: &TantivyDocument) -> Vec<Passage> {
        let bytes = document.get_first(self.passages).and_then(|value| value.as_bytes()).unwrap_or_default();
        let stored: Vec<Stored<'_>> = serde_json::from_slice(bytes).unwrap_or_default();
        let passage = |Stored(heading, anchor, text): Stored<'_>| Passage {
            heading: heading.into(),
            anchor: anchor.into(),
            text: text.into(),
        };
        stored.into_iter().map(passage).collect()
    }
}

/// A word of a locale as the index has it.
pub fn term_text(locale: &Locale, word: &str) -> String {
    format!("{locale}{BETWEEN}{word}")
}

/// A word as it was written, with its stem, as the index has it.
pub fn surface_text(locale: &Locale, surface: &str, stem: &str) -> String {
    format!("{locale}{BETWEEN}{surface}{BETWEEN}{stem}")
}

/// The engine takes terms apart again where a space stands: no term has one in it.
fn add(terms: &mut String, term: &str) {
    if !terms.is_empty() {
        terms.push(' ');
    }
    terms.push_str(term);
}
