//! The readers' API, call by call.

use utoipa::openapi::{
    Array, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder, Schema, Type,
    path::{HttpMethod, OperationBuilder, PathItem, PathsBuilder},
    schema::AnyOfBuilder,
};

use super::{
    document::SITE,
    examples::Examples,
    operation::{Words, content, finish, headers, json, operation, part, query, refusals},
    schemas::{Schemas, pascal},
};
use crate::{
    delivery::{self, About, Call, Endpoint, calls, shapes},
    vocabulary::{Field, KindSpec, Shape},
};

const PUBLIC: [&str; 6] = ["ETag", "Cache-Control", "Cache-Tag", "Surrogate-Key", "Last-Modified", "Vary"];

/// Adds the calls.
pub fn paths(schemas: &mut Schemas<'_>, examples: &Examples, paths: PathsBuilder) -> PathsBuilder {
    let kinds = schemas.kinds.specs();
    calls(kinds).into_iter().fold(paths, |paths, call| {
        let Call { path, endpoint } = call;
        let made = operation_of(schemas, &path, endpoint, examples);
        paths.path(path, PathItem::new(HttpMethod::Get, made))
    })
}

fn operation_of(
    schemas: &mut Schemas<'_>,
    path: &str,
    endpoint: Endpoint,
    examples: &Examples,
) -> utoipa::openapi::path::Operation {
    let (words, data, meta) = match &endpoint {
        Endpoint::List(spec) => {
            let item = listed(schemas, spec);
            let words =
                words(format!("list{}", pascal(spec.plural)), spec.plural, format!("A list of {}", spec.plural));
            (words, Schema::Array(Array::new(item)).into(), Shape::Named(&shapes::LIST_META))
        }
        Endpoint::One(spec) => {
            let (name, whole) = (spec.name.as_str(), document(schemas, spec));
            let words = words(
                format!("get{}", pascal(name)),
                spec.plural,
                format!("One document: {name}, with all that it shows"),
            );
            (words, or_a_part(schemas, spec, whole), Shape::Named(&shapes::ONE_META))
        }
        Endpoint::Resolve => {
            let words = words("resolvePath".into(), SITE, "What lives at a path of the site".into());
            (words, schemas.shape(Shape::Named(&shapes::RESOLVED)), Shape::Named(&shapes::ONE_META))
        }
        Endpoint::Search => {
            let words = words("search".into(), SITE, "What is published, by its words".into());
            (words, schemas.shape(shapes::RESULTS), Shape::Named(&shapes::RESULTS_META))
        }
        Endpoint::Answers => {
            let words = words("findAnswers".into(), SITE, "The passages that answer a question best".into());
            (words, schemas.shape(shapes::ANSWERS), Shape::Named(&shapes::ANSWERS_META))
        }
        Endpoint::About(about) => return about_site(schemas, path, *about, examples),
    };
    let mut around = schemas.object(&[Field::new("meta", meta)]).property("data", data).required("data");
    let is_list = matches!(endpoint, Endpoint::List(_) | Endpoint::Search);
    if is_list {
        around = around.property("links", schemas.shape(Shape::Named(&shapes::LINKS))).required("links");
    }
    if let Endpoint::One(spec) = &endpoint {
        let related = Schema::Array(Array::new(listed(schemas, spec)));
        let related = ObjectBuilder::new().property("related", related).required("related");
        around = around.property("included", related.description(Some("What `include` asked for.")));
    }
    let response = json("What is published.", around, examples.of_call(path));
    let mut made = operation(words);
    if let Endpoint::One(_) = endpoint {
        made = part(schemas, made, "name", Shape::Text, "A slug, one that the entry had earlier, or an id.");
    }
    made = query(schemas, made, &delivery::parameters(schemas.kinds.specs(), &endpoint));
    made = not_modified(made);
    // `401` and `403` are told to whoever asks for the past.
    let mut statuses = vec![400, 401, 403, 405, 429, 500, 503];
    match endpoint {
        Endpoint::One(_) => {
            statuses.extend([404, 410]);
            made = made.response("308", Ref::from_response_name("Moved"));
        }
        Endpoint::Resolve => statuses.extend([404, 410]),
        Endpoint::List(_) | Endpoint::Search | Endpoint::Answers | Endpoint::About(_) => {}
    }
    finish(refusals(made, &statuses), "200", headers(response, &PUBLIC))
}

