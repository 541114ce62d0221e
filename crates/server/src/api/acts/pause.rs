//! `POST …/pause`: the clocks that the playbook lets wait for this reason stand still. `POST …/resume`: they go on.

use super::Act;
use crate::api::body::Body;
use crate::api::moment;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use store::acts::Waiting;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Pause {
    reason: String,
    /// What it rests on.
    #[serde(default)]
    cites: Vec<String>,
    why: String,
    until_at: Option<String>,
}

#[derive(Deserialize)]
pub struct Resume {
    pause: String,
    why: Option<String>,
}

pub async fn pause(State(app): State<App>, act: Act, Body(new): Body<Pause>) -> Result<Response, Fault> {
    let until_ms = moment::parse(new.until_at.as_deref())?;
    let waiting = Waiting { reason: new.reason, cites: new.cites, why: new.why, until_ms };
    let done = app.store().pause(&act.actor, &act.case, &waiting, act.given.clone()).await;
    act.answer(&app, done).await
}

pub async fn resume(State(app): State<App>, act: Act, Body(new): Body<Resume>) -> Result<Response, Fault> {
    let why = new.why.as_deref();
    let done = app.store().resume(&act.actor, &act.case, &new.pause, why, act.given.clone()).await;
    act.answer(&app, done).await
}
