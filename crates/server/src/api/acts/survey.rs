//! `POST …/survey`: the customer's two answers, 0 to 100 each.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Survey {
    solved: u8,
    treated: u8,
    words: Option<String>,
}

pub async fn survey(State(app): State<App>, act: Act, Body(new): Body<Survey>) -> Result<Response, Fault> {
    let (scores, words) = ((new.solved, new.treated), new.words.as_deref());
    let done = app.store().answer_survey(&act.actor, &act.case, scores, words, act.given.clone()).await;
    act.answer(&app, done).await
}
