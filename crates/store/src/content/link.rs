//! The links customers get: computed from case and generation, never stored, revoked by raising the
//! generation.

use super::base32;
use super::lookup::hmac;
use crate::keys::Keys;
use subtle::ConstantTimeEq;

pub fn link_token(keys: &Keys, case_id: &str, generation: u64) -> String {
    let code = hmac(&keys.link, &[b"case:", case_id.as_bytes(), b":", generation.to_string().as_bytes()]);
    base32::encode(*code.first_chunk().expect("half of a hash"))
}

/// The link of a third party opens one request and nothing else of the case.
pub fn request_token(keys: &Keys, case_id: &str, request: &str, generation: u64) -> String {
    let generation = generation.to_string();
    let parts = [b"request:", case_id.as_bytes(), b":", request.as_bytes(), b":", generation.as_bytes()];
    let code = hmac(&keys.link, &parts);
    base32::encode(*code.first_chunk().expect("half of a hash"))
}

pub fn is_request_token(keys: &Keys, case_id: &str, (request, generation): (&str, u64), given: &str) -> bool {
    let right = request_token(keys, case_id, request, generation);
    base32::as_written(given).as_bytes().ct_eq(right.as_bytes()).into()
}

/// Takes the same time whether the first or the last character is wrong.
pub fn is_link_token(keys: &Keys, case_id: &str, generation: u64, given: &str) -> bool {
    let right = link_token(keys, case_id, generation);
    base32::as_written(given).as_bytes().ct_eq(right.as_bytes()).into()
}
