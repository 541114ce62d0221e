//! `POST /api/v1/cases/{id}/bundle`: the case with its proofs and its report as one zip, for staff.

use super::named::Named;
use axum::extract::State;
use axum::response::Response;
use web::app::App;
use web::fault::Fault;

pub async fn bundle(State(app): State<App>, named: Named) -> Result<Response, Fault> {
    web::bundle::download(&app, &named.actor, &named.loaded.case.id).await
}
