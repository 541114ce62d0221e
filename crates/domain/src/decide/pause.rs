//! Pausing and going on. A reason is one of the playbook's; it says which clocks may wait and what has to be shown.

use super::{Desk, Events};
use crate::actor::Party;
use crate::case::{Pausing, PausingState, RequestState};
use crate::clock::HOUR_MS;
use crate::content::ContentRef;
use crate::event::Event;
use crate::playbook::{Cites, PauseRule};
use crate::refusal::Refusal;
use crate::words::Resumed;

pub fn pause(
    desk: &Desk,
    reason: &str,
    cites: &[String],
    why: &ContentRef,
    until_ms: Option<i64>,
) -> Result<Events, Refusal> {
    desk.staff()?;
    desk.open()?;
    let rule = desk.policy.playbooks.of(desk.case.kind()).pauses.get(reason).ok_or(Refusal::WordUnknown)?;
    if desk.case.open_pausings().any(|one| one.reason == reason) {
        return Err(Refusal::AlreadyThere);
    }
    shown(desk, rule, cites)?;
    let latest_ms = desk.now_ms + i64::from(rule.hours) * HOUR_MS;
    let until_ms = until_ms.unwrap_or(latest_ms);
    desk.is_ahead(until_ms)?;
    if until_ms > latest_ms {
        return Err(Refusal::DueInvalid);
    }
    let waits = |clock: &crate::clock::Clock| rule.stops.contains(&clock.kind) && clock.may_wait(desk.now_ms);
    if !desk.case.clocks.iter().any(waits) {
        return Err(Refusal::NothingToPause);
    }
    let pausing = Pausing {
        id: format!("p{}", desk.case.pausings.len() + 1),
        reason: reason.to_owned(),
        cites: cites.to_vec(),
        why: why.clone(),
        stops: rule.stops.clone(),
        ends: rule.ends,
        until_ms,
        state: PausingState::Open,
    };
    Ok(desk.on_case([Event::Paused { pausing }]))
}

/// Nobody pauses on their word alone. An inspection pauses by being ordered.
fn shown(desk: &Desk, rule: &PauseRule, cites: &[String]) -> Result<(), Refusal> {
    let asked = |id: &String| {
        let request = desk.case.request(id);
        request.is_some_and(|one| one.to == Party::Customer && one.state == RequestState::Open)
    };
    let stands = |id: &String| desk.case.piece(id).is_some_and(|item| desk.case.stands(item));
    let fits = match rule.cites {
        Cites::Inspection | Cites::Regulator => return Err(Refusal::WordUnknown),
        Cites::Request => cites.iter().all(asked),
        Cites::Evidence => cites.iter().all(stands),
    };
    match cites {
        [] => Err(Refusal::ProofMissing),
        _ if fits => Ok(()),
        _ => Err(Refusal::EvidenceUnknown),
    }
}

pub fn resume(desk: &Desk, id: &str, why: Option<&ContentRef>) -> Result<Events, Refusal> {
    desk.staff()?;
    desk.open()?;
    let pausing = desk.case.pausings.iter().find(|one| one.id == id).ok_or(Refusal::NotFound)?;
    if pausing.state != PausingState::Open {
        return Err(Refusal::AlreadyAnswered);
    }
    let (pausing, because, until_ms) = (id.to_owned(), Resumed::ByHand, desk.now_ms);
    Ok(desk.on_case([Event::PauseEnded { pausing, because, until_ms, why: why.cloned() }]))
}
