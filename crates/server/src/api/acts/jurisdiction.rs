//! `POST …/jurisdiction`: whose law a case is under, where that is not the house's own.

use super::Act;
use crate::api::body::Body;
use crate::api::word::chosen;
use axum::extract::State;
use axum::response::Response;
use domain::words::Jurisdiction;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Under {
    jurisdiction: String,
}

pub async fn jurisdiction(
    State(app): State<App>,
    act: Act,
    Body(new): Body<Under>,
) -> Result<Response, Fault> {
    let under = chosen(&new.jurisdiction, Jurisdiction::parse)?;
    let done = app.store().set_jurisdiction(&act.actor, &act.case, under, act.given.clone()).await;
    act.answer(&app, done).await
}
