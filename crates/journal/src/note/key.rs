//! Keys for signed notes, in the two one-line forms Go's `note` package reads: `name+id+base64` for everyone and
//! `PRIVATE+KEY+name+id+base64` for the sealer alone. The id is part of the line, so a mistyped key is noticed.

use std::{fmt, str::FromStr};

use base64::{Engine, prelude::BASE64_STANDARD};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::hash::{Hash, hex};

const ED25519: u8 = 0x01;
const PRIVATE: &str = "PRIVATE+KEY+";
const MAX_NAME: usize = 255;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("a key name is a short word without spaces or plus signs, such as example.com/redress")]
    Name,
    #[error("not an Ed25519 key of the form name+id+base64")]
    Malformed,
    #[error("the key does not fit its own id; a character was changed")]
    Id,
}

/// The public half: who signed, and how to check it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    key: VerifyingKey,
}

/// The private half. It has no Debug form, so that it cannot be printed by accident.
pub struct Signer {
    key: SigningKey,
    verifier: Verifier,
}

/// A new key from 32 random bytes, which the caller draws.
pub fn generate(name: &str, random: [u8; 32]) -> Result<Signer, KeyError> {
    if !is_name(name) {
        return Err(KeyError::Name);
    }
    let key = SigningKey::from_bytes(&random);
    let verifier = Verifier { name: name.to_owned(), key: key.verifying_key() };
    Ok(Signer { key, verifier })
}

/// Short enough to be read out over the telephone: six groups of four letters and digits.
pub fn fingerprint(vkey: &str) -> Result<String, KeyError> {
    Ok(vkey.parse::<Verifier>()?.fingerprint())
}

impl Verifier {
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn fingerprint(&self) -> String {
        let digits = hex(&self.digest().0[..12]);
        digits.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
    }

    pub(super) fn key_id(&self) -> [u8; 4] {
        let [a, b, c, d, ..] = self.digest().0;
        [a, b, c, d]
    }

    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(message, &signature).is_ok())
    }

    fn digest(&self) -> Hash {
        Hash::of(&[self.name.as_bytes(), b"\n", &[ED25519], self.key.as_bytes()].concat())
    }
}

impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}+{}", self.name, hex(&self.key_id()), encode(self.key.as_bytes()))
    }
}

impl FromStr for Verifier {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Verifier, KeyError> {
        let (name, id, bytes) = take_apart(text, ED25519)?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| KeyError::Malformed)?;
        let verifier = Verifier { name: name.to_owned(), key };
        if hex(&verifier.key_id()) == id { Ok(verifier) } else { Err(KeyError::Id) }
    }
}

impl Signer {
    pub fn name(&self) -> &str {
        &self.verifier.name
    }

    pub fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// The line to keep in the key file, and nowhere else.
    pub fn to_secret_line(&self) -> String {
        let id = hex(&self.verifier.key_id());
        format!("{PRIVATE}{}+{id}+{}", self.name(), encode(self.key.as_bytes()))
    }

    pub fn from_secret_line(text: &str) -> Result<Signer, KeyError> {
        let (name, id, seed) = take_apart(text.strip_prefix(PRIVATE).ok_or(KeyError::Malformed)?, ED25519)?;
        let signer = generate(name, seed)?;
        if hex(&signer.verifier.key_id()) == id { Ok(signer) } else { Err(KeyError::Id) }
    }

    pub(super) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}

pub(crate) fn is_name(name: &str) -> bool {
    let letters = !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+');
    letters && !name.is_empty() && name.len() <= MAX_NAME
}

fn encode(key: &[u8; 32]) -> String {
    BASE64_STANDARD.encode([&[ED25519], &key[..]].concat())
}

/// `name+id+base64` with a key of this type.
pub(crate) fn take_apart(text: &str, wanted: u8) -> Result<(&str, &str, [u8; 32]), KeyError> {
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(id), Some(encoded)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(KeyError::Malformed);
    };
    if !is_name(name) {
        return Err(KeyError::Name);
    }
    let bytes = BASE64_STANDARD.decode(encoded).map_err(|_| KeyError::Malformed)?;
    match bytes.split_first() {
        Some((&kind, key)) if kind == wanted => {
            Ok((name, id, key.try_into().map_err(|_| KeyError::Malformed)?))
        }
        _ => Err(KeyError::Malformed),
    }
}
