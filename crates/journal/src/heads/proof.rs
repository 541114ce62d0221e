//! That a subject is in a map, or is not: `heads/proof.json` of a bundle.

use serde::{Deserialize, Serialize};

use super::{Head, key};
use crate::{
    hash::Hash,
    tree::{ProofError, verify_inclusion},
};

/// The subject's own leaf, or its neighbours: the one before, the one behind, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadsProof {
    /// Leaves of the whole map.
    pub subjects: u64,
    pub heads: Vec<ProvenHead>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvenHead {
    pub index: u64,
    pub key: Hash,
    pub entries: u64,
    pub last: Hash,
    pub path: Vec<Hash>,
}

/// What a map says about a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Present { entries: u64, last: Hash },
    Absent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeadsError {
    #[error(transparent)]
    Proof(#[from] ProofError),
    #[error("the leaves shown neither are the subject's nor enclose its place")]
    Elsewhere,
}

impl HeadsProof {
    pub fn check(&self, subject: &str, root: &Hash) -> Result<Found, HeadsError> {
        for head in &self.heads {
            head.check(self.subjects, root)?;
        }
        let wanted = key(subject);
        match &self.heads[..] {
            [] if self.subjects == 0 && *root == Hash::of(b"") => Ok(Found::Absent),
            [own] if own.key == wanted => Ok(Found::Present { entries: own.entries, last: own.last }),
            [first] if first.index == 0 && wanted < first.key => Ok(Found::Absent),
            [last] if last.index + 1 == self.subjects && last.key < wanted => Ok(Found::Absent),
            [before, behind]
                if before.index + 1 == behind.index && before.key < wanted && wanted < behind.key =>
            {
                Ok(Found::Absent)
            }
            _ => Err(HeadsError::Elsewhere),
        }
    }
}

impl ProvenHead {
    pub fn new(index: u64, head: Head, path: Vec<Hash>) -> ProvenHead {
        ProvenHead { index, key: head.key, entries: head.entries, last: head.last, path }
    }

    fn check(&self, subjects: u64, root: &Hash) -> Result<(), ProofError> {
        let head = Head { key: self.key, entries: self.entries, last: self.last };
        verify_inclusion(&head.leaf(), self.index, subjects, &self.path, root)
    }
}
