//! `POST …/assess`: what a person makes of a piece of evidence.

use super::Act;
use crate::api::body::Body;
use crate::api::word::word;
use axum::extract::State;
use axum::response::Response;
use domain::Refusal;
use domain::words::Verdict;
use serde::Deserialize;
use store::acts::Judgement;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Assess {
    evidence: String,
    authenticity: Option<String>,
    legality: Option<String>,
    relevance: Option<String>,
    weight: u8,
    /// The kinds of the playbook it counts for besides its own.
    #[serde(default)]
    counts: Vec<String>,
    reasons: String,
}

pub async fn assess(State(app): State<App>, act: Act, Body(new): Body<Assess>) -> Result<Response, Fault> {
    let judgement = Judgement {
        authenticity: verdict(new.authenticity.as_deref())?,
        legality: verdict(new.legality.as_deref())?,
        relevance: verdict(new.relevance.as_deref())?,
        evidence: new.evidence,
        weight: new.weight,
        counts: new.counts,
        reasons: new.reasons,
    };
    let done = app.store().assess(&act.actor, &act.case, &judgement, act.given.clone()).await;
    act.answer(&app, done).await
}

fn verdict(given: Option<&str>) -> Result<Verdict, Refusal> {
    Ok(word(given, Verdict::parse)?.unwrap_or(Verdict::NotJudged))
}
