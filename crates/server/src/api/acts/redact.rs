//! `POST …/redact`, `POST …/approve-redaction`, `POST …/drop-redaction`: cover parts of a picture, and let somebody
//! else say yes or no to it.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use domain::case::Area;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Covering {
    evidence: String,
    boxes: Vec<Area>,
}

#[derive(Deserialize)]
pub struct Which {
    redaction: String,
}

pub async fn redact(State(app): State<App>, act: Act, Body(new): Body<Covering>) -> Result<Response, Fault> {
    let given = act.given.clone();
    let done = app.store().propose_redaction(&act.actor, &act.case, &new.evidence, &new.boxes, given).await;
    act.answer(&app, done).await
}

pub async fn approve(State(app): State<App>, act: Act, Body(which): Body<Which>) -> Result<Response, Fault> {
    let given = act.given.clone();
    let done = app.store().approve_redaction(&act.actor, &act.case, &which.redaction, given).await;
    act.answer(&app, done).await
}

pub async fn drop(State(app): State<App>, act: Act, Body(which): Body<Which>) -> Result<Response, Fault> {
    let given = act.given.clone();
    let done = app.store().drop_redaction(&act.actor, &act.case, &which.redaction, given).await;
    act.answer(&app, done).await
}
