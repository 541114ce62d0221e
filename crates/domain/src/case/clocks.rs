//! How the clocks of a case are met, missed and left behind.

use super::{ApprovalState, Case, Closing, InspectionState, OfferState, PausingState, RequestState};
use crate::clock::{Clock, ClockKind, Rung};
use crate::words::Stage;

impl Case {
    pub(super) fn meet(&mut self, kind: ClockKind, at_ms: i64) {
        self.meet_those(at_ms, |clock| clock.kind == kind);
    }

    pub(super) fn meet_of(&mut self, kind: ClockKind, of: &str, at_ms: i64) {
        self.meet_those(at_ms, |clock| clock.kind == kind && clock.of.as_deref() == Some(of));
    }

    fn meet_those(&mut self, at_ms: i64, which: impl Fn(&Clock) -> bool) {
        for clock in self.clocks.iter_mut().filter(|clock| which(clock)) {
            clock.met_ms = clock.met_ms.or(Some(at_ms));
        }
    }

    pub(super) fn alarmed(&mut self, kind: ClockKind, of: Option<&str>, rung: Rung) {
        let same = |clock: &&mut Clock| clock.kind == kind && clock.of.as_deref() == of;
        self.clocks.iter_mut().filter(same).for_each(|clock| clock.climbed = clock.climbed.max(rung.percent));
    }

    pub(super) fn missed(&mut self, missed: &Clock, at_ms: i64) {
        let same = |clock: &&mut Clock| clock.kind == missed.kind && clock.of == missed.of;
        for clock in self.clocks.iter_mut().filter(same) {
            clock.missed_ms = clock.missed_ms.or(Some(at_ms));
        }
    }

    /// A person of ours turned to the customer.
    pub(super) fn answered(&mut self, at_ms: i64) {
        self.unread = false;
        for kind in [ClockKind::FirstAnswer, ClockKind::Response, ClockKind::Contact] {
            self.meet(kind, at_ms);
        }
    }

    /// Nothing runs in a closed case but the clock of its survey and the time to appeal.
    pub(super) fn close(&mut self, closing: Closing) {
        let outlives = |kind| matches!(kind, ClockKind::Survey | ClockKind::Appeal);
        self.meet_those(closing.at_ms, |clock| !outlives(clock.kind));
        self.drop_appeals();
        for request in self.requests.iter_mut().filter(|request| request.state == RequestState::Open) {
            request.state = RequestState::Lapsed;
        }
        for offer in self.offers.iter_mut().filter(|offer| offer.state == OfferState::Open) {
            offer.state = OfferState::Withdrawn;
        }
        let open = self.approvals.iter_mut().filter(|one| one.state == ApprovalState::Open);
        open.for_each(|one| one.state = ApprovalState::Dropped);
        let open = self.inspections.iter_mut().filter(|one| one.state == InspectionState::Open);
        open.for_each(|one| one.state = InspectionState::Dropped);
        let open = self.pausings.iter_mut().filter(|one| one.state == PausingState::Open);
        open.for_each(|one| one.state = PausingState::Dropped);
        self.drop_drafts();
        self.rung_due = None;
        self.stage = Stage::Closed;
        self.unread = false;
        self.closed = Some(closing);
    }

    /// A new round has clocks of its own; of the old ones only those of single requests, offers and remedies stay.
    pub(super) fn reopen(&mut self, clocks: &[Clock]) {
        self.stage = Stage::Investigate;
        self.round += 1;
        self.closed = None;
        self.withdrawn = false;
        self.unread = true;
        let of_round = |kind| matches!(kind, ClockKind::Duty | ClockKind::Pause);
        let ended = self.clocks.iter().position(|clock| {
            clock.kind == ClockKind::Appeal && clock.of.as_ref().is_some_and(|of| of.starts_with('c'))
        });
        // What ended the round before stands no more.
        ended.map(|at| self.clocks.remove(at));
        self.clocks.retain(|clock| clock.of.is_some() && !of_round(clock.kind));
        self.clocks.extend(clocks.iter().cloned());
    }

    /// Stages only move to the right here; only a reopening goes back.
    pub(super) fn reach(&mut self, stage: Stage) {
        self.stage = self.stage.max(stage);
    }
}
