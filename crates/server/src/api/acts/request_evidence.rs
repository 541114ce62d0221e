//! `POST …/request-evidence`: ask one side to show something, by a date.

use super::Act;
use crate::api::body::Body;
use crate::api::moment;
use crate::api::word::{chosen, word};
use axum::extract::State;
use axum::response::Response;
use domain::Party;
use domain::words::Silence;
use serde::Deserialize;
use store::acts::Request;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Ask {
    to: String,
    kinds: Vec<String>,
    reason: String,
    due_at: Option<String>,
    /// What happens when nobody answers; without it as the playbook has it.
    silence: Option<String>,
    /// Where a carrier or an inspector is told of it.
    mail: Option<String>,
}

pub async fn request_evidence(
    State(app): State<App>,
    act: Act,
    Body(ask): Body<Ask>,
) -> Result<Response, Fault> {
    let request = Request {
        to: chosen(&ask.to, Party::parse)?,
        kinds: ask.kinds,
        reason: ask.reason,
        due_ms: moment::parse(ask.due_at.as_deref())?,
        silence: word(ask.silence.as_deref(), Silence::parse)?,
        mail: ask.mail,
    };
    let done = app.store().request_evidence(&act.actor, &act.case, &request, act.given.clone()).await;
    act.answer(&app, done).await
}
