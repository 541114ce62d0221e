//! `POST …/climb`: the next rung of the playbook's ladder. `POST …/consent`: the shop takes it upon itself.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use domain::Refusal;
use serde::Deserialize;
use store::Error;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Climb {
    /// Without it the next one.
    rung: Option<String>,
    /// Above the author's limit: why; it then waits for a yes.
    why: Option<String>,
}

#[derive(Deserialize)]
pub struct Consent {
    words: Option<String>,
}

pub async fn climb(State(app): State<App>, act: Act, Body(new): Body<Climb>) -> Result<Response, Fault> {
    let rung = match new.rung {
        Some(rung) => rung,
        None => next(&app, &act).await?,
    };
    let (store, why) = (app.store(), new.why.as_deref());
    let done = store.climb(&act.actor, &act.case, &rung, why, act.given.clone()).await;
    act.answer(&app, done).await
}

async fn next(app: &App, act: &Act) -> Result<String, Fault> {
    let (store, case) = (app.store().clone(), act.case.clone());
    let found = app.store().db().read(move |db| -> Result<_, Error> {
        let loaded = store.case(db, &case)?.ok_or(Refusal::NotFound)?;
        let next = loaded.case.next_rung(&store.policy().playbooks);
        Ok(next.map(|one| one.rung.id.clone()))
    });
    Ok(found.await?.ok_or(Refusal::RungShut)?)
}

pub async fn consent(State(app): State<App>, act: Act, Body(new): Body<Consent>) -> Result<Response, Fault> {
    let words = new.words.as_deref();
    let done = app.store().consent(&act.actor, &act.case, words, act.given.clone()).await;
    act.answer(&app, done).await
}
