//! Offers and what was accepted: how a case comes to its remedies.

use super::{Case, Offer, OfferState, Remedy, RemedyState};
use crate::actor::Party;
use crate::clock::{Clock, ClockKind};
use crate::words::Stage;

impl Case {
    /// One offer stands at a time. The other side's is countered by a new one, one's own is taken back.
    pub(super) fn offered(&mut self, offer: &Offer, at_ms: i64) {
        let from_customer = offer.by == Party::Customer;
        self.no_rung(at_ms);
        if let Some(old) = self.open_offer() {
            let answered = (old.by == Party::Customer) != from_customer;
            let state = if answered { OfferState::Countered } else { OfferState::Withdrawn };
            let id = old.id.clone();
            self.offer_over(&id, state, at_ms);
        }
        let answers = if from_customer { Party::Platform } else { Party::Customer };
        let mut offer = offer.clone();
        let clock = Clock::new(ClockKind::Offer, answers, at_ms, offer.expires_ms);
        self.clocks.push(clock.of(&offer.id).because(offer.sum.take()));
        self.offers.push(offer);
        self.reach(Stage::Settle);
        if from_customer {
            self.unread = true;
        } else {
            self.answered(at_ms);
            self.meet(ClockKind::Plan, at_ms);
            self.meet(ClockKind::Decision, at_ms);
            self.meet(ClockKind::Solution, at_ms);
        }
    }

    /// Something else was offered, or agreed to.
    fn no_rung(&mut self, at_ms: i64) {
        self.rung_due = None;
        self.meet(ClockKind::Rung, at_ms);
    }

    pub(super) fn offer_declined(&mut self, id: &str, at_ms: i64) {
        self.unread |= self.offers.iter().any(|offer| offer.id == id && offer.by != Party::Customer);
        self.offer_over(id, OfferState::Declined, at_ms);
    }

    pub(super) fn offer_over(&mut self, id: &str, state: OfferState, at_ms: i64) {
        if let Some(offer) = self.offers.iter_mut().find(|offer| offer.id == id) {
            offer.state = state;
        }
        self.meet_of(ClockKind::Offer, id, at_ms);
    }

    pub(super) fn accepted(&mut self, offer: &str, remedies: &[Remedy], at_ms: i64) {
        self.offer_over(offer, OfferState::Accepted, at_ms);
        self.no_rung(at_ms);
        for remedy in remedies {
            let mut remedy = remedy.clone();
            let clock = Clock::new(ClockKind::Remedy, remedy.kind.done_by(), at_ms, remedy.due_ms);
            self.clocks.push(clock.of(&remedy.id).because(remedy.sum.take()));
            self.remedies.push(remedy);
        }
        self.reach(Stage::Execute);
    }

    pub(super) fn instructed(&mut self, id: &str, reference: &str, with: Option<&String>) {
        if let Some(remedy) = self.remedy_mut(id) {
            remedy.with = with.cloned();
            remedy.attempts += 1;
            remedy.state = RemedyState::Instructed { reference: reference.to_owned() };
        }
    }

    pub(super) fn remedy_unknown(&mut self, id: &str, reference: &str) {
        let Some(remedy) = self.remedy_mut(id) else { return };
        let again = matches!(remedy.state, RemedyState::Unknown { .. });
        remedy.state = RemedyState::Unknown { reference: reference.to_owned(), again };
    }

    pub(super) fn remedy_is(&mut self, id: &str, state: RemedyState) {
        if let Some(remedy) = self.remedy_mut(id) {
            remedy.state = state;
        }
    }

    fn remedy_mut(&mut self, id: &str) -> Option<&mut Remedy> {
        self.remedies.iter_mut().find(|remedy| remedy.id == id)
    }
}
