//! `POST …/finding`: who bears what share of the matter, each share with the evidence it rests on.

use super::Act;
use crate::api::body::Body;
use crate::api::word::chosen;
use axum::extract::State;
use axum::response::Response;
use domain::case::Share;
use domain::{Party, Refusal};
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Finding {
    shares: Vec<InShares>,
    reasons: String,
}

#[derive(Deserialize)]
pub struct InShares {
    party: String,
    percent: u8,
    #[serde(default)]
    cites: Vec<String>,
}

pub async fn finding(State(app): State<App>, act: Act, Body(new): Body<Finding>) -> Result<Response, Fault> {
    let shares = new.shares.into_iter().map(share).collect::<Result<_, _>>()?;
    let done = app.store().find(&act.actor, &act.case, shares, &new.reasons, act.given.clone()).await;
    act.answer_text(&app, done, &new.reasons).await
}

fn share(given: InShares) -> Result<Share, Refusal> {
    Ok(Share { party: chosen(&given.party, Party::parse)?, percent: given.percent, cites: given.cites })
}
