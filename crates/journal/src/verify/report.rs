//! What was found out, for a program to read or for `words` to put into sentences.

use serde::Serialize;

use super::Problem;
use crate::{checkpoint::Checkpoint, hash::Hash, note::Verifier};

#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    pub signer: Option<SignedBy>,
    /// Only when its signature holds.
    pub journal: Option<Journal>,
    pub subject: Option<String>,
    pub entries: usize,
    pub present: usize,
    pub erased: usize,
    pub problems: Vec<Problem>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct SignedBy {
    pub name: String,
    pub fingerprint: String,
    pub confirmation: Confirmation,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confirmation {
    /// The reader brought this key.
    Confirmed,
    /// The key came with what it is said to prove.
    Unconfirmed,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Journal {
    pub origin: String,
    pub size: u64,
    pub root: Hash,
}

impl Report {
    pub fn is_intact(&self) -> bool {
        self.problems.is_empty()
    }

    pub(super) fn signed_by(&mut self, key: &Verifier, trusted: Option<&Verifier>) {
        let confirmation =
            if trusted.is_some() { Confirmation::Confirmed } else { Confirmation::Unconfirmed };
        let (name, fingerprint) = (key.name().to_owned(), key.fingerprint());
        self.signer = Some(SignedBy { name, fingerprint, confirmation });
    }
}

impl From<Checkpoint> for Journal {
    fn from(checkpoint: Checkpoint) -> Journal {
        let Checkpoint { origin, size, root } = checkpoint;
        Journal { origin, size, root }
    }
}
