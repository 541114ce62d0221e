//! `POST …/triage`: confirm kind, class and grade, or overrule them with a reason.

use super::Act;
use crate::api::body::Body;
use crate::api::word::chosen;
use axum::extract::State;
use axum::response::Response;
use domain::words::{Class, Grade};
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Triage {
    kind: String,
    class: String,
    grade: String,
    why: Option<String>,
}

pub async fn triage(State(app): State<App>, act: Act, Body(new): Body<Triage>) -> Result<Response, Fault> {
    let (class, grade) = (chosen(&new.class, Class::parse)?, chosen(&new.grade, Grade::parse)?);
    let (why, given) = (new.why.as_deref(), act.given.clone());
    let done = app.store().triage(&act.actor, &act.case, &new.kind, class, grade, why, given).await;
    act.answer(&app, done).await
}
