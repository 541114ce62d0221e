//! `GET /c/{link}/evidence/{id}` and `GET /c/{link}/receipt`: what belongs to the holder of the link.

use super::behind;
use crate::app::App;
use crate::fault::Fault;
use crate::file::{self, Leaving};
use crate::reader::Reader;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::{Actor, Party};

pub async fn evidence(
    State(app): State<App>,
    Path((link, wanted)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    asked: HeaderMap,
) -> Result<Response, Fault> {
    super::slowly(&app, &format!("file:{link}"), 120)?;
    let loaded = behind(&app, &link).await?;
    let by = Actor::Customer(loaded.case.id.clone());
    file::evidence(&app, &loaded.case, &wanted, &by, Leaving::of(query.as_deref()), &asked).await
}

/// The proof as one text to keep; 202 until the next checkpoint.
pub async fn receipt(State(app): State<App>, Path(link): Path<String>) -> Result<Response, Fault> {
    file::receipt_for(&app, behind(&app, &link).await?.since, Party::Customer).await
}

/// `GET /c/{link}/receipt.svg`: the same as a QR code.
pub async fn picture(State(app): State<App>, Path(link): Path<String>) -> Result<Response, Fault> {
    crate::receipt::picture(&app, behind(&app, &link).await?.since).await
}

/// `GET /c/{link}/proof/{thing}`: the page behind a seal.
pub async fn proof(
    State(app): State<App>,
    reader: Reader,
    Path((link, thing)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let base = format!("/c/{link}");
    let loaded = behind(&app, &link).await?;
    let by = Actor::Customer(loaded.case.id.clone());
    crate::proof::show(&app, &reader, loaded, by, base, thing).await
}
