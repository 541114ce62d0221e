//! Checking proofs, after the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2. Nothing here reads a tile: this is
//! what a stranger runs.

use crate::hash::{Hash, node_hash};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    #[error("the proof has not the length that index and size require")]
    Shape,
    #[error("the proof does not lead to the given root")]
    Root,
}

pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Shape);
    }
    let (mut at, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::Shape);
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(sibling, &hash);
            skip_lone_levels(&mut at, &mut last);
        } else {
            hash = node_hash(&hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    finish(last, &[(hash, *root)])
}

pub fn verify_consistency(
    old: u64,
    new: u64,
    proof: &[Hash],
    old_root: &Hash,
    new_root: &Hash,
) -> Result<(), ProofError> {
    if old > new || ((old == 0 || old == new) != proof.is_empty()) {
        return Err(ProofError::Shape);
    }
    if old == 0 {
        return finish(0, &[(*old_root, Hash::of(b""))]);
    }
    if old == new {
        return finish(0, &[(*old_root, *new_root)]);
    }
    let (first, rest) = if old.is_power_of_two() { (*old_root, proof) } else { (proof[0], &proof[1..]) };
    walk(old, new, first, rest, old_root, new_root)
}

/// Climbs from the last part of the old tree to both roots at once.
fn walk(
    old: u64,
    new: u64,
    first: Hash,
    rest: &[Hash],
    old_root: &Hash,
    new_root: &Hash,
) -> Result<(), ProofError> {
    let (mut at, mut last) = (old - 1, new - 1);
    let lone = at.trailing_ones();
    (at, last) = (at >> lone, last >> lone);
    let (mut old_hash, mut new_hash) = (first, first);
    for sibling in rest {
        if last == 0 {
            return Err(ProofError::Shape);
        }
        if at & 1 == 1 || at == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            skip_lone_levels(&mut at, &mut last);
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    finish(last, &[(old_hash, *old_root), (new_hash, *new_root)])
}

/// On the right edge a node may have no sibling for several levels; the proof is silent about those.
fn skip_lone_levels(at: &mut u64, last: &mut u64) {
    while *at & 1 == 0 && *at != 0 {
        *at >>= 1;
        *last >>= 1;
    }
}

fn finish(last: u64, reached_and_wanted: &[(Hash, Hash)]) -> Result<(), ProofError> {
    if last != 0 {
        return Err(ProofError::Shape);
    }
    let agree = reached_and_wanted.iter().all(|(reached, wanted)| reached == wanted);
    if agree { Ok(()) } else { Err(ProofError::Root) }
}
