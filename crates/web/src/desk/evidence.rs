//! `GET /desk/cases/{id}/evidence/{evidence}`: a file of the case.

use super::request::Named;
use crate::app::App;
use crate::fault::Fault;
use crate::file::{self, Leaving};
use crate::who::Who;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

pub async fn evidence(
    State(app): State<App>,
    who: Who,
    Path((_, wanted)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    Named(loaded): Named,
    asked: HeaderMap,
) -> Result<Response, Fault> {
    file::evidence(&app, &loaded.case, &wanted, &who.actor, Leaving::of(query.as_deref()), &asked).await
}
