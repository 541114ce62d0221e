//! `POST …/remark`: customer or merchant says what they think of what the other side showed.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Remark {
    evidence: String,
    text: String,
}

pub async fn remark(State(app): State<App>, act: Act, Body(new): Body<Remark>) -> Result<Response, Fault> {
    let done = app.store().remark(&act.actor, &act.case, &new.evidence, &new.text, act.given.clone()).await;
    act.answer(&app, done).await
}
