//! What a tag holds.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::{
    content::Reader,
    kinds::parts::{SHORT, TITLE, require},
    vocabulary::{FieldErrors, Value},
    words::t,
};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Content {
    pub name: String,
    pub description: String,
}

pub fn read(reader: &mut Reader<'_>) -> Content {
    Content { name: reader.line("name", TITLE), description: reader.text("description", SHORT) }
}

pub fn write(content: &Content) -> Json {
    let Content { name, description } = content;
    json!({ "name": name, "description": description })
}

pub fn check(content: &Content) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    require(&mut errors, "name", &content.name, &t!("problem-give-tag-name"));
    errors.into_result()
}

pub fn head(content: &Content) -> Vec<(&'static str, Value)> {
    let Content { name, description } = content;
    vec![("name", Value::text(&**name)), ("description", Value::some_text(description))]
}
