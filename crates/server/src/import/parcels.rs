//! Words about parcels from files: lines that speak of one parcel are added up before they are recorded.

use super::{Given, IN_FLIGHT, Wrong, refused};
use connect::import::{Map, ParcelRow, Settings, Source, parcels};
use domain::Actor;
use domain::parcel::Warmest;
use futures::{StreamExt, TryStreamExt, stream};
use std::collections::BTreeMap;
use store::parcels::Told;
use store::{Error, Store};

pub struct Parcels {
    pub lines: usize,
    pub told: Vec<Told>,
}

pub fn check(files: &[Given], map: &Map, settings: &Settings) -> Result<Parcels, String> {
    let sources: Vec<Source> = files.iter().map(Given::source).collect();
    let read = parcels(&sources, map, settings).map_err(refused)?;
    let (mut wrong, lines) = (Wrong::default(), read.rows.len());
    let mut all: BTreeMap<String, Told> = BTreeMap::new();
    for row in read.rows {
        let (file, line) = (row.file.clone(), row.line);
        let told = told(row);
        if Store::check_parcel(&told).is_err() {
            wrong.add(&file, line, "a number or name is longer than 200 letters");
        }
        let key = told.tracking.trim().to_lowercase();
        match all.get_mut(&key) {
            Some(known) => add(known, told),
            None => drop(all.insert(key, told)),
        }
    }
    wrong.none_or(Parcels { lines, told: all.into_values().collect() })
}

fn told(row: ParcelRow) -> Told {
    Told {
        tracking: row.tracking,
        order: row.order,
        carrier: row.carrier,
        route: row.route,
        product: row.product,
        promised_ms: row.promised_ms,
        shipped_ms: row.shipped_ms,
        scanned_ms: row.scanned_ms,
        delivered_ms: row.delivered_ms,
        warmest: row.warmth.map(|(milli, at_ms)| Warmest { milli, at_ms }),
    }
}

/// A later line of the same file says it anew; scans and readings add up.
fn add(known: &mut Told, told: Told) {
    let warmest = [known.warmest, told.warmest].into_iter().flatten();
    *known = Told {
        tracking: told.tracking,
        order: told.order.or(known.order.take()),
        carrier: told.carrier.or(known.carrier.take()),
        route: told.route.or(known.route.take()),
        product: told.product.or(known.product.take()),
        promised_ms: told.promised_ms.or(known.promised_ms),
        shipped_ms: told.shipped_ms.or(known.shipped_ms),
        scanned_ms: told.scanned_ms.max(known.scanned_ms),
        delivered_ms: told.delivered_ms.or(known.delivered_ms),
        warmest: warmest.reduce(|one, other| if other.milli > one.milli { other } else { one }),
    };
}

/// How many told something new. What fails leaves what was recorded before it; a second import goes on from there.
pub async fn record(store: &Store, parcels: Parcels, done: impl Fn()) -> Result<usize, Error> {
    let recording = |told: Told| async move { store.record_parcel(&Actor::System, &told).await };
    let mut recorded = stream::iter(parcels.told).map(recording).buffered(IN_FLIGHT);
    let mut taken = 0;
    while let Some(is_new) = recorded.try_next().await? {
        taken += usize::from(is_new);
        done();
    }
    Ok(taken)
}
