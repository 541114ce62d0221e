//! The Merkle tree of RFC 6962 over the leaf hashes of the journal, read through the tiles of C2SP tlog-tiles.
//!
//! Level 0 holds the leaf hashes, 256 to a tile; level L holds the roots of the full tiles of level L-1. Nothing else
//! is stored, and everything stored is final: a tile only ever grows at its end, and a root is written once its tile
//! is full. A proof reads about two tiles per level, which is six for sixteen million entries.

mod prove;
mod subtree;
mod verify;

pub use prove::{consistency_proof, inclusion_proof, root};
pub use verify::{ProofError, verify_consistency, verify_inclusion};

use crate::hash::{Hash, node_hash};

/// Hashes in a full tile, and its height in the tree.
pub const WIDTH: u64 = 256;
pub(crate) const HEIGHT: u32 = 8;

/// Where the hashes are kept. Asked only for tiles that exist at the size in question, with the width they have there.
pub trait Tiles {
    type Error;
    fn tile(&mut self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, Self::Error>;
}

#[derive(Debug, thiserror::Error)]
pub enum TreeError<E> {
    #[error("the tiles cannot be read: {0}")]
    Tiles(E),
    #[error("tile {level}/{index} should hold {wanted} hashes and holds {found}")]
    Short { level: u8, index: u64, wanted: u16, found: usize },
    #[error("the tree has no such entry or size")]
    OutOfRange,
}

/// The root of one full tile, to be stored as hash `index` of `level`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TileRoot {
    pub level: u8,
    pub index: u64,
    pub hash: Hash,
}

/// Which tile roots become final when `leaves` are appended to a journal of `old_size` entries.
/// Reads at most the one unfinished tile of each level, as it stood at `old_size`.
pub fn completed_tiles<T: Tiles>(
    tiles: &mut T,
    old_size: u64,
    leaves: &[Hash],
) -> Result<Vec<TileRoot>, TreeError<T::Error>> {
    let mut completed = Vec::new();
    let mut fresh = leaves.to_vec();
    let mut before = old_size;
    for level in 0u8.. {
        let roots = completed_on_level(tiles, level, before, fresh)?;
        if roots.is_empty() {
            break;
        }
        fresh = roots.iter().map(|root| root.hash).collect();
        completed.extend(roots);
        before /= WIDTH;
    }
    Ok(completed)
}

fn completed_on_level<T: Tiles>(
    tiles: &mut T,
    level: u8,
    before: u64,
    fresh: Vec<Hash>,
) -> Result<Vec<TileRoot>, TreeError<T::Error>> {
    let (first, standing) = (before / WIDTH, before % WIDTH);
    if standing + (fresh.len() as u64) < WIDTH {
        return Ok(Vec::new());
    }
    let mut row = if standing == 0 { Vec::new() } else { read(tiles, level, first, standing as u16)? };
    row.extend(fresh);
    let full = row.chunks_exact(WIDTH as usize).zip(first..);
    Ok(full.map(|(tile, index)| TileRoot { level: level + 1, index, hash: perfect_root(tile) }).collect())
}

fn read<T: Tiles>(
    tiles: &mut T,
    level: u8,
    index: u64,
    width: u16,
) -> Result<Vec<Hash>, TreeError<T::Error>> {
    let tile = tiles.tile(level, index, width).map_err(TreeError::Tiles)?;
    if tile.len() == usize::from(width) {
        Ok(tile)
    } else {
        Err(TreeError::Short { level, index, wanted: width, found: tile.len() })
    }
}

/// The root over a row whose length is a power of two.
fn perfect_root(row: &[Hash]) -> Hash {
    match row {
        [hash] => *hash,
        _ => {
            let (left, right) = row.split_at(row.len() / 2);
            node_hash(&perfect_root(left), &perfect_root(right))
        }
    }
}

/// The root over leaf hashes that are all at hand.
pub fn root_over(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(b""),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len() as u64) as usize);
            node_hash(&root_over(left), &root_over(right))
        }
    }
}

/// Where RFC 6962 divides a tree of `size` > 1 leaves: the largest power of two below its size.
pub(crate) fn split(size: u64) -> u64 {
    1 << (63 - (size - 1).leading_zeros())
}
