//! The last thing that an answer passes: a panic becomes a 500, a problem gets its form, a 5xx is logged once.

use std::{
    any::Any,
    convert::Infallible,
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use axum::{
    extract::Request,
    http::{HeaderValue, Uri, header},
    response::{IntoResponse, Response},
};
use futures_util::{FutureExt as _, future::CatchUnwind};
use pin_project_lite::pin_project;
use tower::{Layer, Service};

use super::{Problem, RequestId, headers::StandingHeaders};

/// Draws a problem as a whole HTML page, for people.
pub type PageRenderer = fn(&Problem, RequestId) -> String;

/// The layer that every sub-router has. A request that goes well costs one cloned path and the standing headers.
///
/// A bare error status (an unknown method, an extractor's refusal, a limit) becomes the problem that it stands for;
/// an error answer that has a form of its own is left alone.
#[derive(Clone)]
pub struct Edge {
    page: Option<PageRenderer>,
    headers: Arc<StandingHeaders>,
}

impl Edge {
    /// Problems as `application/problem+json`.
    #[must_use]
    pub fn json(headers: StandingHeaders) -> Self {
        Self { page: None, headers: headers.into() }
    }

    /// Problems as pages.
    #[must_use]
    pub fn pages(page: PageRenderer, headers: StandingHeaders) -> Self {
        Self { page: Some(page), headers: headers.into() }
    }

    fn finish(&self, asked: &Asked, mut response: Response) -> Response {
        if let Some(problem) = problem_of(&mut response) {
            response = self.draw(&problem, asked, response);
        }
        let headers = response.headers_mut();
        for (name, value) in self.headers.iter() {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        response
    }

    fn draw(&self, problem: &Problem, asked: &Asked, mut bare: Response) -> Response {
        let id = asked.id.unwrap_or_else(RequestId::new);
        let path = asked.uri.path();
        if problem.status.is_server_error() {
            log(problem, id, path);
        }
        let (kind, body) = match self.page {
            Some(page) => ("text/html; charset=utf-8", page(problem, id)),
            None => ("application/problem+json", problem.to_json(path, id).to_string()),
        };
        let headers = bare.headers_mut();
        headers.remove(header::CONTENT_LENGTH);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(value) = id.header() {
            headers.insert(RequestId::HEADER, value);
        }
        let (parts, _) = bare.into_parts();
        Response::from_parts(parts, body.into())
    }
}

impl<S> Layer<S> for Edge {
    type Service = EdgeService<S>;

    fn layer(&self, inner: S) -> EdgeService<S> {
        EdgeService { inner, edge: self.clone() }
    }
}

/// What [`Edge`] makes of a service.
#[derive(Clone)]
pub struct EdgeService<S> {
    inner: S,
    edge: Edge,
}

impl<S> Service<Request> for EdgeService<S>
where
    S: Service<Request, Response = Response, Error = Infallible>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = EdgeFuture<S::Future>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let asked = Asked { uri: request.uri().clone(), id: request.extensions().get().copied() };
        let answer = AssertUnwindSafe(self.inner.call(request)).catch_unwind();
        EdgeFuture { answer, asked, edge: self.edge.clone() }
    }
}

/// What of the request is needed to say what went wrong.
struct Asked {
    uri: Uri,
    id: Option<RequestId>,
}

pin_project! {
    /// An answer on its way through [`Edge`].
    pub struct EdgeFuture<F> {
        #[pin]
        answer: CatchUnwind<AssertUnwindSafe<F>>,
        asked: Asked,
        edge: Edge,
    }
}

impl<F: Future<Output = Result<Response, Infallible>>> Future for EdgeFuture<F> {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let response = match ready!(this.answer.poll(context)) {
            Ok(Ok(response)) => response,
            Ok(Err(never)) => match never {},
            Err(panic) => Problem::internal(anyhow::anyhow!("panic: {}", words(&*panic))).into_response(),
        };
        Poll::Ready(Ok(this.edge.finish(this.asked, response)))
    }
}

/// The problem that a handler answered with, or that a bare error status stands for.
fn problem_of(response: &mut Response) -> Option<Problem> {
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        return Some(problem);
    }
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return None;
    }
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    kind.is_none_or(|kind| kind.starts_with(b"text/plain")).then(|| Problem::of_status(status))
}

