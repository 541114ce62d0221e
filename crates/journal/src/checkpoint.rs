//! C2SP tlog-checkpoint: "this journal, called origin, has so many entries and this root", signed. Whoever keeps one
//! can later show that entries under it were changed or taken away.

use base64::{Engine, prelude::BASE64_STANDARD};

use crate::{
    hash::Hash,
    note::{self, NoteError, Signer, Verifier},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    pub origin: String,
    pub size: u64,
    pub root: Hash,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    #[error(transparent)]
    Note(#[from] NoteError),
    #[error("the signed text is not a checkpoint")]
    Malformed,
    #[error("the checkpoint is about another journal than the key")]
    Origin,
}

impl Checkpoint {
    /// The signed form. The origin must be the name of the key: one key seals one journal.
    pub fn sign(&self, signer: &Signer) -> Result<String, CheckpointError> {
        if self.origin != signer.name() {
            return Err(CheckpointError::Origin);
        }
        let text = format!("{}\n{}\n{}\n", self.origin, self.size, BASE64_STANDARD.encode(self.root.0));
        Ok(note::sign(&text, signer)?)
    }

    /// Reads a signed checkpoint and believes it only from the given key.
    pub fn open(note: &str, verifier: &Verifier) -> Result<Checkpoint, CheckpointError> {
        let checkpoint = Checkpoint::parse(note::open(note, verifier)?)?;
        if checkpoint.origin == verifier.name() { Ok(checkpoint) } else { Err(CheckpointError::Origin) }
    }

    /// Extension lines behind the root are allowed by the format and say nothing to us.
    fn parse(text: &str) -> Result<Checkpoint, CheckpointError> {
        let lines: Vec<&str> = text.strip_suffix('\n').unwrap_or(text).split('\n').collect();
        match lines[..] {
            [origin, size, root, ..] if lines.iter().all(|line| !line.is_empty()) => Ok(Checkpoint {
                origin: origin.to_owned(),
                size: decimal(size).ok_or(CheckpointError::Malformed)?,
                root: base64_hash(root).ok_or(CheckpointError::Malformed)?,
            }),
            _ => Err(CheckpointError::Malformed),
        }
    }
}

/// A number as these formats write it: digits only and no leading zero.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let number = text.parse::<u64>().ok()?;
    (number.to_string() == text).then_some(number)
}

pub(crate) fn base64_hash(text: &str) -> Option<Hash> {
    let bytes = BASE64_STANDARD.decode(text).ok()?;
    bytes.try_into().ok().map(Hash)
}
