//! `GET /healthz`: the database answers.

use axum::extract::State;
use store::Error;
use web::app::App;
use web::fault::Fault;

pub async fn healthz(State(app): State<App>) -> Result<&'static str, Fault> {
    app.store().db().read(|db| db.query("select 1 from head", &[]).map_err(Error::from)).await?;
    Ok("ok\n")
}
