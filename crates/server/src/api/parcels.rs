//! `POST /api/v1/parcels`: what carriers and shops tell of parcels. `GET /api/v1/breakers`: which are tripped, and what
//! they offered; `POST …/{breaker}/reset`, `…/widen`.

use super::body::Body;
use super::moment;
use axum::Json;
use axum::extract::{Path, State};
use domain::parcel::Warmest;
use domain::{BreakerId, Fen, Refusal};
use serde::Deserialize;
use serde_json::{Value, json};
use store::Error;
use store::breakers::{Answered, Standing, rule_of};
use store::parcels::Told;
use web::app::App;
use web::fault::Fault;
use web::who::Who;

const PARCELS_MAX: usize = 1_000;
const SHOWN: u32 = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    parcels: Vec<One>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    tracking_number: String,
    order_number: Option<String>,
    carrier: Option<String>,
    route: Option<String>,
    product: Option<String>,
    promised_at: Option<String>,
    shipped_at: Option<String>,
    scanned_at: Option<String>,
    delivered_at: Option<String>,
    /// In degrees, as text: `8.5`.
    temperature: Option<String>,
    temperature_at: Option<String>,
}

impl One {
    fn told(self) -> Result<Told, Fault> {
        let time = |text: &Option<String>| moment::parse(text.as_deref());
        let scanned_ms = time(&self.scanned_at)?;
        let at_ms = time(&self.temperature_at)?.or(scanned_ms);
        let milli = self.temperature.as_deref().map(connect::import::milli).transpose();
        let warmest = match (milli.map_err(Fault::Malformed)?, at_ms) {
            (Some(milli), Some(at_ms)) => Some(Warmest { milli, at_ms }),
            (Some(_), None) => return Err(Fault::Malformed("temperature needs temperature_at".into())),
            (None, _) => None,
        };
        let plain = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        Ok(Told {
            order: plain(&self.order_number),
            carrier: plain(&self.carrier),
            route: plain(&self.route),
            product: plain(&self.product),
            promised_ms: time(&self.promised_at)?,
            shipped_ms: time(&self.shipped_at)?,
            scanned_ms,
            delivered_ms: time(&self.delivered_at)?,
            warmest,
            tracking: self.tracking_number,
        })
    }
}

/// All are looked at before the first is recorded; the same once more changes nothing.
pub async fn told(State(app): State<App>, who: Who, Body(given): Body<Given>) -> Result<Json<Value>, Fault> {
    if given.parcels.len() > PARCELS_MAX {
        return Err(Fault::TooLarge);
    }
    let told = given.parcels.into_iter().map(One::told).collect::<Result<Vec<_>, Fault>>()?;
    told.iter().try_for_each(store::Store::check_parcel)?;
    let mut new = 0;
    for one in &told {
        new += usize::from(app.store().record_parcel(&who.actor, one).await?);
    }
    Ok(Json(json!({ "told": told.len(), "new": new })))
}

pub async fn breakers(State(app): State<App>) -> Result<Json<Value>, Fault> {
    let store = app.store().clone();
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let mut items = vec![];
        for one in store.breakers(db, SHOWN)? {
            let answered = store.answered_by(db, &one.id, SHOWN)?;
            items.push(shown(&store, &one, &answered));
        }
        Ok(items)
    });
    Ok(Json(json!({ "rules": app.store().policy().breakers.version, "items": read.await? })))
}

fn shown(store: &store::Store, one: &Standing, answered: &[Answered]) -> Value {
    let rule = rule_of(store, &one.id);
    let trip = |trip: &domain::breaker::Tripped| {
        json!({
            "at": moment::text(trip.at_ms), "counted": trip.weighed.counted, "matched": trip.weighed.matched,
            "offers": trip.offers, "promised_fen": trip.promised.0, "budget_fen": trip.budget.0,
            "left_fen": trip.left().0,
        })
    };
    let parcel = |one: &Answered| {
        json!({
            "tracking_number": one.tracking, "case": one.case, "number": Some(&one.number).filter(|n| !n.is_empty()),
            "passed": Some(&one.passed).filter(|code| !code.is_empty()),
        })
    };
    json!({
        "id": one.id, "rule": one.id.parts().0, "label": rule.map(|rule| &rule.label),
        "scope": rule.map(|rule| rule.scope), "name": one.name, "trips": one.breaker.trips,
        "tripped": one.breaker.open.as_ref().map(trip),
        "last": one.breaker.last.as_ref().map(|last| json!({
            "trip": trip(&last.trip), "reset_at": moment::text(last.at_ms),
            "by": if last.by_hand { "hand" } else { "rule" },
        })),
        "parcels": answered.iter().map(parcel).collect::<Vec<_>>(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reset {
    why: String,
}

pub async fn reset(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    Body(given): Body<Reset>,
) -> Result<Json<Value>, Fault> {
    app.store().reset_breaker(&who.actor, &BreakerId::new(id), &given.why).await?;
    breakers(State(app)).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Widen {
    amount_fen: i64,
    why: String,
}

pub async fn widen(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    Body(given): Body<Widen>,
) -> Result<Json<Value>, Fault> {
    if given.amount_fen <= 0 {
        return Err(Refusal::AmountInvalid.into());
    }
    app.store().widen_breaker(&who.actor, &BreakerId::new(id), Fen(given.amount_fen), &given.why).await?;
    breakers(State(app)).await
}
