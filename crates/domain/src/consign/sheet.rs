//! The calculation, as it is shown to the owner: price, less commission, less fees, is what they are to have.

use super::{Consignment, Terms};
use crate::money::Fen;
use crate::refusal::Refusal;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub price: Fen,
    pub commission: Fen,
    /// A half fen and more of the commission was rounded up, less was dropped.
    pub rounded: bool,
    pub fees: Fen,
    pub net: Fen,
    /// Went back to the buyer, of the owner's part.
    pub given_back: Fen,
    pub paid: Fen,
    /// Agreed upon in a case and not proven yet.
    pub agreed: Fen,
    /// What nobody has paid or agreed to pay; below zero the owner has too much.
    pub left: Fen,
    /// It was sold for less than agreed.
    pub below_floor: bool,
}

/// To the fen, half up; and whether anything was rounded.
fn commission(price: Fen, bp: u32) -> Option<(Fen, bool)> {
    let exact = price.0.checked_mul(i64::from(bp))?;
    let rounded = exact.checked_add(5_000)?.div_euclid(10_000);
    Some((Fen(rounded), exact % 10_000 != 0))
}

/// What whoever sold it keeps; a commission above the price is none.
pub fn kept(price: Fen, terms: &Terms) -> Result<(Fen, bool), Refusal> {
    if !price.is_payable() || terms.fees < Fen::ZERO || terms.floor.is_some_and(|floor| floor < Fen::ZERO) {
        return Err(Refusal::AmountInvalid);
    }
    let (commission, rounded) = commission(price, terms.commission_bp).ok_or(Refusal::AmountInvalid)?;
    let kept = commission.plus(terms.fees).ok_or(Refusal::AmountInvalid)?;
    if kept > price { Err(Refusal::CommissionAbovePrice) } else { Ok((commission, rounded)) }
}

impl Sheet {
    pub(super) fn of(one: &Consignment) -> Sheet {
        let (price, terms) = (one.facts.price, one.terms());
        // What is kept was looked at when it was recorded.
        let (commission, rounded) = kept(price, &terms).unwrap_or_default();
        let net = Fen(price.0 - commission.0 - terms.fees.0);
        let sum = |of: &dyn Fn(&super::Drawn) -> bool| {
            Fen(one.drawn.iter().filter(|drawn| of(drawn)).map(|drawn| drawn.owner.0).sum())
        };
        let given_back = sum(&|drawn| !drawn.is_payout);
        let agreed = sum(&|drawn| drawn.is_payout && drawn.paid_ms.is_none());
        let paid = Fen(one.payouts().iter().map(|one| one.amount.0).sum());
        let earned = if one.is_paid() && !one.is_undone() { net.0 - given_back.0 } else { 0 };
        Sheet {
            price,
            commission,
            rounded,
            fees: terms.fees,
            net,
            given_back,
            paid,
            agreed,
            left: Fen(earned - paid.0 - agreed.0),
            below_floor: terms.floor.is_some_and(|floor| price < floor),
        }
    }
}
