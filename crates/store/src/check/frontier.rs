//! A Merkle root computed while reading, from nothing but the leaves: the judge of everything that is stored about
//! the tree.

use journal::{Hash, node_hash};
use std::collections::HashMap;

/// Roots of the perfect subtrees that make up the tree so far, the widest first.
#[derive(Default)]
pub struct Frontier {
    peaks: Vec<(u32, Hash)>,
    size: u64,
    /// Roots of full tiles by level and place.
    pub tiles: HashMap<(u8, u64), Hash>,
}

const TILE_HEIGHT: u32 = 8;

impl Frontier {
    pub fn push(&mut self, leaf: Hash) {
        let (mut height, mut hash) = (0, leaf);
        self.size += 1;
        while let Some((_, left)) = self.peaks.pop_if(|(peak, _)| *peak == height) {
            hash = node_hash(&left, &hash);
            height += 1;
            if height % TILE_HEIGHT == 0 {
                let level = (height / TILE_HEIGHT) as u8;
                self.tiles.insert((level, (self.size >> height) - 1), hash);
            }
        }
        self.peaks.push((height, hash));
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev().map(|(_, hash)| *hash);
        let Some(last) = peaks.next() else { return Hash::of(b"") };
        peaks.fold(last, |right, left| node_hash(&left, &right))
    }
}
