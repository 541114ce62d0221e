//! How each event changes a case. Pure and total: what an event does not concern stays as it is.

use super::{Case, Closing, Code, OfferState, RemedyState, RequestState, Survey};
use crate::actor::Party;
use crate::clock::ClockKind;
use crate::event::{Event, Filed, Supplemented};
use crate::id::CaseId;
use crate::words::Stage;

impl Case {
    pub(crate) fn filed(id: CaseId, filed: &Filed, at_ms: i64) -> Case {
        Case {
            id,
            number: filed.number.clone(),
            channel: filed.channel,
            locale: filed.locale,
            filed_ms: at_ms,
            updated_ms: at_ms,
            stage: if filed.gaps.is_empty() { Stage::Triage } else { Stage::Complete },
            matter: filed.matter.clone(),
            person: filed.person.clone(),
            brief: filed.brief.clone(),
            contacts: filed.contacts,
            noticed: filed.noticed,
            wants: filed.wants.clone(),
            order: filed.order.clone(),
            merchant: filed.merchant.clone(),
            amount: filed.amount,
            gaps: filed.gaps.clone(),
            triage: None,
            owner: None,
            past_owners: Vec::new(),
            clocks: filed.clocks.clone(),
            evidence: Vec::new(),
            requests: Vec::new(),
            findings: Vec::new(),
            offers: Vec::new(),
            remedies: Vec::new(),
            messages: 1,
            unread: true,
            call_asked: false,
            withdrawn: false,
            round: 1,
            survey: None,
            closed: None,
            generation: 0,
            code: None,
            order_proven: false,
        }
    }

    pub(crate) fn apply(&mut self, event: &Event, at_ms: i64) {
        self.updated_ms = at_ms;
        match event {
            Event::OrderFrozen { evidence } | Event::EvidenceAdded { evidence } => {
                self.unread |= evidence.party != Party::Platform;
                self.evidence.push(evidence.clone());
            }
            Event::Supplemented(more) => self.supplement(more, at_ms),
            Event::MovedOn { .. } => self.to_triage(at_ms),
            Event::Triaged { triage, clocks, .. } => self.triaged(triage, clocks, at_ms),
            Event::Assigned { owner, .. } => self.assigned(owner),
            Event::Said { by, to, .. } => self.said(*by, *to, at_ms),
            Event::CallAsked => (self.call_asked, self.unread) = (true, true),
            Event::CodeAsked { id, purpose } => {
                self.code = Some(Code { id: id.clone(), purpose: *purpose, at_ms, tries: 0 });
            }
            Event::CodeTried { right } => self.code_tried(*right),
            Event::EvidenceRequested { request } => self.requested(request, at_ms),
            Event::RequestAnswered { request, .. } => self.request_over(request, RequestState::Answered, at_ms),
            Event::RequestLapsed { request } => self.request_over(request, RequestState::Lapsed, at_ms),
            Event::Found { finding } => {
                self.findings.push(finding.clone());
                self.reach(Stage::Settle);
                self.meet(ClockKind::Plan, at_ms);
            }
            Event::OfferMade { offer } => self.offered(offer, at_ms),
            Event::OfferWithdrawn { offer } => self.offer_over(offer, OfferState::Withdrawn, at_ms),
            Event::OfferExpired { offer } => self.offer_over(offer, OfferState::Expired, at_ms),
            Event::OfferDeclined { offer, .. } => {
                self.unread = true;
                self.offer_over(offer, OfferState::Declined, at_ms);
            }
            Event::OfferAccepted { offer, remedies, .. } => {
                self.offer_over(offer, OfferState::Accepted, at_ms);
                for remedy in remedies {
                    let clock = crate::clock::Clock::new(ClockKind::Remedy, Party::Merchant, at_ms, remedy.due_ms - at_ms);
                    self.clocks.push(clock.of(&remedy.id));
                    self.remedies.push(remedy.clone());
                }
                self.reach(Stage::Execute);
            }
            Event::RemedyInstructed { remedy, reference } => {
                self.remedies.iter_mut().filter(|one| one.id == *remedy).for_each(|one| one.attempts += 1);
                self.remedy_is(remedy, RemedyState::Instructed { reference: reference.clone() });
            }
            Event::RemedyUnknown { remedy, .. } => self.remedy_unknown(remedy),
            Event::RemedyFailed { remedy, code, .. } => {
                self.unread = true;
                self.remedy_is(remedy, RemedyState::Failed { code: code.clone() });
            }
            Event::RemedyProven { remedy, proof, .. } => {
                self.remedy_is(remedy, RemedyState::Proven { proof: proof.clone(), at_ms });
                self.meet_of(ClockKind::Remedy, remedy, at_ms);
            }
            Event::FollowUpBegun { clocks } => {
                self.stage = Stage::FollowUp;
                self.meet(ClockKind::Final, at_ms);
                self.clocks.extend(clocks.iter().cloned());
            }
            Event::SurveyAsked { clocks } => {
                self.meet(ClockKind::Survey, at_ms);
                self.survey = Some(Survey { round: self.round, asked_ms: at_ms, ..Survey::default() });
                self.clocks.extend(clocks.iter().cloned());
            }
            Event::SurveyAnswered { solved, treated, .. } => {
                self.meet(ClockKind::Silence, at_ms);
                if let Some(survey) = &mut self.survey {
                    (survey.solved, survey.treated) = (Some(*solved), Some(*treated));
                }
            }
            Event::Withdrawn { .. } => self.withdrawn = true,
            Event::Closed { outcome, relief, .. } => self.close(Closing { outcome: *outcome, relief: *relief, at_ms }),
            Event::Reopened { clocks, .. } => self.reopen(clocks),
            Event::ClockMissed { clock } => self.missed(clock, at_ms),
            _ => {}
        }
    }

