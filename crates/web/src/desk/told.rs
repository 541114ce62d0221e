//! `GET|POST /desk/told`: where one wants to be told what waits for one; for the owner of a shop, where the shop is told
//! what is asked of it. Addresses of robots are never shown again.

use super::{html, page};
use crate::answer::Refused;
use crate::app::App;
use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::Flash;
use crate::page::desk::{ToldPage, ToldWay, Whose};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::event::Via;
use domain::personal::Personal;
use domain::words::Locale;
use domain::{Actor, Refusal};
use serde::Deserialize;
use store::reach::Wanted;

#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

pub async fn told(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Query(done): Query<Done>,
) -> Result<Response, Fault> {
    let flash = done.done.map(|_| Flash::Done(reader.locale.t("told-done").to_owned()));
    show(&app, &reader, &who, StatusCode::OK, flash).await
}

async fn show(
    app: &App,
    reader: &Reader,
    who: &Who,
    status: StatusCode,
    flash: Option<Flash>,
) -> Result<Response, Fault> {
    owns(who)?;
    let mut p = page(app, reader, who);
    p.path = "/desk/told".into();
    p.flash = flash;
    let (store, by) = (app.store().clone(), who.actor.clone());
    let shown = app.store().db().read(move |db| store.reach_shown(db, &by)).await?;
    let way = |(via, end): (Via, String)| ToldWay { code: via.word(), name: face::via(&p, via), end };
    let ways = shown.ways.into_iter().map(way).collect();
    let whose = if matches!(who.actor, Actor::Merchant(..)) { Whose::Shop } else { Whose::Own };
    Ok(html(status, &ToldPage { ways, whose, english: shown.locale == Locale::En, p }))
}

/// Where a shop is told is its owner's to say.
fn owns(who: &Who) -> Result<(), Fault> {
    if who.rights.is_all() { Ok(()) } else { Err(Refusal::NotYourRight.into()) }
}

pub async fn set(State(app): State<App>, reader: Reader, who: Who, form: Form) -> Result<Response, Fault> {
    owns(&who)?;
    match app.store().set_reach(&who.actor, wanted(&form)).await {
        Ok(_) => Ok(Redirect::to("/desk/told?done=1").into_response()),
        Err(error) => {
            let refused = Refused::of(&reader.page(&app), error)?;
            show(&app, &reader, &who, refused.status, refused.flash()).await
        }
    }
}

/// What is left empty stays as it is; what is ticked goes.
fn wanted(form: &Form) -> Wanted {
    let gone = |way: &str| form.all("forget").any(|one| one == way).then(Personal::default);
    let given = |name: &str| form.get(name).map(Personal::new);
    let secret = || given("secret").unwrap_or_default();
    Wanted {
        wecom: gone("wecom").or_else(|| given("wecom")),
        dingtalk: gone("dingtalk")
            .map(|gone| (gone, Personal::default()))
            .or_else(|| Some((given("dingtalk")?, secret()))),
        mail: gone("mail").or_else(|| given("mail")),
        first: form.get("first").and_then(Via::parse),
        locale: form.get("locale").and_then(Locale::parse),
    }
}
