//! Networks of addresses, as configurations name them: `10.0.0.0/8`, or one address.

use std::{net::IpAddr, str::FromStr};

/// An address and how many of its first bits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// IPv4 in IPv6 clothes is no IPv4 here: make the address canonical first.
    #[must_use]
    pub fn contains(self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(n), IpAddr::V4(a)) => same_start(n.to_bits().into(), a.to_bits().into(), 32, self.bits),
            (IpAddr::V6(n), IpAddr::V6(a)) => same_start(n.to_bits(), a.to_bits(), 128, self.bits),
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is neither an address nor a network such as 10.0.0.0/8");
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(width), str::parse::<u8>).map_err(|_| wrong())?;
        if bits <= width { Ok(Self { address, bits }) } else { Err(wrong()) }
    }
}

fn same_start(a: u128, b: u128, width: u32, bits: u8) -> bool {
    // All of 128 bits would overflow the shift; `None` then means that nothing must agree.
    (a ^ b).checked_shr(width - u32::from(bits)).is_none_or(|rest| rest == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_that_cannot_be_is_refused() {
        for bad in ["x", "10.0.0.0/33", "10.0.0.0/-1", "::1/129", ""] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_network_holds_what_begins_like_it() {
        let holds =
            |network: &str, address: &str| network.parse::<Network>().unwrap().contains(address.parse().unwrap());
        assert!(holds("10.0.0.0/8", "10.255.0.1") && !holds("10.0.0.0/8", "11.0.0.1"));
        assert!(holds("::/0", "2001:db8::1") && holds("0.0.0.0/0", "192.0.2.1"));
        assert!(holds("::1", "::1") && !holds("::1", "::2") && !holds("::/0", "192.0.2.1"));
    }
}
