//! The small part of a live entry that lists, filters and sorts need.

use std::borrow::Cow;

use serde_json::{Map, Value as Json, json};

use super::{KindSpec, Value};

/// A live entry's head: its title and, in the order of [`KindSpec::head`], its fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// What people call the entry: an article's title, a FAQ's question, a category's name.
    pub title: Box<str>,
    pub fields: Box<[Value]>,
}

impl Head {
    /// Builds a head from named fields; a name that the kind does not declare is dropped, one that is
    /// missing is `Null`, so that a head written by an older or newer Galley can be read.
    #[must_use]
    pub fn new(spec: &KindSpec, title: impl Into<Box<str>>, fields: Vec<(Cow<'static, str>, Value)>) -> Self {
        let mut values = vec![Value::Null; spec.head.len()];
        for (name, value) in fields {
            if let Some(slot) = spec.head_index(&name).and_then(|index| values.get_mut(index)) {
                *slot = value;
            }
        }
        Self { title: title.into(), fields: values.into() }
    }

    /// The value of a declared field.
    #[must_use]
    pub fn get(&self, spec: &KindSpec, name: &str) -> Option<&Value> {
        spec.head_index(name).and_then(|index| self.fields.get(index))
    }

    #[must_use]
    pub fn to_stored(&self, spec: &KindSpec) -> Json {
        let fields: Map<String, Json> = spec
            .head
            .iter()
            .zip(&self.fields)
            .map(|(field, value)| (field.name.to_owned(), value.to_stored()))
            .collect();
        json!({ "title": self.title, "fields": fields })
    }

    /// Reads what [`to_stored`](Self::to_stored) wrote.
    #[must_use]
    pub fn from_stored(spec: &KindSpec, mut json: Json) -> Self {
        let title: Box<str> = json.get("title").and_then(Json::as_str).unwrap_or_default().into();
        let fields = match json.get_mut("fields").map(Json::take).map(Value::from_stored) {
            Some(Value::Object(fields)) => fields,
            _ => Vec::new(),
        };
        Self::new(spec, title, fields)
    }
}
