//! The clock struck. What is due is decided here again, so a tick that is late, early or repeated does no harm.

use super::{Desk, Events, close};
use crate::actor::{Actor, Party};
use crate::clock::{Clock, ClockKind};
use crate::event::{AssignRule, Event};
use crate::refusal::Refusal;

pub fn elapse(desk: &Desk) -> Result<Events, Refusal> {
    if *desk.by != Actor::System {
        return Err(Refusal::NotAllowed);
    }
    let due = desk.case.clocks.iter().filter(|clock| clock.ticks() && clock.due_ms <= desk.now_ms);
    let mut events: Vec<Event> = due.flat_map(|clock| struck(desk, clock)).collect();
    // Never ownerless: a case that came in while nobody was on duty gets its owner with the next tick.
    if !events.is_empty() && desk.case.owner.is_none() && desk.case.is_open() {
        let owner = desk.world.next_owner(&[]);
        events.extend(owner.map(|owner| Event::Assigned { owner, rule: AssignRule::InTurn, why: None }));
    }
    Ok(desk.on_case(events))
}

fn struck(desk: &Desk, clock: &Clock) -> Vec<Event> {
    let of = clock.of.clone().unwrap_or_default();
    let missed = Event::ClockMissed { clock: clock.clone() };
    match clock.kind {
        ClockKind::Record => vec![missed, Event::MovedOn { gaps: desk.case.gaps.clone() }],
        ClockKind::Evidence => vec![missed, Event::RequestLapsed { request: of }],
        ClockKind::Offer => vec![Event::OfferExpired { offer: of }],
        ClockKind::Survey => {
            let within = desk.within_ms(ClockKind::Silence);
            let silence = Clock::new(ClockKind::Silence, Party::Customer, desk.now_ms, within);
            vec![Event::SurveyAsked { clocks: vec![silence] }]
        }
        ClockKind::Silence => [missed].into_iter().chain(close::silent(desk)).collect(),
        _ => vec![missed],
    }
}
