//! `GET /desk/merchants/{merchant}/closing`: a merchant that closes, its card holders and the refund queue. `POST` flags it,
//! `…/share` shares out what is free of the deposit; managers do both.

use super::{html, page};
use crate::answer::Refused;
use crate::app::App;
use crate::face::closing::{closing as in_words, row};
use crate::fault::Fault;
use crate::form::Form;
use crate::page::Flash;
use crate::page::closing::ClosingPage;
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::MerchantId;
use domain::Refusal;
use domain::actor::Role;
use serde::Deserialize;
use store::Error;
use store::closings::Flag;

/// LIMIT: the page shows the first of them; the API has all.
const SHOWN: usize = 200;

#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

pub async fn closing(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let flash = done.done.map(|_| Flash::Done(reader.locale.t("closing-noted").to_owned()));
    show(&app, &reader, &who, id, (StatusCode::OK, flash)).await
}

async fn show(
    app: &App,
    reader: &Reader,
    who: &Who,
    id: String,
    (status, flash): (StatusCode, Option<Flash>),
) -> Result<Response, Fault> {
    let (mut p, store) = (page(app, reader, who), app.store().clone());
    p.flash = flash;
    let senior = matches!(who.role(), Some(Role::Manager | Role::Admin));
    let read = app.store().db().read(move |db| -> Result<_, Error> {
        let merchant = MerchantId::new(&id);
        let shop = store.merchant_name(db, &merchant)?.ok_or(Refusal::NotFound)?;
        let progress = store.closing(db, &merchant)?;
        let closing = in_words(&p, &store, db, progress.as_ref())?;
        let holders = progress.iter().flat_map(|one| &one.holders);
        let rows = holders.take(SHOWN).map(|holder| row(&p, holder)).collect();
        Ok(ClosingPage { p, id, shop, senior, closing, rows })
    });
    Ok(html(status, &read.await?))
}

async fn told(
    app: &App,
    reader: &Reader,
    who: &Who,
    id: String,
    done: Result<(), Error>,
) -> Result<Response, Fault> {
    let Err(error) = done else {
        return Ok(Redirect::to(&format!("/desk/merchants/{id}/closing?done=1")).into_response());
    };
    let refused = Refused::of(&reader.page(app), error)?;
    show(app, reader, who, id, (refused.status, refused.flash())).await
}

pub async fn flag(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let flag = Flag {
        clause: form.text("clause"),
        reasons: form.text("reasons"),
        words: form.text("words"),
        elsewhere: form.get("elsewhere").map(MerchantId::new),
    };
    let done = app.store().flag_closing(&who.actor, &MerchantId::new(&id), flag, None).await;
    told(&app, &reader, &who, id, done).await
}

pub async fn share(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let done = app.store().share_closing(&who.actor, &MerchantId::new(&id), None).await;
    told(&app, &reader, &who, id, done).await
}
