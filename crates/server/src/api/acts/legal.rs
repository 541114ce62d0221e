//! `POST …/ask-legal` and `…/answer-legal`: a question of law for a reviewer, and what they say.

use super::Act;
use crate::api::body::Body;
use crate::api::moment;
use axum::extract::State;
use axum::response::Response;
use domain::UserId;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Ask {
    question: String,
    to: Option<String>,
    due_at: Option<String>,
}

#[derive(Deserialize)]
pub struct Answer {
    question: String,
    answer: String,
}

pub async fn ask(State(app): State<App>, act: Act, Body(new): Body<Ask>) -> Result<Response, Fault> {
    let due_ms = moment::parse(new.due_at.as_deref())?;
    let to = new.to.map(UserId::new);
    let store = app.store();
    let done = store.ask_legal(&act.actor, &act.case, (to, due_ms), &new.question, act.given.clone()).await;
    act.answer(&app, done).await
}

pub async fn answer(State(app): State<App>, act: Act, Body(new): Body<Answer>) -> Result<Response, Fault> {
    let store = app.store();
    let done = store.answer_legal(&act.actor, &act.case, &new.question, &new.answer, act.given.clone()).await;
    act.answer_text(&app, done, &new.answer).await
}
