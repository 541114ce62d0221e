//! `GET /c/{link}/evidence/{id}/view`.

use crate::app::App;
use crate::fault::Fault;
use crate::page::view::CustomerView;
use crate::reader::Reader;
use crate::view;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use domain::{Actor, Refusal};

pub async fn view(
    State(app): State<App>,
    reader: Reader,
    Path((link, wanted)): Path<(String, String)>,
) -> Result<Response, Fault> {
    super::slowly(&app, &format!("link:{}", link.get(..26).unwrap_or(&link)), 240)?;
    let (store, named, p) = (app.store().clone(), link.clone(), reader.page(&app));
    let loaded =
        app.store().db().read(move |db| store.case_by_link(db, &named)).await?.ok_or(Refusal::NotFound)?;
    let by = Actor::Customer(loaded.case.id.clone());
    let view = view::view(&app, &p, &loaded.case, &wanted, &by, &format!("/c/{link}")).await?;
    let html = CustomerView { p, view }.render().expect("a page of strings renders");
    Ok(([(header::CACHE_CONTROL, "private, no-store")], Html(html)).into_response())
}
