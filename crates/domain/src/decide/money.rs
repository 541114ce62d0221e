//! Money of a case. Accepting a refund makes the merchant owe it to the customer and holds as much of the
//! merchant's deposit as there is; the provider's word pays it and lets the deposit go. A coupon is booked at once
//! from the goodwill budget. What the platform pays ahead comes from the advances, with a claim on whoever has to pay.
//! Each transfer is two postings of opposite sign.

use super::book::{Book, Transfer};
use super::{Desk, Events, claim, consign, order, plain};
use crate::account::{self, Authority, Pending, PostingReason, Voided};
use crate::actor::{Actor, Role};
use crate::case::{Proof, Remedy};
use crate::clock::DAY_MS;
use crate::event::Event;
use crate::id::AccountId;
use crate::money::Fen;
use crate::refusal::Refusal;
use crate::words::RemedyKind;
use crate::world::World;

/// A deposit is not held for ever for what nobody carries out: so long after it was due.
const HELD_AFTER_DUE_MS: i64 = 180 * DAY_MS;

/// Accepting: the remedies, their postings and holds, and what can be carried out by itself.
pub fn set_aside(
    desk: &Desk,
    offer: &str,
    chosen: Vec<usize>,
    mut remedies: Vec<Remedy>,
) -> Result<Events, Refusal> {
    let mut book = Book::new(desk.world);
    let (mut after, mut reminders, mut drawn) = (vec![], vec![], vec![]);
    let accepted = desk.case.offers.iter().find(|one| one.id == offer);
    let ahead = accepted.is_some_and(|one| one.advance);
    let queued = accepted.is_some_and(|one| one.queued);
    let mut claims = desk.case.claims.len();
    for remedy in &mut remedies {
        match remedy.kind {
            kind if kind.moves_money() && ahead => {
                claims += 1;
                let (raised, reminder) = claim::raise(desk, &mut book, remedy, claims)?;
                after.push(raised);
                reminders.push(reminder);
            }
            // The deposit is there for all who wait, not for whoever chose first.
            kind if kind.moves_money() && queued => owed(desk, &mut book, remedy)?,
            kind if kind.moves_money() => match desk.consignment() {
                Some(one) => drawn.push(consign::owe(desk, &mut book, one, remedy)?),
                None => owe(desk, &mut book, remedy)?,
            },
            kind if kind.is_booked() => {
                booked(desk, &mut book, remedy)?;
                if order::with(desk, remedy.kind).is_none() {
                    after.push(Event::RemedyProven {
                        remedy: remedy.id.clone(),
                        proof: Proof::Booked,
                        reference: None,
                    });
                }
            }
            _ => {}
        }
    }
    if !queued {
        after.extend(instructed(desk, &remedies));
    }
    after.extend(remedies.iter().filter_map(|remedy| order::first(desk, remedy)));
    let is_done = |kind: RemedyKind| kind.is_booked() && order::with(desk, kind).is_none();
    let all_done = remedies.iter().all(|remedy| is_done(remedy.kind));
    let accepted = Event::OfferAccepted { offer: offer.to_owned(), chosen, remedies };
    let mut events = desk.on_case([accepted].into_iter().chain(after));
    events.extend(book.close());
    events.extend(reminders);
    events.extend(drawn.into_iter().flatten());
    if all_done {
        events.extend(super::close::follow_up(desk));
    }
    Ok(events)
}

/// Our reference of a payment; a new one only after a clear no, so that no provider pays the same twice.
pub(super) fn reference(desk: &Desk, remedy: &Remedy, attempt: u32) -> String {
    format!("{}-{}-{attempt}", desk.case.number, remedy.id)
}

/// What transfers of a remedy are called.
pub(super) fn name(desk: &Desk, remedy: &Remedy, what: &str) -> String {
    format!("{}-{}-{what}", desk.case.number, remedy.id)
}

/// The merchant owes it to the customer.
fn owed(desk: &Desk, book: &mut Book, remedy: &Remedy) -> Result<(), Refusal> {
    let merchant = desk.case.merchant.as_ref().ok_or(Refusal::MerchantMissing)?;
    book.transfer(&Transfer {
        name: name(desk, remedy, "owed"),
        from: &account::merchant(merchant),
        to: &account::customer(&desk.case.id),
        amount: remedy.amount.ok_or(Refusal::AmountInvalid)?,
        case: Some(&desk.case.id),
        reason: PostingReason::RemedyOwed,
        authority: Authority::Offer(remedy.offer.clone()),
    })
}

