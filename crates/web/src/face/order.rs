//! An order as a page shows it.

use crate::page::Page;
use crate::page::parts::{Order, Step};
use store::record::OrderRecord;

pub fn order(p: &Page, record: &OrderRecord) -> Order {
    let items = record.items.iter().map(|item| format!("{} × {}", item.title, item.quantity)).collect();
    let mut parcel: Vec<Step> = record.parcels.iter().flat_map(|parcel| steps(p, parcel)).collect();
    parcel.sort_by_key(|step| step.at_ms);
    Order {
        number: record.number.clone(),
        shop: record.merchant_name.clone(),
        items,
        paid_fen: record.total_fen,
        bought_ms: record.bought_ms.unwrap_or_default(),
        parcel,
    }
}

/// A promise for a day to come is what to expect, and nothing once the parcel is there.
fn steps(p: &Page, parcel: &store::record::Parcel) -> Vec<Step> {
    let name = format!("{} {}", parcel.carrier, parcel.tracking);
    let ahead = parcel.promised_ms.is_some_and(|at_ms| at_ms > p.now_ms);
    let promised = if ahead { "parcel-expected" } else { "parcel-promised" };
    [
        (parcel.shipped_ms, p.t1("parcel-shipped", "name", &name)),
        (
            parcel.promised_ms.filter(|_| !(ahead && parcel.delivered_ms.is_some())),
            p.t1(promised, "name", &name),
        ),
        (parcel.delivered_ms, p.t1("parcel-delivered", "name", &name)),
    ]
    .into_iter()
    .filter_map(|(at_ms, what)| Some(Step { at_ms: at_ms?, what }))
    .collect()
}
