//! `GET /desk/cases/{id}/receipt`: the proof that the case stands in the journal, once a checkpoint covers it.

use super::request::Named;
use crate::app::App;
use crate::fault::Fault;
use crate::file;
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::response::Response;

pub async fn receipt(State(app): State<App>, Named(loaded): Named) -> Result<Response, Fault> {
    file::receipt(&app, loaded.since).await
}

/// `GET /desk/cases/{id}/proof/{thing}`: the page behind a seal.
pub async fn proof(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Named(loaded): Named,
    Path((_, thing)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let base = format!("/desk/cases/{}", loaded.case.id);
    crate::proof::show(&app, &reader, loaded, who.actor, base, thing).await
}

/// `GET /desk/cases/{id}/settlement/{offer}`: what was agreed.
pub async fn settlement(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Named(loaded): Named,
    Path((_, offer)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let base = format!("/desk/cases/{}", loaded.case.id);
    crate::settlement::show(&app, &reader, loaded, who.actor, base, offer).await
}

/// The same as a PDF in one language.
pub async fn paper(
    State(app): State<App>,
    who: Who,
    Named(loaded): Named,
    Path((_, offer, locale)): Path<(String, String, String)>,
) -> Result<Response, Fault> {
    crate::settlement::paper(&app, loaded.case, who.actor, &offer, &locale).await
}
