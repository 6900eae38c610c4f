//! What browsers are told to refuse, on every answer.

use axum::http::{HeaderName, HeaderValue, header};

/// Headers that an answer gets unless it has its own.
pub type StandingHeaders = Vec<(HeaderName, HeaderValue)>;

/// For a page that shows a secret this once: never kept, and never compressed, since the length of a compressed page
/// tells of what is in it.
pub const SHOWN_ONCE: (HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform"));

/// Own scripts, styles and images and nothing inline, so that text that was stored can never run.
const ADMIN_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
     connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);

/// Same origin, because styles of ours are given to our origin alone.
const FRAMED_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'self'; sandbox allow-same-origin",
);

/// As strict as the panel's: Swagger UI needs nothing inline and no evaluated script. What it needs beyond its own files
/// are the small pictures in its styles (`data:`) and requests to this site, which is what trying a call is. It sends no
/// form.
const DOCS_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

const FEATURES: HeaderValue = HeaderValue::from_static(
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
     magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
);

/// For pages behind a session: nothing inline, never framed, never kept by a cache.
#[must_use]
pub fn admin_headers(https: bool) -> StandingHeaders {
    let mut headers = common(https);
    headers.extend([
        (header::CONTENT_SECURITY_POLICY, ADMIN_POLICY),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
        (HeaderName::from_static("permissions-policy"), FEATURES),
        (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
        // Same-origin, not none: a form posted under `no-referrer` says `Origin: null`.
        (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ]);
    headers
}

/// For the page on which the API is read and tried: as for the panel's, and open to everybody.
#[must_use]
pub fn docs_headers(https: bool) -> StandingHeaders {
    let mut headers = admin_headers(https);
    for (name, value) in &mut headers {
        if *name == header::CONTENT_SECURITY_POLICY {
            *value = DOCS_POLICY;
        } else if *name == header::CACHE_CONTROL {
            *value = HeaderValue::from_static("no-cache");
        }
    }
    headers
}

/// For a page of ours that another page of ours frames: it runs nothing, sends nothing and leads nowhere.
#[must_use]
pub fn framed_headers() -> [(HeaderName, HeaderValue); 2] {
    [
        (header::CONTENT_SECURITY_POLICY, FRAMED_POLICY),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN")),
    ]
}

/// For a page of the panel that frames another site's page: that origin (`https://www.example.com`), and ours.
#[must_use]
pub fn framing_headers(origin: &str) -> [(HeaderName, HeaderValue); 1] {
    let policy = ADMIN_POLICY.to_str().map(|policy| format!("{policy}; frame-src 'self' {origin}"));
    // Something that is no origin is not framed.
    let plain = !origin.contains([';', ',', ' ']);
    let value = policy.ok().filter(|_| plain).and_then(|policy| HeaderValue::try_from(policy).ok());
    [(header::CONTENT_SECURITY_POLICY, value.unwrap_or(ADMIN_POLICY))]
}

/// For JSON answers: nothing in them is a page.
#[must_use]
pub fn api_headers(https: bool) -> StandingHeaders {
    let mut headers = common(https);
    headers.extend([
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
        ),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ]);
    headers
}

fn common(https: bool) -> StandingHeaders {
    let mut headers = vec![(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"))];
    if https {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.push((header::STRICT_TRANSPORT_SECURITY, year));
    }
    headers
}
