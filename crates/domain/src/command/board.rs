//! What concerns a review board.

use super::NewTask;
use crate::content::ContentRef;
use crate::id::UserId;

#[derive(Clone, Debug)]
pub struct Convene {
    pub matter: ContentRef,
    pub options: u8,
    /// Chance, from outside: 32 bytes in hex.
    pub seed: String,
}

#[derive(Clone, Debug)]
pub struct WriteMinutes {
    pub board: String,
    pub text: ContentRef,
    /// What is to be done, by which team.
    pub actions: Vec<NewTask>,
}

/// A vote as it was found when its record was opened.
#[derive(Clone, Debug)]
pub struct OpenedVote {
    pub user: UserId,
    pub option: u8,
    /// Counted again over the bytes that were opened.
    pub commitment: String,
}
