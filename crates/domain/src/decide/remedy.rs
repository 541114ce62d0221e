//! Carrying out what was accepted, until it is proven.

use super::{Desk, Events, close, consign, money, order, plain};
use crate::actor::Actor;
use crate::case::{Proof, Remedy, RemedyState};
use crate::clock::{Clock, ClockKind, HOUR_MS, MINUTE_MS};
use crate::command::RemedyAnswer;
use crate::event::Event;
use crate::refusal::Refusal;
use crate::words::RemedyKind;

/// A person proves a remedy, or, without proof, orders again what was refused.
pub fn execute(desk: &Desk, id: &str, proof: Option<&Proof>) -> Result<Events, Refusal> {
    if !matches!(desk.by, Actor::Staff(..) | Actor::Merchant(..)) {
        return Err(Refusal::NotAllowed);
    }
    let remedy = owed(desk, id)?;
    // Its shares are paid, each by itself; whoever paid the whole beside them would pay twice.
    if desk.case.is_paid_in_shares(remedy) {
        return Err(Refusal::PaidInShares);
    }
    match proof {
        None => again(desk, remedy),
        Some(proof) => {
            fits(desk, remedy, proof)?;
            proven(desk, remedy, proof.clone(), ours(remedy))
        }
    }
}

fn again(desk: &Desk, remedy: &Remedy) -> Result<Events, Refusal> {
    let by_us = matches!(desk.by, Actor::Staff(..));
    // What was agreed before anybody outside took it can be ordered later.
    let ordered = order::with(desk, remedy.kind).is_some();
    match remedy.state {
        RemedyState::Failed { .. } if by_us && (ordered || remedy.kind.moves_money()) => {
            Ok(instruct_again(desk, remedy))
        }
        RemedyState::Owed if by_us && ordered => Ok(instruct_again(desk, remedy)),
        _ => Err(Refusal::ProofMissing),
    }
}

/// What proves what, and from whose hand. A payment's reference proves money, a parcel's number goods, a label a label,
/// a statement all of them. Coupons and points are booked by the house alone. While somebody outside may still be
/// doing it, nobody does the same beside them; where they do not answer, one of us may find it in their books.
fn fits(desk: &Desk, remedy: &Remedy, proof: &Proof) -> Result<(), Refusal> {
    let by_us = matches!(desk.by, Actor::Staff(..));
    // Whoever owes it to the platform pays the platform.
    if !by_us && desk.case.is_paid_ahead(&remedy.id) {
        return Err(Refusal::NotAllowed);
    }
    match (&remedy.state, proof) {
        (RemedyState::Instructed { .. }, _) => Err(Refusal::RemedyNotOwed),
        (_, Proof::Payment { .. }) if !by_us => Err(Refusal::NotAllowed),
        (_, Proof::Payment { reference }) if remedy.kind.moves_money() && plain::is_code(reference) => Ok(()),
        (RemedyState::Unknown { .. } | RemedyState::Taken { .. }, _) if remedy.with.is_none() || !by_us => {
            Err(Refusal::RemedyNotOwed)
        }
        (_, Proof::Voucher { .. }) if remedy.kind.is_brought_by(proof) => Ok(()),
        (_, Proof::Tracking { .. }) if remedy.kind.has_parcel() => Ok(()),
        (_, Proof::Label { .. }) if remedy.kind == RemedyKind::ReturnLabel => Ok(()),
        (_, Proof::Statement { .. }) => Ok(()),
        _ => Err(Refusal::ProofMissing),
    }
}

/// Our reference at the provider, when it is still asked for it: the asking ends with the proof.
fn ours(remedy: &Remedy) -> Option<String> {
    match &remedy.state {
        RemedyState::Unknown { reference, .. } | RemedyState::Taken { reference, .. } => {
            Some(reference.clone())
        }
        _ => None,
    }
}

fn instruct_again(desk: &Desk, remedy: &Remedy) -> Events {
    let reference = money::reference(desk, remedy, remedy.attempts + 1);
    let with = order::with(desk, remedy.kind).map(str::to_owned);
    desk.on_case([Event::RemedyInstructed { remedy: remedy.id.clone(), reference, with }])
}

