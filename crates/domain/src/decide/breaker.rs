//! Parcels told of, breakers that trip and are reset, and what they offer by rule. A breaker trips once at a time; a
//! parcel gets one offer, ever. What was decided outside is decided here again, so a tick that is late, early or
//! repeated does no harm.

use super::{Desk, Events, intake, offer};
use crate::actor::{Actor, Party, Role};
use crate::breaker::{Breaker, Rule, Trip, Weighed};
use crate::case::Proposal;
use crate::command::{BreakerCommand, ParcelCommand, Relieve};
use crate::content::ContentRef;
use crate::event::Event;
use crate::id::{BreakerId, ParcelId};
use crate::money::Fen;
use crate::parcel::{ParcelFacts, Passed, Relieved};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::world::World;

/// What a parcel is as evidence.
pub(super) const RECORD: &str = "parcel_record";
/// Longest code of a route, carrier or product.
const CODE_MAX: usize = 64;

pub fn parcel(world: &World, id: &ParcelId, command: &ParcelCommand, by: &Actor) -> Result<Events, Refusal> {
    match command {
        ParcelCommand::Record(told) => record(world, id, told, by),
        ParcelCommand::Pass(passed) => pass(world, id, passed, by),
    }
}

fn record(world: &World, id: &ParcelId, told: &ParcelFacts, by: &Actor) -> Result<Events, Refusal> {
    if !matches!(by, Actor::System | Actor::Staff(_, Role::Manager | Role::Admin)) {
        return Err(Refusal::NotAllowed);
    }
    let codes = [&told.route, &told.carrier, &told.product];
    if codes.into_iter().flatten().any(|code| !is_code(code)) {
        return Err(Refusal::WordUnknown);
    }
    let known = world.parcel(id).map(|parcel| parcel.facts.clone());
    let mut facts = known.clone().unwrap_or_default().with(told);
    if facts.product.is_none() {
        let order = facts.order.as_ref().and_then(|order| world.order(order));
        facts.product = order.and_then(|order| order.facts.product.clone()).filter(|code| is_code(code));
    }
    if known.as_ref() == Some(&facts) {
        return Ok(vec![]);
    }
    Ok(vec![(id.subject(), Event::ParcelRecorded { facts: Box::new(facts) })])
}

/// It stands in the name of a breaker.
fn is_code(code: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    (1..=CODE_MAX).contains(&code.len()) && code.chars().all(plain)
}

fn pass(world: &World, id: &ParcelId, passed: &Passed, by: &Actor) -> Result<Events, Refusal> {
    system(by)?;
    let parcel = world.parcel(id).ok_or(Refusal::NotFound)?;
    if parcel.relieved.is_some() || parcel.passed.as_ref() == Some(passed) {
        return Ok(vec![]);
    }
    Ok(vec![(id.subject(), Event::ParcelPassed(passed.clone()))])
}

fn system(by: &Actor) -> Result<(), Refusal> {
    if *by == Actor::System { Ok(()) } else { Err(Refusal::NotAllowed) }
}

pub fn breaker(
    world: &World,
    id: &BreakerId,
    command: &BreakerCommand,
    (by, now_ms): (&Actor, i64),
    policy: &Policy,
) -> Result<Events, Refusal> {
    let (rule, code) = id.parts();
    let known = world.breaker(id).cloned().unwrap_or_default();
    let event = match command {
        BreakerCommand::Weigh { weighed, name } => {
            system(by)?;
            let rule = policy.breakers.rule(rule).filter(|_| is_code(code)).ok_or(Refusal::NotFound)?;
            weigh(&known, rule, (weighed, name.as_ref()), now_ms, &policy.breakers.version)
        }
        BreakerCommand::Reset { why } => {
            leads(by)?;
            known.open.as_ref().ok_or(Refusal::BreakerShut)?;
            Some(Event::BreakerReset { why: Some(why.clone()) })
        }
        BreakerCommand::Widen { more, why } => {
            leads(by)?;
            known.open.as_ref().ok_or(Refusal::BreakerShut)?;
            if !more.is_payable() {
                return Err(Refusal::AmountInvalid);
            }
            Some(Event::BreakerWidened { more: *more, why: why.clone() })
        }
    };
    Ok(event.map(|event| (id.subject(), event)).into_iter().collect())
}

