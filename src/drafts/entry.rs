//! A draft as it is searched: its title, its headings, and every other text that its kind's content has. Pure.

use serde_json::Value as Json;

use crate::{
    content::{BodyForm, ContentError, Names, kind::AnyKind},
    document::{Tree, text},
    search::{Entry, Passage},
    vocabulary::{EntryId, Field, KindName, Locale, Shape, Time, shape::Body},
};

/// Bits of a mark that hold the revision's number.
const REVISION: u64 = 0xffff_ffff;

/// An entry's newest revision.
#[derive(Debug, Clone)]
pub struct Draft {
    pub id: EntryId,
    pub kind: KindName,
    pub locale: Locale,
    pub mark: u64,
    pub slug: String,
    pub title: String,
    /// As it is stored; `None` where it cannot be read.
    pub content: Option<Json>,
}

/// Tells a draft from every other of the same entry: by its revision's number and its time, since a database that was put
/// back to an earlier day gives numbers out again.
pub const fn mark(revision: i64, at: Time) -> u64 {
    (at.timestamp_micros().cast_unsigned() << 32) | (revision.cast_unsigned() & REVISION)
}

/// The revision's number out of a mark.
pub const fn revision(mark: u64) -> u64 {
    mark & REVISION
}

/// The draft with all its text.
///
/// # Errors
/// [`ContentError::Corrupt`] when its content is none of its kind.
pub fn entry(kind: &dyn AnyKind, draft: &Draft) -> Result<Entry, ContentError> {
    let mut words = Words { title: &draft.title, ..Words::default() };
    // What an entry is called in addresses is what some know it by.
    words.passages.push(Passage { heading: draft.slug.as_str().into(), ..Passage::default() });
    if let Some(content) = &draft.content {
        let written = kind.write(content, BodyForm::Doc, &Names::default())?;
        words.object(kind.content_fields(), &written);
    }
    Ok(Entry {
        id: draft.id,
        kind: draft.kind,
        locale: draft.locale.clone(),
        mark: draft.mark,
        title: draft.title.as_str().into(),
        summary: words.texts.join("\n").into(),
        passages: words.passages,
        category: None,
        tags: Vec::new(),
    })
}

/// What is gathered of a content, by the shapes of its fields.
#[derive(Default)]
struct Words<'t> {
    title: &'t str,
    /// Plain ones: a standfirst, an answer in short, the label of a button.
    texts: Vec<String>,
    passages: Vec<Passage>,
}

impl Words<'_> {
    fn object(&mut self, fields: &[Field], object: &Json) {
        for field in fields {
            if let Some(value) = object.get(field.name) {
                self.value(&field.shape, value);
            }
        }
    }

    fn value(&mut self, shape: &Shape, value: &Json) {
        match shape {
            Shape::Text | Shape::Short(_) => {
                let text = value.as_str().filter(|text| !text.is_empty() && *text != self.title);
                self.texts.extend(text.map(str::to_owned));
            }
            Shape::Written => {
                let tree = value.get("doc").cloned().and_then(|doc| Tree::from_json(doc).ok());
                for (heading, text) in tree.iter().flat_map(text::sections) {
                    self.passages.push(Passage { heading: heading.into(), text: text.into(), ..Passage::default() });
                }
            }
            Shape::Nullable(inner) => self.value(inner, value),
            Shape::List(inner) => {
                value.as_array().into_iter().flatten().for_each(|value| self.value(inner, value));
            }
            Shape::Named(named) => match &named.body {
                Body::Object(fields) => self.object(fields, value),
                Body::Union { tag, of } => {
                    let word = value.get(*tag).and_then(Json::as_str);
                    let named = of.iter().find(|named| word.is_some() && named.tagged(tag) == word);
                    if let Some(Body::Object(fields)) = named.map(|named| &named.body) {
                        self.object(fields, value);
                    }
                }
            },
            _ => {}
        }
    }
}
