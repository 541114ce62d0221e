//! `POST …/request-evidence`: ask one side to show something, by a date.

use super::Act;
use crate::api::body::Body;
use crate::api::moment;
use crate::api::word::chosen;
use axum::extract::State;
use axum::response::Response;
use domain::Party;
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
    };
    let done = app.store().request_evidence(&act.actor, &act.case, &request, act.given.clone()).await;
    act.answer(&app, done).await
}
