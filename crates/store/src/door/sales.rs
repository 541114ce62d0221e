//! Rows of what orders brought in and what of it is somebody else's: statements are laid beside them.

use super::NEVER_MS;
use crate::db::Value;
use domain::order::Order;
use domain::{Fen, OrderId};

type Rows = Vec<Vec<Value>>;

fn money(order: &OrderId, nth: usize, at_ms: i64, amount: Fen, reference: &str) -> Vec<Value> {
    vec![order.as_str().into(), (nth as u64).into(), at_ms.into(), amount.0.into(), reference.into()]
}

/// What the buyer paid, as the order has it now.
pub(crate) fn incoming_rows(id: &OrderId, order: &Order) -> Rows {
    let at_ms = order.facts.bought_ms.unwrap_or_default();
    let paid = order.facts.received.iter().enumerate();
    paid.map(|(nth, one)| money(id, nth, at_ms, one.amount, &one.reference)).collect()
}

pub(crate) fn payout_rows(id: &OrderId, order: &Order) -> Rows {
    let paid = order.consignment.iter().flat_map(|one| &one.facts.paid_out).enumerate();
    paid.map(|(nth, one)| money(id, nth, one.at_ms, one.amount, &one.reference)).collect()
}

pub(crate) fn consignment_row(id: &OrderId, order: &Order) -> Option<Vec<Value>> {
    let one = order.consignment.as_deref()?;
    let sheet = one.sheet();
    let due_ms = one.due_ms.unwrap_or(NEVER_MS);
    Some(vec![id.as_str().into(), due_ms.into(), sheet.net.0.into(), sheet.left.0.into()])
}
