//! `POST /desk/cases/{id}/bundle`: the case with its proofs and its report, for a court or a regulator.

use super::request::Named;
use crate::app::App;
use crate::bundle;
use crate::fault::Fault;
use crate::who::Who;
use axum::extract::State;
use axum::response::Response;

pub async fn bundle(State(app): State<App>, who: Who, Named(loaded): Named) -> Result<Response, Fault> {
    bundle::download(&app, &who.actor, &loaded.case.id).await
}
