//! The management API, route by route of `paths::ROUTES`; each for every kind, so that content is typed.

use utoipa::openapi::{
    Array, Object, ObjectBuilder, RefOr, Required, Schema, SecurityRequirement, Type,
    path::{HttpMethod, Operation, OperationBuilder, ParameterBuilder, ParameterIn, PathItem, PathsBuilder},
    request_body::RequestBodyBuilder,
};

use super::{
    document::{SITE, TOKEN},
    examples::Examples,
    operation::{Words, content, finish, headers, json, operation, part, query, refusals},
    schemas::{Schemas, Way, closed, pascal},
};
use crate::{
    manage::shapes,
    paths::{self, Access, Route},
    permission::Scope,
    vocabulary::{Field, KindSpec, Named, Shape, parameter::Parameter, shape::Body},
};

/// What a route does, as far as it is described.
struct Call {
    method: &'static str,
    pattern: &'static str,
    /// The function's name, with `{Kind}` and `{Kinds}` in it.
    id: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    takes: Takes,
    gives: Gives,
    /// Statuses of problems beside those that every call has.
    refusals: &'static [u16],
}

enum Takes {
    Nothing,
    /// A body; may it be left out?
    Body(&'static str, &'static [Field], Required),
}

enum Gives {
    Entries,
    Entry,
    Created,
    /// An entry, and what of the input could not be kept.
    Saved,
    Revisions,
    Revision,
    Uses,
}

