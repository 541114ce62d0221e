//! `POST …/evidence`: files, or the answer to a request in words; multipart or JSON.

use super::Act;
use super::upload::Uploaded;
use axum::extract::State;
use axum::response::Response;
use store::acts::Upload;
use web::app::App;
use web::fault::Fault;

pub async fn evidence(
    State(app): State<App>,
    act: Act,
    Uploaded(upload): Uploaded,
) -> Result<Response, Fault> {
    // A report has a route of its own.
    let upload = Upload { result: None, ..upload };
    let done = app.store().add_evidence(&act.actor, &act.case, upload, act.given.clone()).await;
    act.answer(&app, done).await
}
