//! Climbing the playbook's ladder: the next rung, raised by a person, by rule after the customer's no, or by time.

use super::{Desk, Events, approval, contract, offer};
use crate::actor::{Actor, Party, Role};
use crate::case::{Case, OfferState, Proposal, Reach, Shut, Sought, Stands};
use crate::clock::{Clock, ClockKind, HOUR_MS};
use crate::content::ContentRef;
use crate::event::Event;
use crate::money::Fen;
use crate::refusal::Refusal;
use crate::words::Rise;

/// A person is told what forbids it; what was to happen by rule and cannot is an entry, and a person looks.
pub fn climb(
    desk: &Desk,
    rung: &str,
    words: &ContentRef,
    why: Option<&ContentRef>,
) -> Result<Events, Refusal> {
    match desk.by {
        Actor::Staff(_, role) => raised(desk, rung, words, (*role, why)),
        Actor::System => {
            if desk.case.rung_due.as_deref() != Some(rung) {
                return Ok(vec![]);
            }
            by_rule(desk, rung, words).or_else(|refusal| {
                let because = refusal.code().to_owned();
                Ok(desk.on_case([Event::RungPassed { rung: rung.to_owned(), because }]))
            })
        }
        _ => Err(Refusal::NotAllowed),
    }
}

fn raised(
    desk: &Desk,
    rung: &str,
    words: &ContentRef,
    (role, why): (Role, Option<&ContentRef>),
) -> Result<Events, Refusal> {
    let stands = reachable(desk, rung)?;
    let proposal = proposal(desk, &stands, words)?;
    // Whoever is below the role of the rung asks, like for a sum above their limit.
    if role >= stands.rung.by {
        return offer::offer(desk, &proposal, why);
    }
    let cost = offer::cost(desk, &proposal)?;
    offer::made(desk, &proposal, cost, desk.by.user())?;
    let above = approval::above(desk, &cost);
    approval::ask(desk, Sought::Offer { proposal }, (cost, above, stands.rung.by), why)
}

/// With the limits of the role that may give it: more waits for a person.
fn by_rule(desk: &Desk, rung: &str, words: &ContentRef) -> Result<Events, Refusal> {
    let stands = reachable(desk, rung)?;
    let proposal = proposal(desk, &stands, words)?;
    let cost = offer::cost(desk, &proposal)?;
    let limits = desk.policy.playbooks.of(desk.case.kind()).allowances.of(stands.rung.by);
    if !cost.is_within(&limits) {
        return Err(Refusal::AboveLimit);
    }
    if desk.case.open_offer().is_some() {
        return Err(Refusal::OfferOpen);
    }
    offer::made(desk, &proposal, cost, None)
}

fn reachable<'d>(desk: &'d Desk, rung: &str) -> Result<Stands<'d>, Refusal> {
    desk.open()?;
    let mut ladder = desk.case.ladder(&desk.policy.playbooks).into_iter();
    let stands = ladder.find(|one| one.rung.id == rung).ok_or(Refusal::NotFound)?;
    match stands.reach {
        Reach::Next => Ok(stands),
        Reach::Shut(Shut::Consent) => Err(Refusal::ConsentMissing),
        _ => Err(Refusal::RungShut),
    }
}

fn proposal(desk: &Desk, stands: &Stands, words: &ContentRef) -> Result<Proposal, Refusal> {
    let items = stands.items.clone().ok_or(Refusal::RungShut)?;
    let expires_ms = stands.rung.hours.map(|hours| desk.now_ms + i64::from(hours) * HOUR_MS);
    let mut proposal = Proposal::new(items, stands.rung.choice, words.clone(), expires_ms);
    (proposal.rung, proposal.advance) = (Some(stands.rung.id.clone()), stands.rung.advance);
    Ok(proposal)
}

/// The customer said no to what we offered, or let it pass: the next rung that rises by itself begins its clock.
pub(super) fn rises(desk: &Desk, after: &Case, events: &Events) -> Vec<Event> {
    // Off the ladder a person goes on.
    let on_ladder = |id: &String| {
        let found = desk.case.offers.iter().find(|offer| offer.id == *id);
        found.filter(|offer| offer.rung.is_some() && offer.state == OfferState::Open)
    };
    let refused = events.iter().find_map(|(_, event)| match event {
        Event::OfferDeclined { offer, .. } => on_ladder(offer).map(|_| desk.now_ms),
        // However late it is noticed.
        Event::OfferExpired { offer } => on_ladder(offer).map(|offer| offer.expires_ms.min(desk.now_ms)),
        _ => None,
    });
    let Some(from_ms) = refused.filter(|_| after.open_offer().is_none()) else { return vec![] };
    let Some(next) = after.next_rung(&desk.policy.playbooks) else { return vec![] };
    let wait_ms = match next.rung.rise {
        Rise::Person => return vec![],
        Rise::Rule => 1,
        Rise::Time => i64::from(next.rung.after_hours.unwrap_or(1)) * HOUR_MS,
    };
    let clock = Clock::new(ClockKind::Rung, Party::Platform, from_ms, from_ms + wait_ms);
    vec![Event::ClocksBegun { clocks: vec![clock.of(&next.rung.id)] }]
}

pub fn consent(desk: &Desk, words: Option<&ContentRef>) -> Result<Events, Refusal> {
    if !matches!(desk.by, Actor::Merchant(..)) {
        return Err(Refusal::NotAllowed);
    }
    desk.open()?;
    contract::own_rights(desk, desk.case.amount.unwrap_or(Fen::MAX))?;
    if desk.case.consent == Some(desk.case.round) {
        return Ok(vec![]);
    }
    Ok(desk.on_case([Event::MerchantConsented { words: words.cloned() }]))
}
