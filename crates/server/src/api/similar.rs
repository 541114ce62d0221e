//! `GET /api/v1/cases/{id}/similar`: closed cases like this one, with what became of them and why they are like it.
//! For staff.

use super::moment;
use super::named::Named;
use axum::Json;
use axum::extract::State;
use domain::{Party, Refusal};
use serde_json::{Value, json};
use store::looks::How;
use store::similar::{Similar, Why};
use web::app::App;
use web::fault::Fault;
use web::look;

pub async fn similar(State(app): State<App>, named: Named) -> Result<Json<Value>, Fault> {
    let Named { actor, loaded } = named;
    if actor.party() != Party::Platform {
        return Err(Refusal::NotAllowed.into());
    }
    look::at(&app, &actor, &loaded.case.id, How::Program);
    let store = app.store().clone();
    let found = app.store().db().read(move |db| store.similar(db, &loaded.case, &actor)).await?;
    Ok(Json(json!({
        "looked_at": found.looked_at,
        "median_percent": found.median_percent(),
        "cases": found.cases.iter().map(one).collect::<Vec<_>>(),
    })))
}

fn one(one: &Similar) -> Value {
    json!({
        "id": one.case,
        "number": one.number,
        "why": one.why.iter().map(why).collect::<Vec<_>>(),
        "outcome": one.outcome,
        "relief": one.relief,
        "paid_fen": one.paid.0,
        "amount_fen": one.amount.map(|amount| amount.0),
        "percent": one.percent(),
        "done": one.done,
        "closed_at": moment::text(one.closed_ms),
        "days": one.days,
        "survey": one.survey,
    })
}

fn why(why: &Why) -> Value {
    match why {
        Why::Words(words) => json!({ "same": why.word(), "words": words }),
        Why::Amount { apart } => json!({ "same": why.word(), "apart_percent": apart }),
        why => json!({ "same": why.word() }),
    }
}
