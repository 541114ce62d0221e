//! The map of heads: how many entries each subject had, and which was its last, when the journal had a certain size.
//! The house notes the root of such a map every day. Whoever holds a receipt for that note can be shown that a case
//! had exactly so many entries then, and that one left out of a bundle is missing.
//!
//! The map is a list sorted by SHA-256(subject), hashed as RFC 6962 hashes a list. A subject is in it when its leaf
//! is proven; it is not in it when the two leaves between which it would stand are neighbours.
//!
//! LIMIT: two leaves show that nothing stands between them, not that the rest of the list is sorted. Whoever holds the
//! whole map sees that, as the house's own check does.

mod build;
mod proof;

pub use build::{Builder, Unsorted};
pub use proof::{Found, HeadsError, HeadsProof, ProvenHead};

use serde::{Deserialize, Serialize};

use crate::hash::{Hash, leaf_hash};

/// The subject under which the house writes about itself, and the kind of the entry that names a map.
pub const SUBJECT: &str = "house:self";
pub const KIND: &str = "heads_mapped";

/// One leaf of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Head {
    /// SHA-256 of the subject's name.
    pub key: Hash,
    pub entries: u64,
    /// The leaf hash of the subject's last entry.
    pub last: Hash,
}

impl Head {
    /// Key, number of entries as eight bytes with the highest first, last leaf.
    pub const BYTES: usize = 72;

    pub fn new(subject: &str, entries: u64, last: Hash) -> Head {
        Head { key: key(subject), entries, last }
    }

    pub fn to_bytes(self) -> [u8; Head::BYTES] {
        let mut bytes = [0; Head::BYTES];
        bytes[..32].copy_from_slice(&self.key.0);
        bytes[32..40].copy_from_slice(&self.entries.to_be_bytes());
        bytes[40..].copy_from_slice(&self.last.0);
        bytes
    }

    pub fn from_bytes(bytes: &[u8; Head::BYTES]) -> Head {
        let (key, rest) = bytes.split_first_chunk::<32>().expect("the length is known");
        let (entries, last) = rest.split_first_chunk::<8>().expect("the length is known");
        let last = last.try_into().expect("the length is known");
        Head { key: Hash(*key), entries: u64::from_be_bytes(*entries), last: Hash(last) }
    }

    pub fn leaf(self) -> Hash {
        leaf_hash(&self.to_bytes())
    }
}

/// Where a subject stands in the order of the map.
pub fn key(subject: &str) -> Hash {
    Hash::of(subject.as_bytes())
}

/// What the house's entry says about a map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// `2026-11-22`.
    pub day: String,
    /// The size of the journal the map speaks of.
    pub size: u64,
    pub subjects: u64,
    pub root: Hash,
}

impl Named {
    /// Reads it from the event of an entry; nothing when the event is another one.
    pub fn in_event(event: &str) -> Option<Named> {
        #[derive(Deserialize)]
        struct Event {
            kind: String,
            heads: Named,
        }
        let event: Event = serde_json::from_str(event).ok()?;
        (event.kind == KIND).then_some(event.heads)
    }
}
