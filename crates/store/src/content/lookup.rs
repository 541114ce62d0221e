//! Finding a person or an order again without storing what identifies them.

use crate::keys::{Key, Keys};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt::Write;

/// HMAC-SHA256(lookup key, kind ‖ ":" ‖ normalised) in hex. The kind keeps a number that is both a
/// phone and an order number apart.
pub fn lookup(keys: &Keys, kind: &str, normalised: &str) -> String {
    let code = hmac(&keys.lookup, &[kind.as_bytes(), b":", normalised.as_bytes()]);
    code.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(super) fn hmac(key: &Key, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.bytes()).expect("HMAC takes a key of any length");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}
