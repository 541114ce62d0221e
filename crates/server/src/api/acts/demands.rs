//! `POST …/demands`: confirm or correct what the customer asks for, in parts that can each be met.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use domain::writing::Demand;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Parts {
    parts: Vec<Demand>,
}

pub async fn demands(State(app): State<App>, act: Act, Body(new): Body<Parts>) -> Result<Response, Fault> {
    let done = app.store().set_demands(&act.actor, &act.case, new.parts, act.given.clone()).await;
    act.answer(&app, done).await
}
