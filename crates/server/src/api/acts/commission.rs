//! `POST …/commission`: what may be deducted from the sale on consignment, by somebody above the handlers.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use domain::Fen;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commission {
    commission_bp: u32,
    #[serde(default)]
    fees_fen: i64,
    why: String,
}

pub async fn commission(
    State(app): State<App>,
    act: Act,
    Body(new): Body<Commission>,
) -> Result<Response, Fault> {
    let found = (new.commission_bp, Fen(new.fees_fen));
    let done =
        app.store().correct_commission(&act.actor, &act.case, found, &new.why, act.given.clone()).await;
    act.answer(&app, done).await
}