const CALLS: [Call; 14] = {
    use Gives::{Created, Entries, Entry, Revision, Revisions, Saved, Uses};
    use Required::{False, True};
    use Takes::{Body, Nothing};
    use paths::*;
    const fn call(
        (method, pattern): (&'static str, &'static str),
        (id, summary): (&'static str, &'static str),
        parameters: &'static [Parameter],
        takes: Takes,
        (gives, refusals): (Gives, &'static [u16]),
    ) -> Call {
        Call { method, pattern, id, summary, parameters, takes, gives, refusals }
    }
    let show = shapes::SHOW;
    let take_away = shapes::TAKE_AWAY;
    let new = Body("NewEntry", shapes::NEW_ENTRY, True);
    let restoration = Body("Restoration", shapes::RESTORATION, True);
    [
        call(
            ("GET", MANAGE_ENTRIES),
            ("list{Kind}Entries", "Entries with their drafts"),
            shapes::INDEX,
            Nothing,
            (Entries, &[]),
        ),
        call(("POST", MANAGE_ENTRIES), ("create{Kind}", "Make an entry"), show, new, (Created, &[413, 422])),
        call(("GET", MANAGE_ENTRY), ("get{Kind}Entry", "An entry with its draft"), show, Nothing, (Entry, &[])),
        call(
            ("PUT", MANAGE_ENTRY),
            ("replace{Kind}", "Save the whole content; what is not given becomes empty"),
            show,
            Body("Change", shapes::CHANGE, True),
            (Saved, &[409, 413, 422, 428]),
        ),
        call(
            ("PATCH", MANAGE_ENTRY),
            ("update{Kind}", "Save a merge patch (RFC 7396) over the revision that `If-Match` names"),
            show,
            Body("Change", shapes::CHANGE, True),
            (Saved, &[409, 413, 422, 428]),
        ),
        call(("DELETE", MANAGE_ENTRY), ("trash{Kind}", "To the trash"), take_away, Nothing, (Entry, &[409])),
        call(("POST", MANAGE_RECOVERY), ("recover{Kind}", "Out of the trash"), show, Nothing, (Entry, &[409])),
        call(
            ("GET", MANAGE_USAGE),
            ("list{Kind}Uses", "Where it is used"),
            shapes::NO_PARAMETERS,
            Nothing,
            (Uses, &[]),
        ),
        call(
            ("POST", MANAGE_PUBLICATION),
            ("publish{Kind}", "Publish; answered once readers get it"),
            show,
            Body("Publication", shapes::PUBLICATION, False),
            (Entry, &[409, 413, 422]),
        ),
        call(
            ("DELETE", MANAGE_PUBLICATION),
            ("unpublish{Kind}", "Take it from readers"),
            take_away,
            Nothing,
            (Entry, &[409]),
        ),
        call(
            ("POST", MANAGE_UNDO),
            ("undo{Kind}Publication", "Undo the last publication"),
            show,
            Nothing,
            (Entry, &[409]),
        ),
        call(
            ("GET", MANAGE_REVISIONS),
            ("list{Kind}Revisions", "Its history, the newest first"),
            shapes::HISTORY,
            Nothing,
            (Revisions, &[]),
        ),
        call(
            ("GET", MANAGE_REVISION),
            ("get{Kind}Revision", "One revision with its content"),
            show,
            Nothing,
            (Revision, &[]),
        ),
        call(
            ("POST", MANAGE_RESTORATION),
            ("restore{Kind}Revision", "An older revision as the draft"),
            show,
            restoration,
            (Saved, &[409, 413, 422]),
        ),
    ]
};

/// Adds the routes.
pub fn paths(schemas: &mut Schemas<'_>, examples: &Examples, mut paths: PathsBuilder) -> PathsBuilder {
    for route in paths::ROUTES.iter().filter(|route| route.pattern.starts_with(paths::API)) {
        let method = || method(route.method);
        if route.pattern == paths::MANAGE_BATCH {
            paths = paths.path(route.pattern, PathItem::new(method(), batch(schemas, route)));
        }
        let call = CALLS.iter().find(|call| (call.method, call.pattern) == (route.method, route.pattern));
        for spec in schemas.kinds.specs() {
            let Some(call) = call else { continue };
            let made =
                schemas.within(Way::Answered, Some(spec.name), |schemas| made(schemas, examples, (call, route), spec));
            let path = route.pattern.replace("{kinds}", spec.plural);
            paths = paths.path(path, PathItem::new(method(), made));
        }
    }
    paths
}

/// Under which a kind's calls stand together.
pub fn tag(spec: &KindSpec) -> String {
    format!("manage {}", spec.plural)
}

fn method(name: &str) -> HttpMethod {
    match name {
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "PATCH" => HttpMethod::Patch,
        "DELETE" => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}

fn made(schemas: &mut Schemas<'_>, examples: &Examples, (call, route): (&Call, &Route), spec: &KindSpec) -> Operation {
    let kind = pascal(spec.name.as_str());
    let (id, tag) = (call.id.replace("{Kind}", &kind), tag(spec));
    let mut made = secured(operation(Words { id, tag: &tag, summary: call.summary.to_owned() }), route);
    if call.pattern.contains("{id}") {
        made = part(schemas, made, "id", Shape::Id, "The entry's id.");
    }
    if call.pattern.contains("{number}") {
        made = part(schemas, made, "number", Shape::Integer, "The revision's number.");
    }
    if call.refusals.contains(&428) {
        made = made.parameter(if_match());
    }
    made = query(schemas, made, call.parameters);
    if let Takes::Body(name, fields, required) = &call.takes {
        let schema = body(schemas, name, fields, &kind);
        let example = if fields.iter().any(|field| field.name == "content") { examples.written(spec) } else { None };
        let body = RequestBodyBuilder::new().required(Some(required.clone()));
        made = made.request_body(Some(body.content("application/json", content(schema, example)).build()));
    }
    made = refusals(made, &[400, 401, 403, 404, 405, 500, 503]);
    let (status, response) = answer(schemas, &call.gives, &kind);
    finish(refusals(made, call.refusals), status, response)
}

fn secured(operation: OperationBuilder, route: &Route) -> OperationBuilder {
    let scope = match route.access {
        Access::Needs(permission) => Scope::for_permission(permission),
        Access::Anyone | Access::Known => None,
    };
    operation.security(SecurityRequirement::new(TOKEN, scope.map(Scope::as_str)))
}

fn if_match() -> ParameterBuilder {
    ParameterBuilder::new()
        .name("If-Match")
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some("The revision that the save is based on, in quotes: the entry's `ETag`."))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).pattern(Some("^\"[0-9]{1,18}\"$"))))
}

/// What is sent; bodies with content have a name for each kind.
fn body(schemas: &mut Schemas<'_>, name: &str, fields: &[Field], kind: &str) -> RefOr<Schema> {
    let has_content = fields.iter().any(|field| field.name == "content");
    let name = if has_content { name.replace("Entry", "") + kind } else { name.to_owned() };
    schemas.component(name, |schemas| {
        // The body's own members are as they are told; what is written is `Given`.
        let mut object: Object = closed(schemas.object(fields)).build();
        if let Some(content) = object.properties.get_mut("content") {
            *content = schemas.within(Way::Given, schemas.kind(), |schemas| schemas.shape(Shape::Content));
        }
        object.into()
    })
}

