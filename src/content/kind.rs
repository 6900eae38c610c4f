//! The contract of a kind, and the same contract without its types for the code that serves all kinds.

use std::{borrow::Cow, marker::PhantomData};

use maud::Markup;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value as Json;

use super::{ContentError, FormView, Input, Name, Names, Reader, Resolved, input::Lookup};
use crate::vocabulary::{
    Document, EntryMeta, Field, FieldErrors, Head, KindSpec, Locale, Reference, Swap, Value, WebLink,
};

/// The form in which the management API and the panel's form show rich text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BodyForm {
    #[default]
    Markdown,
    /// The tree itself, as the editor reads it.
    Doc,
    Html,
    /// Markdown, and beside it the tree for the editor that takes the field's place.
    Form,
}

/// What a type of content is. One folder each under `kinds/`.
pub trait Kind: Send + Sync + 'static {
    const SPEC: KindSpec;
    /// What [`write`](Self::write) gives and [`read`](Self::read) takes; when it is read, each may be left out.
    const CONTENT: &'static [Field];
    /// Embeds only kinds of a lower level; links may point anywhere.
    const LEVEL: u8;
    /// Version of the stored JSON.
    const SCHEMA: u16;
    /// The rich text that the entry is written for, if it has one: what is outlined and counted.
    const TEXT: Option<&'static str> = None;

    type Content: Serialize + DeserializeOwned + Default + Send + Sync;

    /// Old stored JSON as today's.
    #[must_use]
    fn upgrade(content: Json, _from: u16) -> Json {
        content
    }

    /// Reads a form or JSON. A half-written draft is fine, an unreadable one is not: what is wrong is told to
    /// the reader, which collects it. The names that the input refers to are found by a first run of this same
    /// function, so it must ask the reader for every reference.
    fn read(reader: &mut Reader<'_>, previous: Option<&Self::Content>) -> Self::Content;

    /// What [`read`](Self::read) takes, as the management API and the form show it.
    fn write(content: &Self::Content, body: BodyForm, names: &Names) -> Json;

    /// What people call the entry; may be empty in a draft.
    fn title(content: &Self::Content) -> Cow<'_, str>;

    /// What publishing demands.
    ///
    /// # Errors
    /// Every field that is not fit for readers.
    fn check(content: &Self::Content) -> Result<(), FieldErrors>;

    /// What publishing does not demand, and readers or search engines would like to have: at a field, or at a block of a
    /// rich text (`body.b7`).
    #[must_use]
    fn advice(_content: &Self::Content, _locale: &Locale) -> FieldErrors {
        FieldErrors::default()
    }

    /// Embeds and links, with their path.
    fn references(content: &Self::Content) -> Vec<Reference>;

    /// Where it leads out of the site, with the path of each.
    #[must_use]
    fn web_links(_content: &Self::Content) -> Vec<WebLink> {
        Vec::new()
    }

    /// Puts one entry in the place of another in all that [`references`](Self::references) names.
    fn replace(content: &mut Self::Content, swap: Swap);

    /// The fields of [`KindSpec::head`] by name, in any order.
    fn head(content: &Self::Content) -> Vec<(&'static str, Value)>;

    /// The document. Pure: the same arguments give the same document for ever.
    fn compile(entry: &EntryMeta, content: Self::Content, refs: &Resolved<'_>) -> Document;

    /// What is written, with choices and errors: the form's column.
    fn fields(form: &FormView<'_>) -> Markup;

    /// What is said about it: the form's panel beside the column.
    fn details(form: &FormView<'_>) -> Markup;

    /// The document as readers may see it, in their order. HTML only where rich text wrote it.
    fn preview(document: &Document) -> Markup;
}

/// All that saving and publishing ask of content, read in one go.
#[derive(Debug, Clone)]
pub struct Facts {
    pub title: String,
    pub references: Vec<Reference>,
    pub head: Head,
    /// What publishing would refuse.
    pub problems: FieldErrors,
}

/// Input that was taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// As it is stored.
    pub content: Json,
    /// What of the input could not be kept, by field: parts of HTML that rich text has no place for.
    pub not_kept: FieldErrors,
}

/// [`Kind`] without its types: stored JSON in and out.
pub trait AnyKind: Send + Sync {
    fn spec(&self) -> &'static KindSpec;
    /// The members of its content in the management API.
    fn content_fields(&self) -> &'static [Field];
    fn level(&self) -> u8;
    fn schema(&self) -> u16;

    /// Stored JSON of an earlier schema as today's.
    fn upgrade(&self, content: Json, from: u16) -> Json;

    /// The names that the input refers to, to be looked up in one batch.
    fn names(&self, input: &Input) -> Vec<Name>;

    /// Input to stored JSON.
    ///
    /// # Errors
    /// Every field that cannot be read, and every name that is not an entry.
    fn read(&self, input: &Input, previous: Option<&Json>, names: &Names) -> Result<Taken, FieldErrors>;

    /// Stored JSON to what the management API shows.
    ///
    /// # Errors
    /// [`ContentError::Corrupt`] when it is not this kind's content.
    fn write(&self, content: &Json, body: BodyForm, names: &Names) -> Result<Json, ContentError>;

    /// # Errors
    /// [`ContentError::Corrupt`] when it is not this kind's content.
    fn facts(&self, content: &Json) -> Result<Facts, ContentError>;

    /// See [`Kind::advice`].
    ///
    /// # Errors
    /// [`ContentError::Corrupt`] when it is not this kind's content.
    fn advice(&self, content: &Json, locale: &Locale) -> Result<FieldErrors, ContentError>;

    /// See [`Kind::web_links`].
    ///
    /// # Errors
    /// [`ContentError::Corrupt`] when it is not this kind's content.
    fn web_links(&self, content: &Json) -> Result<Vec<WebLink>, ContentError>;

    /// The content with one entry in the place of another; see [`Kind::replace`].
    ///
    /// # Errors
    /// [`ContentError::Corrupt`] when it is not this kind's content.
    fn replace(&self, content: &Json, swap: Swap) -> Result<Json, ContentError>;

    /// # Errors
    /// [`ContentError::Corrupt`] when it is not this kind's content.
    fn compile(&self, entry: &EntryMeta, content: Json, refs: &Resolved<'_>) -> Result<Document, ContentError>;

    /// The rich text that the entry is written for.
    fn text(&self) -> Option<&'static str>;
    fn fields(&self, form: &FormView<'_>) -> Markup;
    fn details(&self, form: &FormView<'_>) -> Markup;
    fn preview(&self, document: &Document) -> Markup;
}

/// Makes an [`AnyKind`] of a [`Kind`].
pub struct Typed<K>(PhantomData<fn() -> K>);

impl<K> Default for Typed<K> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<K: Kind> Typed<K> {
    fn content(stored: &Json) -> Result<K::Content, ContentError> {
        K::Content::deserialize(stored).map_err(|error| ContentError::Corrupt(format!("{}: {error}", K::SPEC.name)))
    }
}

impl<K: Kind> AnyKind for Typed<K> {
    fn spec(&self) -> &'static KindSpec {
        &K::SPEC
    }

    fn content_fields(&self) -> &'static [Field] {
        K::CONTENT
    }

    fn level(&self) -> u8 {
        K::LEVEL
    }

    fn schema(&self) -> u16 {
        K::SCHEMA
    }

    fn upgrade(&self, content: Json, from: u16) -> Json {
        if from == K::SCHEMA { content } else { K::upgrade(content, from) }
    }

    fn names(&self, input: &Input) -> Vec<Name> {
        let lookup = Lookup::recording();
        let content = K::read(&mut Reader::new(input, &lookup), None);
        let mut names = lookup.into_recorded();
        // Ids stand in the input as themselves; that they are entries is looked up all the same.
        let ids = K::references(&content).into_iter().map(|reference| reference.to).filter(|id| !id.0.is_nil());
        names.extend(ids.map(|id| Name { kind: None, key: id.to_string() }));
        names
    }

    fn read(&self, input: &Input, previous: Option<&Json>, names: &Names) -> Result<Taken, FieldErrors> {
        let previous = previous.and_then(|stored| Self::content(stored).ok());
        let lookup = Lookup::known(names);
        let mut reader = Reader::new(input, &lookup);
        let content = K::read(&mut reader, previous.as_ref());
        let (mut errors, not_kept) = reader.finish();
        for reference in K::references(&content) {
            names.check(&reference, K::LEVEL, &mut errors);
        }
        errors.into_result()?;
        let content =
            serde_json::to_value(content).map_err(|error| FieldErrors::one("", "unreadable", error.to_string()))?;
        Ok(Taken { content, not_kept })
    }

    fn write(&self, content: &Json, body: BodyForm, names: &Names) -> Result<Json, ContentError> {
        Ok(K::write(&Self::content(content)?, body, names))
    }

    fn facts(&self, content: &Json) -> Result<Facts, ContentError> {
        let content = Self::content(content)?;
        let title = K::title(&content).into_owned();
        let fields = K::head(&content).into_iter().map(|(name, value)| (Cow::Borrowed(name), value));
        Ok(Facts {
            head: Head::new(&K::SPEC, title.clone(), fields),
            title,
            references: K::references(&content),
            problems: K::check(&content).err().unwrap_or_default(),
        })
    }

    fn advice(&self, content: &Json, locale: &Locale) -> Result<FieldErrors, ContentError> {
        Ok(K::advice(&Self::content(content)?, locale))
    }

    fn web_links(&self, content: &Json) -> Result<Vec<WebLink>, ContentError> {
        Ok(K::web_links(&Self::content(content)?))
    }

    fn replace(&self, content: &Json, swap: Swap) -> Result<Json, ContentError> {
        let mut content = Self::content(content)?;
        K::replace(&mut content, swap);
        serde_json::to_value(content).map_err(|error| ContentError::Corrupt(format!("{}: {error}", K::SPEC.name)))
    }

    fn compile(&self, entry: &EntryMeta, content: Json, refs: &Resolved<'_>) -> Result<Document, ContentError> {
        let content = serde_json::from_value(content)
            .map_err(|error| ContentError::Corrupt(format!("{}: {error}", K::SPEC.name)))?;
        Ok(K::compile(entry, content, refs))
    }

    fn text(&self) -> Option<&'static str> {
        K::TEXT
    }

    fn fields(&self, form: &FormView<'_>) -> Markup {
        K::fields(form)
    }

    fn details(&self, form: &FormView<'_>) -> Markup {
        K::details(form)
    }

    fn preview(&self, document: &Document) -> Markup {
        K::preview(document)
    }
}
