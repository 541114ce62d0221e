//! The system's words, read with suspicion.
//!
//! An answer, and a notice, is `{"reference", "status": "done|accepted|refused", "carrier", "tracking_number",
//! "label_url", "code", "valid_until", "reason"}`; for an unknown reference it is 404 with `{"reference", "status":
//! "not_found"}`. The reference is in every answer, because only then it is known to be about our order.

use super::{Answer, Asked, Brought};
use crate::answer::short;
use crate::http::SignedReply;
use serde::Deserialize;

/// Every field may be absent here, so that what is missing can be named. A field given twice is an error.
#[derive(Deserialize)]
struct Said {
    reference: Option<String>,
    status: Option<String>,
    carrier: Option<String>,
    tracking_number: Option<String>,
    label_url: Option<String>,
    code: Option<String>,
    valid_until: Option<String>,
    reason: Option<String>,
}

pub(super) fn ordered(reference: &str, reply: &SignedReply) -> Answer {
    match understand(reference, reply.status, &reply.body) {
        Asked::Found(answer) => answer,
        Asked::NotFound => unknown("the system answered an order with not_found"),
    }
}

pub(super) fn understand(reference: &str, status: u16, body: &str) -> Asked {
    let said: Said = match serde_json::from_str(body) {
        Ok(said) => said,
        Err(e) => return Asked::Found(unknown(format!("HTTP {status}, unreadable answer: {e}"))),
    };
    if said.reference.as_deref() != Some(reference) {
        return Asked::Found(unknown(format!("HTTP {status}, an answer about another reference")));
    }
    match (status, said.status.as_deref()) {
        (404, Some("not_found")) => Asked::NotFound,
        (200..=299, Some("done" | "accepted" | "refused")) | (400..=499, Some("refused")) => {
            Asked::Found(answer(said))
        }
        (code, word) => Asked::Found(unknown(format!("HTTP {code} with status {word:?}"))),
    }
}

/// What a system tells by itself: our reference, and its word. Nothing for what is no notice.
pub fn noticed(body: &str) -> Option<(String, Answer)> {
    let said: Said = serde_json::from_str(body).ok()?;
    let reference = said.reference.clone()?;
    Some((reference, answer(said)))
}

fn answer(said: Said) -> Answer {
    match said.status.as_deref() {
        Some("accepted") => Answer::Accepted,
        Some("refused") if said.tracking_number.is_none() && said.code.is_none() => {
            Answer::Refused { reason: short(said.reason.unwrap_or_default()) }
        }
        Some("refused") => unknown("refused, yet with something that was done"),
        Some("done") => Answer::Done(Brought {
            carrier: given(said.carrier),
            tracking_number: given(said.tracking_number),
            label_url: given(said.label_url).filter(|url| is_address(url)),
            code: given(said.code),
            valid_until: given(said.valid_until),
        }),
        other => unknown(format!("status {other:?}")),
    }
}

fn given(text: Option<String>) -> Option<String> {
    text.map(short).filter(|text| !text.is_empty())
}

/// It is opened by a customer's browser.
fn is_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(char::is_whitespace)
}

pub(super) fn unknown(words: impl AsRef<str>) -> Answer {
    Answer::Unknown { words: short(words) }
}
