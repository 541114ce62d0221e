//! `GET /healthz`: the database answers.

use axum::extract::State;
use web::app::App;
use web::fault::Fault;

pub async fn healthz(State(app): State<App>) -> Result<&'static str, Fault> {
    app.store().db().read(store::size).await?;
    Ok("ok\n")
}
