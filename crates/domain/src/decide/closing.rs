//! A merchant that closes: the flag, the offer to each holder of a card, and sharing out what the deposit has.

use super::book::{Book, Transfer};
use super::measure::Bench;
use super::{Desk, Events, money, offer, plain};
use crate::account::{self, Authority, PostingReason};
use crate::actor::{Actor, Role};
use crate::case::{Choice, OfferItem, OfferState, Proposal, Remedy, RemedyState};
use crate::clock::DAY_MS;
use crate::closing::{Flagged, shared};
use crate::command::FlagClosing;
use crate::content::ContentRef;
use crate::event::Event;
use crate::id::{CaseId, UserId};
use crate::measure::{Because, Measure, MeasureState};
use crate::merchant::Merchant;
use crate::money::Fen;
use crate::playbook::Start;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::state::State;
use crate::words::{MeasureKind, RemedyKind};
use crate::world::World;

/// So long a holder may think about it.
const CHOOSE_MS: i64 = 90 * DAY_MS;

fn leads(by: &Actor) -> Result<&UserId, Refusal> {
    match by {
        Actor::Staff(user, Role::Manager | Role::Admin) => Ok(user),
        _ => Err(Refusal::NotAllowed),
    }
}

fn shop<'w>(world: &'w World, id: &crate::MerchantId) -> Result<&'w Merchant, Refusal> {
    match world.knows(&id.subject()) {
        Some(State::Merchant(merchant)) => Ok(merchant),
        _ => Err(Refusal::NotFound),
    }
}

/// No more prepayments from now on; the measure and the flag are one commit.
pub(super) fn flag(bench: &Bench, new: &FlagClosing, by: &Actor) -> Result<Events, Refusal> {
    let user = leads(by)?;
    plain::code(&new.clause)?;
    if bench.merchant.is_closing() {
        return Err(Refusal::AlreadyThere);
    }
    if let Some(other) = &new.elsewhere
        && (other == bench.id || shop(bench.world, other)?.is_closing())
    {
        return Err(Refusal::NotFound);
    }
    let measure = Measure {
        id: format!("x{}", bench.merchant.measures.len() + 1),
        kind: MeasureKind::NoPrepayments,
        because: Because::Closing,
        clause: new.clause.clone(),
        reasons: new.reasons.clone(),
        amount: None,
        steps: vec![],
        from_ms: bench.now_ms,
        until_ms: None,
        state: MeasureState::InForce,
        by: Some(user.clone()),
        parts: vec![],
        objection: None,
    };
    let (words, elsewhere) = (new.words.clone(), new.elsewhere.clone());
    let flagged = Box::new(Flagged { words, measure: measure.id.clone(), elsewhere });
    Ok(vec![
        (bench.id.subject(), Event::MeasureTaken { measure: Box::new(measure) }),
        (bench.id.subject(), Event::ClosingFlagged { flagged }),
    ])
}

/// The house puts the balance before its holder: the money back, or performance by whoever takes over. Once; again only
/// where the holder let the time pass.
pub(super) fn offer_balance(desk: &Desk, balance: Fen, words: &ContentRef) -> Result<Events, Refusal> {
    desk.system()?;
    let merchant = desk.case.merchant.as_ref().ok_or(Refusal::MerchantMissing)?;
    let merchant = shop(desk.world, merchant)?;
    if !merchant.is_closing() {
        return Err(Refusal::NotClosing);
    }
    let stands = desk.case.card().is_some_and(|card| card.offer.state != OfferState::Expired);
    if stands || !desk.case.is_open() || !desk.case.may_be_offered() {
        return Ok(vec![]);
    }
    let elsewhere = merchant.closing.as_ref().and_then(|closing| closing.flagged.elsewhere.as_ref());
    let mut items = vec![OfferItem { remedy: RemedyKind::Refund, amount: Some(balance) }];
    items.extend(elsewhere.map(|_| OfferItem { remedy: RemedyKind::Performance, amount: None }));
    let mut proposal = Proposal::new(items, Choice::One, words.clone(), Some(desk.now_ms + CHOOSE_MS));
    proposal.queued = true;
    let cost = offer::cost(desk, &proposal)?;
    offer::made(desk, &proposal, cost, None)
}

/// Shares what is free of the deposit among all who wait, in proportion, and orders every share to be paid. The cases
/// are those that the store found; each is looked at again.
pub(super) fn share(bench: &Bench, cases: &[CaseId], by: &Actor, policy: &Policy) -> Result<Events, Refusal> {
    leads(by)?;
    let closing = bench.merchant.closing.as_ref().ok_or(Refusal::NotClosing)?;
    let mut waiting = vec![];
    for id in cases {
        let case = bench.world.case(id)?;
        if case.merchant.as_ref() != Some(bench.id) {
            return Err(Refusal::NotFound);
        }
        let waits = case.card().and_then(|card| card.waits());
        waiting.extend(waits.map(|(whole, left)| (case, whole, left)));
    }
    if waiting.is_empty() {
        return Err(Refusal::NobodyWaits);
    }
    let (deposit, owes) = (account::deposit(bench.id), account::merchant(bench.id));
    let owed: Vec<Fen> = waiting.iter().map(|(.., left)| *left).collect();
    let shares = shared(bench.world.account(&deposit).available(), &owed);
    let amount = Fen::sum(shares.iter().copied()).filter(|sum| *sum > Fen::ZERO);
    let amount = amount.ok_or(Refusal::BudgetSpent)?;
    let (mut book, mut events, mut holders) = (Book::new(bench.world), vec![], 0);
    for ((case, whole, _), share) in waiting.into_iter().zip(shares).filter(|(_, share)| *share > Fen::ZERO) {
        let desk = Desk { world: bench.world, case, by, now_ms: bench.now_ms, policy };
        let share = part(&desk, whole, share);
        book.transfer(&Transfer {
            name: money::name(&desk, &share, "share"),
            from: &deposit,
            to: &owes,
            amount: share.amount.unwrap_or_default(),
            case: Some(&case.id),
            reason: PostingReason::Deducted,
            authority: Authority::Measure(closing.flagged.measure.clone()),
        })?;
        let (remedy, reference) = (share.id.clone(), money::reference(&desk, &share, 1));
        events.extend(desk.on_case([
            Event::ShareGranted { share: Box::new(share) },
            Event::RemedyInstructed { remedy, reference, with: None },
        ]));
        holders += 1;
    }
    events.push((bench.id.subject(), Event::ClosingShared { amount, holders }));
    events.extend(book.close());
    Ok(events)
}

/// Due as the playbook has it for any refund.
fn part(desk: &Desk, whole: &Remedy, amount: Fen) -> Remedy {
    let kind = RemedyKind::PartialRefund;
    let clock = desk.bound(Start::Accepted, |moment| moment.remedy = Some(kind));
    Remedy {
        id: format!("r{}", desk.case.remedies.len() + 1),
        offer: whole.offer.clone(),
        kind,
        amount: Some(amount),
        due_ms: clock.as_ref().map_or(desk.now_ms, |clock| clock.due_ms),
        attempts: 0,
        with: None,
        held: Fen::ZERO,
        state: RemedyState::Owed,
        part_of: Some(whole.id.clone()),
        sum: clock.and_then(|clock| clock.sum),
    }
}
