//! The document beside what it describes.

use std::{collections::BTreeSet, fs, path::Path, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response},
};
use serde_json::Value as Json;
use tower::ServiceExt as _;

use super::{
    OpenApi, docs_routes, document, document_routes,
    examples::{Clinic, Examples, ask},
    manage, problems,
};
use crate::{
    content::Registry,
    delivery::{calls, shapes},
    document::portable_text::BLOCK,
    error::AppError,
    kinds, paths,
    permission::Scope,
    platform::http::Problem,
    vocabulary::{FieldErrors, shape::fits::World},
};

async fn made() -> (Arc<Registry>, Json) {
    let kinds = Arc::new(kinds::registry());
    let examples = Examples::of(&kinds).await.unwrap();
    let json = document::document(&kinds, &examples).to_json().unwrap();
    (kinds, serde_json::from_str(&json).unwrap())
}

fn methods(document: &Json) -> BTreeSet<(String, String)> {
    let paths = document["paths"].as_object().unwrap();
    let each = paths.iter().flat_map(|(path, item)| {
        item.as_object().unwrap().keys().map(move |method| (method.to_uppercase(), path.clone()))
    });
    each.collect()
}

#[tokio::test]
async fn every_route_of_both_apis_is_described_and_nothing_else_is() {
    let (kinds, document) = made().await;
    let mut routes: BTreeSet<(String, String)> =
        calls(kinds.specs()).into_iter().map(|call| ("GET".to_owned(), call.path)).collect();
    for route in paths::ROUTES.iter().filter(|route| route.pattern.starts_with(paths::API)) {
        assert!(manage::describes(route), "{} {}", route.method, route.pattern);
        let each = kinds.specs().iter().map(|spec| route.pattern.replace("{kinds}", spec.plural));
        routes.extend(each.map(|path| (route.method.to_owned(), path)));
    }
    assert_eq!(methods(&document), routes);
}

