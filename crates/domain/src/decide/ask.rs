//! Asking both sides for evidence, and taking it.

use super::evidence::{correction, next_id};
use super::intake::given;
use super::{Desk, Events, plain};
use crate::actor::Party;
use crate::case::{Request, RequestState, Source};
use crate::command::{Ask, Correction, NewEvidence};
use crate::content::ContentRef;
use crate::event::{AssignRule, Event};
use crate::playbook::Start;
use crate::refusal::Refusal;
use crate::words::Silence;

pub fn add_evidence(
    desk: &Desk,
    evidence: &[NewEvidence],
    request: Option<&str>,
    text: Option<&ContentRef>,
    corrects: Option<&Correction>,
) -> Result<Events, Refusal> {
    desk.open()?;
    if evidence.is_empty() && text.is_none() {
        return Err(Refusal::NothingChosen);
    }
    plain::files(evidence, desk.policy.limits.files_max)?;
    provenance(desk, evidence)?;
    if let Some(corrects) = corrects {
        let evidence = correction(desk, corrects, evidence)?;
        return Ok(desk.on_case([Event::EvidenceAdded { evidence }]));
    }
    let party = desk.by.party();
    if let Some(id) = request {
        answerable(desk, id, party)?;
    }
    let mut events = shown(desk, evidence, request);
    match (request, text) {
        (Some(id), text) => {
            events.push(Event::RequestAnswered { request: id.to_owned(), text: text.cloned() });
        }
        (None, Some(text)) => {
            events.push(Event::Said { by: party, to: other_side(party), text: text.clone(), drawn: None })
        }
        (None, None) => {}
    }
    Ok(desk.on_case(events))
}

/// Only we say that something came by telephone, from elsewhere or from a third party.
fn provenance(desk: &Desk, evidence: &[NewEvidence]) -> Result<(), Refusal> {
    let by = desk.by.party();
    let plain = |new: &NewEvidence| match by {
        Party::Platform => new.from.is_none_or(|from| !from.is_not_asked()),
        third if third.is_third() => new.from.is_none(),
        _ => new.from.is_none() && new.source == Source::Uploaded,
    };
    if evidence.iter().all(plain) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// What we hand in as the answer of somebody else counts on their side.
pub(super) fn shown(desk: &Desk, evidence: &[NewEvidence], request: Option<&str>) -> Vec<Event> {
    let by = desk.by.party();
    let asked = request.and_then(|id| desk.case.request(id)).map(|one| one.to);
    let one = |(i, new): (usize, &NewEvidence)| {
        let mut evidence = given(new, next_id(desk, i), by, desk.now_ms, request);
        evidence.from = evidence.from.or(asked.filter(|side| *side != by));
        if evidence.source == Source::Uploaded && evidence.side().is_third() {
            evidence.source = Source::ThirdParty;
        }
        Event::EvidenceAdded { evidence }
    };
    evidence.iter().enumerate().map(one).collect()
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
        // A report without a result would leave the clocks standing.
        _ if desk.case.inspection_of(id).is_some() => Err(Refusal::ResultMissing),
        RequestState::Answered => Err(Refusal::AlreadyAnswered),
        RequestState::Open | RequestState::Lapsed => Ok(()),
    }
}

pub fn request(desk: &Desk, ask: &Ask) -> Result<Events, Refusal> {
    desk.staff()?;
    desk.open()?;
    let request = asked(desk, ask)?;
    Ok(desk.on_case([Event::EvidenceRequested { request }]))
}

/// A request with its date, its reason and the outcome on silence, which is stated when it is made.
pub(super) fn asked(desk: &Desk, ask: &Ask) -> Result<Request, Refusal> {
    if ask.kinds.is_empty() {
        return Err(Refusal::NothingChosen);
    }
    plain::codes(ask.kinds.iter().map(String::as_str))?;
    if ask.to.is_not_asked() || (ask.contact.is_some() && !ask.to.is_third()) {
        return Err(Refusal::WordUnknown);
    }
    if ask.to == Party::Merchant && desk.case.merchant.is_none() {
        return Err(Refusal::MerchantMissing);
    }
    let clock = desk.bound(Start::Asked, |moment| moment.asked = Some(ask.to));
    let clock = clock.filter(|_| ask.due_ms.is_none());
    let due_ms = ask.due_ms.or(clock.as_ref().map(|clock| clock.due_ms)).ok_or(Refusal::DueInvalid)?;
    desk.is_ahead(due_ms)?;
    let rules = &desk.policy.playbooks.of(desk.case.kind()).silence;
    Ok(Request {
        id: format!("q{}", desk.case.requests.len() + 1),
        to: ask.to,
        kinds: ask.kinds.clone(),
        reason: ask.reason.clone(),
        due_ms,
        state: RequestState::Open,
        silence: ask.silence.unwrap_or(rules.of(ask.to).then),
        contact: ask.contact.clone(),
        generation: 0,
        sum: clock.and_then(|clock| clock.sum),
    })
}

/// Makes the link of a third party worthless; the new one is shown on the desk.
pub fn renew_link(desk: &Desk, id: &str) -> Result<Events, Refusal> {
    desk.staff()?;
    desk.open()?;
    desk.case.request(id).filter(|one| one.to.is_third()).ok_or(Refusal::NotFound)?;
    Ok(desk.on_case([Event::LinkRenewed { request: id.to_owned() }]))
}

/// What lapsed, and what was said would happen then.
pub(super) fn lapsed(desk: &Desk, id: &str) -> Vec<Event> {
    let then = desk.case.request(id).map(|one| one.silence).unwrap_or_default();
    let mut events = vec![Event::RequestLapsed { request: id.to_owned(), then }];
    if then == Silence::Escalated {
        let senior = desk.world.next_senior(desk.case, desk.now_ms);
        events.extend(senior.map(|owner| Event::Assigned { owner, rule: AssignRule::Escalated, why: None }));
    }
    events
}
