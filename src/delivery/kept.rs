//! A ready answer: its bytes in every coding, its headers, and what would make it out of date.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use base64::Engine as _;
use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use tokio::sync::OnceCell;

use super::{
    catalog::Catalog,
    conditional::{http_date, not_modified},
    encoding::Encoding,
    fold::{Fold, Lookup, Stamp},
    respond::Exhibits,
};
use crate::{
    platform::http::api_headers,
    vocabulary::{EntryId, GroupId, KindName, Locale, View},
};

/// Shared caches ask again after a minute, and may show what they have while they ask or while we are gone.
const CACHE_CONTROL: HeaderValue =
    HeaderValue::from_static("public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
/// Smaller answers gain nothing by compression: they fit one packet either way.
const WORTH_COMPRESSING: usize = 256;
/// What an answer weighs beside its bytes, about: the maps of headers and the cache's own.
const OVERHEAD: usize = 1500;
/// Longer lists of tags are refused by proxies on the way.
const MAX_TAGS: usize = 3500;

/// What makes an answer out of date.
#[derive(Debug)]
pub enum Watch {
    /// Any publication at all.
    Catalog,
    /// That a moment has passed: nobody keeps it, here or on the way.
    Nothing,
    /// That the name no longer leads to this entry, or that something it reaches has changed.
    Entry { kind: KindName, locale: Option<Locale>, name: Box<str>, id: EntryId, group: GroupId, reach: Box<[EntryId]> },
}

/// What an answer is made of.
pub struct Made {
    pub json: Vec<u8>,
    pub exhibits: Exhibits,
    pub watch: Watch,
    pub stamp: Stamp,
}

/// A ready answer.
#[derive(Debug)]
pub struct Kept {
    shown: Box<[EntryId]>,
    watch: Watch,
    stamp: Stamp,
    /// The catalog version at which it was last seen to be up to date.
    checked: AtomicI64,
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

impl Kept {
    pub fn new(made: Made) -> Self {
        // Boxed first: a vector that grew keeps up to twice its length.
        let bytes = Bytes::from(made.json.into_boxed_slice());
        let hash = Sha256::digest(&bytes);
        // Half of the hash tells any two answers apart.
        let hash = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(hash.get(..16).unwrap_or_default());
        let mut headers = HeaderMap::with_capacity(16);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let passes = matches!(made.watch, Watch::Nothing);
        // It changes without a publication, so the date of the last one says nothing of it.
        let stamp = if passes { Stamp { at: None, ..made.stamp } } else { made.stamp };
        headers.insert(header::CACHE_CONTROL, if passes { NO_STORE } else { CACHE_CONTROL });
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        let Exhibits { ids, tags, wide_tags, .. } = made.exhibits;
        let exact = tags.iter().map(|tag| tag.len() + 1).sum::<usize>() <= MAX_TAGS;
        let tags = if exact { tags } else { wide_tags };
        for (name, separator) in [("cache-tag", ","), ("surrogate-key", " ")] {
            if let Ok(value) = HeaderValue::try_from(tags.join(separator)) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        if let Some(date) = stamp.at.and_then(http_date) {
            headers.insert(header::LAST_MODIFIED, date);
        }
        headers.extend(api_headers(false));
        Self {
            shown: ids.into(),
            watch: made.watch,
            stamp,
            // No catalog has a version below nought.
            checked: AtomicI64::new(if passes { -1 } else { stamp.version.0 }),
            plain: Form::new(bytes, headers, &hash, Encoding::Identity),
            gzip: OnceCell::new(),
            brotli: OnceCell::new(),
        }
    }

    /// Whether it is what readers get now. Costs two loads unless something was published since it was asked last.
    pub fn is_fresh(&self, catalog: &Catalog) -> bool {
        if self.checked.load(Ordering::Relaxed) == catalog.version().0 {
            return true;
        }
        let fold = catalog.read();
        let fresh = match &self.watch {
            Watch::Catalog => self.stamp == fold.latest(),
            Watch::Nothing => false,
            Watch::Entry { group, reach, .. } => {
                self.leads_to_its_entry(&fold) && self.stamp == fold.stamp(reach, *group)
            }
        };
        if fresh {
            self.checked.store(fold.latest().version.0, Ordering::Relaxed);
        }
        fresh
    }

    /// Whether it may be shown, out of date, for want of a better one: it shows nothing that was taken away.
    pub fn is_presentable(&self, catalog: &Catalog) -> bool {
        let fold = catalog.read();
        self.leads_to_its_entry(&fold) && self.shown.iter().all(|id| fold.entry(*id).is_some())
    }

    /// What it takes in memory, in bytes.
    pub fn weight(&self) -> usize {
        // The values of the headers are shared by all codings, and count once.
        let headers = self.plain.headers.values().map(HeaderValue::len).sum::<usize>();
        let coded = [&self.gzip, &self.brotli].into_iter().filter_map(OnceCell::get).map(Form::weight);
        let watched = self.shown.len() + if let Watch::Entry { reach, .. } = &self.watch { reach.len() } else { 0 };
        self.plain.weight() + headers + coded.sum::<usize>() + watched * size_of::<EntryId>()
    }

    /// Whether the answer to such a request is at hand, or else must be compressed first.
    pub fn is_coded(&self, asked: &HeaderMap) -> bool {
        match self.coding(asked) {
            Encoding::Identity => true,
            Encoding::Gzip => self.gzip.initialized(),
            Encoding::Brotli => self.brotli.initialized(),
        }
    }

    /// The response, in the coding that the request wants, or that the client has it.
    pub async fn respond(self: &Arc<Self>, asked: &HeaderMap, head_only: bool) -> Response {
        let coding = self.coding(asked);
        if asked.contains_key(header::IF_NONE_MATCH) || asked.contains_key(header::IF_MODIFIED_SINCE) {
            let etag = self.plain.etag_in(coding);
            if not_modified(asked, &etag, self.stamp.at) {
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

    async fn encode(self: &Arc<Self>, coding: Encoding) -> Form {
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

    fn leads_to_its_entry(&self, fold: &Fold) -> bool {
        match &self.watch {
            Watch::Catalog | Watch::Nothing => true,
            Watch::Entry { kind, locale, name, id, .. } => {
                matches!(fold.find(*kind, locale.as_ref(), name), Lookup::Found(entry) if entry.id == *id)
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
