//! Asking both sides for evidence, taking it, and finding who bears what share of the matter.

use super::intake::uploaded;
use super::{Desk, Events, plain};
use crate::actor::Party;
use crate::case::{Finding, Request, RequestState, Share};
use crate::clock::ClockKind;
use crate::command::NewEvidence;
use crate::content::ContentRef;
use crate::event::Event;
use crate::refusal::Refusal;
use std::collections::BTreeSet;

pub fn add_evidence(
    desk: &Desk,
    evidence: &[NewEvidence],
    request: Option<&str>,
    text: Option<&ContentRef>,
) -> Result<Events, Refusal> {
    desk.open()?;
    if evidence.is_empty() && text.is_none() {
        return Err(Refusal::NothingChosen);
    }
    plain::files(evidence, desk.policy.limits.files_max)?;
    let party = desk.by.party();
    if let Some(id) = request {
        answerable(desk, id, party)?;
    }
    let first = desk.case.evidence.len() + 1;
    let mut events: Vec<Event> = evidence
        .iter()
        .enumerate()
        .map(|(i, new)| Event::EvidenceAdded {
            evidence: uploaded(new, format!("e{}", first + i), party, desk.now_ms, request),
        })
        .collect();
    match (request, text) {
        (Some(id), text) => {
            events.push(Event::RequestAnswered { request: id.to_owned(), text: text.cloned() });
        }
        (None, Some(text)) => {
            events.push(Event::Said { by: party, to: other_side(party), text: text.clone() })
        }
        (None, None) => {}
    }
    Ok(desk.on_case(events))
}

fn other_side(party: Party) -> Party {
    if party == Party::Platform { Party::Customer } else { Party::Platform }
}

/// A late answer is still taken: what lapsed is the waiting, not the right to speak.
fn answerable(desk: &Desk, id: &str, party: Party) -> Result<(), Refusal> {
    let request = desk.case.requests.iter().find(|request| request.id == id).ok_or(Refusal::NotFound)?;
    if request.to != party && party != Party::Platform {
        return Err(Refusal::NotFound);
    }
    match request.state {
        RequestState::Answered => Err(Refusal::AlreadyAnswered),
        RequestState::Open | RequestState::Lapsed => Ok(()),
    }
}

pub fn request(
    desk: &Desk,
    to: Party,
    kinds: &[String],
    reason: &ContentRef,
    due_ms: Option<i64>,
) -> Result<Events, Refusal> {
    desk.staff()?;
    desk.open()?;
    if kinds.is_empty() {
        return Err(Refusal::NothingChosen);
    }
    plain::codes(kinds.iter().map(String::as_str))?;
    if to == Party::Platform {
        return Err(Refusal::WordUnknown);
    }
    if to == Party::Merchant && desk.case.merchant.is_none() {
        return Err(Refusal::MerchantMissing);
    }
    let due_ms = due_ms.unwrap_or(desk.now_ms + desk.within_ms(ClockKind::Evidence));
    desk.is_ahead(due_ms)?;
    let request = Request {
        id: format!("q{}", desk.case.requests.len() + 1),
        to,
        kinds: kinds.to_vec(),
        reason: reason.clone(),
        due_ms,
        state: RequestState::Open,
    };
    Ok(desk.on_case([Event::EvidenceRequested { request }]))
}

/// Shares are whole percents that make a hundred, one for each party; each above zero cites evidence of this case.
pub fn find(desk: &Desk, shares: &[Share], reasons: &ContentRef) -> Result<Events, Refusal> {
    let by = desk.staff()?;
    desk.open()?;
    let parties: BTreeSet<Party> = shares.iter().map(|share| share.party).collect();
    let sum: u32 = shares.iter().map(|share| u32::from(share.percent)).sum();
    if sum != 100 || parties.len() != shares.len() {
        return Err(Refusal::SharesNotHundred);
    }
    if shares.iter().any(|share| share.percent > 0 && share.cites.is_empty()) {
        return Err(Refusal::ShareUncited);
    }
    if shares.iter().flat_map(|share| &share.cites).any(|id| !desk.case.has_evidence(id)) {
        return Err(Refusal::EvidenceUnknown);
    }
    let finding = Finding {
        id: format!("f{}", desk.case.findings.len() + 1),
        shares: shares.iter().filter(|share| share.percent > 0).cloned().collect(),
        reasons: reasons.clone(),
        by: by.clone(),
        at_ms: desk.now_ms,
    };
    Ok(desk.on_case([Event::Found { finding }]))
}
