//! `GET /api/v1/cases/{id}/receipt`: proof that the complaint stands in the journal. Whoever was given the id when
//! filing may fetch it; it holds hashes and a signature, nothing of the case.

use super::named::is_plain;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{CaseId, Refusal};
use serde_json::json;
use store::cases::LINK_LETTERS;
use store::db::Connection;
use store::{Error, Store};
use web::app::App;
use web::fault::Fault;
use web::who::Who;

pub async fn receipt(
    State(app): State<App>,
    who: Option<axum::Extension<Who>>,
    Path(name): Path<String>,
) -> Result<Response, Fault> {
    if !is_plain(&name) {
        return Err(Fault::Refused(Refusal::NotFound));
    }
    let store = app.store().clone();
    let by_number = who.is_some();
    let receipt = app.store().db().read(move |db| {
        let since = since(&store, db, &name, by_number)?.ok_or(Refusal::NotFound)?;
        store::export::receipt(&store, db, since)
    });
    Ok(match receipt.await? {
        Some(receipt) => {
            ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], receipt.to_string()).into_response()
        }
        None => {
            let soon = [(header::RETRY_AFTER, "1")];
            (StatusCode::ACCEPTED, soon, Json(json!({ "status": "waiting" }))).into_response()
        }
    })
}

/// The case's first entry. Numbers can be guessed, so they are for who is signed in.
fn since(store: &Store, db: &mut Connection, name: &str, by_number: bool) -> Result<Option<u64>, Error> {
    let loaded = match name.len() {
        LINK_LETTERS => store.case_by_link(db, name)?,
        _ if by_number => store.case_named(db, name)?,
        _ => store.case(db, &CaseId::new(name))?,
    };
    Ok(loaded.map(|loaded| loaded.since))
}
