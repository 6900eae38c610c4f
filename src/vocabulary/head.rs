//! The small part of a live entry that lists, filters and sorts need.

use std::borrow::Cow;

use serde_json::{Map, Value as Json, json};

use super::{FieldType, KindSpec, Member, Value};

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
    pub fn new(spec: &KindSpec, title: impl Into<Box<str>>, fields: impl IntoIterator<Item = Member>) -> Self {
        let mut values = vec![Value::Null; spec.head.len()];
        for (name, value) in fields {
            let field = spec.head.iter().zip(&mut values).find(|(field, _)| field.name == name);
            if let Some((field, slot)) = field {
                *slot = declared(field.ty, value);
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
            _ => Box::default(),
        };
        Self::new(spec, title, fields)
    }
}

/// The same with the declared names of its members, which need no memory of their own: heads are many.
fn declared(ty: FieldType, value: Value) -> Value {
    let (fields, members) = match (ty, value) {
        (FieldType::Object(fields), Value::Object(members)) => (fields, members),
        (_, other) => return other,
    };
    let declared = |(name, value): Member| match fields.iter().find(|field| field.name == name) {
        Some(field) => (Cow::Borrowed(field.name), self::declared(field.ty, value)),
        None => (name, value),
    };
    Value::Object(members.into_iter().map(declared).collect())
}
