//! A merchant that takes money in advance and is to close. From the flag on it takes no prepayments; every card holder is
//! told, sees what is left on the card, and chooses: the money back, or performance by a shop that takes over. Those who
//! want money wait in a queue; what the deposit has is shared among them in proportion, again and again, to the last fen.
//! A share is a remedy of its own, a part of the refund that was chosen.

use crate::content::ContentRef;
use crate::event::Event;
use crate::id::MerchantId;
use crate::merchant::Merchant;
use crate::money::Fen;
use crate::words::MeasureKind;
use serde::{Deserialize, Serialize};

/// As the entry of the flag has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flagged {
    /// What every holder reads.
    pub words: ContentRef,
    /// The measure that was taken with it, which says by which clause and why.
    pub measure: String,
    /// Who takes over what was promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<MerchantId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    pub flagged: Flagged,
    pub at_ms: i64,
    /// How often the deposit was shared out, and how much in all.
    pub rounds: u32,
    pub shared: Fen,
}

impl Merchant {
    /// As long as its measure stands: a flag that was wrong is lifted with it.
    pub fn is_closing(&self) -> bool {
        let measure = self.closing.as_ref().and_then(|closing| self.measure(&closing.flagged.measure));
        measure.is_some_and(|measure| measure.is_in_force())
    }

    /// Whether it may not have taken money in advance then. A time nobody tells is now.
    pub fn stops_prepayment(&self, bought_ms: Option<i64>) -> bool {
        let stops = self.in_force().filter(|one| one.kind == MeasureKind::NoPrepayments);
        stops.map(|one| one.from_ms).min().is_some_and(|from_ms| bought_ms.is_none_or(|at| at >= from_ms))
    }

    pub(crate) fn apply_closing(&mut self, event: &Event, at_ms: i64) {
        match event {
            Event::ClosingFlagged { flagged } => {
                let before = self.closing.take();
                let (rounds, shared) = before.map(|one| (one.rounds, one.shared)).unwrap_or_default();
                self.closing = Some(Closing { flagged: (**flagged).clone(), at_ms, rounds, shared });
            }
            Event::ClosingShared { amount, .. } => {
                if let Some(closing) = &mut self.closing {
                    closing.rounds += 1;
                    closing.shared = closing.shared.plus(*amount).unwrap_or(Fen::MAX);
                }
            }
            _ => {}
        }
    }
}

/// Shares `there` among those who are owed, in proportion: each gets the whole fen of their part, and the fen that are
/// left over go to the largest remainders, the earlier in the queue first. Never more than is owed.
pub fn shared(there: Fen, owed: &[Fen]) -> Vec<Fen> {
    let all: i128 = owed.iter().map(|fen| i128::from(fen.0.max(0))).sum();
    let there = i128::from(there.0.max(0)).min(all);
    let mut shares = vec![Fen::ZERO; owed.len()];
    let mut rests = vec![];
    for (at, fen) in owed.iter().enumerate().filter(|(_, fen)| **fen > Fen::ZERO) {
        let part = i128::from(fen.0) * there;
        shares[at] = Fen((part / all) as i64);
        rests.push((part % all, at));
    }
    // Fewer fen are left over than there are remainders above zero.
    let over = there - shares.iter().map(|fen| i128::from(fen.0)).sum::<i128>();
    rests.sort_by_key(|(rest, at)| (-rest, *at));
    for (_, at) in rests.into_iter().take(over as usize) {
        shares[at] = Fen(shares[at].0 + 1);
    }
    shares
}