fn leads(by: &Actor) -> Result<(), Refusal> {
    match by {
        Actor::Staff(_, Role::Manager | Role::Admin) => Ok(()),
        _ => Err(Refusal::NotAllowed),
    }
}

/// Trips, resets by rule, or stays as it is.
fn weigh(
    known: &Breaker,
    rule: &Rule,
    (weighed, name): (&Weighed, Option<&ContentRef>),
    now_ms: i64,
    rules: &str,
) -> Option<Event> {
    match &known.open {
        Some(open) if rule.is_clean(weighed, open.at_ms, now_ms) => Some(Event::BreakerReset { why: None }),
        Some(_) => None,
        None if rule.trips(weighed) => Some(Event::BreakerTripped(Box::new(Trip {
            number: known.trips + 1,
            weighed: *weighed,
            rules: rules.to_owned(),
            budget: rule.relief.budget,
            name: name.cloned(),
        }))),
        None => None,
    }
}

/// Once for each parcel, while its breaker is tripped, within the budget of the trip and the limits of the role that the
/// rule names. An offer that stands, or something that was accepted, is not pushed aside.
pub fn relieve(desk: &Desk, given: &Relieve) -> Result<Events, Refusal> {
    desk.system()?;
    let rule = desk.policy.breakers.rule(given.breaker.parts().0).ok_or(Refusal::NotFound)?;
    let parcel = desk.world.parcel(&given.parcel).ok_or(Refusal::NotFound)?;
    let open = desk.world.breaker(&given.breaker).and_then(|one| one.open.as_ref());
    let open = open.ok_or(Refusal::BreakerShut)?;
    if parcel.relieved.is_some() {
        return Err(Refusal::ParcelRelieved);
    }
    if parcel.facts.order.is_none() || parcel.facts.order != desk.case.order {
        return Err(Refusal::OrderUnknown);
    }
    let code = parcel.facts.code(rule.scope).unwrap_or_default();
    let matches = rule.judge(&parcel.facts, desk.now_ms).is_some_and(|one| one.matches);
    if !matches || !rule.relieves(&parcel.facts) || rule.breaker(code) != given.breaker {
        return Err(Refusal::BreakerShut);
    }
    if desk.case.open_offer().is_some() {
        return Err(Refusal::OfferOpen);
    }
    let proposal = proposal(desk, rule, given)?;
    let cost = offer::cost(desk, &proposal)?;
    if !cost.is_within(&desk.policy.playbooks.of(desk.case.kind()).allowances.of(rule.relief.by)) {
        return Err(Refusal::AboveLimit);
    }
    if cost.total() > open.left() {
        return Err(Refusal::BudgetSpent);
    }
    let shown = desk.case.evidence.len() + 1;
    let record = intake::given(&given.record, format!("e{shown}"), Party::Platform, desk.now_ms, None);
    let mut events = desk.on_case([Event::EvidenceAdded { evidence: record }]);
    events.extend(offer::made(desk, &proposal, cost, None)?);
    let made = offer_of(&events).ok_or(Refusal::NothingOffered)?;
    events.extend(noted(desk, given, made, cost.total()));
    Ok(events)
}

fn proposal(desk: &Desk, rule: &Rule, given: &Relieve) -> Result<Proposal, Refusal> {
    let relief = &rule.relief;
    let items = relief.items(desk.case.amount).ok_or(Refusal::AmountInvalid)?;
    let expires_ms = Some(relief.expires_ms(desk.now_ms));
    let mut proposal = Proposal::new(items, relief.choice, given.words.clone(), expires_ms);
    (proposal.advance, proposal.debtor) = (relief.advance, relief.debtor);
    proposal.breaker = Some(given.breaker.clone());
    Ok(proposal)
}

fn offer_of(events: &Events) -> Option<String> {
    events.iter().find_map(|(_, event)| match event {
        Event::OfferMade { offer } => Some(offer.id.clone()),
        _ => None,
    })
}

fn noted(desk: &Desk, given: &Relieve, offer: String, amount: Fen) -> Events {
    let case = desk.case.id.clone();
    let relieved = Relieved { breaker: given.breaker.clone(), case: case.clone(), offer: offer.clone() };
    let drawn = Event::BreakerDrawn { parcel: given.parcel.clone(), case, offer, amount };
    vec![(given.parcel.subject(), Event::ParcelRelieved(relieved)), (given.breaker.subject(), drawn)]
}