/// And its deposit is held for it.
fn owe(desk: &Desk, book: &mut Book, remedy: &mut Remedy) -> Result<(), Refusal> {
    owed(desk, book, remedy)?;
    let merchant = desk.case.merchant.as_ref().ok_or(Refusal::MerchantMissing)?;
    let pending = Pending {
        amount: remedy.amount.ok_or(Refusal::AmountInvalid)?,
        to: account::merchant(merchant),
        case: Some(desk.case.id.clone()),
        until_ms: Some(remedy.due_ms + HELD_AFTER_DUE_MS),
        authority: Authority::Offer(remedy.offer.clone()),
    };
    remedy.held = book.hold(&account::deposit(merchant), &name(desk, remedy, "hold"), pending);
    Ok(())
}

/// A provider gives back at most what it was paid. What comes on top of that, freight or interest, is paid another way,
/// by a person who shows the payment.
fn instructed(desk: &Desk, remedies: &[Remedy]) -> Vec<Event> {
    // The owner of goods on consignment paid nothing that could go back the way it came.
    if desk.case.is_of_consignor() {
        return vec![];
    }
    let mut sent = desk.case.sent_back();
    let mut fits = |remedy: &&Remedy| {
        let more = remedy.amount.and_then(|amount| sent.plus(amount)).unwrap_or(Fen::MAX);
        let fits = desk.case.amount.is_none_or(|paid| more <= paid);
        sent = if fits { more } else { sent };
        fits
    };
    let money =
        remedies.iter().filter(|remedy| remedy.kind.moves_money() && remedy.kind != RemedyKind::Payout);
    let instruct = |remedy: &Remedy| Event::RemedyInstructed {
        remedy: remedy.id.clone(),
        reference: reference(desk, remedy, 1),
        with: None,
    };
    money.filter(|remedy| fits(remedy)).map(instruct).collect()
}

/// Coupons and points come out of the goodwill budget at once.
fn booked(desk: &Desk, book: &mut Book, remedy: &Remedy) -> Result<(), Refusal> {
    let (what, reason) = match remedy.kind {
        RemedyKind::Points => ("points", PostingReason::Points),
        _ => ("coupon", PostingReason::Coupon),
    };
    book.transfer(&Transfer {
        name: name(desk, remedy, what),
        from: &account::goodwill(),
        to: &account::coupons(),
        amount: remedy.amount.ok_or(Refusal::AmountInvalid)?,
        case: Some(&desk.case.id),
        reason,
        authority: Authority::Offer(remedy.offer.clone()),
    })
}

/// The customer has the money: what was owed is paid, and the deposit is free again. A merchant who paid by itself
/// has settled its own debt; otherwise the provider's account carries it.
pub(super) fn paid(desk: &Desk, remedy: &Remedy) -> Result<Events, Refusal> {
    let mut book = Book::new(desk.world);
    let to = match desk.by {
        Actor::Merchant(_, merchant) => account::merchant(merchant),
        _ => account::provider(),
    };
    book.transfer(&Transfer {
        name: name(desk, remedy, "paid"),
        from: &account::customer(&desk.case.id),
        to: &to,
        amount: remedy.amount.ok_or(Refusal::AmountInvalid)?,
        case: Some(&desk.case.id),
        reason: PostingReason::RemedyPaid,
        authority: Authority::Proof(remedy.id.clone()),
    })?;
    if let Some(merchant) = desk.case.merchant.as_ref().filter(|_| remedy.held > Fen::ZERO) {
        book.release(&account::deposit(merchant), &name(desk, remedy, "hold"), Voided::Done);
    }
    Ok(book.close())
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
    if !account::kind_of(to).is_some_and(|kind| kind.funded) {
        return Err(Refusal::WordUnknown);
    }
    plain::code(transfer)?;
    let mut book = Book::new(world);
    book.transfer(&Transfer {
        name: transfer.to_owned(),
        from: &account::outside(),
        to,
        amount,
        case: None,
        reason: PostingReason::Funding,
        authority: Authority::Hand,
    })?;
    Ok(book.close())
}

/// Pending transfers whose time is over are void, and debtors are reminded. However late the tick, and however often.
pub fn elapse(world: &World, account: &AccountId, by: &Actor, now_ms: i64) -> Result<Events, Refusal> {
    if *by != Actor::System {
        return Err(Refusal::NotAllowed);
    }
    let pending = world.account(account).pending;
    let over = pending.iter().filter(|(_, one)| one.until_ms.is_some_and(|until| until <= now_ms));
    let mut book = Book::new(world);
    over.for_each(|(name, _)| book.release(account, name, Voided::Expired));
    let mut events = book.close();
    events.extend(claim::reminded(world, account, now_ms));
    Ok(events)
}
