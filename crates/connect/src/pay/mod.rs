//! Refunds, through WeChat Pay, Alipay, or any provider that speaks a small JSON contract.
//!
//! Of the last, `POST url/refunds` asks for one, `GET url/refunds/{reference}` asks after it; see [`wire`] for the
//! bodies. The one rule for all: money is `Done` only when the provider says so with our reference, our amount and our
//! currency, and proves that it is the provider. A timeout, a lost line, a proxy's error page, a signature that does
//! not fit or an answer that contradicts itself is `Unknown`, and an unknown refund is asked for by our reference
//! before anyone tries again.

pub mod alipay;
mod exchange;
pub mod rsa;
pub mod wechat;
mod wire;

use std::time::Duration;

use serde::Serialize;

use crate::Secret;
use crate::http;
use wire::unknown;

pub use alipay::Alipay;
pub use wechat::WeChat;

#[derive(Debug, Clone)]
pub struct PayConfig {
    pub url: String,
    pub secret: Secret,
    pub timeout: Duration,
}

/// Whoever gives money back for us.
#[derive(Debug, Clone)]
pub enum Provider {
    Plain(PayConfig),
    WeChat(Box<WeChat>),
    Alipay(Box<Alipay>),
}

/// Time and chance of one exchange: requests are signed with both.
#[derive(Debug, Clone)]
pub struct Now {
    pub at_ms: i64,
    pub nonce: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refund {
    /// Our outbox id: idempotency key of the request and the name under which we ask after it.
    pub reference: String,
    /// What the provider calls the payment that is given back.
    pub payment_reference: String,
    pub amount_fen: i64,
    /// What the payment was of, before anything was given back.
    #[serde(skip)]
    pub paid_fen: i64,
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

/// Sends the refund once. After `Unknown`, call [`ask`]; never this again before it said `NotFound`.
pub async fn refund(provider: &Provider, refund: &Refund, now: Now) -> PayAnswer {
    let (to, what) = (provider.clone(), refund.clone());
    let exchanged = http::beside(move || match &to {
        Provider::Plain(config) => exchange::refund(config, &what),
        Provider::WeChat(wechat) => wechat.refund(&what, &now),
        Provider::Alipay(alipay) => alipay.refund(&what, &now),
    });
    exchanged.await.unwrap_or_else(|lost| unknown(lost.words))
}

/// Asks what became of a refund. It takes the whole refund, not only its reference, so that an answer with
/// another amount is recognised here too.
pub async fn ask(provider: &Provider, refund: &Refund, now: Now) -> Asked {
    let (to, what) = (provider.clone(), refund.clone());
    let exchanged = http::beside(move || match &to {
        Provider::Plain(config) => exchange::ask(config, &what),
        Provider::WeChat(wechat) => wechat.ask(&what, &now),
        Provider::Alipay(alipay) => alipay.ask(&what, &now),
    });
    exchanged.await.unwrap_or_else(|lost| Asked::Found(unknown(lost.words)))
}
