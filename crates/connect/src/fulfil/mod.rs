//! Systems that carry out what is not money: a warehouse, a maker of labels, a bank of coupons. Any of them that speaks
//! a small signed JSON contract, `docs/fulfilment.md`.
//!
//! `POST url/fulfilments` orders, `GET url/fulfilments/{reference}` asks after it; see [`wire`] for the bodies and
//! [`sign`] for the signatures. It is done only when the system says so about our reference. Silence, a proxy's error
//! page or an answer that contradicts itself is `Unknown`, and what is unknown is asked for before it is sent again.

pub mod sign;
mod wire;

use crate::Secret;
use crate::http::{self, Lost, Signed, SignedReply};
use serde::Serialize;
use std::time::Duration;

pub use wire::noticed;

#[derive(Debug, Clone)]
pub struct System {
    pub name: String,
    pub url: String,
    pub secret: Secret,
    pub timeout: Duration,
}

/// What is to be done, without a word of who the customer is: the system knows the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Order {
    /// Our outbox id: idempotency key of the request and the name under which we ask after it.
    pub reference: String,
    /// `resend`, `return_label` and so on.
    pub kind: String,
    /// Number of the complaint.
    pub case: String,
    pub order: Option<String>,
    pub merchant: Option<String>,
    pub items: Vec<Line>,
    /// What a coupon or points are worth.
    pub amount_fen: Option<i64>,
    /// Until when it was promised, RFC 3339.
    pub due_at: String,
    /// What the customer agreed to, what is personal in it covered.
    pub words: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    pub sku: String,
    pub title: String,
    pub quantity: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Done(Brought),
    /// Taken on and not done yet.
    Accepted,
    /// It will not be done, and nothing has left.
    Refused {
        reason: String,
    },
    /// Nobody knows. Ask; do not send again.
    Unknown {
        words: String,
    },
}

/// What shows that it is done, and what the customer needs of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brought {
    pub carrier: Option<String>,
    pub tracking_number: Option<String>,
    pub label_url: Option<String>,
    pub code: Option<String>,
    pub valid_until: Option<String>,
}

/// What asking brings. Only `NotFound` makes it safe to send the same order again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Found(Answer),
    /// The system itself says that it never saw this reference.
    NotFound,
}

/// Sends the order once. After `Unknown`, call [`ask`]; never this again before it said `NotFound`.
pub async fn order(system: &System, order: &Order, at_ms: i64) -> Answer {
    let (to, what) = (system.clone(), order.clone());
    let exchanged = http::beside(move || match send(&to, &what, at_ms) {
        Ok(reply) => wire::ordered(&what.reference, &reply),
        Err(lost) => wire::unknown(lost.words),
    });
    exchanged.await.unwrap_or_else(|lost| wire::unknown(lost.words))
}

pub async fn ask(system: &System, reference: &str, at_ms: i64) -> Asked {
    let (to, of) = (system.clone(), reference.to_owned());
    let exchanged = http::beside(move || match inquire(&to, &of, at_ms) {
        Ok(reply) => wire::understand(&of, reply.status, &reply.body),
        Err(lost) => Asked::Found(wire::unknown(lost.words)),
    });
    exchanged.await.unwrap_or_else(|lost| Asked::Found(wire::unknown(lost.words)))
}

fn send(system: &System, order: &Order, at_ms: i64) -> Result<SignedReply, Lost> {
    let url = format!("{}/fulfilments", system.url.trim_end_matches('/'));
    let body = serde_json::to_string(order).map_err(|e| Lost { words: e.to_string() })?;
    let mut headers = sign::headers(&system.secret, &order.reference, at_ms, &body);
    headers.push(("Idempotency-Key", order.reference.clone()));
    http::post_signed(
        &Signed { url: &url, timeout: system.timeout, headers: &headers },
        "application/json",
        &body,
    )
}

fn inquire(system: &System, reference: &str, at_ms: i64) -> Result<SignedReply, Lost> {
    let url = format!("{}/fulfilments/{}", system.url.trim_end_matches('/'), http::path_segment(reference));
    let headers = sign::headers(&system.secret, reference, at_ms, "");
    http::get_signed(&Signed { url: &url, timeout: system.timeout, headers: &headers })
}
