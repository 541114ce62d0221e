//! Paying ahead, and having it back. The customer is paid from the advances; in the same commit whoever had to pay owes
//! it to the house, and the claim is open until it is recovered or given up. Each time as much goes back into the
//! advances: what was given up is lost on an account of its own.

use super::book::{Book, Transfer};
use super::{Desk, Events, breaker, money, plain};
use crate::account::{self, Authority, PostingReason};
use crate::actor::{Actor, Party, Role};
use crate::case::{Case, Claim, Remedy};
use crate::clock::DAY_MS;
use crate::command::ClaimCommand;
use crate::content::ContentRef;
use crate::event::Event;
use crate::id::{AccountId, SubjectId};
use crate::money::Fen;
use crate::refusal::Refusal;
use crate::world::World;

/// Debtors are reminded so often.
const REMIND_MS: i64 = 14 * DAY_MS;

/// Pays a remedy from the advances. `number` counts the claims of the case.
pub(super) fn raise(
    desk: &Desk,
    book: &mut Book,
    remedy: &Remedy,
    number: usize,
) -> Result<(Event, (SubjectId, Event)), Refusal> {
    let amount = remedy.amount.ok_or(Refusal::AmountInvalid)?;
    let (from, papers) = debtor(desk.case, &remedy.offer);
    let debt = owed_by(desk.case, from)?;
    let id = format!("k{number}");
    let transfer = |what: &str, from, to, reason, authority| Transfer {
        name: money::name(desk, remedy, what),
        from,
        to,
        amount,
        case: Some(&desk.case.id),
        reason,
        authority,
    };
    let (advance, customer) = (account::advance(), account::customer(&desk.case.id));
    let offer = Authority::Offer(remedy.offer.clone());
    book.transfer(&transfer("ahead", &advance, &customer, PostingReason::Advanced, offer))?;
    let (recourse, claim) = (account::recourse(), Authority::Claim(id.clone()));
    book.transfer(&transfer("claimed", &debt, &recourse, PostingReason::Claimed, claim))?;
    let reminder = remind(desk.case, &id, &debt, desk.now_ms);
    let claim = Claim {
        id,
        remedy: remedy.id.clone(),
        from,
        amount,
        papers,
        raised_ms: desk.now_ms,
        paid: vec![],
        given_up: Fen::ZERO,
        why: None,
        reminders: 0,
        contact: None,
    };
    Ok((Event::ClaimRaised { claim: Box::new(claim) }, reminder))
}

/// Whoever bears most of it by the newest finding, and what that rests on; without one whom the rule names that offered
/// it, with what we pulled; without that the merchant.
fn debtor(case: &Case, offer: &str) -> (Party, Vec<String>) {
    let shares = case.findings.last().map(|finding| finding.shares.as_slice()).unwrap_or_default();
    let mut others = shares.iter().filter(|share| matches!(share.party, Party::Merchant | Party::Carrier));
    let most = others.by_ref().filter(|share| share.percent > 0).max_by_key(|share| share.percent);
    match most {
        Some(share) => (share.party, share.cites.clone()),
        None => by_rule(case, offer).unwrap_or((Party::Merchant, vec![])),
    }
}

fn by_rule(case: &Case, offer: &str) -> Option<(Party, Vec<String>)> {
    let debtor = case.offers.iter().find(|one| one.id == offer)?.debtor?;
    let pulled = case.evidence.iter().filter(|piece| piece.kind == breaker::RECORD);
    Some((debtor, pulled.map(|piece| piece.id.clone()).collect()))
}

/// The account on which a side owes it.
fn owed_by(case: &Case, party: Party) -> Result<AccountId, Refusal> {
    match (party, &case.merchant) {
        (Party::Merchant, Some(merchant)) => Ok(account::merchant(merchant)),
        (Party::Merchant, None) => Err(Refusal::MerchantMissing),
        (Party::Carrier, _) => Ok(account::carrier(&case.id)),
        _ => Err(Refusal::WordUnknown),
    }
}

/// Under this name an account remembers when to remind of a claim.
fn known_as(case: &Case, claim: &str) -> String {
    format!("{}-{claim}", case.number)
}

fn remind(case: &Case, claim: &str, debt: &AccountId, now_ms: i64) -> (SubjectId, Event) {
    let set =
        Event::ReminderSet { claim: known_as(case, claim), case: case.id.clone(), at_ms: now_ms + REMIND_MS };
    (debt.subject(), set)
}

pub fn claim(desk: &Desk, id: &str, command: &ClaimCommand) -> Result<Events, Refusal> {
    desk.staff()?;
    let claim = desk.case.claim(id).ok_or(Refusal::NotFound)?;
    if !claim.is_open() {
        return Err(Refusal::ClaimOver);
    }
    match command {
        ClaimCommand::Pass { to, papers } => pass(desk, claim, *to, papers),
        ClaimCommand::Address { contact } => address(desk, claim, contact),
        ClaimCommand::Received { amount, reference } => received(desk, claim, *amount, reference),
        ClaimCommand::Deduct { amount } => deduct(desk, claim, *amount),
        ClaimCommand::GiveUp { why } => give_up(desk, claim, why),
    }
}

