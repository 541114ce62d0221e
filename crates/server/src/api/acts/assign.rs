//! `POST …/assign`: hand the case to a colleague.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use domain::UserId;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Assign {
    owner: String,
    why: Option<String>,
}

pub async fn assign(State(app): State<App>, act: Act, Body(new): Body<Assign>) -> Result<Response, Fault> {
    let owner = UserId::new(new.owner);
    let done = app.store().assign(&act.actor, &act.case, &owner, new.why.as_deref(), act.given.clone()).await;
    act.answer(&app, done).await
}
