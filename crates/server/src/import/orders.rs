//! Orders as the shop system has them: one merchant record per merchant, one order record per order, and the facts
//! rules need beside it.

use super::{Given, IN_FLIGHT, Wrong, refused};
use crate::import::orders::merchants::Merchants;
use connect::import::{Map, OrderRow, Settings, Source, orders};
use domain::order::{OrderFacts, Received};
use domain::personal::Personal;
use domain::{Actor, Command, Fen, OrderId};
use futures::{StreamExt, TryStreamExt, stream};
use std::collections::HashMap;
use store::content::lookup;
use store::record::{Item, OrderRecord, Parcel, Payment, Person};
use store::{Error, Store};

mod merchants;

pub(super) use merchants::id as merchant_id;

/// Orders that can be recorded, each of them checked.
pub struct Orders {
    rows: Vec<OrderRow>,
    merchants: Merchants,
    pub repeated: usize,
    /// Files that were not needed.
    pub ignored: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Orders that were not known, or are known otherwise now.
    pub orders: usize,
    pub orders_there: usize,
    pub merchants: usize,
    pub merchants_there: usize,
}

impl Orders {
    pub fn len(&self) -> usize {
        self.rows.len()
    }
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
    pub fn merchants(&self) -> usize {
        self.merchants.len()
    }
}

pub fn check(store: &Store, files: &[Given], map: &Map, settings: &Settings) -> Result<Orders, String> {
    let sources: Vec<Source> = files.iter().map(Given::source).collect();
    let read = orders(&sources, map, settings).map_err(refused)?;
    let mut wrong = Wrong::default();
    let mut seen: HashMap<OrderId, u64> = HashMap::new();
    for row in &read.rows {
        if row.number.chars().count() > 200 {
            wrong.add(&row.file, row.line, "the order's number is longer than 200 letters");
        }
        if row.total_fen < 0 || Fen(row.total_fen) > Fen::MAX {
            wrong.add(
                &row.file,
                row.line,
                format!("the order costs more than {}, which is a slip", Fen::MAX),
            );
        }
        // Numbers are one when they differ by capitals only: customers type them as they like.
        if let Some(before) = seen.insert(store.order_id(&row.number), row.line) {
            wrong.add(&row.file, row.line, format!("order {} is the one of line {before}", row.number));
        }
    }
    let merchants = Merchants::of(store, &read.rows);
    for row in read.rows.iter().filter(|row| row.prepaid) {
        if stopped(store, row, &merchants).map_err(|error| error.detail())? {
            wrong.add(&row.file, row.line, "the merchant may take no more money in advance");
        }
    }
    wrong.none_or(Orders { rows: read.rows, merchants, repeated: read.repeated, ignored: read.ignored })
}

/// An order that is known was taken before.
fn stopped(store: &Store, row: &OrderRow, merchants: &Merchants) -> Result<bool, Error> {
    let Some(id) = merchants.id(row) else { return Ok(false) };
    store.db().read_blocking(|db| {
        let merchant = store.merchant(db, id)?;
        let stops = merchant.is_some_and(|merchant| merchant.stops_prepayment(row.bought_at_ms));
        Ok(stops && store.order(db, &store.order_id(&row.number))?.is_none())
    })
}

/// Records them all. What fails leaves what was recorded before it; a second import goes on from there.
pub async fn record(store: &Store, orders: Orders, done: impl Fn()) -> Result<Taken, Error> {
    let (merchants, merchants_there) = orders.merchants.record(store).await?;
    let mut taken = Taken { merchants, merchants_there, ..Taken::default() };
    let recording = |row: OrderRow| {
        let named = &orders.merchants;
        async move { record_one(store, &row, named).await }
    };
    let mut recorded = stream::iter(orders.rows).map(recording).buffered(IN_FLIGHT);
    while let Some(is_new) = recorded.try_next().await? {
        match is_new {
            true => taken.orders += 1,
            false => taken.orders_there += 1,
        }
        done();
    }
    Ok(taken)
}

