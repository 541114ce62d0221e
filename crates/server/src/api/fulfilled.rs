//! `POST /api/v1/fulfilment/{system}`: a system outside tells what became of something it was told to do. Only what its
//! secret signed is heard; it is the same word as an answer to our asking, so that both may come in any order, and as
//! often as they like.

use crate::jobs::{Fulfillers, told_of_order};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::{Extension, Json};
use connect::fulfil::noticed;
use connect::fulfil::sign::{Stamp, is_signed};
use domain::Refusal;
use serde_json::{Value, json};
use web::app::App;
use web::fault::Fault;

pub async fn told(
    State(app): State<App>,
    systems: Option<Extension<Fulfillers>>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Fault> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let stamp = Stamp {
        id: header("webhook-id"),
        timestamp: header("webhook-timestamp"),
        signature: header("webhook-signature"),
    };
    let system =
        systems.and_then(|Extension(systems)| systems.by(&name).cloned()).ok_or(Refusal::NotFound)?;
    let body = std::str::from_utf8(&body).map_err(|_| Refusal::NotAllowed)?;
    if !is_signed(&system.secret, stamp, body, app.store().now_ms()) {
        return Err(Refusal::NotAllowed.into());
    }
    let (reference, answer) = noticed(body).ok_or(Refusal::WordUnknown)?;
    told_of_order(app.store(), &system.name, &reference, answer).await?;
    Ok(Json(json!({ "heard": true })))
}
