//! Who is calling: the socket's address, or what a proxy that we trust says of it.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    str::FromStr,
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request},
    http::{HeaderMap, header, request::Parts},
    middleware::Next,
    response::Response,
};

use crate::platform::network::Network;

/// The client's address; IPv4 in IPv6 clothes is IPv4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// Who sent a request, for those who ask seldom; without a socket everybody is one client.
    #[must_use]
    pub fn of(request: &Parts, proxies: &TrustedProxies) -> Self {
        match request.extensions.get::<ConnectInfo<SocketAddr>>() {
            Some(ConnectInfo(peer)) => proxies.client(peer.ip(), &request.headers),
            None => Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
        }
    }

    /// What a limit per client counts by: the address, of IPv6 the first 64 bits, since one client has all the rest.
    #[must_use]
    pub fn network(self) -> String {
        match self.0 {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        }
    }
}

impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // Without a socket (a test that calls the router itself) everybody is one client.
        Ok(parts.extensions.get().copied().unwrap_or(Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

/// Proxies whose `X-Forwarded-For` is believed: addresses and networks, with commas between them. None by default.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Arc<[Network]>);

impl FromStr for TrustedProxies {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::parse).collect::<Result<Arc<[_]>, _>>().map(Self)
    }
}

impl TrustedProxies {
    /// The client behind `peer`: from the right, the first hop that is no trusted proxy. A hop that is no address
    /// ends the search, since nothing left of it can be believed.
    #[must_use]
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> ClientAddress {
        let mut client = peer.to_canonical();
        let hops: Vec<_> = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
        for hop in hops.iter().rev().flat_map(|line| line.rsplit(',')) {
            if !self.trusts(client) {
                break;
            }
            let Some(address) = hop_address(hop.trim()) else { break };
            client = address.to_canonical();
        }
        ClientAddress(client)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }
}

/// The credentials of RFC 6750, section 2.1; the scheme's case does not matter.
#[must_use]
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

/// Puts the client's address where [`ClientAddress`] is extracted from.
pub(super) async fn find(proxies: TrustedProxies, mut request: Request, next: Next) -> Response {
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
        let client = proxies.client(peer.ip(), request.headers());
        request.extensions_mut().insert(client);
    }
    next.run(request).await
}

fn hop_address(hop: &str) -> Option<IpAddr> {
    let with_port = || hop.parse::<SocketAddr>().ok().map(|socket| socket.ip());
    hop.trim_start_matches('[').trim_end_matches(']').parse().ok().or_else(with_port)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(proxies: &str, peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let proxies: TrustedProxies = proxies.parse().unwrap();
        proxies.client(peer.parse().unwrap(), &headers).0.to_string()
    }

    #[test]
    fn nobody_is_believed_by_default() {
        assert_eq!(client("", "203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(client("10.0.0.0/8", "203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
    }

    #[test]
    fn a_client_cannot_put_an_address_before_the_proxys() {
        assert_eq!(client("10.0.0.0/8", "10.1.2.3", &["1.1.1.1, 198.51.100.7"]), "198.51.100.7");
        assert_eq!(client("10.0.0.0/8", "10.1.2.3", &["1.1.1.1", "198.51.100.7, 10.9.9.9"]), "198.51.100.7");
    }

    #[test]
    fn what_is_no_address_ends_the_search() {
        assert_eq!(client("10.0.0.0/8", "10.1.2.3", &["1.1.1.1, unknown"]), "10.1.2.3");
    }

    #[test]
    fn ipv6_ports_and_mapped_addresses_are_read() {
        assert_eq!(client("::1", "::1", &["[2001:db8::5]:4711"]), "2001:db8::5");
        assert_eq!(client("127.0.0.1", "::ffff:127.0.0.1", &["192.0.2.4:80"]), "192.0.2.4");
        assert_eq!(client("::/0", "2001:db8::1", &["2001:db8::2"]), "2001:db8::2");
    }

    #[test]
    fn an_ipv6_client_counts_as_its_network() {
        let address = |text: &str| ClientAddress(text.parse().unwrap()).network();
        assert_eq!(address("2001:db8:1:2:3::4"), address("2001:db8:1:2:ffff::9"));
        assert_ne!(address("192.0.2.1"), address("192.0.2.2"));
    }
}
