//! Everything that can be wrong with a bundle or a receipt that can be read at all.

use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    FileMissing {
        file: String,
    },
    FileAltered {
        file: String,
    },
    FileDamaged {
        file: String,
    },
    FileMalformed {
        file: String,
    },
    FileUnlisted {
        file: String,
    },
    FileUnknown {
        file: String,
    },
    OtherSigner {
        expected: String,
        fingerprint: String,
    },
    CheckpointAltered,
    NoEntries,
    EntriesMissing {
        from: u64,
        to: u64,
    },
    EntryMalformed {
        no: u64,
    },
    EntryMisnumbered {
        no: u64,
        says: u64,
    },
    EntryAltered {
        no: u64,
    },
    OtherSubject {
        no: u64,
        subject: String,
        expected: String,
    },
    ChainBroken {
        no: u64,
    },
    ProofMissing {
        no: u64,
    },
    ProofWithoutEntry {
        no: u64,
    },
    ProofMalformed {
        no: u64,
    },
    ProofOfOtherCheckpoint {
        no: u64,
    },
    ProofOfOtherEntry {
        no: u64,
    },
    ObjectMissing {
        object: String,
        no: u64,
    },
    ObjectAltered {
        object: String,
        file: String,
    },
    ObjectUnmentioned {
        object: String,
    },
    CommitmentMalformed {
        no: u64,
        object: String,
    },
    CommitmentDisagrees {
        object: String,
        no: u64,
    },
    ErasureUnproven {
        object: String,
        by_no: u64,
    },
    ReceiptDoesNotFit {
        index: u64,
    },
    /// The entry about the map of heads, its proof or the place in the map.
    HeadsAltered,
    HeadDisagrees {
        size: u64,
    },
    EntriesWithheld {
        from: u64,
        to: u64,
        size: u64,
    },
    RedactionUnproven {
        object: String,
        by_no: u64,
    },
    HeadsRequired,
    /// Too few of the witnesses the policy names have signed the checkpoint.
    QuorumMissing {
        quorum: String,
    },
    StampsMissing {
        wanted: usize,
        found: usize,
    },
    /// A stamped checkpoint that is not one of this journal's.
    StampElsewhere {
        size: u64,
    },
    StampAltered {
        authority: String,
        why: String,
    },
    /// The reader pins an authority of this name, and it did not sign.
    StampUntrusted {
        authority: String,
    },
    /// It claims a time before a stamp that is older than it.
    EntryBeforeStamp {
        no: u64,
        authority: String,
    },
    /// It claims a time after a stamp that covers it.
    EntryAfterStamp {
        no: u64,
        authority: String,
    },
    CosignatureAltered {
        witness: String,
    },
}

/// What kind of failure it is, for the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Something was altered, added or taken out.
    Altered,
    /// Somebody else signed it than the reader trusts.
    Signer,
    /// The reader's policy asks for more than is here.
    Policy,
}

impl Problem {
    pub fn class(&self) -> Class {
        match self {
            Problem::OtherSigner { .. } | Problem::StampUntrusted { .. } => Class::Signer,
            Problem::HeadsRequired | Problem::QuorumMissing { .. } | Problem::StampsMissing { .. } => {
                Class::Policy
            }
            _ => Class::Altered,
        }
    }
}
