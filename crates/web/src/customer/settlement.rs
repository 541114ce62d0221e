//! `GET /c/{link}/settlement/{offer}` and its PDFs: what was agreed, to keep.

use super::behind;
use crate::app::App;
use crate::fault::Fault;
use crate::reader::Reader;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::Actor;

pub async fn settlement(
    State(app): State<App>,
    reader: Reader,
    Path((link, offer)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let loaded = behind(&app, &link).await?;
    let by = Actor::Customer(loaded.case.id.clone());
    crate::settlement::show(&app, &reader, loaded, by, format!("/c/{link}"), offer).await
}

pub async fn paper(
    State(app): State<App>,
    Path((link, offer, locale)): Path<(String, String, String)>,
) -> Result<Response, Fault> {
    let case = behind(&app, &link).await?.case;
    let by = Actor::Customer(case.id.clone());
    crate::settlement::paper(&app, case, by, &offer, &locale).await
}
