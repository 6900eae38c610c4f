//! The schemas of answers that have only the members that `fields` asked for.

use utoipa::openapi::{Array, RefOr, Schema, Type};

use super::schemas::{Schemas, described, nullable, pascal, plain};
use crate::vocabulary::{Field, Shape};

impl Schemas<'_> {
    /// An object that may have any of these members, as `fields` says, and these names always.
    pub fn part(&mut self, fields: &[Field], about: &str, always: &[&str]) -> Schema {
        let mut object = plain(Type::Object).description(Some(about));
        for field in fields {
            let schema = self.in_part(field.shape);
            object = object.property(field.name, described(schema, field.about));
            if always.contains(&field.name) {
                object = object.required(field.name);
            }
        }
        object.build().into()
    }

    /// The schema of a value that may be there in part.
    fn in_part(&mut self, shape: Shape) -> RefOr<Schema> {
        let name = match shape {
            Shape::Nullable(shape) => {
                let schema = self.in_part(*shape);
                return nullable(schema);
            }
            Shape::List(shape) => return Schema::Array(Array::new(self.in_part(*shape))).into(),
            Shape::Named(named) => named.name.to_owned(),
            Shape::Card(kind) => format!("{}Card", pascal(kind.as_str())),
            Shape::Embedded(kind) => format!("{}Embedded", pascal(kind.as_str())),
            other => return self.shape(other),
        };
        let members = shape.members(self.kinds.specs());
        let about = format!("The members that `fields` asked for: {name}.");
        self.component(format!("{name}Fields"), |schemas| schemas.part(&members, &about, &[]))
    }
}
