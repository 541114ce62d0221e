//! The few bytes of DER around a question and an answer.

use crate::der::take;

/// SHA-256 with its parameters, as it stands in a question.
const SHA256: [u8; 15] =
    [0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00];
const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;

pub fn query(digest: &[u8; 32], nonce: &[u8; 16]) -> Vec<u8> {
    let imprint = one(SEQUENCE, &[&SHA256[..], &one(OCTETS, digest)].concat());
    one(SEQUENCE, &[one(INTEGER, &[1]), imprint, one(INTEGER, nonce)].concat())
}

/// Short contents only.
fn one(tag: u8, content: &[u8]) -> Vec<u8> {
    [&[tag, content.len() as u8], content].concat()
}

pub enum Said<'a> {
    Granted(&'a [u8]),
    /// The status that is neither granted nor granted with changes.
    Refused(u8),
}

/// `SEQUENCE { SEQUENCE { status … }, token }`
pub fn answer(bytes: &[u8]) -> Option<Said<'_>> {
    let (whole, rest) = take(bytes, SEQUENCE)?;
    if !rest.is_empty() {
        return None;
    }
    let (info, token) = take(whole, SEQUENCE)?;
    match take(info, INTEGER)?.0 {
        [0 | 1] => take(token, SEQUENCE).filter(|(_, rest)| rest.is_empty()).map(|_| Said::Granted(token)),
        [status] => Some(Said::Refused(*status)),
        _ => None,
    }
}
