//! What follows for the clocks from what was decided: a pause ends when the customer acts, a decision is due when the
//! evidence is in, a clock of days that stood still is counted again. All of it is in the same commit.

use super::{Desk, Events, board, ladder};
use crate::actor::Actor;
use crate::calendar::Calendar;
use crate::case::{Board, BoardState, Case, RemedyState, RequestState};
use crate::clock::{Clock, ClockKind};
use crate::event::Event;
use crate::playbook::{Ends, Start};
use crate::words::{Recount, RemedyKind, Resumed, Stage};

/// What follows, from the case as it was on the desk, as it will be, and the events between.
type Rule = fn(&Desk, &Case, &Events) -> Vec<Event>;

pub(super) fn follow(desk: &Desk, mut events: Events) -> Events {
    if !events.iter().any(|(_, event)| matters(event)) {
        return events;
    }
    let mut after = desk.case.clone();
    for (_, event) in &events {
        after.apply(event, desk.now_ms);
    }
    let rules: [Rule; 6] = [ended, evidence_in, returned, ladder::rises, stood, unboarded];
    for rule in rules {
        let more = rule(desk, &after, &events);
        more.iter().for_each(|event| after.apply(event, desk.now_ms));
        events.extend(desk.on_case(more));
    }
    events
}

fn matters(event: &Event) -> bool {
    matches!(
        event,
        Event::Said { .. }
            | Event::EvidenceAdded { .. }
            | Event::Supplemented(_)
            | Event::RequestAnswered { .. }
            | Event::RequestLapsed { .. }
            | Event::InspectionDone { .. }
            | Event::PauseEnded { .. }
            | Event::RegulatorDid { .. }
            | Event::RemedyProven { .. }
            | Event::OfferMade { .. }
            | Event::OfferDeclined { .. }
            | Event::Closed { .. }
            | Event::OfferExpired { .. }
    )
}

/// The customer did something: what was paused to wait for them goes on.
fn ended(desk: &Desk, after: &Case, _: &Events) -> Vec<Event> {
    if !matches!(desk.by, Actor::Customer(_)) {
        return vec![];
    }
    let waiting = after.open_pausings().filter(|one| one.ends == Ends::Customer);
    let (because, until_ms) = (Resumed::Acted, desk.now_ms);
    waiting.map(|one| Event::PauseEnded { pausing: one.id.clone(), because, until_ms, why: None }).collect()
}

/// A case that ended has no use for a vote: what was cast is gone unread.
fn unboarded(_: &Desk, after: &Case, _: &Events) -> Vec<Event> {
    let runs = |one: &&Board| matches!(one.state, BoardState::Voting | BoardState::Counting { .. });
    let boards = after.boards.iter().filter(|one| !after.is_open() && runs(one));
    boards.flat_map(board::failed).collect()
}

/// However late the tick: the time to decide runs from when the last request was over.
fn evidence_in(desk: &Desk, after: &Case, events: &Events) -> Vec<Event> {
    let asked = after.requests.iter().any(|one| one.state == RequestState::Open);
    let decides = after.is_open() && after.stage == Stage::Investigate;
    if asked || !decides || after.running(ClockKind::Decision).is_some() {
        return vec![];
    }
    let over = events.iter().filter_map(|(_, event)| match event {
        Event::RequestAnswered { .. } => Some(desk.now_ms),
        Event::RequestLapsed { request, .. } => desk.case.request(request).map(|one| one.due_ms),
        _ => None,
    });
    let Some(from_ms) = over.max() else { return vec![] };
    let clocks = desk.begun_at(Start::EvidenceIn, after, from_ms);
    if clocks.is_empty() { vec![] } else { vec![Event::ClocksBegun { clocks }] }
}

/// The goods are back and the money is still owed.
fn returned(desk: &Desk, after: &Case, events: &Events) -> Vec<Event> {
    let back = |event: &Event| match event {
        Event::RemedyProven { remedy, .. } => {
            desk.case.remedy(remedy).is_some_and(|one| one.kind == RemedyKind::Return)
        }
        _ => false,
    };
    let owed = |remedy: &&crate::case::Remedy| {
        remedy.kind.moves_money() && !matches!(remedy.state, RemedyState::Proven { .. })
    };
    if !after.is_open()
        || !events.iter().any(|(_, event)| back(event))
        || after.remedies.iter().find(owed).is_none()
    {
        return vec![];
    }
    let there = |clock: &Clock| after.clocks.iter().any(|one| one.is_same(clock) && one.is_running());
    let mut clocks = desk.begun_at(Start::Returned, after, desk.now_ms);
    clocks.retain(|clock| !there(clock));
    if clocks.is_empty() { vec![] } else { vec![Event::ClocksBegun { clocks }] }
}

/// What counts days and has stood still since is counted again; hours were added as they passed.
fn stood(desk: &Desk, after: &Case, _: &Events) -> Vec<Event> {
    let before = |clock: &Clock| desk.case.clocks.iter().find(|one| one.is_same(clock));
    let moved = |clock: &&Clock| before(clock).is_none_or(|one| one.pauses.len() != clock.pauses.len());
    let clocks = after.clocks.iter().filter(|clock| clock.counts_days() && !clock.pauses.is_empty());
    recounted(desk, &desk.calendar(), clocks.filter(moved), Recount::Resumed)
}

/// The running ones of these that come out at another time.
pub(super) fn recounted<'c>(
    desk: &Desk,
    calendar: &Calendar,
    clocks: impl Iterator<Item = &'c Clock>,
    because: Recount,
) -> Vec<Event> {
    let again = |clock: &Clock| clock.counted_again(calendar, desk.policy.playbooks.hours);
    let running = clocks.filter(|clock| clock.is_running());
    let clocks: Vec<Clock> = running.filter_map(again).collect();
    if clocks.is_empty() { vec![] } else { vec![Event::ClocksRecounted { because, clocks }] }
}

/// An imported year moves what is still to come. Whoever has a date keeps it once it has passed.
pub fn recount(desk: &Desk) -> Result<Events, crate::Refusal> {
    desk.system()?;
    let calendar = desk.calendar();
    let over = |clock: &Clock| {
        clock.missed_ms.is_some() || clock.kind == ClockKind::Appeal && clock.due_ms < desk.now_ms
    };
    let ahead = desk.case.clocks.iter().filter(|clock| clock.counts_days() && !over(clock));
    Ok(desk.on_case(recounted(desk, &calendar, ahead, Recount::Calendar)))
}
