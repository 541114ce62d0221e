//! `POST …/withdraw`: the customer takes the complaint back.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Withdraw {
    why: Option<String>,
}

pub async fn withdraw(
    State(app): State<App>,
    act: Act,
    Body(new): Body<Withdraw>,
) -> Result<Response, Fault> {
    let done = app.store().withdraw(&act.actor, &act.case, new.why.as_deref(), act.given.clone()).await;
    act.answer(&app, done).await
}
