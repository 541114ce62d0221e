//! C2SP tlog-proof, our receipt: the place of one entry, the path from it to the root, and the signed checkpoint with
//! that root. It is one small text that its holder can check without us, and that convicts us if we rewrite the past.

use std::fmt;

use base64::{Engine, prelude::BASE64_STANDARD};

use crate::{
    checkpoint::{Checkpoint, CheckpointError, base64_hash, decimal},
    entry::{Entry, EntryError},
    hash::{Hash, leaf_hash},
    note::Verifier,
    tree::{self, ProofError},
};

const HEADER: &str = "c2sp.org/tlog-proof@v1";
const MAX_BYTES: usize = 320 * 1024;
const MAX_EXTRA: usize = 4096;
/// A tree of sixty-four bit sizes is no higher.
const MAX_PATH: usize = 64;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Covered by no signature. We put our public key here, as a hint to a reader who was given none.
    pub extra: Option<Vec<u8>>,
    pub index: u64,
    pub path: Vec<Hash>,
    /// The signed note, verbatim.
    pub checkpoint: String,
}

#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    #[error("not a receipt of the form {HEADER}")]
    Malformed,
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    #[error(transparent)]
    Proof(#[from] ProofError),
    #[error(transparent)]
    Entry(#[from] EntryError),
    #[error("the receipt is for entry {index} of the journal, the entry says it is number {seq}")]
    OtherEntry { index: u64, seq: u64 },
}

impl Receipt {
    pub fn new(index: u64, path: Vec<Hash>, checkpoint: impl Into<String>) -> Receipt {
        Receipt { extra: None, index, path, checkpoint: checkpoint.into() }
    }

    pub fn with_key_hint(self, verifier: &Verifier) -> Receipt {
        Receipt { extra: Some(verifier.to_string().into_bytes()), ..self }
    }

    /// Who claims to have signed; for a reader without a key, and to be confirmed by other means.
    pub fn key_hint(&self) -> Option<Verifier> {
        std::str::from_utf8(self.extra.as_deref()?).ok()?.parse().ok()
    }

    pub fn parse(text: &str) -> Result<Receipt, ReceiptError> {
        if text.len() > MAX_BYTES {
            return Err(ReceiptError::Malformed);
        }
        parse(text).ok_or(ReceiptError::Malformed)
    }

    /// That a leaf stands at the index, under a root this key signed.
    pub fn verify_leaf(&self, leaf: &Hash, verifier: &Verifier) -> Result<Checkpoint, ReceiptError> {
        let checkpoint = Checkpoint::open(&self.checkpoint, verifier)?;
        self.leads_to(leaf, &checkpoint)?;
        Ok(checkpoint)
    }

    /// The same for the bytes of an entry, which must also agree with the receipt about its number.
    pub fn verify(&self, entry: &[u8], verifier: &Verifier) -> Result<Checkpoint, ReceiptError> {
        let seq = Entry::parse(entry)?.seq;
        if seq != self.index {
            return Err(ReceiptError::OtherEntry { index: self.index, seq });
        }
        self.verify_leaf(&leaf_hash(entry), verifier)
    }

    pub(crate) fn leads_to(&self, leaf: &Hash, checkpoint: &Checkpoint) -> Result<(), ProofError> {
        tree::verify_inclusion(leaf, self.index, checkpoint.size, &self.path, &checkpoint.root)
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", BASE64_STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.path {
            writeln!(f, "{}", BASE64_STANDARD.encode(hash.0))?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

fn parse(text: &str) -> Option<Receipt> {
    let (head, checkpoint) = text.split_once("\n\n")?;
    let mut lines = head.split('\n').peekable();
    if lines.next() != Some(HEADER) {
        return None;
    }
    let extra = match lines.next_if(|line| line.starts_with("extra ")) {
        Some(line) => Some(extra(line)?),
        None => None,
    };
    let index = decimal(lines.next()?.strip_prefix("index ")?)?;
    let path = lines.map(base64_hash).collect::<Option<Vec<_>>>()?;
    (path.len() <= MAX_PATH).then(|| Receipt { extra, index, path, checkpoint: checkpoint.to_owned() })
}

fn extra(line: &str) -> Option<Vec<u8>> {
    let bytes = BASE64_STANDARD.decode(line.strip_prefix("extra ")?).ok()?;
    (bytes.len() <= MAX_EXTRA).then_some(bytes)
}
