//! Where a request comes from, for slowing down whoever guesses. Behind a proxy on this machine it is what the proxy
//! says last; whatever a client claims before that is not believed.
//!
//! LIMIT: a proxy on another machine counts as one address.

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use std::convert::Infallible;
use std::fmt;
use std::net::{IpAddr, SocketAddr};

#[derive(Clone, Debug)]
pub struct Address(Option<IpAddr>);

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |ip| ip.fmt(f))
    }
}

impl Address {
    pub fn ip(&self) -> Option<IpAddr> {
        self.0
    }

    pub fn of(parts: &Parts) -> Address {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let said = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
        let last = said.and_then(|said| said.rsplit(',').next()?.trim().parse().ok());
        Address(if peer.is_some_and(|ip| ip.is_loopback()) { last.or(peer) } else { peer })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Address {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Address, Infallible> {
        Ok(Address::of(parts))
    }
}
