//! `GET /c/{link}/looks`: who has looked at this case, in what function, newest first.

use super::{behind, named, slowly};
use crate::answer;
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::page::Page;
use crate::page::person::LooksPage;
use crate::reader::Reader;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use store::Error;
use store::cases::Loaded;
use store::db::Connection;
use store::looks::Place;

const LIMIT: usize = 50;

#[derive(serde::Deserialize)]
pub struct From {
    before: Option<String>,
}

pub async fn looks(
    State(app): State<App>,
    reader: Reader,
    Path(link): Path<String>,
    Query(from): Query<From>,
) -> Result<Response, Fault> {
    slowly(&app, &format!("link:{}", named(&link)), 240)?;
    let (reading, p, loaded) = (app.clone(), reader.page(&app), behind(&app, &link).await?);
    let before = from.before.as_deref().and_then(Place::parse);
    let page = app.store().db().read(move |db| drawn(&reading, db, p, &loaded, &link, before)).await?;
    Ok(answer::page(StatusCode::OK, &page))
}

fn drawn(
    app: &App,
    db: &mut Connection,
    p: Page,
    loaded: &Loaded,
    link: &str,
    before: Option<Place>,
) -> Result<LooksPage, Error> {
    let (store, case) = (app.store(), &loaded.case);
    let looks = store.looks_at(db, &case.id, before.as_ref(), LIMIT)?;
    let merchant = match &case.merchant {
        Some(merchant) => store.merchant_name(db, merchant)?.unwrap_or_default(),
        None => String::new(),
    };
    let base = format!("/c/{link}/looks");
    Ok(LooksPage {
        link: link.to_owned(),
        number: case.number.clone(),
        looks: face::looks(&p, &store.policy().playbooks, case, &merchant, &looks.list),
        older: looks.next.map(|place| format!("{base}?before={}", place.text())),
        newest: before.map(|_| base),
        p,
    })
}
