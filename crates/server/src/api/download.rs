//! `GET /api/v1/cases/{id}/evidence/{evidence}`: a file, to who may see it.

use super::named::Named;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use web::app::App;
use web::fault::Fault;

pub async fn download(
    State(app): State<App>,
    Path((_, wanted)): Path<(String, String)>,
    named: Named,
    asked: HeaderMap,
) -> Result<Response, Fault> {
    let leaving = web::file::Leaving::Copied;
    web::file::evidence(&app, &named.loaded.case, &wanted, &named.actor, leaving, &asked).await
}

/// `GET /api/v1/cases/{id}/settlement/{offer}/{locale}`: what was agreed, as a PDF.
pub async fn paper(
    State(app): State<App>,
    Path((_, offer, locale)): Path<(String, String, String)>,
    named: Named,
) -> Result<Response, Fault> {
    web::settlement::paper(&app, named.loaded.case, named.actor, &offer, &locale).await
}