fn log(problem: &Problem, id: RequestId, path: &str) {
    let (status, path) = (problem.status.as_u16(), without_secrets(path));
    match &problem.cause {
        Some(cause) => tracing::error!("request.id" = %id, path = ?path, status, "request failed: {cause:#}"),
        None => tracing::error!("request.id" = %id, path = ?path, status, "request failed: {}", problem.code),
    }
}

/// The path, and `…` for each part of it that may be a link's secret: 256 bits in base64url.
fn without_secrets(path: &str) -> String {
    let is_secret = |part: &str| {
        part.len() == 43
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
            && part.bytes().any(|byte| byte.is_ascii_uppercase())
    };
    path.split('/').map(|part| if is_secret(part) { "…" } else { part }).collect::<Vec<_>>().join("/")
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let owned = || panic.downcast_ref::<String>().map(String::as_str);
    panic.downcast_ref::<&str>().copied().or_else(owned).unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use axum::{
        Router,
        body::{Body, to_bytes},
        http::{Method, StatusCode},
        routing::get,
    };
    use serde_json::{Value as Json, json};
    use tower::ServiceExt as _;

    use super::*;
    use crate::platform::http::api_headers;

    #[test]
    fn a_links_secret_is_not_written_down() {
        let secret = "aB3-_dEfGhIjKlMnOpQrStUvWxYz0123456789AbCdE";
        assert_eq!(without_secrets(&format!("/admin/join/{secret}")), "/admin/join/…");
        for plain in [
            "/admin/articles/0190a8c4-7b1e-7c3a-9f00-000000000000",
            "/api/v1/articles/a-slug-of-no-more-and-no-less-than-43-letters-x",
            "/",
        ] {
            assert_eq!(without_secrets(plain), plain);
        }
    }

    async fn explode() -> StatusCode {
        panic!("the secret plan")
    }

    async fn ask(router: Router, method: Method, path: &str) -> (StatusCode, String, String) {
        let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
        let response = router.oneshot(request).await.unwrap();
        let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
        let status = response.status();
        (status, kind, String::from_utf8(to_bytes(response.into_body(), 9999).await.unwrap().to_vec()).unwrap())
    }

    fn routes() -> Router {
        let refused = || async { Problem::new(StatusCode::CONFLICT, "stale").detail("newer") };
        Router::new()
            .route("/panic", get(explode))
            .route("/refused", get(refused))
            .route("/own", get(|| async { (StatusCode::UNPROCESSABLE_ENTITY, axum::response::Html("form")) }))
    }

    #[tokio::test]
    async fn a_panic_costs_one_request_and_tells_nothing() {
        let (status, kind, body) =
            ask(routes().layer(Edge::json(api_headers(false))), Method::GET, "/panic?token=x").await;
        assert_eq!((status.as_u16(), kind.as_str()), (500, "application/problem+json"));
        assert!(!body.contains("secret") && !body.contains("token"), "{body}");
    }

    #[tokio::test]
    async fn unknown_paths_and_methods_are_problems() {
        let router = routes().layer(Edge::json(api_headers(false)));
        for (method, path, status, code) in
            [(Method::GET, "/none", 404, "not_found"), (Method::POST, "/refused", 405, "method_not_allowed")]
        {
            let (answered, _, body) = ask(router.clone(), method, path).await;
            let body: Json = serde_json::from_str(&body).unwrap();
            assert_eq!((answered.as_u16(), &body["code"]), (status, &json!(code)));
            assert_eq!(body["instance"], json!(path));
        }
    }

    #[tokio::test]
    async fn a_problem_is_drawn_as_json_or_as_a_page() {
        let (_, kind, body) = ask(routes().layer(Edge::json(vec![])), Method::GET, "/refused").await;
        assert_eq!(kind, "application/problem+json");
        assert_eq!(serde_json::from_str::<Json>(&body).unwrap()["detail"], json!("newer"));
        let page: PageRenderer = |problem, _| format!("<h1>{}</h1>", problem.code);
        let (_, kind, body) = ask(routes().layer(Edge::pages(page, vec![])), Method::GET, "/refused").await;
        assert_eq!((kind.as_str(), body.as_str()), ("text/html; charset=utf-8", "<h1>stale</h1>"));
    }

    #[tokio::test]
    async fn an_error_with_a_form_of_its_own_is_left_alone() {
        let (status, _, body) = ask(routes().layer(Edge::json(vec![])), Method::GET, "/own").await;
        assert_eq!((status.as_u16(), body.as_str()), (422, "form"));
    }
}
