//! Promising something, saying yes or no to what is above a limit, and setting what may be promised a day.

use super::CaseCommand;
use crate::case::{Choice, OfferItem, Proposal};
use crate::content::ContentRef;
use crate::money::Fen;

impl CaseCommand {
    /// An offer off the ladder, without a reason for whoever decides over its author.
    pub fn offer(
        items: Vec<OfferItem>,
        choice: Choice,
        words: ContentRef,
        expires_ms: Option<i64>,
    ) -> CaseCommand {
        CaseCommand::Offer { proposal: Box::new(Proposal::new(items, choice, words, expires_ms)), why: None }
    }

    pub fn accept(offer: &str, chosen: Vec<usize>) -> CaseCommand {
        CaseCommand::Accept { offer: offer.to_owned(), chosen, why: None }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApprovalRuling {
    Approve,
    Refuse,
}

#[derive(Clone, Debug)]
pub enum BudgetCommand {
    /// So much a day; nothing for no limit.
    Set { daily: Option<Fen>, why: ContentRef },
    /// Nothing more today.
    Pull { why: ContentRef },
    /// The brake off, and so much more for the day.
    Release { more: Fen, why: ContentRef },
    /// The house notes that an offer of so much did not fit any more.
    Reached { amount: Fen },
}
