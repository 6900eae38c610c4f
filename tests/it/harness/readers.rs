//! Everything that readers can get, asked without a network: to compare one moment, or one Galley, with another.

use std::collections::{BTreeMap, BTreeSet};

use axum::{Router, body::Body, http::Request};
use galley::{app::App, router::router};
use http_body_util::BodyExt as _;
use serde_json::Value as Json;
use tower::ServiceExt as _;

use super::canary;

const KINDS: [&str; 6] = ["articles", "faqs", "ctas", "authors", "categories", "tags"];

/// The readers of a Galley in this process.
pub struct Readers(Router);

/// Per address all that its answer says, but for the number and the time that every answer has of its own.
pub type Sight = BTreeMap<String, String>;

impl Readers {
    pub fn of(app: &App) -> Self {
        Self(router(app))
    }

    /// Status, headers and body of an address below `/api/v1`, and the body as JSON.
    pub async fn ask(&self, path: &str) -> (String, Json) {
        let request = Request::get(format!("/api/v1{path}")).body(Body::empty()).unwrap();
        let response = self.0.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        canary::search(path, &parts.headers, &bytes);
        let mut json: Json = serde_json::from_slice(&bytes).unwrap_or_default();
        let of_its_own = json.as_object_mut().and_then(|problem| problem.remove("requestId")).is_some();
        let body = if of_its_own { json.to_string() } else { String::from_utf8(bytes.to_vec()).unwrap() };
        let named = |name: &&&str| parts.headers.contains_key(**name);
        let names =
            ["etag", "last-modified", "location", "cache-tag", "surrogate-key", "cache-control", "content-type"];
        let headers: Vec<String> = names
            .iter()
            .filter(named)
            .map(|name| format!("{name}: {}", parts.headers[*name].to_str().unwrap()))
            .collect();
        (format!("{}\n{}\n{body}", parts.status.as_u16(), headers.join("\n")), json)
    }

    /// All lists, all that they name, by slug and by id, in full and in part, resolved from its path, and the
    /// redirects; and the same for further names, which nobody may find.
    pub async fn see(&self, names: &[String]) -> Sight {
        let mut sight = Sight::new();
        let whole = ["redirects", "resolve?path=/", "site", "robots.txt", "sitemap.xml", "feed.xml", "feed.json"];
        let changes = ["changes?limit=1000", "changes?since=3&limit=7"];
        for path in whole.into_iter().chain(changes).map(|path| format!("/{path}")) {
            sight.insert(path.clone(), self.ask(&path).await.0);
        }
        for kind in KINDS {
            let mut known: BTreeSet<String> = names.iter().cloned().collect();
            for query in [
                "limit=100",
                "limit=2&page=2",
                "sort=-updatedAt,slug&limit=100",
                "fields=slug&limit=100",
                "filter[title][exists]=true&sort=title&limit=3",
                "filter[title][contains]=a&filter[revision][gte]=1&fallback=de&limit=100",
            ] {
                let path = format!("/{kind}?{query}");
                let (answer, json) = self.ask(&path).await;
                let listed = json["data"].as_array().cloned().unwrap_or_default();
                let own = |item: &Json| [&item["slug"], &item["id"]].map(|name| name.as_str().unwrap().to_owned());
                known.extend(listed.iter().flat_map(own));
                sight.insert(path, answer);
            }
            for name in known {
                let one = format!("/{kind}/{name}");
                let part = format!("{one}?fields=slug");
                let more = format!("{one}?include=related&fallback=de");
                for path in [format!("/resolve?path={one}"), format!("{one}?body=markdown,text"), part, more, one] {
                    let answer = self.ask(&path).await.0;
                    sight.insert(path, answer);
                }
            }
        }
        sight
    }
}

/// Demands that two sights are the same, and shows the first address where they are not.
#[track_caller]
pub fn same(before: &Sight, after: &Sight) {
    for (path, answer) in before {
        assert_eq!(Some(answer), after.get(path), "{path}");
    }
    assert_eq!(before.len(), after.len());
}
