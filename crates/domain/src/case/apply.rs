//! How each event changes a case. Pure and total: what an event does not concern stays as it is.

use super::{
    ApprovalState, BoardState, Case, Closing, Code, CodePurpose, InspectionState, OfferState, RedactionState,
    Remark, RemedyState, Request, RequestState, Survey,
};
use crate::actor::Party;
use crate::clock::{Clock, ClockKind};
use crate::event::Event;
use crate::words::Stage;

impl Case {
    pub(crate) fn apply(&mut self, event: &Event, at_ms: i64) {
        self.updated_ms = at_ms;
        match event {
            Event::OrderFrozen { evidence } | Event::EvidenceAdded { evidence } => {
                self.unread |= evidence.party != Party::Platform;
                self.evidence.push(evidence.clone());
            }
            Event::Supplemented(more) => self.supplement(more, at_ms),
            Event::MovedOn { .. } => self.go_to_triage(at_ms),
            Event::Triaged { triage, clocks, .. } => self.triaged(triage, clocks, at_ms),
            Event::Assigned { owner, .. } => self.assigned(owner),
            Event::Said { by, to, .. } => self.said(*by, *to, at_ms),
            Event::CallAsked => (self.call_asked, self.unread) = (true, true),
            Event::CodeAsked { id, purpose } => {
                self.code = Some(Code { id: id.clone(), purpose: *purpose, at_ms, tries: 0 });
            }
            Event::CodeTried { right } => self.code_tried(*right),
            Event::EvidenceRequested { request } => self.requested(request, at_ms),
            Event::RequestAnswered { request, .. } => {
                self.request_over(request, RequestState::Answered, at_ms)
            }
            Event::RedactionProposed { redaction } => self.redactions.push((**redaction).clone()),
            Event::RedactionDropped { redaction } => self.redaction_is(redaction, RedactionState::Dropped),
            Event::EvidenceRedacted(made) => self.redacted(&made.redaction, &made.copy, &made.reviewer),
            Event::RequestLapsed { request, .. } => {
                self.request_over(request, RequestState::Lapsed, at_ms);
                self.inspection_lapsed(request);
            }
            Event::LinkRenewed { request } => {
                if let Some(request) = self.requests.iter_mut().find(|one| one.id == *request) {
                    request.generation += 1;
                }
            }
            Event::EvidenceAssessed { assessment } => self.assess(assessment),
            Event::EvidenceRemarked { evidence, by, text } => {
                self.unread = true;
                let (evidence, text) = (evidence.clone(), text.clone());
                self.remarks.push(Remark { evidence, by: *by, text, at_ms });
            }
            Event::InspectionOrdered { inspection } => self.inspection_ordered(inspection, at_ms),
            Event::InspectionDone { inspection, result, report } => {
                let done = InspectionState::Done { result: *result, report: report.clone(), at_ms };
                self.unread = true;
                self.inspection_over(inspection, done, at_ms);
            }
            Event::Related { earlier, persons } => self.related(earlier.as_ref(), persons),
            Event::JurisdictionSet { jurisdiction } => self.jurisdiction = Some(*jurisdiction),
            Event::RegulatorDid { step, clocks, over } => self.regulator_did(step, clocks, over),
            Event::DemandsSet { demands } => self.demands = Some(demands.clone()),
            Event::FindingDrafted { draft } => self.drafted(draft),
            Event::FindingReturned { draft, by, why } => self.draft_returned(draft, by, why, at_ms),
            Event::Found { finding } => self.found(finding, at_ms),
            Event::TaskSet { task } => self.task_set(task, at_ms),
            Event::TaskAnswered { task, by, text } => self.task_answered(task, by, text, at_ms),
            Event::ApprovalAsked { approval } => self.approval_asked(approval, at_ms),
            Event::ApprovalPassedOn { approval, with } => self.approval_passed_on(approval, with, at_ms),
            Event::ApprovalGiven { approval, by, .. } => {
                self.approval_over(approval, ApprovalState::Given { by: by.clone(), at_ms }, at_ms)
            }
            Event::ApprovalRefused { approval, by, why } => {
                let refused = ApprovalState::Refused { by: by.clone(), why: why.clone(), at_ms };
                self.approval_over(approval, refused, at_ms)
            }
            Event::ApprovalDropped { approval } => {
                self.approval_over(approval, ApprovalState::Dropped, at_ms)
            }
            Event::MerchantConsented { .. } => (self.consent, self.unread) = (Some(self.round), true),
            Event::RungDue { rung } => {
                self.rung_due = Some(rung.clone());
                self.meet(ClockKind::Rung, at_ms);
            }
            Event::RungPassed { .. } => (self.rung_due, self.unread) = (None, true),
            Event::OfferMade { offer } => self.offered(offer, at_ms),
            Event::OfferWithdrawn { offer } => self.offer_over(offer, OfferState::Withdrawn, at_ms),
            Event::OfferExpired { offer } => self.offer_over(offer, OfferState::Expired, at_ms),
            Event::OfferDeclined { offer, .. } => self.offer_declined(offer, at_ms),
            Event::OfferAccepted { offer, remedies, .. } => self.accepted(offer, remedies, at_ms),
            Event::SettlementWritten { settlement } => self.settlements.push(settlement.clone()),
            Event::ShareGranted { share } => self.share_granted(share, at_ms),
            Event::RemedyInstructed { remedy, reference, with } => {
                self.instructed(remedy, reference, with.as_ref())
            }
            Event::RemedyTaken { remedy, reference, ask_ms } => {
                let state = RemedyState::Taken { reference: reference.clone(), ask_ms: *ask_ms };
                self.remedy_is(remedy, state);
            }
            Event::RemedyUnknown { remedy, reference, .. } => self.remedy_unknown(remedy, reference),
            Event::RemedyFailed { remedy, code, .. } => {
                self.unread = true;
                self.remedy_is(remedy, RemedyState::Failed { code: code.clone() });
            }
            Event::RemedyProven { remedy, proof, .. } => {
                self.remedy_is(remedy, RemedyState::Proven { proof: proof.clone(), at_ms });
                self.meet_of(ClockKind::Remedy, remedy, at_ms);
                self.shares_paid(remedy, at_ms);
            }
            event @ (Event::ClaimRaised { .. }
            | Event::ClaimPassed { .. }
            | Event::ClaimReminded { .. }
            | Event::ClaimAddressed { .. }
            | Event::ClaimPaid { .. }
            | Event::ClaimGivenUp { .. }) => self.claimed(event, at_ms),
            Event::FollowUpBegun { clocks } => {
                self.stage = Stage::FollowUp;
                self.meet(ClockKind::Final, at_ms);
                self.meet(ClockKind::Duty, at_ms);
                self.clocks.extend(clocks.iter().cloned());
            }
            Event::SurveyAsked { clocks } => {
                self.meet(ClockKind::Survey, at_ms);
                self.survey = Some(Survey { round: self.round, asked_ms: at_ms, ..Survey::default() });
                self.clocks.extend(clocks.iter().cloned());
            }
            Event::SurveyAnswered { solved, treated, .. } => {
                self.meet(ClockKind::Silence, at_ms);
                self.meet(ClockKind::FollowUp, at_ms);
                if let Some(survey) = &mut self.survey {
                    (survey.solved, survey.treated) = (Some(*solved), Some(*treated));
                }
            }
            Event::Withdrawn { .. } => {
                self.withdrawn = true;
                self.meet(ClockKind::Survey, at_ms);
            }
            Event::Closed { outcome, relief, cause, by, .. } => {
                let (cause, by) = (cause.clone(), by.clone());
                self.close(Closing { outcome: *outcome, relief: *relief, cause, by, at_ms })
            }
            Event::BoardConvened { board } => self.convened(board, at_ms),
            Event::BoardRecused { board, user, why, next } => {
                self.recused(board, user, why, next.as_ref(), at_ms)
            }
            Event::BoardVoted { board, user, vote } => self.voted(board, user, vote, at_ms),
            Event::BoardClosed { board } => self.board_is(board, BoardState::Counting { at_ms }, at_ms),
            Event::BoardRevealed { board, votes, result } => {
                let state = BoardState::Revealed { votes: votes.clone(), result: *result, at_ms };
                self.board_is(board, state, at_ms)
            }
            Event::BoardFailed { board } => self.board_is(board, BoardState::Failed { at_ms }, at_ms),
            Event::MinutesWritten { board, by, text } => self.minutes_written(board, by, text, at_ms),
            Event::SignalsCounted { counted } => self.signals_counted(counted),
            Event::Appealed { appeal } => self.appealed(appeal, at_ms),
            Event::PersonAsked { plea } => self.pleaded(plea, at_ms),
            Event::PersonDecided { plea, answer } => self.plea_answered(plea, answer, at_ms),
            Event::Reopened { clocks, .. } => self.reopen(clocks),
            Event::TextMasked { entry, spans, brief } => {
                self.hidden.insert(*entry, spans.clone());
                if let Some(brief) = brief {
                    self.brief.clone_from(brief);
                }
            }
            Event::ClockMissed { clock } => self.missed(clock, at_ms),
            Event::ClockAlarmed { clock, of, rung, .. } => self.alarmed(*clock, of.as_deref(), *rung),
            Event::ClocksBegun { clocks } => {
                self.clocks.extend(clocks.iter().cloned());
                self.hold_clocks(at_ms);
            }
            Event::ClocksRecounted { clocks, .. } => {
                for counted in clocks {
                    let same = self.clocks.iter_mut().filter(|clock| clock.is_same(counted));
                    same.for_each(|clock| clock.count_again(counted));
                }
            }
            Event::Paused { pausing } => self.paused(pausing, at_ms),
            Event::PauseEnded { pausing, because, until_ms, .. } => {
                self.pause_ended(pausing, *because, *until_ms)
            }
            other => self.guard(other, at_ms),
        }
    }

