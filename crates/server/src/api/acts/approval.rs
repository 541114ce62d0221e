//! `POST …/decide-approval` and `…/drop-approval`: yes or no to what is above somebody's limit, or taken back.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use domain::command::ApprovalRuling;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Decision {
    approval: String,
    ruling: Word,
    /// A no needs one.
    why: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Approve,
    Refuse,
}

#[derive(Deserialize)]
pub struct Drop {
    approval: String,
}

pub async fn decide(State(app): State<App>, act: Act, Body(new): Body<Decision>) -> Result<Response, Fault> {
    let ruling = match new.ruling {
        Word::Approve => ApprovalRuling::Approve,
        Word::Refuse => ApprovalRuling::Refuse,
    };
    let (store, said) = (app.store(), (ruling, new.why.as_deref()));
    let done = store.decide_approval(&act.actor, &act.case, &new.approval, said, act.given.clone()).await;
    act.answer(&app, done).await
}

pub async fn drop(State(app): State<App>, act: Act, Body(new): Body<Drop>) -> Result<Response, Fault> {
    let done = app.store().drop_approval(&act.actor, &act.case, &new.approval, act.given.clone()).await;
    act.answer(&app, done).await
}
