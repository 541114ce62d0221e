//! `POST …/set-task` and `…/answer-task`: something for another team, and what came back.

use super::Act;
use crate::api::body::Body;
use crate::api::moment;
use axum::extract::State;
use axum::response::Response;
use domain::UserId;
use domain::words::Team;
use serde::Deserialize;
use store::acts::Tasked;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Task {
    team: Team,
    text: String,
    to: Option<String>,
    due_at: Option<String>,
}

#[derive(Deserialize)]
pub struct Answer {
    task: String,
    answer: String,
}

pub async fn set(State(app): State<App>, act: Act, Body(new): Body<Task>) -> Result<Response, Fault> {
    let due_ms = moment::parse(new.due_at.as_deref())?;
    let task = Tasked { team: new.team, to: new.to.map(UserId::new), due_ms, text: &new.text };
    let done = app.store().set_task(&act.actor, &act.case, task, act.given.clone()).await;
    act.answer(&app, done).await
}

pub async fn answer(State(app): State<App>, act: Act, Body(new): Body<Answer>) -> Result<Response, Fault> {
    let store = app.store();
    let done = store.answer_task(&act.actor, &act.case, &new.task, &new.answer, act.given.clone()).await;
    act.answer_text(&app, done, &new.answer).await
}
