//! `POST …/finding`: who bears what share of the matter, each share with the evidence and the rules it rests on.
//! `…/issue-finding`, `…/return-finding`: the second reader.

use super::Act;
use crate::api::body::Body;
use crate::api::word::{chosen, word};
use axum::extract::State;
use axum::response::Response;
use domain::case::{RuleRef, Share};
use domain::words::Ruling;
use domain::{Party, Refusal};
use serde::Deserialize;
use store::acts;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Finding {
    shares: Vec<InShares>,
    reasons: String,
    why_uninspected: Option<String>,
    ruling: Option<String>,
}

#[derive(Deserialize)]
pub struct Draft {
    draft: String,
}

#[derive(Deserialize)]
pub struct Return {
    draft: String,
    why: String,
}

#[derive(Deserialize)]
pub struct InShares {
    party: String,
    percent: u8,
    #[serde(default)]
    cites: Vec<String>,
    #[serde(default)]
    rules: Vec<String>,
}

/// Issued, or laid before a second reader; which of the two, its entry says.
pub async fn finding(State(app): State<App>, act: Act, Body(new): Body<Finding>) -> Result<Response, Fault> {
    let found = acts::Finding {
        shares: new.shares.into_iter().map(share).collect::<Result<_, _>>()?,
        reasons: new.reasons,
        why_uninspected: new.why_uninspected,
        ruling: word(new.ruling.as_deref(), Ruling::parse)?,
    };
    let reasons = found.reasons.clone();
    let done = app.store().find(&act.actor, &act.case, found, act.given.clone()).await;
    act.answer_text(&app, done, &reasons).await
}

pub async fn issue(State(app): State<App>, act: Act, Body(new): Body<Draft>) -> Result<Response, Fault> {
    let done = app.store().issue_finding(&act.actor, &act.case, &new.draft, act.given.clone()).await;
    act.answer(&app, done).await
}

pub async fn send_back(State(app): State<App>, act: Act, Body(new): Body<Return>) -> Result<Response, Fault> {
    let store = app.store();
    let done = store.return_finding(&act.actor, &act.case, &new.draft, &new.why, act.given.clone()).await;
    act.answer(&app, done).await
}

fn share(given: InShares) -> Result<Share, Refusal> {
    let rule = |rule: &String| rule.parse::<RuleRef>().map_err(|()| Refusal::RuleUnknown);
    let rules = given.rules.iter().map(rule).collect::<Result<_, _>>()?;
    Ok(Share {
        party: chosen(&given.party, Party::parse)?,
        percent: given.percent,
        cites: given.cites,
        rules,
    })
}
