//! Which addresses Galley may connect to: public ones, and what the operator allows besides.

use std::{net::IpAddr, str::FromStr, sync::Arc};

use crate::platform::network::Network;

/// Names and networks that are not public and may be asked all the same, with commas between them. None by default.
#[derive(Debug, Clone, Default)]
pub struct Allowed {
    names: Arc<[String]>,
    networks: Arc<[Network]>,
}

impl FromStr for Allowed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (mut names, mut networks) = (Vec::new(), Vec::new());
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let name = part.trim_end_matches('.').to_ascii_lowercase();
            // A name ends in a label with a letter; anything else is meant as an address.
            let last = name.rsplit('.').next().unwrap_or_default();
            let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
                && last.bytes().any(|byte| byte.is_ascii_alphabetic());
            if is_name {
                names.push(name);
            } else {
                let wrong = |_| format!("\"{part}\" is neither a host's name nor a network such as 10.0.0.0/8");
                networks.push(part.parse().map_err(wrong)?);
            }
        }
        Ok(Self { names: names.into(), networks: networks.into() })
    }
}

impl Allowed {
    /// Whether a host's address may be connected to. A name that is allowed may be at any address.
    pub(super) fn permits(&self, host: &str, address: IpAddr) -> bool {
        let address = address.to_canonical();
        is_public(address)
            || self.networks.iter().any(|network| network.contains(address))
            || self.names.iter().any(|name| name.eq_ignore_ascii_case(host.trim_end_matches('.')))
    }
}

/// Whether the whole internet may use an address: the IANA special-purpose registries, and multicast.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let special = matches!(
                address.octets(),
                [0 | 10 | 127, ..]
                    | [100, 64..=127, ..]
                    | [169, 254, ..]
                    | [172, 16..=31, ..]
                    | [192, 0, 0 | 2, _]
                    | [192, 88, 99, _]
                    | [192, 168, ..]
                    | [198, 18 | 19, ..]
                    | [198, 51, 100, _]
                    | [203, 0, 113, _]
                    // Multicast, what is reserved, and broadcast.
                    | [224..=255, ..]
            );
            !special
        }
        IpAddr::V6(address) => {
            let [first, second, ..] = address.segments();
            // Only 2000::/3 is given out. Within it: protocols and tunnels, which may lead to any IPv4 address,
            // and documentation.
            let given_out = (0x2000..0x4000).contains(&first);
            let special = matches!((first, second), (0x2001, 0..=0x1ff | 0xdb8) | (0x2002, _) | (0x3fff, 0..=0xfff));
            given_out && !special
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permits(allowed: &str, host: &str, address: &str) -> bool {
        allowed.parse::<Allowed>().unwrap().permits(host, address.parse().unwrap())
    }

    #[test]
    fn what_is_not_public_is_refused() {
        for address in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:a00:1::1",
            "3fff::1",
        ] {
            assert!(!permits("", "clinic.example", address), "{address}");
        }
    }

    #[test]
    fn what_is_public_is_asked() {
        for address in ["1.1.1.1", "172.32.0.1", "192.0.1.1", "100.128.0.1", "2606:4700::1111", "::ffff:1.1.1.1"] {
            assert!(permits("", "clinic.example", address), "{address}");
        }
    }

    #[test]
    fn an_operator_allows_networks_and_names() {
        assert!(permits("10.1.0.0/16, fd00::/8", "web", "10.1.2.3") && permits("fd00::/8", "web", "fd00::1"));
        assert!(permits("127.0.0.1", "localhost", "::ffff:127.0.0.1"));
        assert!(!permits("10.1.0.0/16", "web", "10.2.0.1"));
        assert!(permits("Web.internal", "web.INTERNAL.", "10.2.0.1") && permits("localhost", "localhost", "::1"));
        assert!(!permits("web.internal", "other.internal", "10.2.0.1"));
        assert!(!permits("web.internal", "sub.web.internal", "10.2.0.1"));
    }

    #[test]
    fn what_can_be_neither_is_refused_by_name() {
        for bad in ["10.0.0.0/33", "10.0.0", "a b", "http://web", "::1/129"] {
            assert!(bad.parse::<Allowed>().unwrap_err().contains(bad), "{bad}");
        }
    }
}
