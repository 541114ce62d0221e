//! `GET /desk/cases/{id}/receipt`: the proof that the case stands in the journal, once a checkpoint covers it.

use super::request::Named;
use crate::app::App;
use crate::fault::Fault;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

pub async fn receipt(State(app): State<App>, Named(loaded): Named) -> Result<Response, Fault> {
    let store = app.store().clone();
    let receipt = app.store().db().read(move |db| store::export::receipt(&store, db, loaded.since)).await?;
    Ok(match receipt {
        Some(receipt) => {
            ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], receipt.to_string()).into_response()
        }
        None => StatusCode::ACCEPTED.into_response(),
    })
}