    fn said(&mut self, by: Party, to: Party, at_ms: i64) {
        self.messages += 1;
        self.unread = by != Party::Platform;
        if by == Party::Platform && to == self.complainant {
            self.answered(at_ms);
            self.call_asked = false;
            self.meet(ClockKind::FollowUp, at_ms);
        }
    }

    fn code_tried(&mut self, right: bool) {
        let Some(code) = &mut self.code else { return };
        code.tries += 1;
        if right {
            self.order_proven |= code.purpose == CodePurpose::Order;
            self.consignor_proven |= code.purpose == CodePurpose::Consignment;
            self.code = None;
        }
    }

    fn requested(&mut self, request: &Request, at_ms: i64) {
        let mut request = request.clone();
        let clock = Clock::new(ClockKind::Evidence, request.to, at_ms, request.due_ms);
        self.clocks.push(clock.of(&request.id).because(request.sum.take()));
        self.reach(Stage::Investigate);
        if request.to == self.complainant {
            self.answered(at_ms);
        } else {
            self.meet(ClockKind::Response, at_ms);
        }
        self.requests.push(request);
    }

    fn request_over(&mut self, id: &str, state: RequestState, at_ms: i64) {
        self.unread = true;
        if let Some(request) = self.requests.iter_mut().find(|request| request.id == id) {
            request.state = state;
        }
        self.meet_of(ClockKind::Evidence, id, at_ms);
    }
}
