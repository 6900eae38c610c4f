//! The one way in which Galley asks other servers anything.
//!
//! Addresses come from people, and Galley may stand where private servers can be reached. So names are resolved here,
//! an address that is neither public nor allowed by the operator is refused, the connection goes to the very address
//! that was checked, and each redirect is checked again. No proxy is asked, no cookie kept, nothing sent along.

mod address;
mod error;

use std::{
    net::SocketAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use bytes::{Bytes, BytesMut};
use reqwest::{
    Client,
    dns::{Addrs, Name, Resolve, Resolving},
};
use rustls_platform_verifier::BuilderVerifierExt as _;
use url::{Host, Url};

pub use address::Allowed;
pub use error::OutboundError;
use error::Unresolved;

const USER_AGENT: &str = concat!("Galley/", env!("CARGO_PKG_VERSION"), " (content management system)");

/// What one request may take, its redirects and its body included.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pub time: Duration,
    /// How much of a body is read, in bytes.
    pub body: usize,
    pub redirects: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { time: Duration::from_secs(10), body: 256 * 1024, redirects: 5 }
    }
}

/// An answer, whatever its status.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// Where it came from, after all redirects.
    pub url: Url,
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// What it and the redirects before it would have had a browser keep.
    pub cookies: Vec<HeaderValue>,
    /// The beginning of the body, as long as was asked for at most.
    pub body: Bytes,
}

/// Asks other servers. Cheap to clone; what a request needs is made with the first one.
#[derive(Clone)]
pub struct Outbound {
    allowed: Allowed,
    bounds: Bounds,
    client: Arc<OnceLock<Client>>,
}

impl Outbound {
    #[must_use]
    pub fn new(allowed: Allowed) -> Self {
        use_ring();
        Self { allowed, bounds: Bounds::default(), client: Arc::default() }
    }

    /// The same with other bounds.
    #[must_use]
    pub fn within(&self, bounds: Bounds) -> Self {
        Self { bounds, ..self.clone() }
    }

    /// # Errors
    /// Says why there is no answer; any answer is one, a `404` too.
    pub async fn get(&self, url: &Url) -> Result<Fetched, OutboundError> {
        self.ask(Method::GET, url).await
    }

    /// Like [`Outbound::get`] without a body.
    ///
    /// # Errors
    /// The same.
    pub async fn head(&self, url: &Url) -> Result<Fetched, OutboundError> {
        self.ask(Method::HEAD, url).await
    }

    async fn ask(&self, method: Method, url: &Url) -> Result<Fetched, OutboundError> {
        let all = Box::pin(self.follow(method, url.clone()));
        tokio::time::timeout(self.bounds.time, all).await.map_err(|_| OutboundError::TimedOut)?
    }

    async fn follow(&self, method: Method, mut url: Url) -> Result<Fetched, OutboundError> {
        let mut cookies = Vec::new();
        for _ in 0..=self.bounds.redirects {
            self.check(&url)?;
            let response = self.client()?.request(method.clone(), url.clone()).send().await?;
            cookies.extend(response.headers().get_all(header::SET_COOKIE).iter().cloned());
            let Some(next) = redirect(&url, response.status(), response.headers()) else {
                return self.read(url, response, cookies).await;
            };
            url = next;
        }
        Err(OutboundError::TooManyRedirects)
    }

    async fn read(
        &self,
        url: Url,
        mut response: reqwest::Response,
        cookies: Vec<HeaderValue>,
    ) -> Result<Fetched, OutboundError> {
        let mut body = BytesMut::new();
        while body.len() < self.bounds.body {
            let Some(chunk) = response.chunk().await? else { break };
            let room = self.bounds.body - body.len();
            body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        }
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        Ok(Fetched { url, status, headers, cookies, body: body.freeze() })
    }

    /// An address in numbers never reaches the resolver, so it is checked here.
    fn check(&self, url: &Url) -> Result<(), OutboundError> {
        let plain = url.username().is_empty() && url.password().is_none();
        if !["http", "https"].contains(&url.scheme()) || !plain {
            return Err(OutboundError::Unusable);
        }
        let address: std::net::IpAddr = match url.host() {
            Some(Host::Ipv4(address)) => address.into(),
            Some(Host::Ipv6(address)) => address.into(),
            Some(Host::Domain(_)) => return Ok(()),
            None => return Err(OutboundError::Unusable),
        };
        let permitted = self.allowed.permits(&address.to_string(), address);
        if permitted { Ok(()) } else { Err(OutboundError::Refused(address.to_string())) }
    }

    fn client(&self) -> Result<&Client, OutboundError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = build(self.allowed.clone()).map_err(|error| OutboundError::Broken(error.to_string()))?;
        Ok(self.client.get_or_init(|| client))
    }
}

/// Makes ring the process's cryptography for TLS: without a choice, HTTP clients refuse to be made. The first choice stays.
pub fn use_ring() {
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        tracing::trace!("the cryptography for TLS is chosen already");
    }
}

/// With the certificate authorities of the system.
fn build(allowed: Allowed) -> anyhow::Result<Client> {
    let tls = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    let client = Client::builder()
        .tls_backend_preconfigured(tls)
        .dns_resolver(Checked(allowed))
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        // Another request resolves and checks anew.
        .pool_max_idle_per_host(0)
        .user_agent(USER_AGENT)
        .build()?;
    Ok(client)
}

/// Resolves names to addresses that may be connected to, and to no others.
struct Checked(Allowed);

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = self.0.clone();
        Box::pin(async move {
            let host = name.as_str();
            let found = tokio::net::lookup_host((host, 0)).await;
            let found: Vec<SocketAddr> = found.map_err(|_| Unresolved(OutboundError::NameNotFound))?.collect();
            let permitted: Vec<_> = found.iter().copied().filter(|one| allowed.permits(host, one.ip())).collect();
            match (permitted.is_empty(), found.first()) {
                (false, _) => Ok(Box::new(permitted.into_iter()) as Addrs),
                (true, Some(one)) => Err(Unresolved(OutboundError::Refused(one.ip().to_string())).into()),
                (true, None) => Err(Unresolved(OutboundError::NameNotFound).into()),
            }
        })
    }
}

/// Where an answer sends on to; a redirect to nowhere is an answer like any other.
fn redirect(from: &Url, status: StatusCode, headers: &HeaderMap) -> Option<Url> {
    let sends_on = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308);
    let location = headers.get(header::LOCATION).filter(|_| sends_on)?;
    from.join(location.to_str().ok()?).ok()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
