//! Parcels as carriers tell of them, and the cases that are opened by rule.

use super::step::GivenParcel;
use super::world::{Cast, World};
use domain::parcel::Warmest;
use domain::{Actor, BreakerId, Fen};
use store::parcels::Told;
use store::{Error, Store};

pub async fn told(store: &Store, cast: &Cast, parcel: &GivenParcel) -> Result<(), Error> {
    let from_start = |ms: Option<i64>| ms.map(|ms| cast.start_ms + ms);
    let scanned_ms = from_start(parcel.scanned_ms).or(Some(store.now_ms()));
    let told = Told {
        tracking: parcel.tracking.clone(),
        order: parcel.order.clone(),
        carrier: parcel.carrier.clone(),
        route: parcel.route.clone(),
        product: None,
        promised_ms: from_start(parcel.promised_ms),
        shipped_ms: from_start(parcel.shipped_ms),
        scanned_ms,
        delivered_ms: from_start(parcel.delivered_ms),
        warmest: parcel.warmth.zip(scanned_ms).map(|(milli, at_ms)| Warmest { milli, at_ms }),
    };
    store.record_parcel(&Actor::System, &told).await.map(drop)
}

/// From here on the scenario is about the case that was opened for this order.
pub async fn follow(world: &World<'_>, cast: &mut Cast, number: &str) -> Result<(), String> {
    let (store, order) = (world.store().clone(), world.store().order_id(number));
    let found = world.store().db().read(move |db| {
        let Some((case, _)) = store.case_about(db, &order)? else { return Ok(None) };
        let loaded = store.case(db, &case)?;
        Ok::<_, Error>(loaded.map(|loaded| (case, store.link(&loaded.case))))
    });
    let found = found.await.map_err(|error| error.detail())?;
    let (case, link) = found.ok_or_else(|| format!("{number} 没有投诉 · no case is about it"))?;
    (cast.case, cast.link) = (Some(case), link);
    Ok(())
}

pub async fn look(
    world: &World<'_>,
    id: &BreakerId,
    (open, offers, left): (bool, Option<u32>, Option<Fen>),
) -> Result<(), String> {
    let (store, id) = (world.store().clone(), id.clone());
    let read = world.store().db().read(move |db| store.breaker(db, &id)).await;
    let breaker = read.map_err(|error| error.detail())?.ok_or("从未熔断 · it never tripped")?;
    let trip = breaker.open.as_ref().or(breaker.last.as_ref().map(|last| &last.trip));
    let there = (breaker.open.is_some(), trip.map(|trip| trip.offers), trip.map(|trip| trip.left()));
    let wanted = (open, offers.or(there.1), left.or(there.2));
    if there == wanted { Ok(()) } else { Err(format!("应为 {wanted:?}，实为 {there:?} · differs")) }
}
