//! What the values of a document and of its content look like, as data: declared beside each field, and read by whoever
//! describes the API.

use super::KindName;

/// The look of a value.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Always `null`.
    Null,
    /// An image of the media library; `null` until there is one.
    Image,
    Bool,
    Integer,
    /// Plain text.
    Text,
    /// Plain text of so many characters at most.
    Short(usize),
    /// HTML that is safe to be put into a page.
    Html,
    /// A calendar date (RFC 3339, full-date): `2026-11-01`.
    Date,
    /// A moment (RFC 3339), UTC.
    Time,
    Id,
    Slug,
    /// The name of a kind: `article`.
    Kind,
    /// A language tag (BCP 47).
    Locale,
    /// An address that Galley wrote, absolute or relative to the site (RFC 3986, URI-reference).
    Address,
    /// An address that somebody wrote: what a browser can follow, which is more than the RFC has.
    Href,
    /// A path of the site, with a slash at its beginning.
    Path,
    /// One of these words.
    Choice(&'static [&'static str]),
    Nullable(&'static Self),
    List(&'static Self),
    /// An object or a union that bears a name of its own.
    Named(&'static Named),
    /// How another entry of this kind is shown by reference.
    Card(KindName),
    /// A whole document of this kind within another: its id and its fields.
    Embedded(KindName),
    /// Rich text in the forms that were asked for.
    Rich,
    /// Rich text as it is written: Markdown, HTML or the tree, one of them.
    Written,
    /// An entry as content names it, by slug or by id.
    Reference(KindName),
    /// An entry of any kind as content names it.
    AnyReference,
    /// The name of just this kind.
    KindIs(KindName),
    /// The content of the kind at hand.
    Content,
    /// A document of any kind, as it stands alone.
    Document,
    /// Any object; whose words these are, for people.
    Open(&'static str),
}

/// An object or a union with a name that programs see.
#[derive(Debug)]
pub struct Named {
    /// In capitals: `OutlineEntry`.
    pub name: &'static str,
    /// For developers.
    pub about: &'static str,
    pub body: Body,
}

#[derive(Debug)]
pub enum Body {
    /// All of these members and no others.
    Object(&'static [Field]),
    /// One of these objects; the member `tag` of each is a [`Shape::Choice`] of one word, and says which.
    Union { tag: &'static str, of: &'static [&'static Named] },
}

/// A member of an object.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub shape: Shape,
    /// Left out where it does not apply.
    pub optional: bool,
    /// For developers; may be empty.
    pub about: &'static str,
}

impl Field {
    #[must_use]
    pub const fn new(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, optional: false, about: "" }
    }

    #[must_use]
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    #[must_use]
    pub const fn about(self, about: &'static str) -> Self {
        Self { about, ..self }
    }
}

impl Shape {
    /// How another entry of this kind is shown by reference.
    #[must_use]
    pub const fn card(kind: &'static str) -> Self {
        Self::Card(KindName::new(kind))
    }

    #[must_use]
    pub const fn embedded(kind: &'static str) -> Self {
        Self::Embedded(KindName::new(kind))
    }

    #[must_use]
    pub const fn reference(kind: &'static str) -> Self {
        Self::Reference(KindName::new(kind))
    }
}

impl Named {
    /// The word in the member `tag`, by which a union tells this object from others.
    #[must_use]
    pub fn tagged(&self, tag: &str) -> Option<&'static str> {
        let Body::Object(fields) = &self.body else { return None };
        match fields.iter().find(|field| field.name == tag)?.shape {
            Shape::Choice([word]) => Some(word),
            _ => None,
        }
    }
}

/// The words of a table of choices, for [`Shape::Choice`].
#[must_use]
pub const fn words<T: Copy, const N: usize>(choices: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut words = [""; N];
    let mut index = 0;
    while index < N {
        words[index] = choices[index].0;
        index += 1;
    }
    words
}

#[cfg(test)]
pub mod fits {
    //! Whether a value has the shape that it is declared to have.

    use std::collections::HashSet;

    use serde_json::Value as Json;

    use super::{super::KindSpec, Body, Field, Named, Shape};

    /// What a shape may refer to by name: the kinds, and the blocks of rich text.
    pub struct World<'a> {
        pub kinds: &'a [KindSpec],
        pub block: &'static Named,
    }

    impl World<'_> {
        /// Where a value is not of this shape, and why; `None` where it is.
        pub fn misfit(&self, shape: Shape, value: &Json, at: &str) -> Option<String> {
            let text = value.as_str();
            let wrong = || Some(format!("{at}: {value} is no {shape:?}"));
            let fits = match shape {
                Shape::Null | Shape::Image => value.is_null(),
                Shape::Bool => value.is_boolean(),
                Shape::Integer => value.is_i64(),
                Shape::Text | Shape::Html | Shape::Address | Shape::Href => text.is_some(),
                Shape::Path => text.is_some_and(|text| text.starts_with('/')),
                Shape::Short(max) => text.is_some_and(|text| text.chars().count() <= max),
                Shape::Date => text.is_some_and(|text| text.parse::<chrono::NaiveDate>().is_ok()),
                Shape::Time => text.is_some_and(|text| chrono::DateTime::parse_from_rfc3339(text).is_ok()),
                Shape::Id => text.is_some_and(|text| text.parse::<crate::vocabulary::EntryId>().is_ok()),
                Shape::Slug => text.is_some_and(|text| text.parse::<crate::vocabulary::Slug>().is_ok()),
                Shape::Kind => self.kinds.iter().any(|spec| Some(spec.name.as_str()) == text),
                Shape::Locale => text.is_some_and(|text| text.parse::<crate::vocabulary::Locale>().is_ok()),
                Shape::Choice(words) => text.is_some_and(|text| words.contains(&text)),
                Shape::Open(_) | Shape::Content | Shape::Document => value.is_object(),
                Shape::KindIs(kind) => text == Some(kind.as_str()),
                Shape::Nullable(shape) => {
                    return if value.is_null() { None } else { self.misfit(*shape, value, at) };
                }
                Shape::List(shape) => return self.list(*shape, value, at),
                Shape::Named(named) => return self.named(named, value, at),
                Shape::Card(_) | Shape::Embedded(_) | Shape::Rich => return self.composed(shape, value, at),
                Shape::Written => one_of(value, &["markdown", "html", "doc"]),
                Shape::Reference(_) => one_of(value, &["slug", "id"]),
                Shape::AnyReference => one_of(value, &["id"]) || self.members(NAMED, value, at).is_none(),
            };
            if fits { None } else { wrong() }
        }

        /// Every member that is there, and none that is not declared.
        pub fn members(&self, fields: &[Field], value: &Json, at: &str) -> Option<String> {
            let Some(object) = value.as_object() else { return Some(format!("{at}: {value} is no object")) };
            let known: HashSet<&str> = fields.iter().map(|field| field.name).collect();
            if let Some(strange) = object.keys().find(|name| !known.contains(name.as_str())) {
                return Some(format!("{at}: {strange} is not declared"));
            }
            fields.iter().find_map(|field| match object.get(field.name) {
                None if field.optional => None,
                None => Some(format!("{at}: {} is missing", field.name)),
                Some(value) => self.misfit(field.shape, value, &format!("{at}.{}", field.name)),
            })
        }

        fn list(&self, shape: Shape, value: &Json, at: &str) -> Option<String> {
            let Some(values) = value.as_array() else { return Some(format!("{at}: {value} is no list")) };
            values.iter().enumerate().find_map(|(index, value)| self.misfit(shape, value, &format!("{at}.{index}")))
        }

        fn named(&self, named: &Named, value: &Json, at: &str) -> Option<String> {
            match &named.body {
                Body::Object(fields) => self.members(fields, value, at),
                Body::Union { tag, of } => {
                    let word = value.get(tag).and_then(Json::as_str);
                    match of.iter().find(|one| word.is_some() && one.tagged(tag) == word) {
                        Some(one) => self.named(one, value, at),
                        None => Some(format!("{at}: {tag} is {word:?}, which is none of {}", named.name)),
                    }
                }
            }
        }

        fn composed(&self, shape: Shape, value: &Json, at: &str) -> Option<String> {
            let spec = |name| self.kinds.iter().find(|spec| spec.name == name).expect("a kind");
            let fields = match shape {
                Shape::Card(kind) => spec(kind).card_fields(),
                Shape::Embedded(kind) => spec(kind).embedded_fields(),
                _ => {
                    let block = Shape::Named(self.block);
                    let blocks = value.get("blocks").and_then(|blocks| self.list(block, blocks, at));
                    let forms = ["blocks", "html", "markdown", "text"];
                    let known = value.as_object().is_some_and(|o| o.keys().all(|name| forms.contains(&name.as_str())));
                    return blocks.or_else(|| (!known).then(|| format!("{at}: no rich text")));
                }
            };
            self.members(&fields, value, at)
        }
    }

    const NAMED: &[Field] = &[Field::new("kind", Shape::Kind), Field::new("slug", Shape::Slug)];

    fn one_of(value: &Json, names: &[&str]) -> bool {
        let object = value.as_object().filter(|object| object.len() == 1);
        object.is_some_and(|object| object.keys().all(|name| names.contains(&name.as_str())))
    }
}
