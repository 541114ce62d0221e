//! `POST …/accept`: the customer accepts an offer, or we a counter-offer. What is accepted is owed from now on.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Accept {
    offer: String,
    /// Positions in the menu, from 0, where one of several is chosen.
    #[serde(default)]
    chosen: Vec<usize>,
    /// Why more than we may promise alone, where it is the customer's offer.
    why: Option<String>,
}

pub async fn accept(State(app): State<App>, act: Act, Body(new): Body<Accept>) -> Result<Response, Fault> {
    let (store, why) = (app.store(), new.why.as_deref());
    let done =
        store.accept_because(&act.actor, &act.case, &new.offer, new.chosen, why, act.given.clone()).await;
    act.answer(&app, done).await
}
