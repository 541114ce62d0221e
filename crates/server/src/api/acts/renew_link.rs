//! `POST …/renew-link`: the link a carrier or an inspector has is worth nothing any more; the new one stands with the
//! request.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Renew {
    request: String,
}

pub async fn renew_link(State(app): State<App>, act: Act, Body(new): Body<Renew>) -> Result<Response, Fault> {
    let done = app.store().renew_link(&act.actor, &act.case, &new.request, act.given.clone()).await;
    act.answer(&app, done).await
}
