//! From what sort of device and which part of the net a request comes: enough for the record of a piece of evidence,
//! too little to find anybody. Device classes are what the program itself says and prove nothing.

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use std::net::IpAddr;
use store::collect::{Device, Origin};

use crate::address::Address;

pub fn of(parts: &Parts) -> Origin {
    Origin { device: device(&parts.headers), network: Address::of(parts).ip().map(network) }
}

fn device(headers: &HeaderMap) -> Device {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let says = |words: &[&str]| words.iter().any(|word| agent.contains(word));
    if headers.contains_key(header::AUTHORIZATION) {
        Device::Program
    } else if says(&["Mobile", "Android", "iPhone", "MicroMessenger"]) {
        Device::Phone
    } else if says(&["Mozilla/"]) {
        Device::Desktop
    } else if agent.is_empty() {
        Device::Unknown
    } else {
        Device::Program
    }
}

/// The neighbourhood of an address: 256 of IPv4, a site of IPv6; ours and private ones are only called so.
fn network(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) if ip.is_loopback() || ip.is_private() || ip.is_link_local() => "private".into(),
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(ip) if ip.is_loopback() || ip.is_unique_local() => "private".into(),
        IpAddr::V6(ip) => {
            let [a, b, c, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn an_address_is_only_kept_as_its_neighbourhood() {
        for (address, kept) in [
            ("203.0.113.77", "203.0.113.0/24"),
            ("192.168.1.9", "private"),
            ("127.0.0.1", "private"),
            ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ] {
            assert_eq!(network(address.parse().expect("an address")), kept);
        }
    }
}
