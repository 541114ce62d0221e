//! The receipt as it fits into a QR code: `r1~origin~size~index~root~leaf~signature`. It is the signed checkpoint with
//! the place and the leaf of one entry, without the path between them. Printed on paper it makes its holder a witness:
//! two signed states of one size and with two roots convict the signer, and of two sizes the house has to prove that
//! the later one begins with the earlier one.
//!
//! Hashes are in base64url without padding, the signature with its key id before it; of the origin, letters, digits
//! and `-._/:` stand as they are and every other byte as `%XX`. It is written behind the `#` of an address, which no
//! browser sends.

use std::fmt::{self, Write};

use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};

use crate::{
    checkpoint::{Checkpoint, decimal},
    hash::Hash,
    note::{self, Verifier},
    receipt::{Receipt, ReceiptError},
};

const MARK: &str = "r1";
/// Four bytes of key id and 64 of Ed25519.
const SIGNATURE_BYTES: usize = 68;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compact {
    pub origin: String,
    pub size: u64,
    pub index: u64,
    pub root: Hash,
    pub leaf: Option<Hash>,
    /// Key id and signature.
    pub signature: [u8; SIGNATURE_BYTES],
}

impl Compact {
    /// Of a receipt for this leaf, whose checkpoint this key signed; whoever else signed it is left out.
    pub fn of(receipt: &Receipt, leaf: Hash, verifier: &Verifier) -> Result<Compact, ReceiptError> {
        let Checkpoint { origin, size, root } = receipt.verify_leaf(&leaf, verifier)?;
        let signature = note::signature_by(&receipt.checkpoint, verifier)
            .map_err(crate::checkpoint::CheckpointError::from)?;
        let signature = signature.try_into().map_err(|_| ReceiptError::Malformed)?;
        Ok(Compact { origin, size, index: receipt.index, root, leaf: Some(leaf), signature })
    }

    /// The fragment of an address, without its `#`.
    pub fn parse(text: &str) -> Option<Compact> {
        let parts: Vec<&str> = text.split('~').collect();
        let [MARK, origin, size, index, root, leaf, signature] = parts[..] else { return None };
        let bytes = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).ok();
        let leaf = match leaf {
            "" => None,
            leaf => Some(Hash(bytes(leaf)?.try_into().ok()?)),
        };
        Some(Compact {
            origin: plain(origin)?,
            size: decimal(size)?,
            index: decimal(index)?,
            root: Hash(bytes(root)?.try_into().ok()?),
            leaf,
            signature: bytes(signature)?.try_into().ok()?,
        })
    }

    /// The signed note it was made of, with this one signature.
    pub fn note(&self) -> String {
        let Compact { origin, size, root, signature, .. } = self;
        let root = BASE64_STANDARD.encode(root.0);
        format!("{origin}\n{size}\n{root}\n\n— {origin} {}\n", BASE64_STANDARD.encode(signature))
    }
}

impl fmt::Display for Compact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let encode = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        let leaf = self.leaf.map(|leaf| encode(&leaf.0)).unwrap_or_default();
        let (origin, root) = (escaped(&self.origin), encode(&self.root.0));
        let signature = encode(&self.signature);
        write!(f, "{MARK}~{origin}~{}~{}~{root}~{leaf}~{signature}", self.size, self.index)
    }
}

fn escaped(origin: &str) -> String {
    let mut escaped = String::new();
    for byte in origin.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._/:".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            write!(escaped, "%{byte:02X}").expect("a string can be written");
        }
    }
    escaped
}

fn plain(escaped: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = escaped.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, after) = after.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}
