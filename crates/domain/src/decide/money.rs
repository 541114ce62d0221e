//! Money of a case. Accepting a refund makes the merchant owe it to the customer and holds as much of the
//! merchant's deposit as there is; the provider's word pays it and lets the deposit go. A coupon is booked at once
//! from the goodwill budget. Each transfer is two postings of opposite sign.

use super::{Desk, Events, plain};
use crate::account::{self, Posting, PostingReason};
use crate::actor::{Actor, Role};
use crate::case::{Proof, Remedy};
use crate::event::Event;
use crate::id::{AccountId, CaseId, SubjectId};
use crate::money::Fen;
use crate::refusal::Refusal;
use crate::words::RemedyKind;
use crate::world::World;
use std::collections::BTreeMap;

/// Accepting: the remedies, their postings and holds, and what can be carried out by itself.
pub fn set_aside(
    desk: &Desk,
    offer: &str,
    chosen: Vec<usize>,
    mut remedies: Vec<Remedy>,
) -> Result<Events, Refusal> {
    let mut book = Book::new(desk.world);
    let mut after = vec![];
    let mut sides = vec![];
    for remedy in &mut remedies {
        match remedy.kind {
            kind if kind.moves_money() => sides.extend(owe(desk, &mut book, remedy)?),
            RemedyKind::Coupon => {
                sides.extend(coupon(desk, &mut book, remedy)?);
                after.push(Event::RemedyProven {
                    remedy: remedy.id.clone(),
                    proof: Proof::Booked,
                    reference: None,
                });
            }
            _ => {}
        }
    }
    after.extend(remedies.iter().filter(|remedy| remedy.kind.moves_money()).map(|remedy| {
        Event::RemedyInstructed { remedy: remedy.id.clone(), reference: reference(desk, remedy, 1) }
    }));
    let all_done = remedies.iter().all(|remedy| remedy.kind == RemedyKind::Coupon);
    let accepted = Event::OfferAccepted { offer: offer.to_owned(), chosen, remedies };
    let mut events = desk.on_case([accepted].into_iter().chain(after));
    events.extend(sides);
    if all_done {
        events.extend(super::close::follow_up(desk));
    }
    Ok(events)
}

/// Our reference of a payment; a new one only after a clear no, so that no provider pays the same twice.
pub(super) fn reference(desk: &Desk, remedy: &Remedy, attempt: u32) -> String {
    format!("{}-{}-{attempt}", desk.case.number, remedy.id)
}

fn owe(desk: &Desk, book: &mut Book, remedy: &mut Remedy) -> Result<Events, Refusal> {
    let amount = remedy.amount.ok_or(Refusal::AmountInvalid)?;
    let merchant = desk.case.merchant.as_ref().ok_or(Refusal::MerchantMissing)?;
    let (from, to) = (account::merchant(merchant), account::customer(&desk.case.id));
    let transfer = format!("{}-{}-owed", desk.case.number, remedy.id);
    let mut events =
        book.transfer(&transfer, &from, &to, amount, &desk.case.id, PostingReason::RemedyOwed)?;
    let deposit = account::deposit(merchant);
    remedy.held = book.hold(&deposit, amount);
    if remedy.held > Fen::ZERO {
        let held = Event::Held {
            transfer: hold_name(desk, remedy),
            amount: remedy.held,
            case: desk.case.id.to_string(),
        };
        events.push((deposit.subject(), held));
    }
    Ok(events)
}

fn coupon(desk: &Desk, book: &mut Book, remedy: &Remedy) -> Result<Events, Refusal> {
    let amount = remedy.amount.ok_or(Refusal::AmountInvalid)?;
    let transfer = format!("{}-{}-coupon", desk.case.number, remedy.id);
    let (from, to) = (account::goodwill(), account::coupons());
    book.transfer(&transfer, &from, &to, amount, &desk.case.id, PostingReason::Coupon)
}

fn hold_name(desk: &Desk, remedy: &Remedy) -> String {
    format!("{}-{}-hold", desk.case.number, remedy.id)
}

