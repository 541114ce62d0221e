//! `POST …/regulator`: what an authority did, on the day its paper gives; its clocks run from there.

use super::Act;
use crate::api::body::Body;
use crate::api::moment;
use crate::api::word::chosen;
use axum::extract::State;
use axum::response::Response;
use domain::words::Proceeding;
use serde::Deserialize;
use store::acts::Paper;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Step {
    what: String,
    on: String,
    cites: String,
    due_at: Option<String>,
}

pub async fn regulator(State(app): State<App>, act: Act, Body(new): Body<Step>) -> Result<Response, Fault> {
    let paper = Paper {
        what: chosen(&new.what, Proceeding::parse)?,
        on: new.on,
        cites: new.cites,
        due_ms: moment::parse(new.due_at.as_deref())?,
    };
    let done = app.store().regulator_did(&act.actor, &act.case, &paper, act.given.clone()).await;
    act.answer(&app, done).await
}
