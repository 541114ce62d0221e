//! What an authority did, written down by us from its papers. Which clocks run from there is the playbook's.

use super::{Desk, Events};
use crate::case::RegulatorStep;
use crate::clock::{Clock, DAY_MS};
use crate::event::Event;
use crate::playbook::Start;
use crate::refusal::Refusal;
use crate::words::Proceeding::{self, *};

/// The tag of the playbooks for what has gone to a regulator.
const REGULATOR: &str = "regulator";

pub fn did(
    desk: &Desk,
    what: Proceeding,
    on_ms: i64,
    cites: &str,
    due_ms: Option<i64>,
) -> Result<Events, Refusal> {
    desk.staff()?;
    desk.open()?;
    let shown = desk.case.piece(cites).ok_or(Refusal::EvidenceUnknown)?;
    if !desk.case.stands(shown) {
        return Err(Refusal::EvidenceSuperseded);
    }
    if !desk.case.regulator_may(what) {
        return Err(Refusal::OutOfTurn);
    }
    dated(desk, on_ms)?;
    let mut clocks = begun(desk, what, on_ms);
    if let Some(due_ms) = due_ms {
        if what != Asked {
            return Err(Refusal::DueInvalid);
        }
        desk.is_ahead(due_ms)?;
        clocks.iter_mut().for_each(|clock| *clock = given(clock, due_ms));
    }
    let step = RegulatorStep {
        id: format!("g{}", desk.case.regulator.len() + 1),
        what,
        on_ms,
        cites: cites.to_owned(),
    };
    Ok(desk.on_case([Event::RegulatorDid { step, clocks, over: over(desk, what) }]))
}

/// Not to come, not before what went before it, and not so long ago that it must be a typing error.
fn dated(desk: &Desk, on_ms: i64) -> Result<(), Refusal> {
    let last_ms = desk.case.regulator.last().map_or(desk.now_ms - 366 * DAY_MS, |step| step.on_ms);
    if (last_ms..=desk.now_ms).contains(&on_ms) { Ok(()) } else { Err(Refusal::DayInvalid) }
}

fn starts(what: Proceeding) -> Option<Start> {
    match what {
        Received => Some(Start::RegulatorReceived),
        Accepted => Some(Start::RegulatorAccepted),
        Asked => Some(Start::RegulatorAsked),
        _ => None,
    }
}

/// Whatever its words said, the matter is the regulator's now.
fn begun(desk: &Desk, what: Proceeding, on_ms: i64) -> Vec<Clock> {
    let Some(start) = starts(what) else { return vec![] };
    let mut moment = desk.case.moment();
    let tags: Vec<String> = moment.known.tags.iter().cloned().chain([REGULATOR.to_owned()]).collect();
    moment.known.tags = &tags;
    desk.policy.playbooks.begun(&desk.calendar(), desk.case.kind(), start, &moment, on_ms)
}

/// The paper's own date goes before ours, and needs no sum.
fn given(clock: &Clock, due_ms: i64) -> Clock {
    Clock::new(clock.kind, clock.party, clock.from_ms, due_ms).of(clock.of.as_deref().unwrap_or_default())
}

/// What ran from its getting the complaint is done with its decision, what ran from its asking with our answer.
fn over(desk: &Desk, what: Proceeding) -> Vec<String> {
    let start = match what {
        Accepted | Declined => Start::RegulatorReceived,
        Answered => Start::RegulatorAsked,
        _ => return vec![],
    };
    let book = desk.policy.playbooks.of(desk.case.kind());
    book.clocks().filter(|(_, clock)| clock.from.contains(&start)).map(|(name, _)| name.to_owned()).collect()
}
