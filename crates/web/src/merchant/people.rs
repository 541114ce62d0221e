//! `GET /m/people`, `POST /m/people`: who signs in for the shop, and people of its own with narrower rights. `POST
//! /m/people/{user}`: other rights, a new password, signing out, letting go.

use super::{is_owner, merchant, page, shop};
use crate::answer::{self, After, Refused};
use crate::app::App;
use crate::credential::{check_password, set_password};
use crate::face;
use crate::fault::Fault;
use crate::form::Form;
use crate::page::desk::Typed;
use crate::page::shop::{PeoplePage, PersonRow};
use crate::page::{Flash, Page};
use crate::reader::Reader;
use crate::who::Who;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::personal::Personal;
use domain::rights::Rights;
use domain::user::User;
use domain::words::Switch;
use domain::{Fen, Refusal, UserId};
use store::Error;

pub async fn people(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Query(after): Query<After>,
) -> Result<Response, Fault> {
    let flash = after.flash(reader.locale.t("flash-done"));
    show(&app, &reader, &who, (StatusCode::OK, flash), Typed::default()).await
}

pub async fn add(State(app): State<App>, reader: Reader, who: Who, form: Form) -> Result<Response, Fault> {
    let user = UserId::new(form.text("user"));
    let done = made(&app, &who, &user, &form).await;
    told(&app, &reader, &who, done, &form).await
}

pub async fn change(
    State(app): State<App>,
    reader: Reader,
    who: Who,
    Path(user): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let done = changed(&app, &who, &UserId::new(user), &form).await;
    told(&app, &reader, &who, done, &form).await
}

/// The password is looked at first: an account that could not sign in would be in the way of the next try.
async fn made(app: &App, who: &Who, user: &UserId, form: &Form) -> Result<(), Error> {
    let domain::Actor::Merchant(_, shop) = &who.actor else { return Err(Refusal::NotAllowed.into()) };
    let password = Personal::new(form.raw("password").to_owned());
    check_password(user, &password)?;
    let rights = rights(form)?;
    app.store().engage(&who.actor, shop, user, (&form.text("name"), rights)).await?;
    set_password(app.store(), &who.actor, user, &password).await
}

async fn changed(app: &App, who: &Who, user: &UserId, form: &Form) -> Result<(), Error> {
    let store = app.store();
    match form.get("what") {
        Some("rights") => store.set_rights(&who.actor, user, rights(form)?).await.map(drop),
        Some("let_go") => store.set_rights(&who.actor, user, Rights::Revoked).await.map(drop),
        Some("password") => {
            let password = Personal::new(form.raw("password").to_owned());
            set_password(store, &who.actor, user, &password).await
        }
        _ => Err(Refusal::WordUnknown.into()),
    }
}

fn rights(form: &Form) -> Result<Rights, Refusal> {
    let answer = if form.get("answer").is_some() { Switch::On } else { Switch::Off };
    Ok(Rights::Some { answer, offer: form.yuan("offer")?.unwrap_or_default() })
}

async fn told(
    app: &App,
    reader: &Reader,
    who: &Who,
    done: Result<(), Error>,
    form: &Form,
) -> Result<Response, Fault> {
    let Err(error) = done else { return Ok(Redirect::to("/m/people?done=1").into_response()) };
    let refused = Refused::of(&reader.page(app), error)?;
    let fields = form.fields().iter().filter(|(name, _)| name != "password").cloned().collect();
    let typed = Typed { act: form.text("what"), fields };
    show(app, reader, who, (refused.status, refused.flash()), typed).await
}

async fn show(
    app: &App,
    reader: &Reader,
    who: &Who,
    (status, flash): (StatusCode, Option<Flash>),
    typed: Typed,
) -> Result<Response, Fault> {
    let (mut p, id, reading, owner) = (page(app, reader, who), merchant(who)?, app.clone(), is_owner(who));
    (p.path, p.flash) = ("/m/people".into(), flash);
    let drawn = app.store().db().read(move |db| -> Result<_, Error> {
        let people = reading.store().people_of(db, &id)?;
        let people = people.iter().map(|(user, known, name)| row(&p, user, known, name)).collect();
        Ok(PeoplePage { shop: shop(&reading, db, &id)?, people, owner, typed, p })
    });
    Ok(answer::page(status, &drawn.await?))
}

fn row(p: &Page, user: &UserId, known: &User, name: &str) -> PersonRow {
    let (answers, offer) = match known.rights {
        Rights::Some { answer, offer } => (answer == Switch::On, offer),
        _ => (false, Fen::ZERO),
    };
    PersonRow {
        user: user.to_string(),
        name: name.to_owned(),
        may: face::shop::rights(p, &known.rights),
        engaged: !known.rights.is_all(),
        answers,
        offer_yuan: if offer > Fen::ZERO { offer.to_string() } else { String::new() },
    }
}
