//! The clock struck. What is due is decided here again, so a tick that is late, early or repeated does no harm.

use super::{Desk, Events, ask, close};
use crate::actor::Party;
use crate::clock::{Clock, ClockKind};
use crate::event::Event;
use crate::playbook::Start;
use crate::refusal::Refusal;
use crate::words::Resumed;
use crate::world::Wanted;

pub fn elapse(desk: &Desk) -> Result<Events, Refusal> {
    desk.system()?;
    let mut due: Vec<&Clock> =
        desk.case.clocks.iter().filter(|clock| clock.ticks() && clock.due_ms <= desk.now_ms).collect();
    // In the order they came due, so that one late tick tells the same story as many punctual ones.
    due.sort_by_key(|clock| clock.due_ms);
    let mut events = vec![];
    for clock in due {
        let more = struck(desk, clock);
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

fn struck(desk: &Desk, clock: &Clock) -> Vec<Event> {
    let of = clock.of.clone().unwrap_or_default();
    let missed = Event::ClockMissed { clock: clock.clone() };
    match clock.kind {
        ClockKind::Record => vec![missed, Event::MovedOn { gaps: desk.case.gaps.clone() }],
        ClockKind::Evidence => [missed].into_iter().chain(ask::lapsed(desk, &of)).collect(),
        // A customer who lets an offer pass may do so; a counter-offer we let pass is our miss.
        ClockKind::Offer if clock.party == Party::Platform => vec![missed, Event::OfferExpired { offer: of }],
        ClockKind::Offer => vec![Event::OfferExpired { offer: of }],
        ClockKind::Survey => {
            vec![Event::SurveyAsked { clocks: desk.begun(Start::SurveySent) }]
        }
        ClockKind::Silence => [missed].into_iter().chain(close::silent(desk)).collect(),
        // Waiting was allowed that long; nothing was missed.
        ClockKind::Pause => {
            let (because, until_ms) = (Resumed::TimeOver, clock.due_ms);
            vec![Event::PauseEnded { pausing: of, because, until_ms, why: None }]
        }
        _ => vec![missed],
    }
}