/// The provider's word. An answer to an instruction we no longer wait for changes nothing.
pub fn answered(desk: &Desk, id: &str, reference: &str, answer: &RemedyAnswer) -> Result<Events, Refusal> {
    desk.system()?;
    let remedy = desk.case.remedy(id).ok_or(Refusal::NotFound)?;
    let waited_for = match &remedy.state {
        RemedyState::Instructed { reference: ours }
        | RemedyState::Unknown { reference: ours, .. }
        | RemedyState::Taken { reference: ours, .. } => ours == reference,
        _ => false,
    };
    if !waited_for {
        return Ok(vec![]);
    }
    match answer {
        RemedyAnswer::Fulfilled { .. } | RemedyAnswer::Taken if remedy.with.is_none() => {
            unknown(desk, id, reference)
        }
        RemedyAnswer::Done { .. } if remedy.with.is_some() => unknown(desk, id, reference),
        RemedyAnswer::Taken => Ok(order::taken(desk, remedy, reference)),
        RemedyAnswer::Fulfilled { proof } if remedy.kind.is_brought_by(proof) => {
            proven(desk, remedy, proof.clone(), Some(reference.to_owned()))
        }
        RemedyAnswer::Fulfilled { .. } => unknown(desk, id, reference),
        RemedyAnswer::Done { amount, .. } if Some(*amount) != remedy.amount => unknown(desk, id, reference),
        RemedyAnswer::Done { reference: theirs, .. } => {
            proven(desk, remedy, Proof::Payment { reference: plain::cut(theirs) }, Some(reference.to_owned()))
        }
        RemedyAnswer::Refused { code } => Ok(desk.on_case([Event::RemedyFailed {
            remedy: id.to_owned(),
            reference: reference.to_owned(),
            code: plain::cut(code),
        }])),
        RemedyAnswer::Unknown => unknown(desk, id, reference),
    }
}

/// It is asked for again by our reference, never sent again; the longer it takes, the less often.
fn unknown(desk: &Desk, id: &str, reference: &str) -> Result<Events, Refusal> {
    let ask_ms = desk.now_ms + waited_ms(desk, id).clamp(MINUTE_MS, 6 * HOUR_MS);
    Ok(desk.on_case([Event::RemedyUnknown {
        remedy: id.to_owned(),
        reference: reference.to_owned(),
        ask_ms,
    }]))
}

/// Since it was agreed.
pub(super) fn waited_ms(desk: &Desk, id: &str) -> i64 {
    let owed_clock = |clock: &&Clock| clock.kind == ClockKind::Remedy && clock.of.as_deref() == Some(id);
    desk.case.clocks.iter().find(owed_clock).map_or(0, |clock| desk.now_ms - clock.from_ms)
}

fn proven(desk: &Desk, remedy: &Remedy, proof: Proof, reference: Option<String>) -> Result<Events, Refusal> {
    let payment = match &proof {
        Proof::Payment { reference } => reference.clone(),
        _ => String::new(),
    };
    let mut events = desk.on_case([Event::RemedyProven { remedy: remedy.id.clone(), proof, reference }]);
    if remedy.kind.moves_money() {
        events.extend(money::paid(desk, remedy)?);
        events.extend(consign::paid(desk, remedy, payment));
    }
    let whole = desk.case.completed_by(remedy);
    let done = |other: &Remedy| {
        other.id == remedy.id || Some(other) == whole || matches!(other.state, RemedyState::Proven { .. })
    };
    let others_owed = desk.case.remedies.iter().any(|other| !done(other));
    if !others_owed {
        events.extend(close::follow_up(desk));
    }
    Ok(events)
}

fn owed<'a>(desk: &'a Desk, id: &str) -> Result<&'a Remedy, Refusal> {
    let remedy = desk.case.remedy(id).ok_or(Refusal::NotFound)?;
    match remedy.state {
        RemedyState::Proven { .. } => Err(Refusal::RemedyNotOwed),
        _ => Ok(remedy),
    }
}
