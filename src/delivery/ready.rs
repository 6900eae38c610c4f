//! Bytes that are ready to be sent: in every coding, with their headers and tag. Knows nothing of what they say.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::Engine as _;
use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use tokio::sync::OnceCell;

use super::{conditional::not_modified, encoding::Encoding};
use crate::{platform::http::api_headers, vocabulary::Time};

/// Shared caches ask again after a minute, and may show what they have while they ask or while we are gone.
const CACHE_CONTROL: HeaderValue =
    HeaderValue::from_static("public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400");
/// Smaller answers gain nothing by compression: they fit one packet either way.
const WORTH_COMPRESSING: usize = 256;
/// What an answer weighs beside its bytes, about: the maps of headers, a hundred bytes each header, and the cache's own.
const OVERHEAD: usize = 3_600;

/// An answer in every coding that was asked for.
#[derive(Debug)]
pub struct Ready {
    plain: Form,
    gzip: OnceCell<Form>,
    brotli: OnceCell<Form>,
}

/// The answer in one coding.
#[derive(Debug, Clone)]
struct Form {
    bytes: Bytes,
    headers: HeaderMap,
    etag: HeaderValue,
}

/// What every answer for everybody says of itself: JSON, kept by shared caches, for scripts of any site.
#[must_use]
pub fn public_headers() -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(16);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, CACHE_CONTROL);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.extend(api_headers(false));
    headers
}

/// What a browser asks before a script of another site may read (the Fetch standard, section 3.3).
#[must_use]
pub fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
        (header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD, OPTIONS")),
        // A star does not stand for this one.
        (header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("*, Authorization")),
        (header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400")),
        (header::ALLOW, HeaderValue::from_static("GET, HEAD, OPTIONS")),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

impl Ready {
    #[must_use]
    pub fn new(bytes: Vec<u8>, headers: HeaderMap) -> Self {
        // Boxed first: a vector that grew keeps up to twice its length.
        let bytes = Bytes::from(bytes.into_boxed_slice());
        let hash = Sha256::digest(&bytes);
        // Half of the hash tells any two answers apart.
        let hash = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(hash.get(..16).unwrap_or_default());
        Self {
            plain: Form::new(bytes, headers, &hash, Encoding::Identity),
            gzip: OnceCell::new(),
            brotli: OnceCell::new(),
        }
    }

    /// What it takes in memory, in bytes.
    #[must_use]
    pub fn weight(&self) -> usize {
        // The values of the headers are shared by all codings, and count once.
        let headers = self.plain.headers.values().map(HeaderValue::len).sum::<usize>();
        let coded = [&self.gzip, &self.brotli].into_iter().filter_map(OnceCell::get).map(Form::weight);
        self.plain.weight() + headers + coded.sum::<usize>()
    }

    /// Whether the answer to such a request is at hand, or else must be compressed first.
    #[must_use]
    pub fn is_coded(&self, asked: &HeaderMap) -> bool {
        match self.coding(asked) {
            Encoding::Identity => true,
            Encoding::Gzip => self.gzip.initialized(),
            Encoding::Brotli => self.brotli.initialized(),
        }
    }

    /// The response, in the coding that the request wants, or that the client has it. `modified`: when it last changed,
    /// where that is known.
    pub async fn respond(&self, asked: &HeaderMap, head_only: bool, modified: Option<Time>) -> Response {
        let coding = self.coding(asked);
        if asked.contains_key(header::IF_NONE_MATCH) || asked.contains_key(header::IF_MODIFIED_SINCE) {
            let etag = self.plain.etag_in(coding);
            if not_modified(asked, &etag, modified) {
                return self.plain.unchanged(etag);
            }
        }
        let form = match coding {
            Encoding::Identity => &self.plain,
            Encoding::Gzip => self.gzip.get_or_init(|| self.encode(coding)).await,
            Encoding::Brotli => self.brotli.get_or_init(|| self.encode(coding)).await,
        };
        let body = if head_only { Body::empty() } else { Body::from(form.bytes.clone()) };
        let mut response = Response::new(body);
        *response.headers_mut() = form.headers.clone();
        response
    }

    fn coding(&self, asked: &HeaderMap) -> Encoding {
        if self.plain.bytes.len() < WORTH_COMPRESSING { Encoding::Identity } else { Encoding::wanted(asked) }
    }

    async fn encode(&self, coding: Encoding) -> Form {
        let plain = self.plain.bytes.clone();
        match tokio::task::spawn_blocking(move || coding.encode(&plain)).await {
            Ok(Some(bytes)) => self.plain.coded(bytes, coding),
            Ok(None) => self.plain.clone(),
            Err(error) => {
                tracing::error!("an answer could not be compressed: {error}");
                self.plain.clone()
            }
        }
    }
}

impl Form {
    fn new(bytes: Bytes, mut headers: HeaderMap, hash: &str, coding: Encoding) -> Self {
        let etag = match coding.token() {
            None => format!("\"{hash}\""),
            Some(token) => format!("\"{hash}-{token}\""),
        };
        // A hash in base64 is always a header's value.
        let etag = HeaderValue::try_from(etag).unwrap_or(HeaderValue::from_static("\"\""));
        headers.insert(header::ETAG, etag.clone());
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        if let Some(token) = coding.token() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(token));
        }
        Self { bytes, headers, etag }
    }

    /// The same answer in another coding.
    fn coded(&self, bytes: Bytes, coding: Encoding) -> Self {
        Self::new(bytes, self.headers.clone(), self.hash(), coding)
    }

    /// Its tag in another coding, whether or not there are bytes in it yet.
    fn etag_in(&self, coding: Encoding) -> HeaderValue {
        match coding.token() {
            None => self.etag.clone(),
            Some(token) => {
                HeaderValue::try_from(format!("\"{}-{token}\"", self.hash())).unwrap_or_else(|_| self.etag.clone())
            }
        }
    }

    fn hash(&self) -> &str {
        self.etag.to_str().unwrap_or_default().trim_matches('"')
    }

    fn unchanged(&self, etag: HeaderValue) -> Response {
        let mut headers = self.headers.clone();
        headers.remove(header::CONTENT_TYPE);
        headers.remove(header::CONTENT_LENGTH);
        headers.insert(header::ETAG, etag);
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.headers_mut() = headers;
        response
    }

    fn weight(&self) -> usize {
        self.bytes.len() + OVERHEAD
    }
}
