//! Every problem that a client may be told, by its status: `application/problem+json` (RFC 9457).

use utoipa::openapi::{Content, Header, ObjectBuilder, Ref, Response, ResponseBuilder, Schema, Type};

use super::schemas::Schemas;
use crate::{
    manage::shapes::USE,
    vocabulary::{Field, Named, Shape, shape::Body},
};

/// The problems of one status.
pub struct Problems {
    pub status: u16,
    /// Of the response and its schema.
    pub name: &'static str,
    pub about: &'static str,
    /// Words for programs.
    pub codes: &'static [&'static str],
    /// Members that some of the codes bring along.
    extra: &'static [Field],
}

const fn problems(
    status: u16,
    name: &'static str,
    about: &'static str,
    codes: &'static [&'static str],
    extra: &'static [Field],
) -> Problems {
    Problems { status, name, about, codes, extra }
}

const USES: Shape = Shape::List(&Shape::Named(&USE));

pub const ALL: [Problems; 14] = [
    problems(400, "BadRequest", "The query, a header or the body cannot be read.", &["bad_request", "malformed"], &[]),
    problems(
        401,
        "Unauthorized",
        "No token was sent, or one that is good no more.",
        &["unauthorized", "invalid_token"],
        &[],
    ),
    problems(403, "Forbidden", "The token may not do this.", &["forbidden", "insufficient_scope"], &[]),
    problems(404, "NotFound", "There is nothing at this address.", &["not_found", "no_address"], &[]),
    problems(
        405,
        "MethodNotAllowed",
        "Not by this method; `Allow` names those that there are.",
        &["method_not_allowed"],
        &[],
    ),
    problems(
        409,
        "Conflict",
        "What is stored stands against it.",
        &["stale", "trashed", "not_ready", "unpublished_references", "in_use", "slug_taken", "nothing_to_undo"],
        &[
            Field::new("base", Shape::Named(&VERSION)).optional().about("`stale`: what the save was based on."),
            Field::new("yours", Shape::Named(&VERSION)).optional().about("`stale`: what was sent."),
            Field::new("theirs", Shape::Named(&VERSION)).optional().about("`stale`: what was saved meanwhile."),
            Field::new("entries", USES).optional().about("`not_ready`: what would have to be published along."),
            Field::new("references", USES).optional().about("`unpublished_references`: what it needs and is not live."),
            Field::new("uses", USES).optional().about("`in_use`: what would go without."),
            Field::new("entry", Shape::Open("an entry's `id`")).optional().about("`slug_taken`: which has the slug."),
        ],
    ),
    problems(410, "Gone", "It was here once and has been taken away.", &["gone"], &[]),
    problems(413, "PayloadTooLarge", "The body holds more than is taken.", &["payload_too_large"], &[]),
    problems(415, "UnsupportedMediaType", "The body's type is not taken here.", &["unsupported_media_type"], &[]),
    problems(422, "Invalid", "Some fields hold what cannot be taken; `errors` says which.", &["invalid"], &[]),
    problems(428, "PreconditionRequired", "`If-Match` is missing.", &["precondition_required"], &[]),
    problems(429, "TooManyRequests", "Too often; try again after `Retry-After`.", &["too_many_requests"], &[]),
    problems(500, "Internal", "Something broke; the log has it under `requestId`.", &["internal"], &[]),
    problems(
        503,
        "Unavailable",
        "The store does not answer, or not in time; try again.",
        &["unavailable", "service_unavailable"],
        &[],
    ),
];

const FAULT: Named = Named {
    name: "Fault",
    about: "One thing that is wrong, and where: a JSON Pointer into the body, or the name of a parameter.",
    body: Body::Object(&[
        Field::new("pointer", Shape::Text).optional(),
        Field::new("parameter", Shape::Text).optional(),
        Field::new("code", Shape::Text).about("A stable word for programs."),
        Field::new("detail", Shape::Text).about("For people."),
    ]),
};

const VERSION: Named = Named {
    name: "Version",
    about: "One side of a conflict.",
    body: Body::Object(&[
        Field::new("revision", Shape::Integer).optional(),
        Field::new("slug", Shape::Slug).optional(),
        Field::new("content", Shape::Open("the kind's content")).optional(),
        Field::new("by", Shape::Text).optional(),
        Field::new("at", Shape::Time).optional(),
    ]),
};

const MEMBERS: [Field; 7] = [
    Field::new("type", Shape::Choice(&["about:blank"])),
    Field::new("title", Shape::Text).about("The status in words."),
    Field::new("status", Shape::Integer),
    Field::new("detail", Shape::Nullable(&Shape::Text)).about("For people; a 5xx says nothing."),
    Field::new("instance", Shape::Text).about("The path that was asked for."),
    Field::new("requestId", Shape::Text).about("For a look into the log."),
    Field::new("errors", Shape::List(&Shape::Named(&FAULT))).optional(),
];

/// The response of a status, as a component.
pub fn response(schemas: &mut Schemas<'_>, problems: &'static Problems) -> Response {
    let members: Vec<Field> = MEMBERS.iter().chain(problems.extra).copied().collect();
    let schema = schemas.component(format!("{}Problem", problems.name), |schemas| {
        let object = schemas.object(&members).description(Some(problems.about));
        let code = schemas.shape(Shape::Choice(problems.codes));
        Schema::Object(object.property("code", code).required("code").build())
    });
    let header = |about: &str, ty| {
        Header::builder().schema(Some(ObjectBuilder::new().schema_type(ty))).description(Some(about)).build()
    };
    let response = ResponseBuilder::new()
        .description(problems.about)
        .content("application/problem+json", Content::new(Some(schema)));
    match problems.status {
        401 => response.header("WWW-Authenticate", header("`Bearer`, and what is wrong with the token.", Type::String)),
        405 => response.header("Allow", header("The methods that there are.", Type::String)),
        429 | 503 => response.header("Retry-After", header("After so many seconds.", Type::Integer)),
        _ => response,
    }
    .build()
}

/// The component of a status.
pub fn at(status: u16) -> Option<Ref> {
    ALL.iter().find(|problems| problems.status == status).map(|problems| Ref::from_response_name(problems.name))
}
