//! The routes of published content, and the shortest way from a request to a ready answer.

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header, request::Parts, uri::PathAndQuery},
    response::{IntoResponse, Response},
    routing::any,
};

use super::{
    Delivery,
    answers::{Endpoint, Outcome},
    draft,
    problem::Refusal,
};
use crate::paths::API;

/// All of the readers' API by absolute path, unknown addresses under it among them; to be merged, not nested.
/// Problems get their form from the edge layer.
pub fn routes(delivery: Delivery) -> Router {
    let mut router = Router::new()
        .route(&format!("{API}/resolve"), endpoint(Endpoint::Resolve))
        .route(&format!("{API}/redirects"), endpoint(Endpoint::Redirects))
        .route(&format!("{API}/search"), endpoint(Endpoint::Search))
        .route(&format!("{API}/answers"), endpoint(Endpoint::Answers))
        .route(&format!("{API}/{{*unknown}}"), any(|| async { Refusal::Missing }));
    for spec in delivery.0.catalog.kinds() {
        router = router
            .route(&format!("{API}/{}", spec.plural), endpoint(Endpoint::List(*spec)))
            .route(&format!("{API}/{}/{{name}}", spec.plural), endpoint(Endpoint::One(*spec)));
    }
    router.with_state(delivery)
}

fn endpoint(endpoint: Endpoint) -> axum::routing::MethodRouter<Delivery> {
    any(move |State(delivery): State<Delivery>, request: Request| answer(delivery, endpoint, request.into_parts().0))
}

async fn answer(delivery: Delivery, endpoint: Endpoint, request: Parts) -> Response {
    let head_only = match request.method {
        Method::GET => false,
        Method::HEAD => true,
        Method::OPTIONS => return preflight(),
        _ => return Refusal::Method.into_response(),
    };
    let key = request.uri.path_and_query().map_or("/", PathAndQuery::as_str);
    let inner = &*delivery.0;
    let ready = inner.answers.get(key).await.filter(|kept| kept.is_fresh(&inner.catalog));
    let kept = match ready {
        Some(kept) => kept,
        // Boxed, so that the way of a ready answer stays small.
        None => match Box::pin(delivery.outcome(endpoint, &request.uri)).await {
            Ok(Outcome::Answer(kept)) => {
                if kept.is_fresh(&inner.catalog) {
                    inner.answers.keep(key, &kept).await;
                }
                kept
            }
            Ok(Outcome::Moved(location)) => return moved(location),
            Ok(Outcome::Draft(json)) => return draft::respond(json, head_only),
            Err(problem) => return problem.into_response(),
        },
    };
    let grows = !kept.is_coded(&request.headers);
    let response = kept.respond(&request.headers, head_only).await;
    if grows && kept.is_fresh(&inner.catalog) {
        inner.answers.keep(key, &kept).await;
    }
    response
}

/// What a browser asks before a script of another site may read (the Fetch standard, section 3.3).
fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
        (header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD, OPTIONS")),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("*")),
        (header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400")),
        (header::ALLOW, HeaderValue::from_static("GET, HEAD, OPTIONS")),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// The same query at the entry's address of today.
fn moved(location: String) -> Response {
    let Ok(location) = HeaderValue::try_from(location) else {
        return Refusal::internal(anyhow::anyhow!("an address that is no header value")).into_response();
    };
    let headers = [
        (header::LOCATION, location),
        // The slug may go to another entry some day, so nobody keeps this for ever.
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=0, s-maxage=60")),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    (StatusCode::PERMANENT_REDIRECT, headers).into_response()
}

#[cfg(test)]
#[path = "api_tests.rs"]
mod tests;
