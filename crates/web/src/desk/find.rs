//! `GET /desk/find?q=`: what Ctrl+K asks. A case number leads to its case, everything else to the search.

use super::request::Fields;
use crate::app::App;
use crate::dress::escaped;
use crate::fault::Fault;
use axum::extract::State;
use axum::response::Redirect;

pub async fn find(State(app): State<App>, fields: Fields) -> Result<Redirect, Fault> {
    let text = fields.get("q").unwrap_or_default().to_owned();
    let (store, number) = (app.store().clone(), text.clone());
    let case = app.store().db().read(move |db| store.case_numbered(db, &number)).await?;
    Ok(match case {
        Some(case) => Redirect::to(&format!("/desk/cases/{case}")),
        None => Redirect::to(&format!("/desk?view=all&q={}", escaped(&text))),
    })
}
