//! `POST …/appeal`: a side goes on against a finding or a refusal; `…/appeal-for`: one of us takes it down for a side
//! that calls. `…/ask-person`: it asks for a person where a rule
//! decided; `…/answer-plea`: what the person says.

use super::Act;
use super::upload::InBase64;
use crate::api::body::Body;
use crate::api::problem;
use crate::api::word::chosen;
use axum::extract::State;
use axum::response::Response;
use domain::Party;
use domain::words::{Identified, Ruling};
use serde::Deserialize;
use store::acts;
use store::collect::Origin;
use web::app::App;
use web::face::decided::names_ways;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Appeal {
    against: String,
    words: String,
    #[serde(default)]
    files: Vec<InBase64>,
}

#[derive(Deserialize)]
pub struct AppealFor {
    /// Who appeals: `customer` or `merchant`.
    side: String,
    against: String,
    words: String,
    /// Who called.
    caller: String,
    identified: String,
}

#[derive(Deserialize)]
pub struct AskPerson {
    of: String,
}

#[derive(Deserialize)]
pub struct AnswerPlea {
    plea: String,
    ruling: String,
    text: String,
}

pub async fn appeal(State(app): State<App>, act: Act, Body(new): Body<Appeal>) -> Result<Response, Fault> {
    let appeal = acts::Appeal {
        against: new.against,
        words: new.words,
        files: new.files.into_iter().map(InBase64::file).collect(),
        origin: Origin::default(),
        call: None,
    };
    appealed(&app, &act, appeal).await
}

/// What a side says on the telephone, taken down by one of us.
pub async fn appeal_for(
    State(app): State<App>,
    act: Act,
    Body(new): Body<AppealFor>,
) -> Result<Response, Fault> {
    let side = chosen(&new.side, Party::parse)?;
    let identified = chosen(&new.identified, Identified::parse)?;
    let call = Some(acts::Called { side, caller: new.caller, identified });
    let appeal = acts::Appeal { against: new.against, words: new.words, call, ..acts::Appeal::default() };
    appealed(&app, &act, appeal).await
}

async fn appealed(app: &App, act: &Act, appeal: acts::Appeal) -> Result<Response, Fault> {
    let done = app.store().appeal(&act.actor, &act.case, appeal, act.given.clone()).await;
    match done.as_ref().err().and_then(store::Error::refusal).filter(|refusal| names_ways(*refusal)) {
        Some(refusal) => {
            let (store, case) = (app.store().clone(), act.case.clone());
            let loaded = app.store().db().read(move |db| store.case(db, &case)).await?;
            let loaded = loaded.ok_or(domain::Refusal::NotFound)?;
            Ok(problem::no_appeal(refusal, &app.store().policy().law, &loaded.case))
        }
        None => act.answer(app, done).await,
    }
}

pub async fn ask_person(
    State(app): State<App>,
    act: Act,
    Body(new): Body<AskPerson>,
) -> Result<Response, Fault> {
    let done = app.store().ask_person(&act.actor, &act.case, &new.of, act.given.clone()).await;
    act.answer(&app, done).await
}

pub async fn answer_plea(
    State(app): State<App>,
    act: Act,
    Body(new): Body<AnswerPlea>,
) -> Result<Response, Fault> {
    let (store, ruling) = (app.store(), chosen(&new.ruling, Ruling::parse)?);
    let answer = (ruling, new.text.as_str());
    let done = store.answer_plea(&act.actor, &act.case, &new.plea, answer, act.given.clone()).await;
    act.answer_text(&app, done, &new.text).await
}
