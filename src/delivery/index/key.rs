//! What of an entry is compared: the keys of filters and orders, and how two values of one compare. Pure.

use std::cmp::Ordering;

use crate::vocabulary::{EntryId, FieldSpec, FieldType, KindSpec, LiveEntry, Time, Value};

/// A place in an entry whose values can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Id,
    Slug,
    PublishedAt,
    UpdatedAt,
    Revision,
    Title,
    /// The head's field at this place.
    Head(usize),
    /// The member of this name of the object at this place in the head.
    Member(usize, &'static str),
}

/// One value of an entry. What is absent comes before what is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scalar<'a> {
    Absent,
    Integer(i64),
    Time(Time),
    Text(&'a str),
    Id(EntryId),
}

impl Key {
    #[must_use]
    pub fn of<'e>(self, entry: &'e LiveEntry) -> Scalar<'e> {
        match self {
            Self::Id => Scalar::Id(entry.id),
            Self::Slug => Scalar::Text(entry.slug.as_str()),
            Self::PublishedAt => Scalar::Time(entry.published_at),
            Self::UpdatedAt => Scalar::Time(entry.updated_at),
            Self::Revision => Scalar::Integer(entry.revision.0),
            Self::Title => Scalar::Text(&entry.head.title),
            Self::Head(_) | Self::Member(..) => match self.value(entry) {
                Some(Value::Integer(n)) => Scalar::Integer(*n),
                Some(Value::Text(text)) => Scalar::Text(text),
                _ => Scalar::Absent,
            },
        }
    }

    /// The head's value itself; none for what stands beside the head.
    #[must_use]
    pub fn value(self, entry: &LiveEntry) -> Option<&Value> {
        match self {
            Self::Head(index) => entry.head.fields.get(index),
            Self::Member(index, name) => entry.head.fields.get(index)?.get(name),
            _ => None,
        }
    }

    /// The entries that it refers to.
    pub fn targets(self, entry: &LiveEntry) -> impl Iterator<Item = EntryId> {
        let values = match self.value(entry) {
            Some(Value::List(values)) => values,
            Some(value) => std::slice::from_ref(value),
            None => &[],
        };
        values.iter().filter_map(|value| if let Value::Entry(id) = value { Some(*id) } else { None })
    }

    /// Whether something is there: an empty list is nothing.
    #[must_use]
    pub fn exists(self, entry: &LiveEntry) -> bool {
        match self.value(entry) {
            Some(Value::Null) => false,
            Some(Value::List(values)) => !values.is_empty(),
            Some(_) => true,
            None => self.of(entry) != Scalar::Absent,
        }
    }
}

impl Scalar<'_> {
    /// The order of lists: texts whatever their case.
    #[must_use]
    pub fn order(&self, other: &Scalar<'_>) -> Ordering {
        match (self, other) {
            (Self::Integer(a), Scalar::Integer(b)) => a.cmp(b),
            (Self::Time(a), Scalar::Time(b)) => a.cmp(b),
            (Self::Text(a), Scalar::Text(b)) => caseless(a, b),
            (Self::Id(a), Scalar::Id(b)) => a.cmp(b),
            (a, b) => a.rank().cmp(&b.rank()),
        }
    }

    const fn rank(&self) -> u8 {
        match self {
            Self::Absent => 0,
            Self::Integer(_) => 1,
            Self::Time(_) => 2,
            Self::Text(_) => 3,
            Self::Id(_) => 4,
        }
    }
}

/// Letter by letter, in lower case.
fn caseless(a: &str, b: &str) -> Ordering {
    // Most titles are ASCII for most of their length, and that needs no tables.
    let alike = a.bytes().zip(b.bytes()).take_while(|(a, b)| a.is_ascii() && b.is_ascii() && a.eq_ignore_ascii_case(b));
    let alike = alike.count();
    let (a, b) = (a.get(alike..).unwrap_or_default(), b.get(alike..).unwrap_or_default());
    a.chars().flat_map(char::to_lowercase).cmp(b.chars().flat_map(char::to_lowercase))
}

/// A key that a kind's entries have, by the name that queries give it.
#[derive(Debug, Clone)]
pub struct Field {
    /// In the normal form: `tag`, `review.on`.
    pub name: String,
    /// The field's own name where the normal form has a shorter one: `tags`.
    pub alias: Option<&'static str>,
    pub key: Key,
    pub ty: Type,
}

/// How the values of a field are read and compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Type {
    Text,
    Slug,
    Id,
    Integer,
    Date,
    Time,
    /// References to entries of this kind, by its name, or of any.
    Entries(Option<&'static str>),
    /// Nothing to compare with: it is there or it is not.
    Opaque,
}

impl Field {
    fn new(name: impl Into<String>, key: Key, ty: Type) -> Self {
        Self { name: name.into(), alias: None, key, ty }
    }

    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.alias == Some(name)
    }

    /// Whether lists can be sorted by it.
    #[must_use]
    pub const fn sorts(&self) -> bool {
        !matches!(self.ty, Type::Entries(_) | Type::Opaque | Type::Id)
    }
}

/// All that a kind's entries are filtered and sorted by.
#[must_use]
pub fn fields(spec: &KindSpec) -> Vec<Field> {
    let mut fields = vec![
        Field::new("id", Key::Id, Type::Id),
        Field::new("slug", Key::Slug, Type::Slug),
        Field::new("publishedAt", Key::PublishedAt, Type::Time),
        Field::new("updatedAt", Key::UpdatedAt, Type::Time),
        Field::new("revision", Key::Revision, Type::Integer),
        Field::new("title", Key::Title, Type::Text),
    ];
    for (index, field) in spec.head.iter().enumerate() {
        // A kind's own title is the entry's.
        if fields.iter().any(|known| known.name == field.name) {
            continue;
        }
        if let FieldType::Object(members) = field.ty {
            fields.push(Field::new(field.name, Key::Head(index), Type::Opaque));
            for member in members {
                let name = format!("{}.{}", field.name, member.name);
                fields.push(Field::new(name, Key::Member(index, member.name), type_of(member)));
            }
        } else {
            let name = field.filter.unwrap_or(field.name);
            let alias = (name != field.name).then_some(field.name);
            fields.push(Field { alias, ..Field::new(name, Key::Head(index), type_of(field)) });
        }
    }
    fields
}

fn type_of(field: &FieldSpec) -> Type {
    match field.ty {
        FieldType::Text => Type::Text,
        FieldType::Integer => Type::Integer,
        FieldType::Date => Type::Date,
        FieldType::Entry | FieldType::Entries => Type::Entries(field.to.map(|kind| kind.as_str())),
        FieldType::Object(_) | FieldType::Json => Type::Opaque,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_compare_whatever_their_case_and_what_is_absent_comes_first() {
        for (a, b, order) in [
            ("Back", "back", Ordering::Equal),
            ("back", "Backs", Ordering::Less),
            ("Ärger", "ärger", Ordering::Equal),
            ("aÄ", "aä b", Ordering::Less),
            ("b", "Á", Ordering::Less),
            ("", "a", Ordering::Less),
            ("STRASSE", "strasse", Ordering::Equal),
        ] {
            assert_eq!(Scalar::Text(a).order(&Scalar::Text(b)), order, "{a} {b}");
            assert_eq!(Scalar::Text(b).order(&Scalar::Text(a)), order.reverse(), "{b} {a}");
        }
        assert_eq!(Scalar::Absent.order(&Scalar::Integer(i64::MIN)), Ordering::Less);
        assert_eq!(Scalar::Text("").order(&Scalar::Absent), Ordering::Greater);
    }
}
