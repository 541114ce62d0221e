//! What is done with a claim for what the platform paid ahead.

use crate::actor::Party;
use crate::content::ContentRef;
use crate::money::Fen;

#[derive(Clone, Debug)]
pub enum ClaimCommand {
    /// Somebody else owes it, or the same side by other papers.
    Pass { to: Party, papers: Vec<String> },
    /// Where the carrier that owes it is written to.
    Address { contact: ContentRef },
    /// Money came, all of it or a part.
    Received { amount: Fen, reference: String },
    /// It is taken from the merchant's deposit.
    Deduct { amount: Fen },
    /// What is left is given up.
    GiveUp { why: ContentRef },
}
