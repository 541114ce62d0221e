//! `POST …/call`: the customer asks to be called.

use super::Act;
use axum::extract::State;
use axum::response::Response;
use web::app::App;
use web::fault::Fault;

pub async fn call(State(app): State<App>, act: Act) -> Result<Response, Fault> {
    let done = app.store().ask_call(&act.actor, &act.case, act.given.clone()).await;
    act.answer(&app, done).await
}
