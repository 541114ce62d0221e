//! `GET /m/cases/{id}/evidence/{evidence}/view`.

use super::case::own;
use super::page;
use crate::answer::{self, After, Showing};
use crate::app::App;
use crate::fault::Fault;
use crate::page::view::MerchantView;
use crate::reader::Reader;
use crate::view;
use crate::who::Who;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use store::cases::Loaded;

pub async fn view(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path((id, wanted)): Path<(String, String)>,
    Query(after): Query<After>,
) -> Result<Response, Fault> {
    let loaded = own(&app, &who, id).await?;
    let showing = Showing::first(after.flash(reader.locale.t("flash-done")));
    show(&app, &reader, &who, &loaded, &wanted, showing).await
}

/// The page, also after something was refused.
pub(super) async fn show(
    app: &App,
    reader: &Reader,
    who: &Who,
    loaded: &Loaded,
    wanted: &str,
    showing: Showing,
) -> Result<Response, Fault> {
    let (mut p, base) = (page(app, reader, who), format!("/m/cases/{}", loaded.case.id));
    p.path = format!("{base}/evidence/{wanted}/view");
    p.flash = showing.flash;
    let mut view = view::view(app, &p, &loaded.case, wanted, &who.actor, &base).await?;
    view.item.more.typed = showing.typed;
    Ok(answer::page(showing.status, &MerchantView { p, version: loaded.version as i64, view }))
}
