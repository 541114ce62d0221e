//! The provider's words, read with suspicion.
//!
//! An answer is `{"reference", "status": "done|pending|refused", "provider_reference", "amount_fen",
//! "currency", "code", "words"}`; for an unknown reference it is 404 with `{"reference", "status":
//! "not_found"}`. The reference is in every answer, because only then it is known to be about our refund.

use serde::Deserialize;

use super::{Asked, PayAnswer, Refund};
use crate::answer::short;
use crate::http::Reply;

/// Every field may be absent here, so that what is missing can be named. A field given twice is an error.
#[derive(Deserialize)]
struct Said {
    reference: Option<String>,
    status: Option<String>,
    provider_reference: Option<String>,
    amount_fen: Option<i64>,
    currency: Option<String>,
    code: Option<String>,
    words: Option<String>,
}

pub fn understand_refund(refund: &Refund, reply: &Reply) -> PayAnswer {
    match understand(refund, reply) {
        Asked::Found(answer) => answer,
        Asked::NotFound => unknown("the provider answered a refund with not_found"),
    }
}

pub fn understand(refund: &Refund, reply: &Reply) -> Asked {
    let said: Said = match serde_json::from_str(&reply.body) {
        Ok(said) => said,
        Err(e) => return Asked::Found(unknown(format!("HTTP {}, unreadable answer: {e}", reply.status))),
    };
    if said.reference.as_deref() != Some(refund.reference.as_str()) {
        return Asked::Found(unknown(format!("HTTP {}, an answer about another reference", reply.status)));
    }
    match (reply.status, said.status.as_deref()) {
        (404, Some("not_found")) => Asked::NotFound,
        (200..=299, Some("done")) => Asked::Found(done(refund, said)),
        (200..=299, Some("pending")) => Asked::Found(PayAnswer::Pending),
        (200..=299 | 400..=499, Some("refused")) => Asked::Found(refused(said)),
        (code, word) => Asked::Found(unknown(format!("HTTP {code} with status {word:?}"))),
    }
}

fn done(refund: &Refund, said: Said) -> PayAnswer {
    if said.amount_fen != Some(refund.amount_fen) {
        return unknown(format!("asked for {} fen, answered {:?}", refund.amount_fen, said.amount_fen));
    }
    if said.currency.as_deref() != Some(refund.currency.as_str()) {
        return unknown(format!("asked for {}, answered {:?}", refund.currency, said.currency));
    }
    match said.provider_reference {
        Some(reference) if !reference.trim().is_empty() => {
            PayAnswer::Done { provider_reference: short(reference), amount_fen: refund.amount_fen }
        }
        _ => unknown("done, but without the provider's reference"),
    }
}

fn refused(said: Said) -> PayAnswer {
    if said.provider_reference.is_some() {
        return unknown("refused, yet with a provider's reference");
    }
    PayAnswer::Refused {
        code: short(said.code.unwrap_or_default()),
        words: short(said.words.unwrap_or_default()),
    }
}

pub fn unknown(words: impl AsRef<str>) -> PayAnswer {
    PayAnswer::Unknown { words: short(words) }
}
