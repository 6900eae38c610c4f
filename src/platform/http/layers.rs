//! The stacks of layers, outermost first: one for pages behind a session, one for the API behind a token.

use std::time::Duration;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{Extensions, HeaderMap, StatusCode, Version, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
};
use tower::ServiceBuilder;
use tower_http::{
    compression::{CompressionLayer, Predicate as _, predicate::SizeAbove},
    csrf::{CsrfLayer, ProtectionError},
    timeout::TimeoutLayer,
};

use super::{Edge, PageRenderer, Problem, TrustedProxies, admin_headers, api_headers, client, request_id};

/// What holds for every request of a sub-router.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Where people reach the server: `https://cms.example`. A form of this origin is ours, whatever a proxy makes
    /// of `Host`; over https browsers are asked to insist on it.
    pub origin: Option<String>,
    pub proxies: TrustedProxies,
    /// The largest request body in bytes; a route may allow more with a `DefaultBodyLimit` of its own.
    pub body: usize,
    /// How long until the answer must begin; later is `503`.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            origin: None,
            proxies: TrustedProxies::default(),
            body: 2 * 1024 * 1024,
            patience: Duration::from_secs(30),
        }
    }
}

impl Limits {
    fn is_https(&self) -> bool {
        self.origin.as_ref().is_some_and(|origin| origin.starts_with("https://"))
    }
}

/// Pages alone, and none that shows a secret: those say `no-transform` (RFC 9111, section 5.2.2.6).
fn is_open_page(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let says = |name, word: &str| {
        headers.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(word))
    };
    says(header::CONTENT_TYPE, "text/html") && !says(header::CACHE_CONTROL, "no-transform")
}

/// For pages behind a session: request id, compression, client address, cross-site refusal, limits, headers, problems as pages.
pub fn admin_layers(routes: Router, limits: &Limits, page: PageRenderer) -> Router {
    let refuse = |_: ProtectionError| {
        Problem::new(StatusCode::FORBIDDEN, "cross_site")
            .detail("This request came from another site, or from a page that was opened under another address.")
            .into_response()
    };
    let edge = Edge::pages(page, admin_headers(limits.is_https()));
    routes.layer(
        ServiceBuilder::new()
            .layer(from_fn(request_id::assign))
            .layer(CompressionLayer::new().compress_when(SizeAbove::new(512).and(is_open_page)))
            .layer(edge)
            .layer(from_fn(forwarded(limits)))
            .layer(same_site(limits).with_rejection_response(refuse))
            .layer(timeout(limits))
            .layer(DefaultBodyLimit::max(limits.body)),
    )
}

/// For JSON behind a token: as [`admin_layers`], with problems as JSON; without cookies there is nothing to forge.
pub fn api_layers(routes: Router, limits: &Limits) -> Router {
    let mut headers = api_headers(limits.is_https());
    headers.push((axum::http::header::CACHE_CONTROL, axum::http::HeaderValue::from_static("no-store")));
    routes.layer(
        ServiceBuilder::new()
            .layer(from_fn(request_id::assign))
            .layer(Edge::json(headers))
            .layer(from_fn(forwarded(limits)))
            .layer(timeout(limits))
            .layer(DefaultBodyLimit::max(limits.body)),
    )
}

type Answering = std::pin::Pin<Box<dyn Future<Output = Response> + Send>>;

fn forwarded(limits: &Limits) -> impl Fn(Request, Next) -> Answering + Clone + Send + Sync + 'static + use<> {
    let proxies = limits.proxies.clone();
    move |request, next| Box::pin(client::find(proxies.clone(), request, next))
}

fn same_site(limits: &Limits) -> CsrfLayer {
    let Some(origin) = &limits.origin else { return CsrfLayer::new() };
    CsrfLayer::new().add_trusted_origin(origin).unwrap_or_else(|error| {
        tracing::warn!(%error, "the public address is no origin that browsers send");
        CsrfLayer::new()
    })
}

fn timeout(limits: &Limits) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, limits.patience)
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Method, routing::post};
    use tower::ServiceExt as _;

    use super::*;

    fn router() -> Router {
        let echo = |body: String| async move { body };
        let limits = Limits { origin: Some("http://cms.lan:81".into()), ..Limits::default() };
        admin_layers(Router::new().route("/admin/x", post(echo)), &limits, |p, _| p.code.to_string())
    }

    async fn status(headers: &[(&str, &str)], body: String) -> u16 {
        let mut request = Request::builder().method(Method::POST).uri("/admin/x").header("host", "cms.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        router().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap().status().as_u16()
    }

    #[tokio::test]
    async fn a_post_from_another_site_is_refused() {
        assert_eq!(status(&[("sec-fetch-site", "cross-site")], String::new()).await, 403);
        assert_eq!(status(&[("sec-fetch-site", "same-site")], String::new()).await, 403);
        assert_eq!(status(&[("origin", "https://evil.example")], String::new()).await, 403);
        assert_eq!(status(&[("origin", "null")], String::new()).await, 403);
        assert_eq!(status(&[("origin", "http://cms.lan")], String::new()).await, 403);
        assert_eq!(status(&[("origin", "http://cms.lan:81")], String::new()).await, 200);
        assert_eq!(status(&[("origin", "https://cms.example")], String::new()).await, 200);
        assert_eq!(status(&[("sec-fetch-site", "same-origin")], String::new()).await, 200);
    }

    #[tokio::test]
    async fn a_body_that_is_too_large_is_refused() {
        assert_eq!(status(&[], "x".repeat(2 * 1024 * 1024 + 1)).await, 413);
    }

    #[tokio::test]
    async fn every_answer_has_the_headers_and_its_own_request_id() {
        let request = || Request::builder().uri("/admin/none").header("x-request-id", "mine").body(Body::empty());
        let first = router().oneshot(request().unwrap()).await.unwrap();
        let second = router().oneshot(request().unwrap()).await.unwrap();
        let policy = first.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"));
        assert_eq!(first.headers()["cache-control"], "no-store");
        assert_eq!(first.headers()["x-content-type-options"], "nosniff");
        assert_ne!(first.headers()["x-request-id"], second.headers()["x-request-id"]);
        assert_ne!(first.headers()["x-request-id"], "mine");
    }
}