fn pass(desk: &Desk, claim: &Claim, to: Party, papers: &[String]) -> Result<Events, Refusal> {
    if let Some(unknown) = papers.iter().find(|paper| desk.case.piece(paper).is_none()) {
        plain::code(unknown)?;
        return Err(Refusal::EvidenceUnknown);
    }
    let (old, new) = (owed_by(desk.case, claim.from)?, owed_by(desk.case, to)?);
    let passed = Event::ClaimPassed { claim: claim.id.clone(), to, papers: papers.to_vec() };
    let mut events = desk.on_case([passed]);
    if old != new {
        let mut book = Book::new(desk.world);
        let turns = desk.case.claims.iter().map(|one| one.reminders).sum::<u32>() as usize;
        let what = format!("passed{}-{turns}-{}", claim.paid.len(), to.word());
        book.transfer(&transfer(desk, claim, &what, &new, &old, claim.left(), PostingReason::Claimed))?;
        events.extend(book.close());
        events.push((old.subject(), Event::ReminderOver { claim: known_as(desk.case, &claim.id) }));
        events.push(remind(desk.case, &claim.id, &new, desk.now_ms));
    }
    Ok(events)
}

/// A merchant has its address in its own record.
fn address(desk: &Desk, claim: &Claim, contact: &ContentRef) -> Result<Events, Refusal> {
    if claim.from != Party::Carrier {
        return Err(Refusal::NotAllowed);
    }
    let (claim, contact) = (claim.id.clone(), contact.clone());
    Ok(desk.on_case([Event::ClaimAddressed { claim, contact }]))
}

fn received(desk: &Desk, claim: &Claim, amount: Fen, reference: &str) -> Result<Events, Refusal> {
    plain::code(reference)?;
    // One payment is booked once, for whatever claim of the case it was meant.
    let mut known = desk.case.claims.iter().flat_map(|one| &one.paid);
    if known.any(|one| one.reference.as_deref() == Some(reference)) {
        return Err(Refusal::AlreadyThere);
    }
    let paid = Some(reference.to_owned());
    back(desk, claim, amount, &account::outside(), PostingReason::Recovered, |amount| Event::ClaimPaid {
        claim: claim.id.clone(),
        amount,
        reference: paid,
    })
}

/// Only of what is free: what is held for a refund is not there for anything else.
fn deduct(desk: &Desk, claim: &Claim, amount: Fen) -> Result<Events, Refusal> {
    senior(desk)?;
    let merchant = desk.case.merchant.as_ref().ok_or(Refusal::MerchantMissing)?;
    if claim.from != Party::Merchant {
        return Err(Refusal::NotAllowed);
    }
    let deposit = account::deposit(merchant);
    back(desk, claim, amount, &deposit, PostingReason::Deducted, |amount| Event::ClaimPaid {
        claim: claim.id.clone(),
        amount,
        reference: None,
    })
}

fn give_up(desk: &Desk, claim: &Claim, why: &ContentRef) -> Result<Events, Refusal> {
    senior(desk)?;
    let (from, why) = (account::write_off(), why.clone());
    back(desk, claim, claim.left(), &from, PostingReason::WrittenOff, |amount| Event::ClaimGivenUp {
        claim: claim.id.clone(),
        amount,
        why,
    })
}

fn senior(desk: &Desk) -> Result<(), Refusal> {
    match desk.by {
        Actor::Staff(_, Role::Manager | Role::Admin) => Ok(()),
        _ => Err(Refusal::NotAllowed),
    }
}

/// What is owed becomes less by it, and the advances have it again.
fn back(
    desk: &Desk,
    claim: &Claim,
    amount: Fen,
    from: &AccountId,
    reason: PostingReason,
    event: impl FnOnce(Fen) -> Event,
) -> Result<Events, Refusal> {
    if !amount.is_payable() || amount > claim.left() {
        return Err(Refusal::AmountInvalid);
    }
    let debt = owed_by(desk.case, claim.from)?;
    let (recourse, advance) = (account::recourse(), account::advance());
    let turn = claim.paid.len() + 1;
    let mut book = Book::new(desk.world);
    book.transfer(&transfer(desk, claim, &format!("back{turn}"), from, &debt, amount, reason))?;
    let restored = PostingReason::Restored;
    book.transfer(&transfer(desk, claim, &format!("restored{turn}"), &recourse, &advance, amount, restored))?;
    let mut events = desk.on_case([event(amount)]);
    events.extend(book.close());
    if amount == claim.left() {
        events.push((debt.subject(), Event::ReminderOver { claim: known_as(desk.case, &claim.id) }));
    }
    Ok(events)
}

fn transfer<'a>(
    desk: &'a Desk,
    claim: &Claim,
    what: &str,
    from: &'a AccountId,
    to: &'a AccountId,
    amount: Fen,
    reason: PostingReason,
) -> Transfer<'a> {
    Transfer {
        name: format!("{}-{}-{what}", desk.case.number, claim.id),
        from,
        to,
        amount,
        case: Some(&desk.case.id),
        reason,
        authority: Authority::Claim(claim.id.clone()),
    }
}

/// Reminders of an account that are due: the claim is noted as reminded of in its case, and comes again.
pub(super) fn reminded(world: &World, account: &AccountId, now_ms: i64) -> Events {
    let mut events = vec![];
    for (name, reminder) in &world.account(account).reminders {
        if reminder.at_ms > now_ms {
            continue;
        }
        let open = world.case(&reminder.case).ok().and_then(|case| {
            let claim = case.claims.iter().find(|one| known_as(case, &one.id) == *name)?;
            claim.is_open().then_some((case, claim))
        });
        match open {
            Some((case, claim)) => {
                let (claim, number) = (claim.id.clone(), claim.reminders + 1);
                events.push((case.id.subject(), Event::ClaimReminded { claim: claim.clone(), number }));
                events.push(remind(case, &claim, account, now_ms));
            }
            None => events.push((account.subject(), Event::ReminderOver { claim: name.clone() })),
        }
    }
    events
}
