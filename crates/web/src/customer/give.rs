//! `GET /c/{link}/evidence/{id}` and `GET /c/{link}/receipt`: what belongs to the holder of the link.

use crate::app::App;
use crate::fault::Fault;
use crate::file::{self, Leaving};
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use domain::{Actor, Party, Refusal};

pub async fn evidence(
    State(app): State<App>,
    Path((link, wanted)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    super::slowly(&app, &format!("file:{link}"), 120)?;
    let store = app.store().clone();
    let loaded =
        app.store().db().read(move |db| store.case_by_link(db, &link)).await?.ok_or(Refusal::NotFound)?;
    let by = Actor::Customer(loaded.case.id.clone());
    file::evidence(&app, &loaded.case, &wanted, &by, Leaving::of(query.as_deref())).await
}

/// The proof as one text to keep; 202 until the next checkpoint.
pub async fn receipt(State(app): State<App>, Path(link): Path<String>) -> Result<Response, Fault> {
    let store = app.store().clone();
    let loaded =
        app.store().db().read(move |db| store.case_by_link(db, &link)).await?.ok_or(Refusal::NotFound)?;
    file::receipt_for(&app, loaded.since, Party::Customer).await
}
