//! `POST …/relate`: the case complains about an earlier one or about a colleague; neither then owns it.

use super::Act;
use crate::api::body::Body;
use axum::extract::State;
use axum::response::Response;
use domain::UserId;
use serde::Deserialize;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Relate {
    /// Id or number of the earlier case.
    earlier: Option<String>,
    handler: Option<String>,
}

pub async fn relate(State(app): State<App>, act: Act, Body(new): Body<Relate>) -> Result<Response, Fault> {
    let handler = new.handler.map(UserId::new);
    let done = app
        .store()
        .relate(&act.actor, &act.case, new.earlier.as_deref(), handler.as_ref(), act.given.clone())
        .await;
    act.answer(&app, done).await
}
