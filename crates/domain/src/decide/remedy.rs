//! Carrying out what was accepted, until it is proven.

use super::{Desk, Events, close, money};
use crate::actor::Actor;
use crate::case::{Proof, Remedy, RemedyState};
use crate::clock::MINUTE_MS;
use crate::command::RemedyAnswer;
use crate::event::Event;
use crate::refusal::Refusal;

/// A person proves a remedy, or, without proof, orders a refund again that the provider refused.
pub fn execute(desk: &Desk, id: &str, proof: Option<&Proof>) -> Result<Events, Refusal> {
    if !matches!(desk.by, Actor::Staff(..) | Actor::Merchant(..)) {
        return Err(Refusal::NotAllowed);
    }
    let remedy = owed(desk, id)?;
    match (proof, &remedy.state) {
        (None, RemedyState::Failed { .. }) if remedy.kind.moves_money() => Ok(instruct_again(desk, remedy)),
        (None, _) => Err(Refusal::ProofMissing),
        // While the provider may still be paying, a person cannot pay the same beside it.
        (Some(_), RemedyState::Instructed { .. }) => Err(Refusal::RemedyNotOwed),
        (Some(_), RemedyState::Unknown { .. }) if matches!(desk.by, Actor::Merchant(..)) => Err(Refusal::RemedyNotOwed),
        (Some(proof), _) => proven(desk, remedy, proof.clone(), None),
    }
}

fn instruct_again(desk: &Desk, remedy: &Remedy) -> Events {
    let reference = money::reference(desk, remedy, remedy.attempts + 1);
    desk.on_case([Event::RemedyInstructed { remedy: remedy.id.clone(), reference }])
}

/// The provider's word. An answer to an instruction we no longer wait for changes nothing.
pub fn answered(desk: &Desk, id: &str, reference: &str, answer: &RemedyAnswer) -> Result<Events, Refusal> {
    let remedy = desk.case.remedy(id).ok_or(Refusal::NotFound)?;
    let waited_for = match &remedy.state {
        RemedyState::Instructed { reference: ours } | RemedyState::Unknown { reference: ours } => ours == reference,
        _ => false,
    };
    if !waited_for {
        return Ok(vec![]);
    }
    match answer {
        RemedyAnswer::Done { amount, .. } if Some(*amount) != remedy.amount => unknown(desk, id, reference),
        RemedyAnswer::Done { reference: theirs, .. } => {
            proven(desk, remedy, Proof::Payment { reference: theirs.clone() }, Some(reference.to_owned()))
        }
        RemedyAnswer::Refused { code } => Ok(desk.on_case([Event::RemedyFailed {
            remedy: id.to_owned(),
            reference: reference.to_owned(),
            code: code.clone(),
        }])),
        RemedyAnswer::Unknown => unknown(desk, id, reference),
    }
}

/// It is asked for again by our reference, never sent again.
fn unknown(desk: &Desk, id: &str, reference: &str) -> Result<Events, Refusal> {
    let ask_ms = desk.now_ms + MINUTE_MS;
    Ok(desk.on_case([Event::RemedyUnknown { remedy: id.to_owned(), reference: reference.to_owned(), ask_ms }]))
}

fn proven(desk: &Desk, remedy: &Remedy, proof: Proof, reference: Option<String>) -> Result<Events, Refusal> {
    let mut events = desk.on_case([Event::RemedyProven { remedy: remedy.id.clone(), proof, reference }]);
    if remedy.kind.moves_money() {
        events.extend(money::paid(desk, remedy)?);
    }
    let others_owed = desk.case.remedies.iter().any(|other| {
        other.id != remedy.id && !matches!(other.state, RemedyState::Proven { .. })
    });
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
