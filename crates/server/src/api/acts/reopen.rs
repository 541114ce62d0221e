//! `POST …/reopen`: begin a new round of a closed case.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Reopen {
    why: String,
}

pub async fn reopen(State(app): State<App>, act: Act, Body(new): Body<Reopen>) -> Result<Response, Fault> {
    let done = app.store().reopen(&act.actor, &act.case, &new.why, act.given.clone()).await;
    act.answer(&app, done).await
}
