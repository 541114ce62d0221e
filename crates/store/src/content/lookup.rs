//! Finding a person or an order again without storing what identifies them.

use crate::keys::{Key, Keys};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// HMAC-SHA256(lookup key, kind ‖ ":" ‖ normalised) in hex. The kind keeps a number that is both a
/// phone and an order number apart.
pub fn lookup(keys: &Keys, kind: &str, normalised: &str) -> String {
    let code = hmac(&keys.lookup, &[kind.as_bytes(), b":", normalised.as_bytes()]);
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
    code.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

pub(super) fn hmac(key: &Key, parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.bytes()).expect("HMAC takes a key of any length");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}
