//! The tests of the journal crate, in one program so that it links once.

mod bundle_is_honest;
mod bundle_is_hostile;
mod bundle_is_tampered_with;
mod compact;
mod entries;
mod given;
mod heads;
mod judged;
mod judges;
mod local_tsa;
mod notes;
mod outsiders;
mod policies;
mod program;
mod receipts;
mod redacted;
mod stamps;
mod tree;
mod witnesses;
