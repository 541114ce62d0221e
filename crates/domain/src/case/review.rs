//! An earlier conversation laid against its playbook: every step with its clock, when it began, was due and was done;
//! what came late, what nobody answered, what never arrived. The steps of the customer are not ours to be late with.

use super::Case;
use crate::actor::Party;
use crate::clock::{Clock, ClockKind};
use crate::event::Event;
use crate::id::CaseId;
use crate::reaction::Template;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub what: What,
    /// The case may have been reopened.
    pub round: u32,
    pub from_ms: i64,
    /// Nothing where no clock bounds it.
    pub due_ms: Option<i64>,
    pub done_ms: Option<i64>,
    pub mark: Mark,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Clock(Box<Clock>),
    /// What the customer wrote to us.
    Message,
    Notice(Template),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    InTime,
    Late,
    Unanswered,
    /// A notice that never reached the customer.
    Bounced,
    Running,
}

/// From the entries of that case, oldest first.
pub fn review<'e>(
    id: &CaseId,
    entries: impl IntoIterator<Item = (&'e Event, i64)>,
    now_ms: i64,
) -> Vec<Step> {
    let mut told = Told { id: id.clone(), case: None, steps: vec![], notices: vec![], now_ms };
    entries.into_iter().for_each(|(event, at_ms)| told.hear(event, at_ms));
    told.close()
}

struct Told {
    id: CaseId,
    case: Option<Case>,
    steps: Vec<Step>,
    /// By the row of the outbox: which step it is.
    notices: Vec<(String, usize)>,
    now_ms: i64,
}

impl Told {
    fn hear(&mut self, event: &Event, at_ms: i64) {
        if let (None, Event::Filed(filed)) = (&self.case, event) {
            self.case = Some(Case::filed(self.id.clone(), filed, at_ms));
            return;
        }
        let Some(case) = &mut self.case else { return };
        let round = case.round;
        match event {
            // A new round forgets the clocks of the one before, save those that belong to one request or remedy.
            Event::Reopened { .. } => {
                let over = clocks(case, self.now_ms);
                self.steps.extend(over.filter(|(clock, _)| clock.of.is_none()).map(|(_, step)| step));
            }
            Event::Said { by: Party::Customer, to: Party::Platform, .. } => {
                let (what, due_ms, done_ms) = (What::Message, None, None);
                let mark = Mark::Unanswered;
                self.steps.push(Step { what, round, from_ms: at_ms, due_ms, done_ms, mark });
            }
            Event::NoticeSending { outbox, template, to: Party::Customer, .. } => {
                let (what, due_ms, done_ms) = (What::Notice(*template), None, None);
                self.notices.retain(|(known, _)| known != outbox);
                self.notices.push((outbox.clone(), self.steps.len()));
                let mark = Mark::Running;
                self.steps.push(Step { what, round, from_ms: at_ms, due_ms, done_ms, mark });
            }
            Event::NoticeSent { outbox, .. } => self.notice(outbox, Some(at_ms), Mark::InTime),
            Event::NoticeFailed { outbox, .. } => self.notice(outbox, None, Mark::Bounced),
            event if answers(event) => self.answered(at_ms),
            _ => {}
        }
        if let Some(case) = &mut self.case {
            case.apply(event, at_ms);
        }
    }

    fn notice(&mut self, outbox: &str, done_ms: Option<i64>, mark: Mark) {
        let known = self.notices.iter().find(|(known, _)| known == outbox);
        if let Some(step) = known.and_then(|(_, at)| self.steps.get_mut(*at)) {
            (step.done_ms, step.mark) = (done_ms, mark);
        }
    }

    fn answered(&mut self, at_ms: i64) {
        let open = |step: &&mut Step| step.what == What::Message && step.done_ms.is_none();
        for step in self.steps.iter_mut().filter(open) {
            (step.done_ms, step.mark) = (Some(at_ms), Mark::InTime);
        }
    }

    /// In the order they began; what arrived or was answered needs no line of its own.
    fn close(mut self) -> Vec<Step> {
        if let Some(case) = &self.case {
            self.steps.extend(clocks(case, self.now_ms).map(|(_, step)| step));
        }
        let told = |step: &Step| match &step.what {
            What::Clock(_) => true,
            What::Message => step.mark == Mark::Unanswered,
            What::Notice(_) => step.mark == Mark::Bounced,
        };
        self.steps.retain(told);
        self.steps.sort_by_key(|step| (step.round, step.from_ms));
        self.steps
    }
}

/// A person of ours turns to the customer.
fn answers(event: &Event) -> bool {
    match event {
        Event::Said { by: Party::Platform, to: Party::Customer, .. } => true,
        Event::EvidenceRequested { request } => request.to == Party::Customer,
        Event::OfferMade { offer } => offer.by != Party::Customer,
        Event::Found { .. } | Event::Closed { .. } => true,
        _ => false,
    }
}

fn clocks(case: &Case, now_ms: i64) -> impl Iterator<Item = (&Clock, Step)> {
    let ours = |clock: &&Clock| !matches!(clock.party, Party::Customer) && clock.kind != ClockKind::Pause;
    case.clocks.iter().filter(ours).map(move |clock| {
        let mark = mark(case, clock, now_ms);
        let done_ms = clock.met_ms.filter(|_| mark != Mark::Unanswered);
        let what = What::Clock(Box::new(clock.clone()));
        let (from_ms, due_ms) = (clock.from_ms, Some(clock.due_ms));
        (clock, Step { what, round: case.round, from_ms, due_ms, done_ms, mark })
    })
}

fn mark(case: &Case, clock: &Clock, now_ms: i64) -> Mark {
    // The end of a case stops every clock; an answer that was not given by then was never given.
    let stopped = |closed: &super::Closing| clock.met_ms == Some(closed.at_ms);
    let ended = case.closed.as_ref().is_some_and(stopped);
    match clock.met_ms {
        Some(_) if ended && clock.kind == ClockKind::FirstAnswer => Mark::Unanswered,
        Some(met_ms) if met_ms > clock.due_ms => Mark::Late,
        Some(_) => Mark::InTime,
        None if clock.due_ms < now_ms && !clock.is_paused() => Mark::Unanswered,
        None => Mark::Running,
    }
}
