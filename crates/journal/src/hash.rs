//! The four hashes everything else is built from. Each has its own prefix, so that a leaf can never be passed off
//! as an inner node, nor the digest of a file as a commitment to it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

/// A SHA-256 value; written as 64 lower-case hex digits and read no other way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 64 lower-case hex digits")]
pub struct NotAHash;

impl Hash {
    /// Stands where there is no previous entry.
    pub const ZERO: Hash = Hash([0; 32]);

    /// Plain SHA-256, as anyone computes it with `sha256sum`.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(Sha256::digest(bytes).into())
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// SHA-256(0x00 ‖ bytes): the leaf of RFC 6962.
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    Hash(Sha256::new_with_prefix([0x00]).chain_update(bytes).finalize().into())
}

/// SHA-256(0x01 ‖ left ‖ right): the inner node of RFC 6962.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash(Sha256::new_with_prefix([0x01]).chain_update(left.0).chain_update(right.0).finalize().into())
}

/// What the journal says about content. The salt keeps a phone number from being guessed out of its commitment,
/// and once salt and content are erased nothing links a known file to the entry.
pub fn commitment(salt: &[u8; 32], bytes: &[u8]) -> Hash {
    commitment_to_digest(salt, &Hash::of(bytes))
}

/// The same for content that was hashed as a stream.
pub fn commitment_to_digest(salt: &[u8; 32], digest: &Hash) -> Hash {
    Hash(Sha256::new_with_prefix(b"evd1\0").chain_update(salt).chain_update(digest.0).finalize().into())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(digits).map(char::from).collect()
}

/// The two digits of a byte. Every entry is full of hashes, so that formatting them one by one would be felt.
fn digits(byte: &u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0; 64];
        for (pair, byte) in text.chunks_exact_mut(2).zip(&self.0) {
            pair.copy_from_slice(&digits(byte));
        }
        f.write_str(str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Hash, NotAHash> {
        if text.len() != 64 {
            return Err(NotAHash);
        }
        let mut hash = [0; 32];
        for (byte, pair) in hash.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Hash(hash))
    }
}

fn digit(letter: u8) -> Result<u8, NotAHash> {
    match letter {
        b'0'..=b'9' => Ok(letter - b'0'),
        b'a'..=b'f' => Ok(letter - b'a' + 10),
        _ => Err(NotAHash),
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Hash, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
