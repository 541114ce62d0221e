//! `GET /demo/as/{who}/{secret}`: the cookie, and on to the page of that role.

use super::Door;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::Refusal;
use web::app::App;
use web::fault::Fault;
use web::sign_in::welcome;

pub async fn sign_in(
    State(app): State<App>,
    door: Option<Extension<Door>>,
    Path((who, secret)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let opened = door.and_then(|Extension(door)| door.opens(&who, &secret));
    let (user, goal) = opened.ok_or(Fault::refused(Refusal::NotFound))?;
    welcome(&app, &user, goal).await
}
