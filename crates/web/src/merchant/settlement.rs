//! `GET /m/cases/{id}/settlement/{offer}` and its PDFs: what was agreed, to keep.

use super::case::own;
use crate::app::App;
use crate::fault::Fault;
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::response::Response;

pub async fn settlement(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path((id, offer)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let loaded = own(&app, &who, id).await?;
    let base = format!("/m/cases/{}", loaded.case.id);
    crate::settlement::show(&app, &reader, loaded, who.actor, base, offer).await
}

pub async fn paper(
    State(app): State<App>,
    who: Who,
    Path((id, offer, locale)): Path<(String, String, String)>,
) -> Result<Response, Fault> {
    let case = own(&app, &who, id).await?.case;
    crate::settlement::paper(&app, case, who.actor, &offer, &locale).await
}
