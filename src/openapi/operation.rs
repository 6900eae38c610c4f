//! One operation, put together: what it takes, what it answers and what may go wrong.

use serde_json::Value as Json;
use utoipa::openapi::{
    Content, ContentBuilder, Header, ObjectBuilder, Ref, RefOr, Required, Response, ResponseBuilder, Schema, Type,
    path::{Operation, OperationBuilder, ParameterBuilder, ParameterIn, ParameterStyle},
};

use super::{problems, schemas::Schemas};
use crate::vocabulary::{Shape, parameter::Parameter};

/// Names and words of an operation.
pub struct Words<'w> {
    /// A good name for a function.
    pub id: String,
    pub tag: &'w str,
    pub summary: String,
}

pub fn operation(words: Words<'_>) -> OperationBuilder {
    OperationBuilder::new().operation_id(Some(words.id)).tag(words.tag).summary(Some(words.summary))
}

/// Adds the parameters of a query.
pub fn query(schemas: &mut Schemas<'_>, operation: OperationBuilder, parameters: &[Parameter]) -> OperationBuilder {
    parameters.iter().fold(operation, |operation, parameter| {
        let (schema, list) = schemas.look(&parameter.look);
        let mut built = ParameterBuilder::new()
            .name(&*parameter.name)
            .parameter_in(ParameterIn::Query)
            .required(if parameter.required { Required::True } else { Required::False })
            .description(Some(&*parameter.about))
            .schema(Some(schema));
        if list {
            built = built.style(Some(ParameterStyle::Form)).explode(Some(false));
        }
        operation.parameter(built)
    })
}

/// Adds a part of the path.
pub fn part(
    schemas: &mut Schemas<'_>,
    operation: OperationBuilder,
    name: &str,
    shape: Shape,
    about: &str,
) -> OperationBuilder {
    let parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(about))
        .schema(Some(schemas.shape(shape)));
    operation.parameter(parameter)
}

/// Adds what may go wrong.
pub fn refusals(operation: OperationBuilder, statuses: &[u16]) -> OperationBuilder {
    statuses.iter().fold(operation, |operation, status| match problems::at(*status) {
        Some(response) => operation.response(status.to_string(), response),
        None => operation,
    })
}

/// A response with JSON in it.
pub fn json(about: &str, schema: impl Into<RefOr<Schema>>, example: Option<Json>) -> ResponseBuilder {
    ResponseBuilder::new().description(about).content("application/json", content(schema, example))
}

pub fn content(schema: impl Into<RefOr<Schema>>, example: Option<Json>) -> Content {
    ContentBuilder::new().schema(Some(schema)).example(example).build()
}

/// The headers that answers have, as components: name, whether it is a number, words.
pub const HEADERS: [(&str, bool, &str); 8] = [
    (
        "ETag",
        false,
        "A strong tag of these very bytes; send it as `If-None-Match`. Of an entry: its revision, for `If-Match`.",
    ),
    (
        "Cache-Control",
        false,
        "How long caches may keep the answer, and show it while they ask again or while we are gone.",
    ),
    ("Cache-Tag", false, "Every entry that the answer shows, for purging: `article:<id>`, with commas between."),
    ("Surrogate-Key", false, "The same with spaces between."),
    ("Last-Modified", false, "When something last changed that the answer shows."),
    ("Vary", false, "`accept-encoding`: nothing else in a request changes the answer."),
    ("Content-Length", true, "In bytes, as they are sent."),
    ("Location", false, "Where it is."),
];

pub fn header(number: bool, about: &str) -> Header {
    let ty = if number { Type::Integer } else { Type::String };
    Header::builder().schema(Some(ObjectBuilder::new().schema_type(ty))).description(Some(about)).build()
}

/// Adds headers by their names.
pub fn headers(response: ResponseBuilder, names: &[&str]) -> ResponseBuilder {
    names
        .iter()
        .fold(response, |response, name| response.header_ref(*name, Ref::new(format!("#/components/headers/{name}"))))
}

pub fn finish(operation: OperationBuilder, status: &str, response: ResponseBuilder) -> Operation {
    operation.response(status, Response::from(response)).build()
}