fn answer(schemas: &mut Schemas<'_>, gives: &Gives, kind: &str) -> (&'static str, utoipa::openapi::ResponseBuilder) {
    let named = |schemas: &mut Schemas<'_>, suffix: &str, fields: Vec<Field>| {
        schemas.component(format!("{kind}{suffix}"), |schemas| schemas.object(&fields).build().into())
    };
    let entry = |schemas: &mut Schemas<'_>| named(schemas, "Entry", shapes::ENTRY.to_vec());
    let around = |schemas: &mut Schemas<'_>, data: RefOr<Schema>, meta: Option<Field>| {
        schemas.object(meta.as_slice()).property("data", data).required("data")
    };
    let list = |data| RefOr::T(Schema::Array(Array::new(data)));
    let meta = |named| Some(Field::new("meta", Shape::Named(named)));
    match gives {
        Gives::Entries => {
            let data = entry(schemas);
            ("200", json("The entries.", around(schemas, list(data), meta(&ENTRIES_META)), None))
        }
        Gives::Revisions => {
            let fields = shapes::REVISION_FIELDS.to_vec();
            let data = schemas.component("RevisionSummary".into(), |schemas| schemas.object(&fields).build().into());
            ("200", json("The revisions.", around(schemas, list(data), meta(&HISTORY_META)), None))
        }
        Gives::Revision => {
            let content = Field::new("content", Shape::Content);
            let data = named(schemas, "Revision", shapes::REVISION_FIELDS.iter().copied().chain([content]).collect());
            ("200", json("The revision.", around(schemas, data, None), None))
        }
        Gives::Uses => {
            let data = list(schemas.shape(Shape::Named(&shapes::USE)));
            ("200", json("The entries that use it.", around(schemas, data, meta(&USES_META)), None))
        }
        Gives::Entry => {
            let data = entry(schemas);
            ("200", headers(json("The entry as it is now.", around(schemas, data, None), None), &["ETag"]))
        }
        Gives::Saved | Gives::Created => {
            let data = entry(schemas);
            let saved = around(schemas, data, meta(&SAVED_META).map(Field::optional));
            let response = json("The entry as it is now.", saved, None);
            match gives {
                Gives::Created => ("201", headers(response, &["ETag", "Location"])),
                _ => ("200", headers(response, &["ETag"])),
            }
        }
    }
}

static ENTRIES_META: Named = Named {
    name: "EntriesMeta",
    about: "Which part of the list this is.",
    body: Body::Object(&[
        Field::new("page", Shape::Integer),
        Field::new("limit", Shape::Integer),
        Field::new("total", Shape::Integer),
        Field::new("totalPages", Shape::Integer),
    ]),
};

static HISTORY_META: Named = Named {
    name: "HistoryMeta",
    about: "How many revisions there are, and where to go on.",
    body: Body::Object(&[
        Field::new("total", Shape::Integer),
        Field::new("nextBefore", Shape::Nullable(&Shape::Integer)).about("The `before` of the next page."),
    ]),
};

static USES_META: Named = Named {
    name: "UsesMeta",
    about: "How many there are.",
    body: Body::Object(&[Field::new("total", Shape::Integer)]),
};

static SAVED_META: Named = Named {
    name: "SavedMeta",
    about: "Beside the entry.",
    body: Body::Object(&[Field::new("notKept", Shape::List(&Shape::Named(&shapes::NOT_KEPT)))]),
};

/// Lines both ways.
fn batch(schemas: &mut Schemas<'_>, route: &Route) -> Operation {
    let words = Words {
        id: "loadBatch".into(),
        tag: SITE,
        summary: "Thousands of entries, one to a line; each line has its own result".into(),
    };
    let line = schemas.component("BatchLine".into(), |schemas| closed(schemas.object(shapes::LINE)).build().into());
    let result = schemas.component("BatchResult".into(), |schemas| schemas.object(shapes::RESULT).build().into());
    // What is sent is many of these, so that a schema of the whole body cannot be said in JSON's terms.
    let lines = |about: &str, line: RefOr<Schema>| {
        let text = ObjectBuilder::new().schema_type(Type::String).content_media_type("application/json");
        text.content_schema(Some(line)).description(Some(about)).build()
    };
    let lines_in = content(Schema::Object(lines("Lines of JSON, each as `contentSchema` says.", line)), None);
    let body =
        RequestBodyBuilder::new().required(Some(Required::True)).content("application/x-ndjson", lines_in).build();
    let results = content(Schema::Object(lines("A result for each line, in their order.", result)), None);
    let response = utoipa::openapi::ResponseBuilder::new().description("A result for each line.");
    let made = secured(operation(words), route).request_body(Some(body));
    let made = refusals(made, &[400, 401, 403, 405, 413, 415, 500, 503]);
    finish(made, "200", response.content("application/x-ndjson", results))
}

/// Whether a route of the table is described.
#[cfg(test)]
pub fn describes(route: &Route) -> bool {
    route.pattern == paths::MANAGE_BATCH
        || CALLS.iter().any(|call| (call.method, call.pattern) == (route.method, route.pattern))
}

/// What it takes to call every route that is described.
#[cfg(test)]
pub fn permissions() -> Vec<crate::permission::Permission> {
    let needs = paths::ROUTES.iter().filter(|route| describes(route)).filter_map(|route| match route.access {
        Access::Needs(permission) => Some(permission),
        Access::Anyone | Access::Known => None,
    });
    needs.collect()
}
