//! `POST /api/v1/consignments`: what was agreed about goods that are sold for somebody, and how far they have come.
//! `GET /api/v1/consignments/unpaid`: payouts that are due and not there.
//! `GET /api/v1/cases/{id}/consignment`: whose the goods and the money are, as whoever asks may see it.

use super::body::Body;
use super::moment;
use super::named::Named;
use axum::Json;
use axum::extract::State;
use domain::Fen;
use domain::Refusal;
use domain::consign::{Consignment, Lane, PaidOut, PayoutDays, Span, Terms, seller, spans};
use domain::personal::Personal;
use serde::Deserialize;
use serde_json::{Value, json};
use store::consign::{Told, Unpaid, passed};
use store::record::Person;
use web::app::App;
use web::fault::Fault;
use web::who::Who;

const ROWS: u32 = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct New {
    order: String,
    consignor: Owner,
    #[serde(default = "yuan")]
    currency: String,
    price_fen: i64,
    commission_bp: u32,
    #[serde(default)]
    fees_fen: i64,
    floor_fen: Option<i64>,
    inspect_days: u16,
    payout_days: u16,
    #[serde(default)]
    payout_in: PayoutDays,
    #[serde(default)]
    steps: Vec<Step>,
    #[serde(default)]
    payouts: Vec<Payout>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Owner {
    #[serde(default)]
    name: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    mail: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    step: String,
    at: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Payout {
    reference: String,
    amount_fen: i64,
    at: String,
}

fn yuan() -> String {
    "CNY".to_owned()
}

pub async fn record(State(app): State<App>, who: Who, Body(new): Body<New>) -> Result<Json<Value>, Fault> {
    let told = told(new)?;
    let is_new = app.store().consign(&who.actor, told).await?;
    Ok(Json(json!({ "new": is_new })))
}

fn at(written: &str) -> Result<i64, Refusal> {
    moment::parse(Some(written))?.ok_or(Refusal::DueInvalid)
}

fn told(new: New) -> Result<Told, Fault> {
    let steps = new.steps.iter().map(|one| -> Result<_, Fault> { Ok(passed(&one.step, at(&one.at)?)?) });
    let paid_out = new.payouts.iter().map(|one| -> Result<_, Fault> {
        let (reference, amount) = (one.reference.clone(), Fen(one.amount_fen));
        Ok(PaidOut { reference, amount, at_ms: at(&one.at)? })
    });
    Ok(Told {
        steps: steps.collect::<Result<_, _>>()?,
        paid_out: paid_out.collect::<Result<_, _>>()?,
        order: new.order,
        owner: Person {
            name: Personal::new(new.consignor.name),
            phone: Personal::new(new.consignor.phone),
            mail: Personal::new(new.consignor.mail),
        },
        currency: new.currency,
        price: Fen(new.price_fen),
        terms: Terms {
            commission_bp: new.commission_bp,
            fees: Fen(new.fees_fen),
            floor: new.floor_fen.map(Fen),
            inspect_days: new.inspect_days,
            payout_days: new.payout_days,
            payout_in: new.payout_in,
        },
    })
}

pub async fn unpaid(State(app): State<App>) -> Result<Json<Value>, Fault> {
    let store = app.store().clone();
    let found = app.store().db().read(move |db| store.unpaid(db, store.now_ms(), ROWS)).await?;
    let one = |one: &Unpaid| {
        json!({
            "order": one.number, "due_at": moment::text(one.due_ms), "left_fen": one.left.0,
            "case": one.case.as_ref().map(|(id, _)| id), "number": one.case.as_ref().map(|(_, number)| number),
        })
    };
    Ok(Json(json!({ "items": found.iter().map(one).collect::<Vec<_>>() })))
}

pub async fn of_case(State(app): State<App>, named: Named) -> Result<Json<Value>, Fault> {
    let Named { actor, loaded } = named;
    let store = app.store().clone();
    let read = app.store().db().read(move |db| {
        let sale = store.sale_for(db, &loaded.case, &actor)?;
        let sells = seller(loaded.case.merchant.is_some());
        Ok::<_, store::Error>(sale.map(|sale| shown(&sale, spans(&sale.consignment, sells, store.now_ms()))))
    });
    Ok(Json(read.await?.ok_or(Refusal::NotConsigned)?))
}

fn shown(sale: &store::consign::Sale, spans: Vec<Span>) -> Value {
    let one = &sale.consignment;
    let lane =
        |lane: Lane| -> Vec<Value> { spans.iter().filter(|span| span.lane == lane).map(span_of).collect() };
    let mut body = json!({
        "goods": lane(Lane::Goods), "money": lane(Lane::Money),
        "accepted_at": one.accepted_ms.map(moment::text), "due_at": one.due_ms.map(moment::text),
    });
    if sale.shows_sum {
        body["sum"] = sum(one);
    }
    body
}

fn span_of(span: &Span) -> Value {
    json!({
        "why": span.why, "owner": span.owner, "holder": span.holder, "from": moment::text(span.from_ms),
        "until": span.until_ms.map(moment::text),
    })
}

fn sum(one: &Consignment) -> Value {
    let (sheet, terms) = (one.sheet(), one.terms());
    let paid = one.payouts().into_iter().map(|one| {
        json!({ "reference": one.reference, "amount_fen": one.amount.0, "at": moment::text(one.at_ms) })
    });
    json!({
        "price_fen": sheet.price.0, "commission_bp": terms.commission_bp, "commission_fen": sheet.commission.0,
        "rounded": sheet.rounded, "fees_fen": sheet.fees.0, "net_fen": sheet.net.0,
        "given_back_fen": sheet.given_back.0, "agreed_fen": sheet.agreed.0, "paid": paid.collect::<Vec<_>>(),
        "left_fen": sheet.left.0, "floor_fen": terms.floor.map(|floor| floor.0),
        "below_floor": sheet.below_floor, "corrected": one.corrected.is_some(),
    })
}
