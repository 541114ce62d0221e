//! The card of a merchant that closes, as it stands in the case of its holder: balance, choice, shares.

use super::{Case, Offer, OfferState, Proof, Remedy, RemedyState};
use crate::clock::{Clock, ClockKind};
use crate::money::Fen;
use crate::words::RemedyKind;

/// What a holder had on the card, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card<'c> {
    pub offer: &'c Offer,
    pub balance: Fen,
    /// Nothing as long as the holder has not chosen.
    pub chosen: Option<&'c Remedy>,
    /// Granted out of the deposit, and what of it has been paid.
    pub granted: Fen,
    pub paid: Fen,
}

impl<'c> Card<'c> {
    /// The refund that waits in the queue, and what it still lacks.
    pub fn waits(&self) -> Option<(&'c Remedy, Fen)> {
        let whole = self.chosen.filter(|remedy| remedy.kind == RemedyKind::Refund)?;
        let left = Fen(whole.amount?.0 - self.granted.0);
        (left > Fen::ZERO).then_some((whole, left))
    }
}

impl Case {
    /// Nothing in a case that is not of a card of a merchant that closes.
    pub fn card(&self) -> Option<Card<'_>> {
        let offer = self.offers.iter().rev().find(|offer| offer.queued)?;
        let chosen = self.remedies.iter().find(|one| one.offer == offer.id && one.part_of.is_none());
        let sum = |paid: fn(&Remedy) -> bool| {
            let parts = chosen.map(|whole| self.parts_of(&whole.id)).into_iter().flatten();
            Fen::sum(parts.filter(|one| paid(one)).filter_map(|one| one.amount)).unwrap_or_default()
        };
        Some(Card {
            offer,
            balance: offer.items.first().and_then(|item| item.amount).unwrap_or_default(),
            chosen: chosen.filter(|_| offer.state == OfferState::Accepted),
            granted: sum(|_| true),
            paid: sum(|one| matches!(one.state, RemedyState::Proven { .. })),
        })
    }

    /// What was granted of a refund that is paid in shares.
    pub fn parts_of<'c>(&'c self, whole: &str) -> impl Iterator<Item = &'c Remedy> {
        self.remedies.iter().filter(move |one| one.part_of.as_deref() == Some(whole))
    }

    /// It is paid in shares, never by itself.
    pub fn is_paid_in_shares(&self, remedy: &Remedy) -> bool {
        let queued = self.offers.iter().any(|offer| offer.id == remedy.offer && offer.queued);
        queued && remedy.kind == RemedyKind::Refund && remedy.part_of.is_none()
    }

    /// The refund of which this is the last share, all others being paid.
    pub(crate) fn completed_by(&self, share: &Remedy) -> Option<&Remedy> {
        let whole = self.remedy(share.part_of.as_deref()?)?;
        let paid = |one: &&Remedy| one.id == share.id || matches!(one.state, RemedyState::Proven { .. });
        let paid = Fen::sum(self.parts_of(&whole.id).filter(paid).filter_map(|one| one.amount));
        (paid == whole.amount).then_some(whole)
    }

    pub(super) fn share_granted(&mut self, share: &Remedy, at_ms: i64) {
        let mut share = share.clone();
        let clock = Clock::new(ClockKind::Remedy, share.kind.done_by(), at_ms, share.due_ms);
        self.clocks.push(clock.of(&share.id).because(share.sum.take()));
        self.remedies.push(share);
    }

    /// With its last share a refund is done.
    pub(super) fn shares_paid(&mut self, share: &str, at_ms: i64) {
        let done =
            self.remedy(share).and_then(|share| self.completed_by(share)).map(|whole| whole.id.clone());
        if let Some(whole) = done {
            self.remedy_is(&whole, RemedyState::Proven { proof: Proof::Booked, at_ms });
            self.meet_of(ClockKind::Remedy, &whole, at_ms);
        }
    }
}
