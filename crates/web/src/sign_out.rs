//! `POST /sign-out`: ends the session, here and in the database.

use crate::app::App;
use crate::fault::Fault;
use crate::sign_in::cookie;
use crate::who;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};

pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Fault> {
    if let Some(secret) = who::cookie(&headers, who::COOKIE) {
        app.store().end_session(&secret).await?;
    }
    Ok(([(header::SET_COOKIE, cookie(&app, "", 0))], Redirect::to("/sign-in")).into_response())
}
