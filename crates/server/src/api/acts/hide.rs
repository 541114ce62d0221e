//! `POST …/hide`: words of a text that the other side and redacted bundles do not show.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Hide {
    /// The number of the entry.
    entry: u64,
    /// As they stand in the text; every place of them is hidden.
    words: Vec<String>,
}

pub async fn hide(State(app): State<App>, act: Act, Body(new): Body<Hide>) -> Result<Response, Fault> {
    let done = app.store().hide(&act.actor, &act.case, new.entry, &new.words, act.given.clone()).await;
    act.answer(&app, done).await
}
