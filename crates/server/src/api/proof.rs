//! `GET /api/v1/checkpoint`: the latest signed tree head, as a C2SP signed note.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use web::app::App;
use web::fault::Fault;

pub async fn checkpoint(State(app): State<App>) -> Result<Response, Fault> {
    let store = app.store().clone();
    let published = app.store().db().read(move |db| store.checkpoint(db)).await?;
    Ok(match published {
        Some(published) => published.note.into_response(),
        None => StatusCode::ACCEPTED.into_response(),
    })
}
