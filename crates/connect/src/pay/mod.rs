//! Refunds, through any provider that speaks a small JSON contract.
//!
//! `POST url/refunds` asks for one, `GET url/refunds/{reference}` asks after it; see [`wire`] for the bodies.
//! The one rule: money is `Done` only when the provider says so with our reference, our amount and our
//! currency. A timeout, a lost line, a proxy's error page or an answer that contradicts itself is `Unknown`,
//! and an unknown refund is asked for by our reference before anyone tries again.

mod exchange;
mod wire;

use std::time::Duration;

use serde::Serialize;

use crate::Secret;

pub use exchange::{ask, refund};

#[derive(Debug, Clone)]
pub struct PayConfig {
    pub url: String,
    pub secret: Secret,
    pub timeout: Duration,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refund {
    /// Our outbox id: idempotency key of the request and the name under which we ask after it.
    pub reference: String,
    /// What the provider calls the payment that is given back.
    pub payment_reference: String,
    pub amount_fen: i64,
    pub currency: String,
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PayAnswer {
    Done {
        provider_reference: String,
        amount_fen: i64,
    },
    /// Taken, not yet paid; ask again later.
    Pending,
    /// The provider said no and moved nothing.
    Refused {
        code: String,
        words: String,
    },
    /// Nobody knows. Ask; do not send again.
    Unknown {
        words: String,
    },
}

/// What asking brings. Only `NotFound` makes it safe to send the same refund again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Found(PayAnswer),
    /// The provider itself says that it never saw this reference.
    NotFound,
}
