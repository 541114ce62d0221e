//! `GET /m/measures`: what is in force against the shop, with reasons and calculation. `POST /m/measures/{measure}`:
//! the shop objects.

use super::{merchant, page, shop};
use crate::answer;
use crate::app::App;
use crate::face::closing::closing;
use crate::face::measure::measures as in_words;
use crate::face::shop::risk;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::Flash;
use crate::page::measure::MeasuresPage;
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::Error;

#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

pub async fn measures(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let (reading, mut p, merchant) = (app.clone(), page(&app, &reader, &who), merchant(&who)?);
    p.flash = done.done.map(|_| Flash::Done(reader.locale.t("measure-appealed").to_owned()));
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let store = reading.store();
        let measures = in_words(&p, store.measures(db, &merchant)?, "/m/cases");
        let parts = store.risk(db, &merchant)?;
        let risk = risk(&p, &parts, &store.numbers_behind(db, &parts)?, "/m/cases");
        let progress = store.closing(db, &merchant)?;
        let closing = closing(&p, store, db, progress.as_ref())?;
        Ok(MeasuresPage { shop: shop(&reading, db, &merchant)?, closing, measures, risk, p })
    });
    Ok(answer::page(StatusCode::OK, &read.await?))
}

pub async fn appeal(
    State(app): State<App>,
    who: Who,
    Path(measure): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let merchant = merchant(&who)?;
    app.store().appeal_measure(&who.actor, &merchant, &measure, &form.text("words")).await?;
    Ok(Redirect::to("/m/measures?done=1").into_response())
}
