//! `POST …/close`: end the case, with what came of it.

use super::Act;
use crate::api::body::Body;
use crate::api::word::chosen;
use axum::extract::State;
use axum::response::Response;
use domain::words::{Outcome, Relief};
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Close {
    outcome: String,
    relief: String,
    cause: Option<String>,
    words: Option<String>,
}

pub async fn close(State(app): State<App>, act: Act, Body(new): Body<Close>) -> Result<Response, Fault> {
    let end = (chosen(&new.outcome, Outcome::parse)?, chosen(&new.relief, Relief::parse)?);
    let (cause, words) = (new.cause.as_deref(), new.words.as_deref());
    let done = app.store().close(&act.actor, &act.case, end, cause, words, act.given.clone()).await;
    act.answer_text(&app, done, new.words.as_deref().unwrap_or_default()).await
}
