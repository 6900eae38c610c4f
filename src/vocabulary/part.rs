//! Which members of an object an answer has, where not all are asked for.

use super::{Field, KindSpec, Shape, shape::Body};

/// Members of an object, each whole or in part itself; of a list, those of each of its objects.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part(Vec<(&'static str, Option<Part>)>);

impl Part {
    /// What these paths name, in the order of the members. What is named whole is whole.
    #[must_use]
    pub fn new(kinds: &[KindSpec], members: &[Field], paths: &[&[&'static str]]) -> Self {
        let part = |field: &Field| {
            let below: Vec<&[&'static str]> =
                paths.iter().filter(|path| path.first() == Some(&field.name)).map(|path| &path[1..]).collect();
            let whole = below.iter().any(|path| path.is_empty());
            let part = || Self::new(kinds, &field.shape.members(kinds), &below);
            (!below.is_empty()).then(|| (field.name, (!whole).then(part)))
        };
        Self(members.iter().filter_map(part).collect())
    }

    pub fn members(&self) -> impl Iterator<Item = (&'static str, Option<&Self>)> {
        self.0.iter().map(|(name, part)| (*name, part.as_ref()))
    }

    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(name, _)| *name)
    }

    /// Whether a member is shown, and what of it.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<Option<&Self>> {
        self.members().find(|(known, _)| *known == name).map(|(_, part)| part)
    }

    /// The paths again, with dots between the names.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        let paths = |(name, part): (&'static str, Option<&Self>)| match part {
            None => vec![name.to_owned()],
            Some(part) => part.paths().into_iter().map(|below| format!("{name}.{below}")).collect(),
        };
        self.members().flat_map(paths).collect()
    }
}

impl Shape {
    /// The members of the object that this is, or of the objects in it; none where nobody can ask for one of them.
    #[must_use]
    pub fn members(self, kinds: &[KindSpec]) -> Vec<Field> {
        let of_kind =
            |kind, fields: fn(&KindSpec) -> Vec<Field>| super::spec_of(kinds, kind).map(fields).unwrap_or_default();
        match self {
            Self::Nullable(shape) | Self::List(shape) => shape.members(kinds),
            Self::Card(kind) => of_kind(kind, KindSpec::card_fields),
            Self::Embedded(kind) => of_kind(kind, KindSpec::embedded_fields),
            Self::Named(named) => match named.body {
                Body::Object(fields) => fields.to_vec(),
                Body::Union { of, .. } => {
                    let mut members: Vec<Field> = Vec::new();
                    for field in of.iter().flat_map(|one| Self::Named(one).members(kinds)) {
                        if !members.iter().any(|known| known.name == field.name) {
                            members.push(field);
                        }
                    }
                    members
                }
            },
            _ => Vec::new(),
        }
    }
}

/// Every path of these members that can be asked for, with at most so many names in it.
#[must_use]
pub fn paths(kinds: &[KindSpec], members: &[Field], most_names: usize) -> Vec<String> {
    let mut paths = Vec::new();
    for field in members {
        paths.push(field.name.to_owned());
        if most_names > 1 {
            let below = self::paths(kinds, &field.shape.members(kinds), most_names - 1);
            paths.extend(below.into_iter().map(|path| format!("{}.{path}", field.name)));
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{BodyForms, Named, Value};

    const ROAD: Named = Named {
        name: "Road",
        about: "",
        body: Body::Object(&[Field::new("name", Shape::Text), Field::new("km", Shape::Integer)]),
    };
    const PLACE: &[Field] = &[
        Field::new("name", Shape::Text),
        Field::new("roads", Shape::List(&Shape::Named(&ROAD))),
        Field::new("main", Shape::Nullable(&Shape::Named(&ROAD))),
    ];

    #[test]
    fn paths_are_those_of_the_shapes_down_to_a_depth() {
        assert_eq!(paths(&[], PLACE, 1), ["name", "roads", "main"]);
        assert_eq!(paths(&[], PLACE, 4), ["name", "roads", "roads.name", "roads.km", "main", "main.name", "main.km"]);
    }

    #[test]
    fn an_answer_has_the_members_of_a_part_in_objects_and_in_lists_of_them() {
        let road = |name: &str, km: i64| Value::object([("name", name.into()), ("km", km.into())]);
        let place = Value::object([
            ("name", "Here".into()),
            ("roads", Value::from_iter([road("A", 1), road("B", 2)])),
            ("main", Value::Null),
        ]);
        let part = Part::new(&[], PLACE, &[&["main", "km"], &["roads", "km"], &["roads", "name"]]);
        assert_eq!(part.paths(), ["roads.name", "roads.km", "main.km"]);
        let shown = serde_json::to_string(&place.answer(BodyForms::default()).part(Some(&part))).unwrap();
        assert_eq!(shown, r#"{"roads":[{"name":"A","km":1},{"name":"B","km":2}],"main":null}"#);
        assert_eq!(Part::new(&[], PLACE, &[&["main", "km"], &["main"]]).paths(), ["main"]);
        let part = Part::new(&[], PLACE, &[&["roads", "km"]]);
        let shown = serde_json::to_string(&place.answer(BodyForms::default()).part(Some(&part))).unwrap();
        assert_eq!(shown, r#"{"roads":[{"km":1},{"km":2}]}"#);
    }
}
