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
    calls::{Call, calls},
    draft,
    history::Asker,
    problem::Refusal,
    ready::preflight,
};
use crate::{
    paths::API,
    platform::http::{ClientAddress, bearer},
};

/// All of the readers' API by absolute path, unknown addresses under it among them; to be merged, not nested.
/// Problems get their form from the edge layer.
pub fn routes(delivery: Delivery) -> Router {
    let unknown = Router::new().route(&format!("{API}/{{*unknown}}"), any(|| async { Refusal::Missing }));
    let routed = |router: Router<Delivery>, call: Call| router.route(&call.path, endpoint(call.endpoint));
    calls(delivery.0.catalog.kinds()).into_iter().fold(unknown, routed).with_state(delivery)
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
        None => match Box::pin(delivery.make(endpoint, &request)).await {
            Ok(Outcome::Answer(kept)) => {
                if kept.is_fresh(&inner.catalog) {
                    inner.answers.keep(key, &kept).await;
                }
                kept
            }
            Ok(Outcome::Moved(location)) => return moved(location),
            Ok(Outcome::Once(json)) => return draft::respond(json, head_only),
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

impl Delivery {
    /// An answer that is not at hand, if it is this client's turn.
    async fn make(&self, endpoint: Endpoint, request: &Parts) -> Result<Outcome, Refusal> {
        let address = ClientAddress::of(request, &self.0.proxies);
        let asker = Asker { token: bearer(&request.headers), address };
        // Told before anything is looked up: who joins an answer in the making gets nothing older than this.
        let version = self.0.catalog.version();
        let asked = self.read(endpoint, request.uri.query().unwrap_or_default())?;
        let counts_for = asked.counts().then_some(address);
        self.0.guard.make(counts_for, self.outcome(asked, version, &request.uri, asker)).await
    }
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
