//! Time from outside: RFC 3161 tokens. Our own clock proves nothing, so an authority that is not us says when a
//! checkpoint was there. The reader pins an authority as one thing, its certificate with the chain up to its root and
//! the time in which all of them were valid; certificates that travel inside a token are never looked at.
//!
//! A chain is judged at the time the token names, not today: an authority that has expired since was not wrong then.
//! LIMIT: whether a certificate was revoked is not asked; a pin is withdrawn by taking it out of the policy.

mod algorithm;
mod authority;
mod token;

pub use authority::{Authority, AuthorityError};

use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::{Decode, Encode, asn1::OctetString};

use crate::hash::Hash;
use token::{SIGNED_DATA, TST_INFO, TstInfo};

/// The status before a token that was granted.
const GRANTED: [u8; 5] = [0x30, 0x03, 0x02, 0x01, 0x00];
/// No honest token is larger; ours have about two kilobytes.
pub const MAX_BYTES: usize = 64 * 1024;

/// How far two honest clocks may be apart: ours and that of an authority.
pub const TOLERANCE_MS: i64 = 5 * 60_000;

/// What an authority has said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The time in the token.
    pub at_ms: i64,
    /// How much it may be off by its own account.
    pub accuracy_ms: i64,
    pub serial: String,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StampError {
    #[error("not an RFC 3161 token")]
    Malformed,
    #[error("the token has not exactly one signer")]
    Signers,
    #[error("the token was signed by another authority than the pinned one")]
    OtherAuthority,
    #[error("the signed attributes are incomplete or do not fit the token")]
    Attributes,
    #[error("the signature of the token does not hold")]
    Signature,
    #[error("the token uses an algorithm that is not known here: {0}")]
    Algorithm(String),
    #[error("the token is about something else")]
    Imprint,
    #[error("the token answers another question")]
    Nonce,
    #[error("the authority's certificates were not valid at the time the token names")]
    Window,
}

/// Believes a token only when the pinned authority signed it, about these bytes, while its certificates were valid.
/// `nonce` is what was asked with, where the asker is the one who checks.
pub fn verify(
    token: &[u8],
    stamped: &[u8],
    nonce: Option<&[u8]>,
    authority: &Authority,
) -> Result<Stamp, StampError> {
    let read = read(token)?;
    let signer = only_signer(&read.signed)?;
    is_pinned(signer, authority)?;
    signature_holds(signer, &read.content, authority)?;
    let info = &read.info;
    if !info.is_about(&Hash::of(stamped)) {
        return Err(StampError::Imprint);
    }
    if nonce.is_some_and(|nonce| !info.answers(nonce)) {
        return Err(StampError::Nonce);
    }
    let stamp = info.stamp();
    if !authority.was_valid_at(stamp.at_ms) {
        return Err(StampError::Window);
    }
    Ok(stamp)
}

/// The time a token names, for sorting and showing only: nothing about it has been checked.
pub fn unverified_time_ms(token: &[u8]) -> Option<i64> {
    Some(read(token).ok()?.info.stamp().at_ms)
}

/// A token as the answer it came in, for tools that read nothing else. Of an answer only the token is kept, because
/// the rest of it is signed by nobody.
pub fn as_response(token: &[u8]) -> Vec<u8> {
    let length = GRANTED.len() + token.len();
    let mut response = vec![0x30];
    match length {
        0..128 => response.push(length as u8),
        128..256 => response.extend([0x81, length as u8]),
        256..65_536 => response.extend([0x82, (length >> 8) as u8, length as u8]),
        _ => response.extend([0x83, (length >> 16) as u8, (length >> 8) as u8, length as u8]),
    }
    [&response, &GRANTED[..], token].concat()
}

/// The token in an answer that was granted.
///
/// Only in the form that [`as_response`] writes, so that there is one spelling of a token.
pub fn response_token(answer: &[u8]) -> Option<&[u8]> {
    let from = answer.windows(GRANTED.len()).position(|bytes| bytes == GRANTED)? + GRANTED.len();
    let token = answer.get(from..)?;
    (as_response(token) == answer).then_some(token)
}

struct Read {
    signed: SignedData,
    content: Vec<u8>,
    info: TstInfo,
}

fn read(token: &[u8]) -> Result<Read, StampError> {
    if token.len() > MAX_BYTES {
        return Err(StampError::Malformed);
    }
    let read = || -> Option<Read> {
        let outer = cms::content_info::ContentInfo::from_der(token).ok()?;
        if outer.content_type != SIGNED_DATA {
            return None;
        }
        let signed: SignedData = outer.content.decode_as().ok()?;
        if signed.encap_content_info.econtent_type != TST_INFO {
            return None;
        }
        let content: OctetString = signed.encap_content_info.econtent.as_ref()?.decode_as().ok()?;
        let content = content.into_bytes();
        let info = TstInfo::from_der(&content).ok().filter(TstInfo::is_understood)?;
        Some(Read { signed, content, info })
    };
    read().ok_or(StampError::Malformed)
}

fn only_signer(signed: &SignedData) -> Result<&SignerInfo, StampError> {
    match signed.signer_infos.0.as_slice() {
        [signer] => Ok(signer),
        _ => Err(StampError::Signers),
    }
}

/// Named twice: by issuer and number outside the signature, by the digest of the whole certificate inside it.
fn is_pinned(signer: &SignerInfo, authority: &Authority) -> Result<(), StampError> {
    let leaf = &authority.leaf().tbs_certificate;
    let named = match &signer.sid {
        SignerIdentifier::IssuerAndSerialNumber(sid) => {
            sid.issuer == leaf.issuer && sid.serial_number == leaf.serial_number
        }
        SignerIdentifier::SubjectKeyIdentifier(_) => true,
    };
    if named { Ok(()) } else { Err(StampError::OtherAuthority) }
}

fn signature_holds(signer: &SignerInfo, content: &[u8], authority: &Authority) -> Result<(), StampError> {
    let attributes = signer.signed_attrs.as_ref().ok_or(StampError::Attributes)?;
    if token::content_type(attributes) != Some(TST_INFO) {
        return Err(StampError::Attributes);
    }
    let digest = algorithm::digest(&signer.digest_alg, content)?;
    if token::message_digest(attributes).is_none_or(|said| said != digest) {
        return Err(StampError::Attributes);
    }
    match token::signing_certificate(attributes) {
        None => return Err(StampError::Attributes),
        Some(named) if !named.is(authority.leaf_der()) => return Err(StampError::OtherAuthority),
        Some(_) => {}
    }
    let signed = attributes.to_der().map_err(|_| StampError::Malformed)?;
    let algorithm = algorithm::of_signer(&signer.signature_algorithm, &signer.digest_alg)?;
    let key = &authority.leaf().tbs_certificate.subject_public_key_info;
    if algorithm::holds(algorithm, key, &signed, signer.signature.as_bytes())? {
        Ok(())
    } else {
        Err(StampError::Signature)
    }
}
