//! `POST …/execute`: prove that a remedy is done; without proof what failed is ordered again.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use store::acts::Shown;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Execute {
    remedy: String,
    proof: Option<InProof>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InProof {
    Payment(String),
    Tracking(String),
    Label(String),
    Voucher(String),
    Statement(String),
}

pub async fn execute(State(app): State<App>, act: Act, Body(new): Body<Execute>) -> Result<Response, Fault> {
    let shown = new.proof.map(|proof| match proof {
        InProof::Payment(reference) => Shown::Payment(reference),
        InProof::Tracking(text) => Shown::Tracking(text),
        InProof::Label(text) => Shown::Label(text),
        InProof::Voucher(text) => Shown::Voucher(text),
        InProof::Statement(text) => Shown::Statement(text),
    });
    let done = app.store().execute_remedy(&act.actor, &act.case, &new.remedy, shown, act.given.clone()).await;
    act.answer(&app, done).await
}
