//! Where a case stands on its playbook's ladder: which rung was offered, which is next, and why another is not.

use super::{Case, Offer, OfferItem, OfferState};
use crate::playbook::{Playbooks, Rung};
use crate::words::{RemedyKind, Stage};

/// One rung, as it stands in this case.
#[derive(Clone, Debug)]
pub struct Stands<'b> {
    pub rung: &'b Rung,
    /// Nothing where a share is offered and the price is not known.
    pub items: Option<Vec<OfferItem>>,
    pub reach: Reach,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    Offered {
        offer: String,
        state: OfferState,
    },
    /// It can be offered now.
    Next,
    /// Only after the one below was offered.
    Later,
    Shut(Shut),
}

/// Why a rung is not reachable in this case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shut {
    Condition,
    PriceUnknown,
    /// The shop would have to do without goods and money, and has not agreed.
    Consent,
    /// Something was accepted, or the case is closed.
    Over,
}

impl Case {
    pub fn ladder<'b>(&self, books: &'b Playbooks) -> Vec<Stands<'b>> {
        let offered = self.offered_in_round();
        let mut free = true;
        let rungs = books.rungs(self.kind(), &self.moment());
        let stand = |(rung, stands): (&'b Rung, bool)| {
            let items = rung.items(self.amount);
            let made = offered.iter().rev().find(|offer| offer.rung.as_ref() == Some(&rung.id));
            let reach = match (made, &items) {
                (Some(offer), _) => Reach::Offered { offer: offer.id.clone(), state: offer.state },
                (None, _) if !stands => Reach::Shut(Shut::Condition),
                (None, _) if !self.is_open() || self.stage >= Stage::Execute => Reach::Shut(Shut::Over),
                (None, _) if !free => Reach::Later,
                (None, None) => Reach::Shut(Shut::PriceUnknown),
                (None, Some(items)) if !rung.advance && self.needs_consent(items) => {
                    Reach::Shut(Shut::Consent)
                }
                (None, Some(_)) => Reach::Next,
            };
            free &= reach != Reach::Next;
            Stands { rung, items, reach }
        };
        rungs.into_iter().map(stand).collect()
    }

    pub fn next_rung<'b>(&self, books: &'b Playbooks) -> Option<Stands<'b>> {
        self.ladder(books).into_iter().find(|one| one.reach == Reach::Next)
    }

    /// A new round begins below.
    fn offered_in_round(&self) -> &[Offer] {
        let last = self.offers.iter().rposition(|offer| offer.state == OfferState::Accepted);
        &self.offers[last.map_or(0, |at| at + 1)..]
    }

    /// The whole price back for goods that were delivered and stay where they are: nobody forces that on a shop.
    pub fn needs_consent(&self, items: &[OfferItem]) -> bool {
        let back = items.iter().any(|item| item.remedy == RemedyKind::Return);
        let whole = |item: &OfferItem| {
            item.remedy.gives_back() && self.amount.is_some_and(|paid| item.amount >= Some(paid))
        };
        !back && self.delivered_ms.is_some() && self.consent != Some(self.round) && items.iter().any(whole)
    }
}
