//! `POST …/decline`: say no to an offer.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Decline {
    offer: String,
    why: Option<String>,
}

pub async fn decline(State(app): State<App>, act: Act, Body(new): Body<Decline>) -> Result<Response, Fault> {
    let done =
        app.store().decline(&act.actor, &act.case, &new.offer, new.why.as_deref(), act.given.clone()).await;
    act.answer(&app, done).await
}