/// The customer has the money: what was owed is paid, and the deposit is free again. A merchant who paid by itself
/// has settled its own debt; otherwise the provider's account carries it.
pub(super) fn paid(desk: &Desk, remedy: &Remedy) -> Result<Events, Refusal> {
    let amount = remedy.amount.ok_or(Refusal::AmountInvalid)?;
    let mut book = Book::new(desk.world);
    let transfer = format!("{}-{}-paid", desk.case.number, remedy.id);
    let from = account::customer(&desk.case.id);
    let to = match desk.by {
        Actor::Merchant(_, merchant) => account::merchant(merchant),
        _ => account::provider(),
    };
    let mut events =
        book.transfer(&transfer, &from, &to, amount, &desk.case.id, PostingReason::RemedyPaid)?;
    if let Some(merchant) = desk.case.merchant.as_ref().filter(|_| remedy.held > Fen::ZERO) {
        let released = Event::Released { transfer: hold_name(desk, remedy) };
        events.push((account::deposit(merchant).subject(), released));
    }
    Ok(events)
}

pub fn fund(
    world: &World,
    to: &AccountId,
    amount: Fen,
    transfer: &str,
    by: &Actor,
) -> Result<Events, Refusal> {
    if !matches!(by, Actor::System | Actor::Staff(_, Role::Admin | Role::Manager)) {
        return Err(Refusal::NotAllowed);
    }
    // What customers are owed comes from accepted offers alone.
    if !matches!(account::kind(to), "deposit" | "goodwill") {
        return Err(Refusal::WordUnknown);
    }
    plain::code(transfer)?;
    if !amount.is_payable() {
        return Err(Refusal::AmountInvalid);
    }
    world.account(to).posted.plus(amount).ok_or(Refusal::AmountInvalid)?;
    Ok(two_sides(transfer, &account::outside(), to, amount, None, PostingReason::Funding))
}

/// Balances as they become while one decision makes several transfers.
struct Book<'a> {
    world: &'a World<'a>,
    available: BTreeMap<AccountId, Fen>,
}

impl<'a> Book<'a> {
    fn new(world: &'a World<'a>) -> Self {
        Book { world, available: BTreeMap::new() }
    }

    fn available(&mut self, account: &AccountId) -> &mut Fen {
        let world = self.world;
        self.available.entry(account.clone()).or_insert_with(|| world.account(account).available())
    }

    fn transfer(
        &mut self,
        transfer: &str,
        from: &AccountId,
        to: &AccountId,
        amount: Fen,
        case: &CaseId,
        reason: PostingReason,
    ) -> Result<Events, Refusal> {
        let left = self.available(from).minus(amount).ok_or(Refusal::AmountInvalid)?;
        if account::floor(from).is_some_and(|floor| left < floor) {
            return Err(Refusal::BudgetSpent);
        }
        *self.available(from) = left;
        let more = self.available(to).plus(amount).ok_or(Refusal::AmountInvalid)?;
        *self.available(to) = more;
        Ok(two_sides(transfer, from, to, amount, Some(case), reason))
    }

    /// Holds what is there, at most `wanted`.
    fn hold(&mut self, account: &AccountId, wanted: Fen) -> Fen {
        let available = self.available(account);
        let held = wanted.min(*available).max(Fen::ZERO);
        *available = Fen(available.0 - held.0);
        held
    }
}

fn two_sides(
    transfer: &str,
    from: &AccountId,
    to: &AccountId,
    amount: Fen,
    case: Option<&CaseId>,
    reason: PostingReason,
) -> Vec<(SubjectId, Event)> {
    let side = |account: &AccountId, other: &AccountId, amount| {
        let posting = Posting {
            transfer: transfer.to_owned(),
            amount,
            other: other.clone(),
            case: case.cloned(),
            reason,
        };
        (account.subject(), Event::Posted { posting })
    };
    vec![side(from, to, Fen(-amount.0)), side(to, from, amount)]
}