#[tokio::test]
async fn every_operation_has_a_name_of_its_own_and_every_reference_leads_somewhere() {
    fn references<'a>(json: &'a Json, found: &mut Vec<&'a str>) {
        match json {
            Json::Object(object) => {
                found.extend(object.get("$ref").and_then(Json::as_str));
                object.values().for_each(|value| references(value, found));
            }
            Json::Array(values) => values.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let (_, document) = made().await;
    let items = document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    let ids: Vec<&str> = items.map(|operation| operation["operationId"].as_str().unwrap()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    let plain =
        |id: &&str| id.chars().all(|letter| letter.is_ascii_alphanumeric()) && id.starts_with(char::is_lowercase);
    assert!(ids.iter().all(plain), "{ids:?}");
    let mut found = Vec::new();
    references(&document, &mut found);
    for reference in found {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
}

#[tokio::test]
async fn every_management_call_names_the_scope_that_it_takes() {
    let (kinds, document) = made().await;
    for permission in manage::permissions() {
        let scope = Scope::for_permission(permission).unwrap();
        assert!(document.to_string().contains(&format!("{{\"token\":[\"{scope}\"]}}")), "{scope}");
    }
    for spec in kinds.specs() {
        let open = &document["paths"][format!("{}/{}", paths::API, spec.plural)]["get"];
        assert!(open.get("security").is_none(), "what is published takes no token");
    }
}

#[tokio::test]
async fn every_sample_document_has_the_shapes_that_are_declared_for_it() {
    let kinds = Arc::new(kinds::registry());
    let world = World { kinds: kinds.specs(), block: &BLOCK };
    let router = crate::delivery::routes(Clinic::of(&kinds).unwrap().delivery(&kinds));
    for spec in kinds.specs() {
        let list = ask(&router, &format!("{}/{}?limit=100", paths::API, spec.plural)).await.unwrap();
        let items = list["data"].as_array().unwrap();
        assert!(!items.is_empty(), "{}", spec.plural);
        for item in items {
            assert_eq!(world.members(&shapes::item(spec), item, spec.plural), None);
            let slug = item["slug"].as_str().unwrap();
            let address = format!("{}/{}/{slug}?body=blocks,html,markdown,text", paths::API, spec.plural);
            let one = ask(&router, &address).await.unwrap();
            assert_eq!(world.members(&shapes::document(spec), &one["data"], slug), None);
        }
    }
}

#[tokio::test]
async fn the_examples_are_the_same_at_every_start_and_none_is_missing() {
    let kinds = Arc::new(kinds::registry());
    let examples = Examples::of(&kinds).await.unwrap();
    assert_eq!(examples, Examples::of(&kinds).await.unwrap());
    for call in calls(kinds.specs()) {
        let example = examples.of_call(&call.path).unwrap();
        let data = example["data"].as_array().map_or(1, Vec::len);
        assert!(data > 0, "{}: {example}", call.path);
    }
    assert!(kinds.specs().iter().all(|spec| examples.written(spec).is_some()));
}

/// Every code that a client may be told, by status.
fn told(status: u16, code: &str) -> bool {
    problems::ALL.iter().any(|problems| problems.status == status && problems.codes.contains(&code))
}

#[test]
fn every_problem_of_the_edge_is_described() {
    let cause = || anyhow::anyhow!("x");
    let stale = crate::error::StaleVersions { base: Json::Null, yours: Json::Null, theirs: Json::Null };
    for error in [
        AppError::NotFound,
        AppError::Gone,
        AppError::Unauthorized,
        AppError::InvalidToken,
        AppError::Forbidden,
        AppError::InsufficientScope(Scope::History),
        AppError::Invalid(FieldErrors::default()),
        AppError::BadRequest(FieldErrors::default()),
        AppError::Malformed(String::new()),
        AppError::Stale(Box::new(stale)),
        AppError::PreconditionRequired,
        AppError::PayloadTooLarge,
        AppError::UnsupportedMediaType,
        AppError::TooManyRequests { retry_after: 1 },
        AppError::Unavailable { retry_after: 1, cause: cause() },
        AppError::Internal(cause()),
    ] {
        let problem = Problem::from(error);
        assert!(told(problem.status.as_u16(), &problem.code), "{} {}", problem.status, problem.code);
    }
}

/// The words behind these in a text.
fn behind(text: &str, before: &str) -> Vec<String> {
    let words = text.split(before).skip(1).filter_map(|rest| rest.split('"').next());
    words.map(str::to_owned).collect()
}

#[test]
fn every_conflict_and_every_refusal_in_the_source_is_described() {
    let source = |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name)).unwrap();
    let content = source("content/problem.rs");
    let mut conflicts = behind(&content, "conflict(\"");
    conflicts.extend(behind(&content, "code: \""));
    assert!(conflicts.len() >= 6, "{conflicts:?}");
    for code in conflicts {
        assert!(told(409, &code), "409 {code}");
    }
    for line in source("delivery/problem.rs").lines().filter(|line| line.contains("StatusCode::")) {
        for code in behind(line, ", \"").into_iter().filter(|word| !word.contains(' ')) {
            assert!(problems::ALL.iter().any(|problems| problems.codes.contains(&code.as_str())), "{code}");
        }
    }
}

async fn answer(router: &Router, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

#[tokio::test]
async fn the_document_is_kept_packed_and_open_to_scripts_of_any_site() {
    let router = document_routes(OpenApi::new(Arc::new(kinds::registry())));
    let plain = answer(&router, paths::OPENAPI, &[]).await;
    let headers = plain.headers().clone();
    assert_eq!(
        (headers["access-control-allow-origin"].as_bytes(), headers["vary"].as_bytes()),
        (&b"*"[..], &b"accept-encoding"[..])
    );
    let json: Json = serde_json::from_slice(&to_bytes(plain.into_body(), usize::MAX).await.unwrap()).unwrap();
    assert_eq!(json["openapi"], "3.1.0");
    let tag = headers["etag"].to_str().unwrap();
    let known = answer(&router, paths::OPENAPI, &[("if-none-match", tag)]).await;
    assert_eq!(known.status(), 304);
    let packed = answer(&router, paths::OPENAPI, &[("accept-encoding", "br")]).await;
    assert_eq!(packed.headers()["content-encoding"], "br");
    let options = Request::builder().method("OPTIONS").uri(paths::OPENAPI).body(Body::empty()).unwrap();
    assert_eq!(router.oneshot(options).await.unwrap().status(), 204);
}

#[tokio::test]
async fn the_page_has_nothing_inline_and_loads_files_of_ours_alone() {
    let router = docs_routes();
    let page = answer(&router, paths::API_DOCS, &[]).await;
    let html = String::from_utf8(to_bytes(page.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap();
    assert!(!html.contains("style=") && !html.contains("<style") && !html.contains("://"), "{html}");
    for script in html.split("<script").skip(1) {
        let (attributes, inside) = script.split_once('>').unwrap();
        assert!(attributes.contains("src=") && inside.starts_with("</script>"), "{script}");
    }
    let bundle = paths::api_docs_file("swagger-ui-bundle.js");
    let packed = answer(&router, &bundle, &[("accept-encoding", "gzip")]).await;
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    let plain = answer(&router, &bundle, &[]).await;
    assert!(!plain.headers().contains_key("content-encoding"));
    let (packed, plain) = (to_bytes(packed.into_body(), usize::MAX), to_bytes(plain.into_body(), usize::MAX));
    let (packed, plain) = (packed.await.unwrap().len(), plain.await.unwrap().len());
    assert!(packed * 2 < plain, "{packed} {plain}");
    for stranger in ["index.html", "swagger-initializer.js", "..%2fCargo.toml"] {
        assert_eq!(answer(&router, &paths::api_docs_file(stranger), &[]).await.status(), 404, "{stranger}");
    }
}