    fn supplement(&mut self, more: &Supplemented, at_ms: i64) {
        self.unread = true;
        let take = |to: &mut Option<_>, from: &Option<_>| {
            if from.is_some() {
                to.clone_from(from);
            }
        };
        take(&mut self.person, &more.person);
        if let Some(brief) = &more.brief {
            self.brief = brief.clone();
        }
        self.contacts = more.contacts.unwrap_or(self.contacts);
        self.noticed = more.noticed.or(self.noticed);
        if !more.wants.is_empty() {
            self.wants.clone_from(&more.wants);
        }
        if more.order.is_some() {
            self.order.clone_from(&more.order);
        }
        if more.merchant.is_some() {
            self.merchant.clone_from(&more.merchant);
        }
        self.amount = more.amount.or(self.amount);
        self.messages += u32::from(more.details.is_some());
        self.gaps.clone_from(&more.gaps);
        if self.gaps.is_empty() && self.stage == Stage::Complete {
            self.to_triage(at_ms);
        }
    }

    fn to_triage(&mut self, at_ms: i64) {
        self.meet(ClockKind::Record, at_ms);
        self.reach(if self.triage.as_ref().is_some_and(|triage| triage.confirmed) {
            Stage::Investigate
        } else {
            Stage::Triage
        });
    }

    fn triaged(&mut self, triage: &super::Triage, clocks: &[crate::clock::Clock], at_ms: i64) {
        for kind in [ClockKind::Response, ClockKind::Contact, ClockKind::Plan] {
            if clocks.iter().all(|clock| clock.kind != kind) {
                self.clocks.retain(|clock| clock.kind != kind || clock.met_ms.is_some());
            }
        }
        for clock in clocks {
            self.clocks.retain(|old| old.kind != clock.kind || old.met_ms.is_some());
            if !self.clocks.iter().any(|old| old.kind == clock.kind) {
                self.clocks.push(clock.clone());
            }
        }
        self.triage = Some(triage.clone());
        if triage.confirmed {
            self.meet(ClockKind::Record, at_ms);
            self.reach(Stage::Investigate);
        }
    }

    fn assigned(&mut self, owner: &crate::id::UserId) {
        if let Some(before) = self.owner.replace(owner.clone())
            && before != *owner
            && !self.past_owners.contains(&before)
        {
            self.past_owners.push(before);
        }
    }

    fn said(&mut self, by: Party, to: Party, at_ms: i64) {
        self.messages += 1;
        self.unread = by != Party::Platform;
        if by == Party::Platform && to == Party::Customer {
            self.answered(at_ms);
            self.call_asked = false;
        }
    }

    /// A person of ours turned to the customer.
    fn answered(&mut self, at_ms: i64) {
        self.unread = false;
        for kind in [ClockKind::FirstAnswer, ClockKind::Response, ClockKind::Contact] {
            self.meet(kind, at_ms);
        }
    }

    fn code_tried(&mut self, right: bool) {
        let Some(code) = &mut self.code else { return };
        code.tries += 1;
        if right {
            self.order_proven |= code.purpose == super::CodePurpose::Order;
            self.code = None;
        }
    }

