//! The root of a map whose leaves come one after the other, however many there are.

use super::Head;
use crate::hash::{Hash, node_hash};

/// Keeps one hash for each complete part of the tree so far, the largest first: at most sixty-four.
#[derive(Debug, Default)]
pub struct Builder {
    parts: Vec<(u64, Hash)>,
    subjects: u64,
    before: Option<Hash>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the leaves of a map come in the order of their keys, each once")]
pub struct Unsorted;

impl Builder {
    pub fn push(&mut self, head: Head) -> Result<(), Unsorted> {
        if self.before.is_some_and(|before| before >= head.key) {
            return Err(Unsorted);
        }
        self.before = Some(head.key);
        self.subjects += 1;
        let (mut width, mut hash) = (1, head.leaf());
        while let Some((_, left)) = self.parts.pop_if(|(before, _)| *before == width) {
            hash = node_hash(&left, &hash);
            width *= 2;
        }
        self.parts.push((width, hash));
        Ok(())
    }

    pub fn subjects(&self) -> u64 {
        self.subjects
    }

    pub fn root(&self) -> Hash {
        let joined = self.parts.iter().rev().map(|(_, hash)| *hash);
        joined.reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(|| Hash::of(b""))
    }
}
