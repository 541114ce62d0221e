//! Orders, as one file with a line per order or as several files that share their keys.

pub(super) mod cells;
pub(super) use cells::Cells;
mod files;
mod join;
mod single;
mod sort;

use super::{Map, Problems, Read, Settings, Source};

#[derive(Clone, PartialEq, Eq)]
pub struct OrderRow {
    pub number: String,
    /// Of the first item where an order has several merchants; every item names its own.
    pub merchant: Option<String>,
    /// What the shop calls that merchant; two may have one name.
    pub merchant_code: Option<String>,
    pub buyer: Buyer,
    pub currency: String,
    pub bought_at_ms: Option<i64>,
    /// The sum of the payments; what the items cost where no payment is known.
    pub total_fen: i64,
    pub payments: Vec<Payment>,
    pub items: Vec<Item>,
    pub parcels: Vec<Parcel>,
    /// The shop's own word.
    pub status: Option<String>,
    /// It takes money in advance: a card, a membership.
    pub prepaid: bool,
    pub file: String,
    pub line: u64,
}

/// No Debug here nor on the order: people's names and numbers do not belong in a log.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Buyer {
    /// What the shop calls this person.
    pub reference: Option<String>,
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    /// Where it is delivered.
    pub address: Option<String>,
    /// What the shop calls the device it was ordered with.
    pub device: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    pub reference: Option<String>,
    pub method: Option<String>,
    pub amount_fen: i64,
    /// Whom it came from, as the provider calls them.
    pub account: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub name: String,
    pub quantity: u32,
    /// For all of them, without carriage.
    pub price_fen: Option<i64>,
    pub carriage_fen: Option<i64>,
    pub merchant: Option<String>,
    pub merchant_code: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    pub carrier: Option<String>,
    pub tracking: Option<String>,
    pub promised_by_ms: Option<i64>,
    pub shipped_at_ms: Option<i64>,
    pub delivered_at_ms: Option<i64>,
    pub status: Option<String>,
}

/// One file is the generic format; of several, each is recognised by its header and joined to the orders.
pub fn orders(sources: &[Source], map: &Map, settings: &Settings) -> Result<Read<OrderRow>, Problems> {
    match sources {
        [] => Err(Problems::whole_file("orders", "no file was given")),
        [one] => single::read(*one, map, settings),
        several => join::read(several, map, settings),
    }
}

/// A sum that does not fit is refused, like an amount that does not.
fn total(payments: &[Payment], items: &[Item]) -> Option<i64> {
    let add = |sum: Option<i64>, fen: i64| sum?.checked_add(fen);
    if !payments.is_empty() {
        return payments.iter().map(|p| p.amount_fen).fold(Some(0), add);
    }
    items.iter().flat_map(|i| [i.price_fen, i.carriage_fen]).flatten().fold(Some(0), add)
}
