//! `POST …/messages`: say something to the customer, the merchant or, from their side, to us.

use super::Act;
use crate::api::body::Body;
use crate::api::word::chosen;
use axum::extract::State;
use axum::response::Response;
use domain::Party;
use domain::writing::Drawn;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Message {
    to: String,
    text: String,
    /// What was suggested and what it was begun with.
    template: Option<Drawn>,
}

pub async fn messages(State(app): State<App>, act: Act, Body(new): Body<Message>) -> Result<Response, Fault> {
    let to = chosen(&new.to, Party::parse)?;
    let drawn = new.template.filter(|drawn| *drawn != Drawn::default());
    let done = app.store().say_from(&act.actor, &act.case, to, &new.text, drawn, act.given.clone()).await;
    act.answer_text(&app, done, &new.text).await
}
