//! `GET /m/cases/{id}/evidence/{evidence}/view`.

use super::case::own;
use super::page;
use crate::app::App;
use crate::fault::Fault;
use crate::page::view::MerchantView;
use crate::reader::Reader;
use crate::view;
use crate::who::Who;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};

pub async fn view(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path((id, wanted)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (loaded, p) = (own(&app, &who, id).await?, page(&app, &reader, &who));
    let base = format!("/m/cases/{}", loaded.case.id);
    let view = view::view(&app, &p, &loaded.case, &wanted, &who.actor, &base).await?;
    let html = MerchantView { p, view }.render().expect("a page of strings renders");
    Ok(([(header::CACHE_CONTROL, "private, no-store")], Html(html)).into_response())
}
