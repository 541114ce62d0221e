//! `POST /desk/account/sign-out`: ends all one's sessions, on this and every other machine.

use crate::app::App;
use crate::desk::me;
use crate::fault::Fault;
use crate::sign_in::cookie;
use crate::who::Who;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

pub async fn everywhere(State(app): State<App>, who: Who) -> Result<Response, Fault> {
    app.store().end_sessions_of(&me(&who)).await?;
    Ok(([(header::SET_COOKIE, cookie(&app, "", 0))], Redirect::to("/sign-in")).into_response())
}
