//! `POST …/remark`: customer or merchant says what they think of what the other side showed, or we write it down for
//! them.

use super::Act;
use crate::api::body::Body;
use crate::api::word::word;
use axum::extract::State;
use axum::response::Response;
use domain::Party;
use serde::Deserialize;
use store::acts;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Remark {
    evidence: String,
    /// Whose words they are, when one of us brings them.
    from: Option<String>,
    text: String,
}

pub async fn remark(State(app): State<App>, act: Act, Body(new): Body<Remark>) -> Result<Response, Fault> {
    let from = word(new.from.as_deref(), Party::parse)?;
    let remark = acts::Remark { evidence: new.evidence, from, text: new.text };
    let done = app.store().remark(&act.actor, &act.case, &remark, act.given.clone()).await;
    act.answer(&app, done).await
}
