//! `POST …/notes`: a note among ourselves. Neither customer nor merchant ever reads or finds it.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Note {
    text: String,
}

pub async fn notes(State(app): State<App>, act: Act, Body(new): Body<Note>) -> Result<Response, Fault> {
    let done = app.store().note(&act.actor, &act.case, &new.text, act.given.clone()).await;
    act.answer(&app, done).await
}