/// An answer about the whole site.
fn about_site(
    schemas: &mut Schemas<'_>,
    path: &str,
    about: About,
    examples: &Examples,
) -> utoipa::openapi::path::Operation {
    let (id, summary) = match about {
        About::Site => ("getSite", "What the site says of itself"),
        About::Robots => ("getRobots", "What the site's robots.txt is to say"),
        About::Sitemap => ("getSitemap", "The pages that search engines should know, with their translations"),
        About::Atom => ("getAtomFeed", "The newest as an Atom feed"),
        About::JsonFeed => ("getJsonFeed", "The newest as a JSON feed"),
        About::Redirects => ("listRedirects", "Every old path of the site, and where it leads now"),
        About::Changes => ("listChanges", "What changed for readers since a version, and what was taken away"),
    };
    let parts = match about {
        About::Site => vec![("data", shapes::SITE), ("meta", Shape::Named(&shapes::ONE_META))],
        About::Redirects => vec![("data", shapes::REDIRECTS), ("meta", Shape::Named(&shapes::REDIRECTS_META))],
        About::Changes => vec![
            ("data", shapes::CHANGES),
            ("meta", Shape::Named(&shapes::CHANGES_META)),
            ("links", Shape::Named(&shapes::CHANGES_LINKS)),
        ],
        About::Robots | About::Sitemap | About::Atom | About::JsonFeed => Vec::new(),
    };
    let fields: Vec<Field> = parts.into_iter().map(|(name, shape)| Field::new(name, shape)).collect();
    let schema: RefOr<Schema> = match about {
        About::JsonFeed => schemas.shape(Shape::Open("JSON Feed 1.1")),
        _ if fields.is_empty() => ObjectBuilder::new().schema_type(Type::String).into(),
        _ => schemas.object(&fields).into(),
    };
    let made = operation(words(id.into(), SITE, summary.into()));
    let made =
        not_modified(query(schemas, made, &delivery::parameters(schemas.kinds.specs(), &Endpoint::About(about))));
    let needs_address = !matches!(about, About::Site | About::Redirects | About::Changes);
    let statuses: &[u16] = if needs_address { &[400, 404, 405, 429, 500, 503] } else { &[400, 405, 429, 500, 503] };
    let media = about.media().split(';').next().unwrap_or_default();
    let response = ResponseBuilder::new().description("What is published.");
    let response = response.content(media, content(schema, examples.of_call(path)));
    finish(refusals(made, statuses), "200", headers(response, &PUBLIC))
}

fn words(id: String, tag: &str, summary: String) -> Words<'_> {
    Words { id, tag, summary }
}

fn not_modified(operation: OperationBuilder) -> OperationBuilder {
    operation.response("304", Ref::from_response_name("NotModified"))
}

/// What the responses refer to that are no problems.
pub fn responses() -> [(&'static str, Response); 2] {
    let plain = |about: &str| utoipa::openapi::ResponseBuilder::new().description(about);
    [
        ("NotModified", headers(plain("The client has it already."), &PUBLIC).build()),
        ("Moved", headers(plain("The entry has another slug by now."), &["Location", "Cache-Control"]).build()),
    ]
}

/// A document as it stands alone.
pub fn document(schemas: &mut Schemas<'_>, spec: &KindSpec) -> RefOr<Schema> {
    object(schemas, pascal(spec.name.as_str()), format!("A whole document: {}.", spec.name), &shapes::document(spec))
}

fn listed(schemas: &mut Schemas<'_>, spec: &KindSpec) -> RefOr<Schema> {
    let fields = shapes::item(spec);
    let whole = fields.len() == shapes::document(spec).len();
    let item = if whole {
        document(schemas, spec)
    } else {
        let name = format!("{}Summary", pascal(spec.name.as_str()));
        object(schemas, name, format!("What lists show of a document: {}.", spec.name), &fields)
    };
    or_a_part(schemas, spec, item)
}

/// With `fields`, an answer has fewer members.
fn or_a_part(schemas: &mut Schemas<'_>, spec: &KindSpec, whole: RefOr<Schema>) -> RefOr<Schema> {
    let name = format!("{}Fields", pascal(spec.name.as_str()));
    let about = format!("The members that `fields` asked for: {}.", spec.name);
    let fields = shapes::document(spec);
    let part = schemas.component(name, |schemas| schemas.part(&fields, &about, &["id", "type"]));
    Schema::AnyOf(AnyOfBuilder::new().item(whole).item(part).build()).into()
}

fn object(schemas: &mut Schemas<'_>, name: String, about: String, fields: &[Field]) -> RefOr<Schema> {
    schemas.component(name, |schemas| schemas.object(fields).description(Some(about)).build().into())
}
