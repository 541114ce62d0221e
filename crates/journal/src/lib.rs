//! What can be proven: the bytes of a journal entry, the tree over them, signed checkpoints, receipts, and the
//! bundle a case leaves the house in. Whoever distrusts us builds only this crate: it knows no complaint, no
//! database, no clock and no network, and the program `redress-verify` is a thin shell around [`verify`].
//!
//! All formats are other people's, so that other people's tools can check us: RFC 6962 for the tree, C2SP
//! signed-note, tlog-checkpoint and tlog-proof for signatures and receipts, BagIt 1.0 for the bundle.

pub mod bundle;
pub mod checkpoint;
pub mod compact;
pub mod cosign;
pub mod entry;
pub mod hash;
pub mod heads;
pub mod note;
pub mod policy;
pub mod receipt;
pub mod stamp;
pub mod tree;
pub mod verify;
pub mod witnessing;

pub use checkpoint::Checkpoint;
pub use entry::Entry;
pub use hash::{Hash, commitment, leaf_hash, node_hash};
pub use receipt::Receipt;
