//! What heads and documents are made of: JSON, and the two things that are not yet JSON.

use std::borrow::Cow;

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Map, Value as Json};

use super::{EntryId, part::Part};

/// JSON with typed references (in heads) and rich text in several forms (in documents).
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    Integer(i64),
    Text(Box<str>),
    /// A reference in a head: whoever answers puts the target's card here, or `null`.
    Entry(EntryId),
    List(Box<[Value]>),
    /// In the order of the answer.
    Object(Box<[Member]>),
    Rich(Box<RichText>),
}

/// A member of an object: its name, its value.
pub type Member = (Cow<'static, str>, Value);

/// One rich text in all its public forms; the reader chooses by `?body=`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RichText {
    /// Portable Text: a list of blocks.
    pub blocks: Value,
    pub html: Box<str>,
    pub markdown: Box<str>,
    pub text: Box<str>,
}

/// Which forms of rich text an answer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BodyForms {
    pub blocks: bool,
    pub html: bool,
    pub markdown: bool,
    pub text: bool,
}

impl Default for BodyForms {
    fn default() -> Self {
        Self { blocks: true, html: true, markdown: false, text: false }
    }
}

impl Value {
    #[must_use]
    pub fn text(text: impl Into<Box<str>>) -> Self {
        Self::Text(text.into())
    }

    /// Text, or `Null` when there is none.
    #[must_use]
    pub fn some_text(text: &str) -> Self {
        if text.is_empty() { Self::Null } else { Self::text(text) }
    }

    #[must_use]
    pub fn object<const N: usize>(fields: [(&'static str, Value); N]) -> Self {
        Self::Object(fields.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect())
    }

    /// The field of an object; `None` also for what is no object.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Object(fields) => fields.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The references in it, in order.
    pub fn entries(&self, found: &mut Vec<EntryId>) {
        match self {
            Self::Entry(id) => found.push(*id),
            Self::List(values) => values.iter().for_each(|value| value.entries(found)),
            Self::Object(fields) => fields.iter().for_each(|(_, value)| value.entries(found)),
            Self::Null | Self::Bool(_) | Self::Integer(_) | Self::Text(_) | Self::Rich(_) => {}
        }
    }

    /// The same value with each reference replaced by what `card` gives: in a list, a reference
    /// without a card is left out; elsewhere it is `Null`.
    #[must_use]
    pub fn resolve(&self, card: &dyn Fn(EntryId) -> Option<Value>) -> Value {
        match self {
            Self::Entry(id) => card(*id).unwrap_or_default(),
            Self::List(values) => Self::List(
                values
                    .iter()
                    .filter_map(|value| match value {
                        Self::Entry(id) => card(*id),
                        other => Some(other.resolve(card)),
                    })
                    .collect(),
            ),
            Self::Object(fields) => {
                Self::Object(fields.iter().map(|(name, value)| (name.clone(), value.resolve(card))).collect())
            }
            other => other.clone(),
        }
    }

    /// For the log: a reference is `{"$entry": id}`. Rich text has no place in a head and is stored as `null`.
    #[must_use]
    pub fn to_stored(&self) -> Json {
        match self {
            Self::Null | Self::Rich(_) => Json::Null,
            Self::Bool(b) => Json::Bool(*b),
            Self::Integer(n) => Json::from(*n),
            Self::Text(text) => Json::from(&**text),
            Self::Entry(id) => Json::Object(Map::from_iter([("$entry".to_owned(), Json::from(id.to_string()))])),
            Self::List(values) => values.iter().map(Self::to_stored).collect(),
            Self::Object(fields) => {
                Json::Object(fields.iter().map(|(name, value)| (name.to_string(), value.to_stored())).collect())
            }
        }
    }

    /// Reads what [`to_stored`](Self::to_stored) wrote. A number that is no 64-bit integer reads as `Null`:
    /// no head holds one.
    #[must_use]
    pub fn from_stored(json: Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(b) => Self::Bool(b),
            Json::Number(n) => n.as_i64().map_or(Self::Null, Self::Integer),
            Json::String(text) => Self::Text(text.into()),
            Json::Array(values) => Self::List(values.into_iter().map(Self::from_stored).collect()),
            Json::Object(map) => {
                let reference = map.get("$entry").and_then(Json::as_str).and_then(|id| id.parse().ok());
                match reference {
                    Some(id) if map.len() == 1 => Self::Entry(id),
                    _ => Self::Object(
                        map.into_iter().map(|(name, value)| (Cow::Owned(name), Self::from_stored(value))).collect(),
                    ),
                }
            }
        }
    }

    /// The value as an answer holds it. A reference that nobody resolved is `null`.
    #[must_use]
    pub fn answer(&self, forms: BodyForms) -> Answer<'_> {
        Answer { value: self, forms, part: None }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl From<super::Time> for Value {
    /// RFC 3339, UTC, with `Z` and whole seconds or microseconds as there are.
    fn from(at: super::Time) -> Self {
        Self::text(at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }
}

/// A [`Value`] on its way into an answer.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    value: &'a Value,
    forms: BodyForms,
    part: Option<&'a Part>,
}

impl<'a> Answer<'a> {
    /// Only this part of it, where there is one.
    #[must_use]
    pub fn part(self, part: Option<&'a Part>) -> Self {
        Self { part, ..self }
    }
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { value, forms, part } = *self;
        match value {
            Value::Null | Value::Entry(_) => serializer.serialize_unit(),
            Value::Bool(b) => serializer.serialize_bool(*b),
            Value::Integer(n) => serializer.serialize_i64(*n),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(values) => serializer.collect_seq(values.iter().map(|value| value.answer(forms).part(part))),
            Value::Object(fields) => serializer.collect_map(fields.iter().filter_map(|(name, value)| {
                let part = part.map_or(Some(None), |part| part.member(name))?;
                Some((name, value.answer(forms).part(part)))
            })),
            Value::Rich(rich) => {
                let mut map = serializer.serialize_map(None)?;
                if forms.blocks {
                    map.serialize_entry("blocks", &rich.blocks.answer(forms))?;
                }
                for (asked, name, text) in [
                    (forms.html, "html", &rich.html),
                    (forms.markdown, "markdown", &rich.markdown),
                    (forms.text, "text", &rich.text),
                ] {
                    if asked {
                        map.serialize_entry(name, text)?;
                    }
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_value_reads_back() {
        let value = Value::object([
            ("a", Value::from_iter([Value::Integer(3), Value::Entry(EntryId::new()), Value::Null])),
            ("b", Value::object([("c", Value::text("x")), ("d", true.into())])),
        ]);
        assert_eq!(Value::from_stored(value.to_stored()), value);
    }

    #[test]
    fn only_the_forms_asked_for_are_answered() {
        let rich = Value::Rich(Box::new(RichText { html: "<p>x</p>".into(), text: "x".into(), ..RichText::default() }));
        let forms = BodyForms { blocks: false, html: false, markdown: false, text: true };
        assert_eq!(serde_json::to_string(&rich.answer(forms)).unwrap(), r#"{"text":"x"}"#);
    }

    #[test]
    fn a_reference_without_a_card_leaves_its_list() {
        let (known, gone) = (EntryId::new(), EntryId::new());
        let value = Value::from_iter([Value::Entry(known), Value::Entry(gone)]);
        let cards = |id| (id == known).then(|| Value::text("card"));
        assert_eq!(value.resolve(&cards), Value::from_iter([Value::text("card")]));
        assert_eq!(Value::Entry(gone).resolve(&cards), Value::Null);
    }
}
