//! `GET /c/{link}/evidence/{id}/view`.

use crate::answer::{self, After, Showing};
use crate::app::App;
use crate::fault::Fault;
use crate::page::Page;
use crate::page::view::CustomerView;
use crate::reader::Reader;
use crate::view;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::Actor;
use store::cases::Loaded;

pub async fn view(
    State(app): State<App>,
    reader: Reader,
    Path((link, wanted)): Path<(String, String)>,
    Query(after): Query<After>,
) -> Result<Response, Fault> {
    super::slowly(&app, &format!("link:{}", super::named(&link)), 240)?;
    let loaded = super::behind(&app, &link).await?;
    let showing = Showing::first(after.flash(reader.locale.t("flash-done")));
    show(&app, reader.page(&app), &link, &loaded, &wanted, showing).await
}

/// The page, also after something was refused.
pub(super) async fn show(
    app: &App,
    mut p: Page,
    link: &str,
    loaded: &Loaded,
    wanted: &str,
    showing: Showing,
) -> Result<Response, Fault> {
    let (by, base) = (Actor::Customer(loaded.case.id.clone()), format!("/c/{link}"));
    p.path = format!("{base}/evidence/{wanted}/view");
    p.flash = showing.flash;
    let mut view = view::view(app, &p, &loaded.case, wanted, &by, &base).await?;
    view.item.more.typed = showing.typed;
    Ok(answer::page(showing.status, &CustomerView { p, version: loaded.version as i64, view }))
}
