//! The clock struck. What is due is decided here again, so a tick that is late, early or repeated does no harm.

use super::{Desk, Events, approval, ask, board, close, triage};
use crate::actor::Party;
use crate::clock::{Clock, ClockKind, Rung};
use crate::event::{AssignRule, Event};
use crate::playbook::Start;
use crate::refusal::Refusal;
use crate::words::{Alarm, Resumed};
use crate::world::Wanted;

pub fn elapse(desk: &Desk) -> Result<Events, Refusal> {
    desk.system()?;
    let ticking = desk.case.clocks.iter().filter(|clock| clock.ticks());
    let mut due: Vec<Due> = ticking.flat_map(|clock| reached(clock, desk.now_ms)).collect();
    // In the order they came due, so that one late tick tells the same story as many punctual ones.
    due.sort_by_key(|due| due.at_ms);
    let mut events = vec![];
    // Each sees what those before it did, as it would have from a tick of its own.
    let mut case = desk.case.clone();
    for due in due {
        let here = Desk { case: &case, ..*desk };
        let more = match due.rung {
            Some(rung) => alarmed(&here, &due, rung),
            None => struck(&here, due.clock),
        };
        more.iter().for_each(|event| case.apply(event, due.at_ms));
        let closes = more.iter().any(|event| matches!(event, Event::Closed { .. }));
        events.extend(more);
        if closes {
            return Ok(desk.on_case(events));
        }
    }
    // Never ownerless: a case that came in while nobody was there gets its owner with the next tick.
    let taken = events.iter().any(|event| matches!(event, Event::Assigned { .. }));
    if !events.is_empty() && !taken && desk.case.owner.is_none() && desk.case.is_open() {
        let owner = desk.world.next_owner(&Wanted::of(desk.case, &[], desk.now_ms));
        events.extend(owner.map(|(owner, rule)| Event::Assigned { owner, rule, why: None }));
    }
    Ok(desk.on_case(events))
}

/// A rung of a clock's ladder, or its end.
pub(super) struct Due<'c> {
    pub at_ms: i64,
    clock: &'c Clock,
    pub rung: Option<Rung>,
}

/// What is reached by now. The last rung comes after the end: the clock it may begin is not the one that was missed.
pub(super) fn reached(clock: &Clock, now_ms: i64) -> Vec<Due<'_>> {
    let mut climbing = clock.clone();
    let mut all = vec![];
    while let Some((at_ms, rung)) = climbing.next_rung().filter(|(at_ms, _)| *at_ms <= now_ms) {
        climbing.climbed = rung.percent;
        all.push(Due { at_ms, clock, rung: Some(rung) });
    }
    let last = all.pop_if(|due: &mut Due| due.at_ms >= clock.due_ms);
    all.extend((clock.due_ms <= now_ms).then_some(Due { at_ms: clock.due_ms, clock, rung: None }));
    all.extend(last);
    all
}

fn alarmed(desk: &Desk, due: &Due, rung: Rung) -> Vec<Event> {
    let (kind, of, party) = (due.clock.kind, due.clock.of.clone(), due.clock.party);
    let mut events = vec![Event::ClockAlarmed { clock: kind, of, party, rung }];
    let to = |owner| Event::Assigned { owner, rule: AssignRule::Escalated, why: None };
    match rung.alarm {
        Alarm::Notify => {}
        Alarm::Reassign => {
            let had: Vec<_> = desk.case.owner.iter().cloned().collect();
            let next = desk.world.next_owner(&Wanted::of(desk.case, &had, desk.now_ms));
            events.extend(next.filter(|(next, _)| !desk.case.is_owned_by(next)).map(|(next, _)| to(next)));
        }
        Alarm::Manager => {
            events.extend(desk.world.next_senior(desk.case, desk.now_ms).map(to));
        }
        Alarm::RaiseGrade => events.extend(triage::raised(desk, due.at_ms)),
    }
    events
}

fn struck(desk: &Desk, clock: &Clock) -> Vec<Event> {
    let of = clock.of.clone().unwrap_or_default();
    let missed = Event::ClockMissed { clock: clock.clone() };
    match clock.kind {
        ClockKind::Record => vec![missed, Event::MovedOn { gaps: desk.case.gaps.clone() }],
        ClockKind::Evidence => [missed].into_iter().chain(ask::lapsed(desk, &of)).collect(),
        // A customer who lets an offer pass may do so; a counter-offer we let pass is our miss.
        ClockKind::Offer if clock.party == Party::Platform => vec![missed, Event::OfferExpired { offer: of }],
        ClockKind::Offer => vec![Event::OfferExpired { offer: of }],
        ClockKind::Approval => [missed].into_iter().chain(approval::lapsed(desk, &of)).collect(),
        // Its words are sealed by whoever climbs.
        ClockKind::Rung => vec![Event::RungDue { rung: of }],
        ClockKind::Survey => {
            vec![Event::SurveyAsked { clocks: desk.begun(Start::SurveySent) }]
        }
        ClockKind::Silence => [missed].into_iter().chain(close::silent(desk)).collect(),
        // Where enough have voted nothing was missed.
        ClockKind::Board if desk.case.board(&of).is_some_and(|one| one.has_quorum()) => {
            board::over(desk, &of)
        }
        ClockKind::Board => [missed].into_iter().chain(board::over(desk, &of)).collect(),
        // Waiting was allowed that long; nothing was missed.
        ClockKind::Pause => {
            let (because, until_ms) = (Resumed::TimeOver, clock.due_ms);
            vec![Event::PauseEnded { pausing: of, because, until_ms, why: None }]
        }
        _ => vec![missed],
    }
}