/// True when it told something new.
async fn record_one(store: &Store, row: &OrderRow, merchants: &Merchants) -> Result<bool, Error> {
    let order = store.order_id(&row.number);
    let merchant = merchants.id(row);
    let record = order_record(row, merchant.map(|id| id.to_string()));
    let canonical = serde_json::to_string(&record).expect("a record has only plain fields");
    let mut pack = store.pack(order.subject());
    let sealed = pack.json(&record);
    pack.found_by_order(&record, &sealed);
    let facts = OrderFacts {
        record: sealed,
        fingerprint: lookup(store.keys(), "order-record", &canonical),
        merchant: merchant.cloned(),
        product: record.items.first().and_then(|item| product_code(&item.sku)),
        total: Fen(row.total_fen),
        currency: row.currency.clone(),
        received: received(row),
        prepaid: row.prepaid,
        bought_ms: row.bought_at_ms,
        promised_ms: row.parcels.iter().filter_map(|parcel| parcel.promised_by_ms).min(),
        delivered_ms: delivered_ms(row),
    };
    let command = Command::RecordOrder { order, facts: Box::new(facts) };
    let outcome = store.execute(&Actor::System, command, pack.close(), None).await?;
    Ok(outcome.first.is_some())
}

/// Payments of which the provider's number is known; a number that is no plain code stands in the record alone.
fn received(row: &OrderRow) -> Vec<Received> {
    let plain = |payment: &connect::import::Payment| {
        let reference = payment.reference.clone().filter(|code| domain::consign::is_reference(code))?;
        Some(Received { reference, amount: Fen(payment.amount_fen) })
    };
    row.payments.iter().filter_map(plain).collect()
}

/// Only a plain code stands in state and journal; anything else could be a sentence.
fn product_code(sku: &str) -> Option<String> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    ((1..=64).contains(&sku.len()) && sku.chars().all(plain)).then(|| sku.to_owned())
}

/// When the last parcel came; nothing while one is under way.
fn delivered_ms(row: &OrderRow) -> Option<i64> {
    let came: Option<Vec<i64>> = row.parcels.iter().map(|parcel| parcel.delivered_at_ms).collect();
    came?.into_iter().max()
}

fn order_record(row: &OrderRow, merchant: Option<String>) -> OrderRecord {
    let plain = |text: &Option<String>| text.clone().unwrap_or_default();
    let personal = |text: &Option<String>| Personal::new(plain(text));
    OrderRecord {
        number: row.number.clone(),
        merchant,
        merchant_name: plain(&row.merchant),
        buyer: Person {
            name: personal(&row.buyer.name),
            phone: personal(&row.buyer.phone),
            mail: personal(&row.buyer.email),
        },
        buyer_account: personal(&row.buyer.reference),
        address: personal(&row.buyer.address),
        device: personal(&row.buyer.device),
        currency: row.currency.clone(),
        bought_ms: row.bought_at_ms,
        total_fen: row.total_fen,
        payments: row
            .payments
            .iter()
            .map(|paid| Payment {
                reference: plain(&paid.reference),
                amount_fen: paid.amount_fen,
                method: plain(&paid.method),
                account: personal(&paid.account),
            })
            .collect(),
        items: row
            .items
            .iter()
            .map(|item| Item {
                sku: String::new(),
                title: item.name.clone(),
                quantity: item.quantity.into(),
                price_fen: item.price_fen.unwrap_or_default(),
                carriage_fen: item.carriage_fen.unwrap_or_default(),
            })
            .collect(),
        parcels: row
            .parcels
            .iter()
            .map(|parcel| Parcel {
                carrier: plain(&parcel.carrier),
                tracking: plain(&parcel.tracking),
                promised_ms: parcel.promised_by_ms,
                shipped_ms: parcel.shipped_at_ms,
                delivered_ms: parcel.delivered_at_ms,
                status: plain(&parcel.status),
            })
            .collect(),
        status: plain(&row.status),
    }
}
