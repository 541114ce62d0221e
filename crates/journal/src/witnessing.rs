//! C2SP tlog-witness, both sides: what a journal hands in, and when a witness signs. A witness signs a checkpoint only
//! when it goes on from the last one it signed of the same journal, so two histories cannot both be witnessed.
//!
//! Pure: whoever runs a witness remembers what was signed, on disk and before answering.

use base64::{Engine, prelude::BASE64_STANDARD};

use crate::{
    checkpoint::{Checkpoint, base64_hash, decimal},
    hash::Hash,
    note::{self, Verifier},
    tree::verify_consistency,
};

/// No tree has a longer proof.
const PROOF_MAX: usize = 63;

/// What a witness last signed of a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub size: u64,
    pub root: Hash,
}

/// A checkpoint that may be signed, once it is remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub origin: String,
    pub seen: Seen,
    /// What the signature is about.
    pub text: String,
}

/// Why a witness does not sign, with the status it says so by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum No {
    #[error("not a request to add a checkpoint")]
    Malformed,
    #[error("the journal is not known here")]
    UnknownJournal,
    #[error("no key that is known here has signed this checkpoint")]
    Forged,
    #[error("the last checkpoint of this journal had {0} entries")]
    Knows(u64),
    #[error("the proof does not lead from the last checkpoint to this one")]
    Proof,
}

impl No {
    pub fn status(self) -> u16 {
        match self {
            No::Malformed => 400,
            No::Forged => 403,
            No::UnknownJournal => 404,
            No::Knows(_) => 409,
            No::Proof => 422,
        }
    }
}

/// The body of a request: what the witness is thought to know, the proof from there, the signed note.
pub fn request(old: u64, proof: &[Hash], note: &str) -> String {
    let lines: String = proof.iter().map(|hash| BASE64_STANDARD.encode(hash.0) + "\n").collect();
    format!("old {old}\n{lines}\n{note}")
}

/// Whether a witness that trusts these keys, and has seen this of the journal, may sign.
pub fn accept(
    request: &str,
    journals: &[Verifier],
    seen: impl FnOnce(&str) -> Option<Seen>,
) -> Result<Accepted, No> {
    let (old, proof, note) = parse(request).ok_or(No::Malformed)?;
    let text = note::unverified_text(note).map_err(|_| No::Malformed)?;
    let origin = text.split('\n').next().ok_or(No::Malformed)?;
    let mut known = journals.iter().filter(|key| key.name() == origin).peekable();
    known.peek().ok_or(No::UnknownJournal)?;
    let checkpoint = known.find_map(|key| Checkpoint::open(note, key).ok()).ok_or(No::Forged)?;
    if old > checkpoint.size {
        return Err(No::Malformed);
    }
    let before = seen(origin).unwrap_or(Seen { size: 0, root: Hash::of(b"") });
    if old != before.size || (old == checkpoint.size && before.root != checkpoint.root) {
        return Err(No::Knows(before.size));
    }
    verify_consistency(old, checkpoint.size, &proof, &before.root, &checkpoint.root)
        .map_err(|_| No::Proof)?;
    let seen = Seen { size: checkpoint.size, root: checkpoint.root };
    Ok(Accepted { origin: origin.to_owned(), seen, text: text.to_owned() })
}

fn parse(request: &str) -> Option<(u64, Vec<Hash>, &str)> {
    let (head, note) = request.split_once("\n\n")?;
    let mut lines = head.split('\n');
    let old = decimal(lines.next()?.strip_prefix("old ")?)?;
    let proof: Vec<Hash> = lines.map(base64_hash).collect::<Option<_>>()?;
    (proof.len() <= PROOF_MAX).then_some((old, proof, note))
}
