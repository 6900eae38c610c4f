//! What a category holds.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::{
    content::{Names, Reader},
    kinds::parts::{SHORT, TITLE, link, require},
    vocabulary::{EntryId, FieldErrors, Reference, Swap, Value},
    words::t,
};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Content {
    pub name: String,
    pub description: String,
    /// The category that it stands in; `None` at the top.
    pub parent: Option<EntryId>,
}

pub fn read(reader: &mut Reader<'_>) -> Content {
    Content {
        name: reader.line("name", TITLE),
        description: reader.text("description", SHORT),
        parent: reader.reference("parent", "category"),
    }
}

pub fn write(content: &Content, names: &Names) -> Json {
    let Content { name, description, parent } = content;
    json!({ "name": name, "description": description, "parent": names.reference(*parent) })
}

pub fn check(content: &Content) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    require(&mut errors, "name", &content.name, &t!("problem-give-category-name"));
    errors.into_result()
}

pub fn references(content: &Content) -> Vec<Reference> {
    content.parent.map(|parent| link(parent, "parent")).into_iter().collect()
}

/// Puts one entry in the place of another.
pub fn replace(content: &mut Content, swap: Swap) {
    let Content { name: _, description: _, parent } = content;
    swap.maybe(parent);
}

pub fn head(content: &Content) -> Vec<(&'static str, Value)> {
    let Content { name, description, parent } = content;
    vec![
        ("name", Value::text(&**name)),
        ("description", Value::some_text(description)),
        ("parent", parent.map_or(Value::Null, Value::Entry)),
    ]
}