    fn requested(&mut self, request: &super::Request, at_ms: i64) {
        let within = request.due_ms - at_ms;
        let clock = crate::clock::Clock::new(ClockKind::Evidence, request.to, at_ms, within);
        self.clocks.push(clock.of(&request.id));
        self.requests.push(request.clone());
        self.reach(Stage::Investigate);
        if request.to == Party::Customer {
            self.answered(at_ms);
        } else {
            self.meet(ClockKind::Response, at_ms);
        }
    }

    fn request_over(&mut self, id: &str, state: RequestState, at_ms: i64) {
        self.unread = true;
        if let Some(request) = self.requests.iter_mut().find(|request| request.id == id) {
            request.state = state;
        }
        self.meet_of(ClockKind::Evidence, id, at_ms);
    }

    fn offered(&mut self, offer: &super::Offer, at_ms: i64) {
        let within = offer.expires_ms - at_ms;
        let answers = if offer.by == Party::Customer { Party::Platform } else { Party::Customer };
        for old in self.offers.iter_mut().filter(|old| old.state == OfferState::Open) {
            old.state = OfferState::Countered;
        }
        for clock in self.clocks.iter_mut().filter(|clock| clock.kind == ClockKind::Offer && clock.is_running()) {
            clock.met_ms = Some(at_ms);
        }
        self.clocks.push(crate::clock::Clock::new(ClockKind::Offer, answers, at_ms, within).of(&offer.id));
        self.offers.push(offer.clone());
        self.reach(Stage::Settle);
        if offer.by == Party::Customer {
            self.unread = true;
        } else {
            self.answered(at_ms);
            self.meet(ClockKind::Plan, at_ms);
            self.meet(ClockKind::Solution, at_ms);
        }
    }

    fn offer_over(&mut self, id: &str, state: OfferState, at_ms: i64) {
        if let Some(offer) = self.offers.iter_mut().find(|offer| offer.id == id) {
            offer.state = state;
        }
        self.meet_of(ClockKind::Offer, id, at_ms);
    }

    fn remedy_is(&mut self, id: &str, state: RemedyState) {
        if let Some(remedy) = self.remedies.iter_mut().find(|remedy| remedy.id == id) {
            remedy.state = state;
        }
    }

    fn remedy_unknown(&mut self, id: &str) {
        let remedy = self.remedies.iter_mut().find(|remedy| remedy.id == id);
        if let Some(remedy) = remedy
            && let RemedyState::Instructed { reference } = &remedy.state
        {
            remedy.state = RemedyState::Unknown { reference: reference.clone() };
        }
    }

    fn close(&mut self, closing: Closing) {
        for clock in self.clocks.iter_mut().filter(|clock| clock.kind != ClockKind::Survey) {
            clock.met_ms = clock.met_ms.or(Some(closing.at_ms));
        }
        for request in self.requests.iter_mut().filter(|request| request.state == RequestState::Open) {
            request.state = RequestState::Lapsed;
        }
        for offer in self.offers.iter_mut().filter(|offer| offer.state == OfferState::Open) {
            offer.state = OfferState::Withdrawn;
        }
        self.stage = Stage::Closed;
        self.unread = false;
        self.closed = Some(closing);
    }

    fn reopen(&mut self, clocks: &[crate::clock::Clock]) {
        self.stage = Stage::Investigate;
        self.round += 1;
        self.closed = None;
        self.withdrawn = false;
        self.unread = true;
        self.clocks.retain(|clock| clock.of.is_some());
        self.clocks.extend(clocks.iter().cloned());
    }

    fn missed(&mut self, missed: &crate::clock::Clock, at_ms: i64) {
        for clock in self.clocks.iter_mut().filter(|clock| clock.kind == missed.kind && clock.of == missed.of) {
            clock.missed_ms = clock.missed_ms.or(Some(at_ms));
        }
    }

    fn meet(&mut self, kind: ClockKind, at_ms: i64) {
        for clock in self.clocks.iter_mut().filter(|clock| clock.kind == kind) {
            clock.met_ms = clock.met_ms.or(Some(at_ms));
        }
    }

    fn meet_of(&mut self, kind: ClockKind, of: &str, at_ms: i64) {
        for clock in self.clocks.iter_mut().filter(|clock| clock.kind == kind && clock.of.as_deref() == Some(of)) {
            clock.met_ms = clock.met_ms.or(Some(at_ms));
        }
    }

    /// Stages only move to the right here; only a reopening goes back.
    fn reach(&mut self, stage: Stage) {
        self.stage = self.stage.max(stage);
    }
}
