//! `POST …/convene`, `…/vote`, `…/recuse`, `…/minutes`: a review board. No answer ever repeats a vote.

use super::Act;
use crate::api::body::Body;
use crate::api::word::chosen;
use axum::extract::State;
use axum::response::Response;
use domain::words::Team;
use domain::{Refusal, UserId};
use serde::Deserialize;
use store::acts::Action;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Convene {
    question: String,
    options: Vec<String>,
}

#[derive(Deserialize)]
pub struct Vote {
    board: String,
    /// From 0, as the options stand.
    option: u8,
    reasons: String,
}

#[derive(Deserialize)]
pub struct Recuse {
    board: String,
    why: String,
}

#[derive(Deserialize)]
pub struct Minutes {
    board: String,
    text: String,
    #[serde(default)]
    actions: Vec<InAction>,
}

#[derive(Deserialize)]
pub struct InAction {
    team: String,
    text: String,
    to: Option<String>,
}

pub async fn convene(State(app): State<App>, act: Act, Body(new): Body<Convene>) -> Result<Response, Fault> {
    let store = app.store();
    let done = store.convene(&act.actor, &act.case, &new.question, &new.options, act.given.clone()).await;
    act.answer(&app, done).await
}

pub async fn vote(State(app): State<App>, act: Act, Body(new): Body<Vote>) -> Result<Response, Fault> {
    let (store, vote) = (app.store(), (new.option, new.reasons.as_str()));
    let done = store.vote(&act.actor, &act.case, &new.board, vote, act.given.clone()).await;
    act.answer(&app, done).await
}

pub async fn recuse(State(app): State<App>, act: Act, Body(new): Body<Recuse>) -> Result<Response, Fault> {
    let done = app.store().recuse(&act.actor, &act.case, &new.board, &new.why, act.given.clone()).await;
    act.answer(&app, done).await
}

pub async fn minutes(State(app): State<App>, act: Act, Body(new): Body<Minutes>) -> Result<Response, Fault> {
    let actions = new.actions.iter().map(action).collect::<Result<Vec<_>, Refusal>>()?;
    let said = (new.board.as_str(), new.text.as_str());
    let done = app.store().write_minutes(&act.actor, &act.case, said, &actions, act.given.clone()).await;
    act.answer(&app, done).await
}

fn action(given: &InAction) -> Result<Action<'_>, Refusal> {
    let to = given.to.as_deref().map(UserId::new);
    Ok(Action { team: chosen(&given.team, Team::parse)?, to, text: &given.text })
}
