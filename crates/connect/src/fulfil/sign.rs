//! Signatures as Standard Webhooks has them: HMAC-SHA256 over `id.timestamp.body`, in base64 after `v1,`. The same both
//! ways, so that whoever builds the other side finds a library for it.

use crate::Secret;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ring::hmac;

/// Older or newer than this is not believed: somebody may have kept it.
const TOLERANCE_S: i64 = 300;

pub fn headers(secret: &Secret, id: &str, at_ms: i64, body: &str) -> Vec<(&'static str, String)> {
    let at_s = at_ms.div_euclid(1_000);
    let signature = hmac::sign(&key(secret), message(id, &at_s.to_string(), body).as_bytes());
    vec![
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", at_s.to_string()),
        ("webhook-signature", format!("v1,{}", BASE64.encode(signature))),
    ]
}

/// What stands in the headers of a request.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    pub id: &'a str,
    pub timestamp: &'a str,
    /// One or several, apart by spaces, as long as a secret is being changed.
    pub signature: &'a str,
}

pub fn is_signed(secret: &Secret, stamp: Stamp, body: &str, now_ms: i64) -> bool {
    let at_s = stamp.timestamp.parse::<i64>().ok();
    let is_fresh =
        at_s.is_some_and(|at_s| now_ms.div_euclid(1_000).saturating_sub(at_s).abs() <= TOLERANCE_S);
    let message = message(stamp.id, stamp.timestamp, body);
    let fits = |one: &str| {
        let given = one.strip_prefix("v1,").and_then(|text| BASE64.decode(text).ok());
        given.is_some_and(|given| hmac::verify(&key(secret), message.as_bytes(), &given).is_ok())
    };
    is_fresh && stamp.signature.split(' ').any(fits)
}

fn message(id: &str, timestamp: &str, body: &str) -> String {
    format!("{id}.{timestamp}.{body}")
}

/// Secrets of Standard Webhooks are base64 after `whsec_`; any other is taken as it is written.
fn key(secret: &Secret) -> hmac::Key {
    let text = secret.reveal();
    let bytes = text.strip_prefix("whsec_").and_then(|text| BASE64.decode(text).ok());
    hmac::Key::new(hmac::HMAC_SHA256, bytes.as_deref().unwrap_or(text.as_bytes()))
}
