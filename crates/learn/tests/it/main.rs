//! The crate as its users call it.

mod folds;
mod learned;
mod measured;

const KEY: &[u8; 16] = b"sixteen letters.";
