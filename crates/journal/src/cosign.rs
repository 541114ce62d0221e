//! C2SP tlog-cosignature v1: what a witness adds to a checkpoint. It says that at a time, by the witness's clock, the
//! checkpoint was the newest the witness knew of this journal and went on from all it had seen before.

use std::{fmt, str::FromStr};

use base64::{Engine, prelude::BASE64_STANDARD};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::{
    hash::{Hash, hex},
    note::{self, KeyError, NoteError},
};

const COSIGNATURE: u8 = 0x04;
/// Of a signature with its time, behind the four bytes of the key's id.
const LENGTH: usize = 8 + 64;

/// The public half of a witness's key, in the form `name+id+base64`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    name: String,
    key: VerifyingKey,
}

/// The private half. It has no Debug form, so that it cannot be printed by accident.
pub struct Cosigner {
    key: SigningKey,
    witness: Witness,
}

/// What a witness has said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigned {
    pub at_s: u64,
    /// Its line below the checkpoint, without an end.
    pub line: String,
}

impl Witness {
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The newest of this witness's signatures on a note. A line that is its and does not hold is an error.
    pub fn on(&self, note: &str) -> Result<Cosigned, NoteError> {
        let mut newest: Option<Cosigned> = None;
        for line in note::lines_by(note, &self.name, self.key_id())? {
            let at_s = self.time_of(note::unverified_text(note)?, &line.signature)?;
            if newest.as_ref().is_none_or(|newest| newest.at_s < at_s) {
                newest = Some(Cosigned { at_s, line: line.to_string() });
            }
        }
        newest.ok_or(NoteError::NotSigned)
    }

    fn time_of(&self, text: &str, signature: &[u8]) -> Result<u64, NoteError> {
        let (time, signature) = signature.split_first_chunk::<8>().ok_or(NoteError::BadSignature)?;
        let at_s = u64::from_be_bytes(*time);
        let signature = Signature::from_slice(signature).map_err(|_| NoteError::BadSignature)?;
        match self.key.verify_strict(&message(text, at_s), &signature) {
            Ok(()) => Ok(at_s),
            Err(_) => Err(NoteError::BadSignature),
        }
    }

    fn key_id(&self) -> [u8; 4] {
        let [a, b, c, d, ..] =
            Hash::of(&[self.name.as_bytes(), b"\n", &[COSIGNATURE], self.key.as_bytes()].concat()).0;
        [a, b, c, d]
    }
}

impl Cosigner {
    /// From 32 random bytes, which the caller draws and keeps.
    pub fn new(name: &str, random: [u8; 32]) -> Result<Cosigner, KeyError> {
        if !note::is_name(name) {
            return Err(KeyError::Name);
        }
        let key = SigningKey::from_bytes(&random);
        let witness = Witness { name: name.to_owned(), key: key.verifying_key() };
        Ok(Cosigner { key, witness })
    }

    pub fn witness(&self) -> &Witness {
        &self.witness
    }

    /// The line for a note's text at this time.
    pub fn sign(&self, text: &str, at_s: u64) -> Cosigned {
        let signature = self.key.sign(&message(text, at_s)).to_bytes();
        let bytes = [&self.witness.key_id()[..], &at_s.to_be_bytes(), &signature].concat();
        debug_assert_eq!(bytes.len(), 4 + LENGTH);
        Cosigned { at_s, line: format!("— {} {}", self.witness.name, BASE64_STANDARD.encode(bytes)) }
    }
}

fn message(text: &str, at_s: u64) -> Vec<u8> {
    format!("cosignature/v1\ntime {at_s}\n{text}").into_bytes()
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = BASE64_STANDARD.encode([&[COSIGNATURE], &self.key.as_bytes()[..]].concat());
        write!(f, "{}+{}+{key}", self.name, hex(&self.key_id()))
    }
}

impl FromStr for Witness {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Witness, KeyError> {
        let (name, id, key) = note::take_apart(text, COSIGNATURE)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| KeyError::Malformed)?;
        let witness = Witness { name: name.to_owned(), key };
        if hex(&witness.key_id()) == id { Ok(witness) } else { Err(KeyError::Id) }
    }
}
