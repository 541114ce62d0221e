//! `GET /api/v1/consistency?from=..&to=..`: that the journal of `to` entries begins with the very same `from` entries.
//! Whoever holds a receipt asks with its size; only hashes are answered.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use base64::{Engine, prelude::BASE64_STANDARD};
use domain::Refusal;
use serde::Deserialize;
use serde_json::{Value, json};
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Sizes {
    from: u64,
    to: u64,
}

pub async fn consistency(
    State(app): State<App>,
    sizes: Result<Query<Sizes>, QueryRejection>,
) -> Result<Json<Value>, Fault> {
    let Query(Sizes { from, to }) = sizes.map_err(|rejection| Fault::Malformed(rejection.body_text()))?;
    let store = app.store().clone();
    let path = app.store().db().read(move |db| store::export::consistency(&store, db, from, to)).await?;
    let path = path.ok_or(Refusal::NotFound)?;
    let proof: Vec<String> = path.iter().map(|hash| BASE64_STANDARD.encode(hash.as_bytes())).collect();
    Ok(Json(json!({ "from": from, "to": to, "proof": proof })))
}
