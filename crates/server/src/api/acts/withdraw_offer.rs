//! `POST …/withdraw-offer`: take back an offer nobody has accepted.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Which {
    offer: String,
}

pub async fn withdraw_offer(
    State(app): State<App>,
    act: Act,
    Body(which): Body<Which>,
) -> Result<Response, Fault> {
    let done = app.store().withdraw_offer(&act.actor, &act.case, &which.offer, act.given.clone()).await;
    act.answer(&app, done).await
}
