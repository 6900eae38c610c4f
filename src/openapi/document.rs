//! The whole document.

use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, License, OpenApi, OpenApiBuilder, PathsBuilder, Server,
    security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    tag::TagBuilder,
};

use super::{
    delivery,
    examples::Examples,
    manage,
    operation::{HEADERS, header},
    problems,
    schemas::Schemas,
};
use crate::content::Registry;

/// The name of the one security scheme.
pub const TOKEN: &str = "token";

/// Under which the calls stand that concern no kind alone.
pub const SITE: &str = "site";

const ABOUT: &str = "Published content for any frontend, without a token; and, below `/api/v1/manage`, everything that an \
    editor can do, by token. Within `/api/v1` changes only add: expect members that you do not know. An unknown parameter is refused by name.";

/// Describes both APIs for these kinds.
pub fn document(kinds: &Registry, examples: &Examples) -> OpenApi {
    let mut schemas = Schemas::new(kinds);
    let paths = delivery::paths(&mut schemas, examples, PathsBuilder::new());
    let paths = manage::paths(&mut schemas, examples, paths).build();
    let mut components = ComponentsBuilder::new();
    for (name, response) in delivery::responses() {
        components = components.response(name, response);
    }
    for problems in &problems::ALL {
        components = components.response(problems.name, problems::response(&mut schemas, problems));
    }
    for (name, number, about) in HEADERS {
        components = components.header(name, header(number, about));
    }
    for (name, schema) in schemas.into_components() {
        components = components.schema(name, schema);
    }
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some(
            "A token of the panel's Tokens page, or of `galley token create`; with the scopes that a call names.",
        ))
        .build();
    let info = InfoBuilder::new()
        .title("Galley")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .license(Some(License::new("MIT OR Apache-2.0")));
    let tag = |name: &str, about: String| TagBuilder::new().name(name).description(Some(about)).build();
    let published = kinds.specs().iter().map(|spec| tag(spec.plural, format!("Published {}", spec.plural)));
    let site = tag(SITE, "What concerns the whole site".into());
    let managed = kinds.specs().iter().map(|spec| {
        let about = format!("Everything that an editor can do with {}", spec.plural);
        tag(&manage::tag(spec), about)
    });
    let tags: Vec<_> = published.chain([site]).chain(managed).collect();
    OpenApiBuilder::new()
        .info(info.build())
        .servers(Some([Server::new("/")]))
        .tags(Some(tags))
        .paths(paths)
        .components(Some(components.security_scheme(TOKEN, SecurityScheme::Http(bearer)).build()))
        .build()
}
