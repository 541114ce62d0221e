//! Roots of parts of the tree, read from tiles. A part is a range of leaves as RFC 6962 divides them, so every
//! complete part is aligned to its own size and lies within one tile of one level.

use std::collections::HashMap;

use super::{HEIGHT, Tiles, TreeError, WIDTH, perfect_root, read, split};
use crate::hash::{Hash, node_hash};

/// A tree of a fixed size. Each tile is asked for once, because both ends of a proof often lie in the same one.
pub(super) struct Tree<'t, T: Tiles> {
    tiles: &'t mut T,
    size: u64,
    seen: HashMap<(u8, u64), Vec<Hash>>,
}

impl<'t, T: Tiles> Tree<'t, T> {
    pub fn new(tiles: &'t mut T, size: u64) -> Self {
        Tree { tiles, size, seen: HashMap::new() }
    }

    /// The root over the leaves from `start` up to, not including, `end`; at least one.
    pub fn root(&mut self, start: u64, end: u64) -> Result<Hash, TreeError<T::Error>> {
        let width = end - start;
        if width.is_power_of_two() {
            return self.complete(start, width);
        }
        let middle = start + split(width);
        Ok(node_hash(&self.root(start, middle)?, &self.root(middle, end)?))
    }

    fn complete(&mut self, start: u64, width: u64) -> Result<Hash, TreeError<T::Error>> {
        let level = width.trailing_zeros() / HEIGHT;
        let shift = level * HEIGHT;
        let (first, count) = (start >> shift, width >> shift);
        let tile = self.tile(level as u8, first / WIDTH)?;
        let from = (first % WIDTH) as usize;
        Ok(perfect_root(&tile[from..from + count as usize]))
    }

    fn tile(&mut self, level: u8, index: u64) -> Result<&[Hash], TreeError<T::Error>> {
        if !self.seen.contains_key(&(level, index)) {
            let there = (self.size >> (u32::from(level) * HEIGHT)) - index * WIDTH;
            let tile = read(self.tiles, level, index, there.min(WIDTH) as u16)?;
            self.seen.insert((level, index), tile);
        }
        Ok(&self.seen[&(level, index)])
    }
}
