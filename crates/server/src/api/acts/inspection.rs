//! `POST …/inspection`: have the goods examined. The clocks the playbook names stand still meanwhile.

use super::Act;
use crate::api::body::Body;
use crate::api::moment;
use crate::api::word::chosen;
use axum::extract::State;
use axum::response::Response;
use domain::Fen;
use domain::words::Payer;
use serde::Deserialize;
use store::acts::Inspection;
use web::app::App;
use web::fault::Fault;

#[derive(Deserialize)]
pub struct Order {
    what: String,
    cost_fen: i64,
    payer: String,
    due_at: Option<String>,
    /// Where the inspector is told of it.
    mail: Option<String>,
}

pub async fn inspection(State(app): State<App>, act: Act, Body(new): Body<Order>) -> Result<Response, Fault> {
    let order = Inspection {
        what: new.what,
        cost: Fen(new.cost_fen),
        payer: chosen(&new.payer, Payer::parse)?,
        due_ms: moment::parse(new.due_at.as_deref())?,
        mail: new.mail,
    };
    let done = app.store().order_inspection(&act.actor, &act.case, &order, act.given.clone()).await;
    act.answer(&app, done).await
}
