//! `GET /api/v1/colleagues`: who does what and when, and how busy they are. `POST …/{user}/work|duty|hand-over`.

use super::body::Body;
use axum::Json;
use axum::extract::{Path, State};
use domain::event::Duty;
use domain::work::Work;
use domain::{Refusal, UserId};
use serde::Deserialize;
use serde_json::{Value, json};
use store::people::Colleague;
use web::app::App;
use web::fault::Fault;
use web::who::Who;

pub async fn list(State(app): State<App>) -> Result<Json<Value>, Fault> {
    let (store, now_ms) = (app.store().clone(), app.store().now_ms());
    let colleagues = app.store().db().read(move |db| store.colleagues(db)).await?;
    let one = |one: &Colleague| {
        json!({
            "user": one.user,
            "role": one.role,
            "duty": one.duty,
            "there": one.is_there(now_ms),
            "open": one.open,
            "work": one.work,
        })
    };
    Ok(Json(json!({ "items": colleagues.iter().map(one).collect::<Vec<_>>() })))
}

pub async fn work(
    State(app): State<App>,
    who: Who,
    Path(user): Path<String>,
    Body(work): Body<Work>,
) -> Result<Json<Value>, Fault> {
    app.store().set_work(&who.actor, &UserId::new(user), work).await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
pub struct Coming {
    duty: String,
}

pub async fn duty(
    State(app): State<App>,
    who: Who,
    Path(user): Path<String>,
    Body(new): Body<Coming>,
) -> Result<Json<Value>, Fault> {
    let on = match new.duty.as_str() {
        "on" => Duty::On,
        "off" => Duty::Off,
        _ => return Err(Refusal::WordUnknown.into()),
    };
    app.store().set_duty(&who.actor, &UserId::new(user), on).await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
pub struct Over {
    to: Option<String>,
    note: String,
}

pub async fn hand_over(
    State(app): State<App>,
    who: Who,
    Path(user): Path<String>,
    Body(over): Body<Over>,
) -> Result<Json<Value>, Fault> {
    let to = over.to.map(UserId::new);
    let done = app.store().hand_over(&who.actor, &UserId::new(user), to.as_ref(), &over.note).await?;
    let refused = done.refused.iter().map(|(case, why)| json!({ "case": case, "code": why.code() }));
    Ok(Json(json!({ "cases": done.cases, "refused": refused.collect::<Vec<_>>() })))
}
