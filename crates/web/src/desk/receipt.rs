//! `GET /desk/cases/{id}/receipt`: the proof that the case stands in the journal, once a checkpoint covers it.

use super::request::Named;
use crate::app::App;
use crate::fault::Fault;
use crate::file;
use axum::extract::State;
use axum::response::Response;

pub async fn receipt(State(app): State<App>, Named(loaded): Named) -> Result<Response, Fault> {
    file::receipt(&app, loaded.since).await
}
