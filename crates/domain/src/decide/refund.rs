//! What may go back to a customer: never more than was paid for the order, over all rounds of the case and all cases
//! about the order, and only in the currency the books are kept in.

use super::{Desk, consign};
use crate::case::{Choice, OfferItem};
use crate::event::Event;
use crate::id::SubjectId;
use crate::money::Fen;
use crate::order::{CURRENCY, Order};
use crate::refusal::Refusal;

/// Somebody must owe it, too.
pub(super) fn possible(desk: &Desk, items: &[OfferItem], choice: Choice) -> Result<(), Refusal> {
    let order = order(desk);
    if items.iter().any(|item| item.remedy.moves_money()) {
        if desk.case.merchant.is_none() && desk.consignment().is_none() {
            return Err(Refusal::MerchantMissing);
        }
        if order.is_some_and(|order| order.facts.currency != CURRENCY) {
            return Err(Refusal::CurrencyForeign);
        }
    }
    consign::payable(desk, items, choice)?;
    let mut refunds = given_back(items).peekable();
    if refunds.peek().is_none() {
        return Ok(());
    }
    let at_most = match choice {
        Choice::All => Fen::sum(refunds),
        Choice::One => refunds.max(),
    };
    let elsewhere = order.map_or(Some(Fen::ZERO), |order| order.refunded_besides(&desk.case.id));
    let before = elsewhere.and_then(|fen| fen.plus(desk.case.refunded()));
    let in_all = at_most.zip(before).and_then(|(more, before)| more.plus(before));
    let in_all = in_all.ok_or(Refusal::AmountInvalid)?;
    match desk.case.amount {
        Some(paid) if in_all > paid => Err(Refusal::AmountAboveOrder),
        None if in_all > Fen::MAX => Err(Refusal::AmountInvalid),
        _ => Ok(()),
    }
}

/// The order remembers what is accepted, for other cases about it.
pub(super) fn noted(desk: &Desk, accepted: &[OfferItem]) -> Option<(SubjectId, Event)> {
    let id = desk.case.order.as_ref()?;
    order(desk)?;
    let more = Fen::sum(given_back(accepted))?;
    let amount = desk.case.refunded().plus(more)?;
    let noted = Event::RefundPromised { case: desk.case.id.clone(), amount };
    (more > Fen::ZERO).then(|| (id.subject(), noted))
}

fn order<'a>(desk: &'a Desk) -> Option<&'a Order> {
    desk.world.order(desk.case.order.as_ref()?)
}

fn given_back(items: &[OfferItem]) -> impl Iterator<Item = Fen> + '_ {
    items.iter().filter(|item| item.remedy.gives_back()).filter_map(|item| item.amount)
}
