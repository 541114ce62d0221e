//! Making proofs, as RFC 6962 defines them in section 2.1: by halving the tree until the question is answered.

use super::{Tiles, TreeError, split, subtree::Tree};
use crate::hash::Hash;

/// The root over the first `size` entries; that of the empty tree is the hash of nothing.
pub fn root<T: Tiles>(tiles: &mut T, size: u64) -> Result<Hash, TreeError<T::Error>> {
    if size == 0 {
        return Ok(Hash::of(b""));
    }
    Tree::new(tiles, size).root(0, size)
}

/// Shows that entry `index` is in the tree of `size` entries; from the leaf's neighbour up to the root's child.
pub fn inclusion_proof<T: Tiles>(
    tiles: &mut T,
    index: u64,
    size: u64,
) -> Result<Vec<Hash>, TreeError<T::Error>> {
    if index >= size {
        return Err(TreeError::OutOfRange);
    }
    let mut tree = Tree::new(tiles, size);
    let (mut start, mut end) = (0, size);
    let mut path = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            path.push(tree.root(middle, end)?);
            end = middle;
        } else {
            path.push(tree.root(start, middle)?);
            start = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// Shows that the tree of `new` entries begins with the very same first `old` entries.
pub fn consistency_proof<T: Tiles>(
    tiles: &mut T,
    old: u64,
    new: u64,
) -> Result<Vec<Hash>, TreeError<T::Error>> {
    if old > new {
        return Err(TreeError::OutOfRange);
    }
    if old == 0 || old == new {
        return Ok(Vec::new());
    }
    let mut tree = Tree::new(tiles, new);
    let (mut start, mut end) = (0, new);
    let mut path = Vec::new();
    while end != old {
        let middle = start + split(end - start);
        if old <= middle {
            path.push(tree.root(middle, end)?);
            end = middle;
        } else {
            path.push(tree.root(start, middle)?);
            start = middle;
        }
    }
    // The verifier knows the old root already; it needs the last part only when that part is not the whole old tree.
    if start > 0 {
        path.push(tree.root(start, end)?);
    }
    path.reverse();
    Ok(path)
}
