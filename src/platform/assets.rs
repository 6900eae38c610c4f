//! The admin panel's styles and scripts, embedded by the build under names that hold their content's hash.
//!
//! Knows no page: pages ask [`href`] for an address by the plain name.

use std::{borrow::Cow, collections::BTreeMap, fmt::Write, sync::LazyLock};

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{Embed, EmbeddedFile};

/// The URL prefix of every asset, with a slash at its end.
pub const PREFIX: &str = "/admin/assets/";
/// Where the router puts [`serve`]; open to everyone.
pub const ROUTE: &str = "/admin/assets/{name}";
/// RFC 9111, section 5.2.2, and RFC 8246: a name never gets other content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

#[derive(Embed)]
#[folder = "$OUT_DIR/admin-dist"]
struct Dist;

static MANIFEST: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    Dist::get("manifest.json").and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
});

/// The address of an asset by its plain name (`admin.css`). A name that the build did not make has an address
/// that answers `404`.
#[must_use]
pub fn href(name: &str) -> String {
    format!("{PREFIX}{}", MANIFEST.get(name).map_or(name, String::as_str))
}

/// Answers `GET` [`PREFIX`]`{name}` in the smallest form that the client takes: `200`, `304` or `404`.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    if !MANIFEST.values().any(|file| *file == name) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let accepted = |coding: &str| accepts(&headers, coding);
    let forms = [("br", ".br"), ("gzip", ".gz")];
    let packed = forms.iter().filter(|(coding, _)| accepted(coding)).find_map(|(coding, suffix)| {
        Dist::get(&format!("{name}{suffix}")).map(|file| (Some(HeaderValue::from_static(coding)), file))
    });
    let Some((coding, file)) = packed.or_else(|| Dist::get(&name).map(|file| (None, file))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    answer(&name, coding, file, headers.get(header::IF_NONE_MATCH))
}

fn answer(name: &str, coding: Option<HeaderValue>, file: EmbeddedFile, known: Option<&HeaderValue>) -> Response {
    let etag = etag(&file);
    let unchanged = known.and_then(|tags| tags.to_str().ok()).is_some_and(|tags| tags.contains(&etag));
    let body: Cow<'static, [u8]> = if unchanged { Cow::Borrowed(&[]) } else { file.data };
    let mut response = body.into_response();
    if unchanged {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, coding);
    }
    response
}

/// A strong tag (RFC 9110, section 8.8.3): each form of a file has its own bytes and so its own tag.
fn etag(file: &EmbeddedFile) -> String {
    let mut tag = String::from("\"");
    for byte in file.metadata.sha256_hash().iter().take(12) {
        // Writing to a string cannot fail.
        write!(tag, "{byte:02x}").unwrap_or_default();
    }
    tag.push('"');
    tag
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

/// Whether `Accept-Encoding` names the coding and does not refuse it (`;q=0`, RFC 9110, section 12.5.3).
#[must_use]
pub fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|item| {
        let (name, weight) = item.split_once(';').unwrap_or((item, ""));
        let weight = weight.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(1.0_f32);
        name.trim().eq_ignore_ascii_case(coding) && weight > 0.0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(header::HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect()
    }

    async fn get(name: &str, pairs: &[(header::HeaderName, &str)]) -> Response {
        serve(Path(name.to_owned()), asked(pairs)).await
    }

    #[tokio::test]
    async fn what_the_manifest_does_not_name_is_not_served() {
        for name in ["manifest.json", "admin.css", "../manifest.json", "", "admin.css.br"] {
            assert_eq!(get(name, &[]).await.status(), StatusCode::NOT_FOUND, "{name}");
        }
    }

    #[tokio::test]
    async fn an_asset_is_served_for_ever_and_packed_when_the_client_takes_it() {
        for plain in ["admin.css", "admin.js"] {
            let href = href(plain);
            let name = href.strip_prefix(PREFIX).unwrap();
            assert_ne!(name, plain);
            let response = get(name, &[(header::ACCEPT_ENCODING, "gzip, br")]).await;
            assert_eq!(response.status(), StatusCode::OK);
            assert_eq!(response.headers()[header::CONTENT_ENCODING], "br");
            assert_eq!(response.headers()[header::CACHE_CONTROL], FOR_EVER);
            let plain = get(name, &[(header::ACCEPT_ENCODING, "br;q=0")]).await;
            assert!(!plain.headers().contains_key(header::CONTENT_ENCODING));
            assert_ne!(plain.headers()[header::ETAG], response.headers()[header::ETAG]);
        }
    }

    #[tokio::test]
    async fn a_known_asset_is_not_sent_again() {
        let href = href("admin.css");
        let name = href.strip_prefix(PREFIX).unwrap();
        let etag = get(name, &[]).await.headers()[header::ETAG].to_str().unwrap().to_owned();
        let again = get(name, &[(header::IF_NONE_MATCH, &etag)]).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        let body = axum::body::to_bytes(again.into_body(), 100).await.unwrap();
        assert!(body.is_empty());
    }
}
