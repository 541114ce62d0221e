//! `POST …/inspected`: the report of an inspection, with what it came to; multipart or JSON like evidence.

use super::Act;
use super::upload::Uploaded;
use axum::extract::State;
use axum::response::Response;
use domain::Refusal;
use web::app::App;
use web::fault::Fault;

pub async fn inspected(
    State(app): State<App>,
    act: Act,
    Uploaded(upload): Uploaded,
) -> Result<Response, Fault> {
    if upload.result.is_none() {
        return Err(Refusal::ResultMissing.into());
    }
    let done = app.store().add_evidence(&act.actor, &act.case, upload, act.given.clone()).await;
    act.answer(&app, done).await
}
