//! `GET /api/v1/me/open`: what is open for oneself. `GET|POST /api/v1/me/told`: where one wants to be told, for the owner
//! of a shop where the shop is; addresses of robots are taken and never given out again.

use super::body::Body;
use super::{moment, word};
use axum::Json;
use axum::extract::State;
use domain::event::Via;
use domain::personal::Personal;
use domain::words::Locale;
use domain::{Refusal, UserId};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use store::reach::{Shown, Wanted};
use store::todo::Open;
use web::app::App;
use web::fault::Fault;
use web::who::Who;

pub async fn open(State(app): State<App>, who: Who) -> Result<Json<Value>, Fault> {
    let (store, user) = (app.store().clone(), who.user().cloned().unwrap_or_else(|| UserId::new("")));
    let all = app.store().db().read(move |db| store.open_for_user(db, &user)).await?;
    Ok(Json(json!({ "items": all.iter().map(one).collect::<Vec<_>>() })))
}

fn one(open: &Open) -> Value {
    json!({
        "what": open.kind.word(),
        "of": open.of,
        "case": open.subject.case(),
        "merchant": open.subject.merchant(),
        "number": open.subject.case().map(|_| &open.number),
        "due_at": open.due_ms.map(moment::text),
    })
}

pub async fn told(State(app): State<App>, who: Who) -> Result<Json<Value>, Fault> {
    owns(&who)?;
    shown(&app, &who).await
}

async fn shown(app: &App, who: &Who) -> Result<Json<Value>, Fault> {
    let (store, by) = (app.store().clone(), who.actor.clone());
    let Shown { ways, locale } = app.store().db().read(move |db| store.reach_shown(db, &by)).await?;
    let ways = ways.into_iter().map(|(via, end)| json!({ "via": via.word(), "ends_in": end }));
    Ok(Json(json!({ "ways": ways.collect::<Vec<_>>(), "locale": locale.word() })))
}

fn owns(who: &Who) -> Result<(), Fault> {
    if who.rights.is_all() { Ok(()) } else { Err(Refusal::NotYourRight.into()) }
}

/// What is not named stays as it is; null takes it back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct New {
    #[serde(default, deserialize_with = "named")]
    wecom: Option<Option<Personal>>,
    #[serde(default, deserialize_with = "named")]
    dingtalk: Option<Option<Signed>>,
    #[serde(default, deserialize_with = "named")]
    mail: Option<Option<Personal>>,
    first: Option<String>,
    locale: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    address: Personal,
    secret: Personal,
}

fn named<'de, T: Deserialize<'de>, D: Deserializer<'de>>(given: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(given).map(Some)
}

pub async fn set_told(State(app): State<App>, who: Who, Body(new): Body<New>) -> Result<Json<Value>, Fault> {
    owns(&who)?;
    let signed = |one: Signed| (one.address, one.secret);
    let wanted = Wanted {
        wecom: new.wecom.map(Option::unwrap_or_default),
        dingtalk: new.dingtalk.map(|one| one.map(signed).unwrap_or_default()),
        mail: new.mail.map(Option::unwrap_or_default),
        first: new.first.as_deref().map(|word| word::chosen(word, Via::parse)).transpose()?,
        locale: new.locale.as_deref().map(|word| word::chosen(word, Locale::parse)).transpose()?,
    };
    app.store().set_reach(&who.actor, wanted).await?;
    shown(&app, &who).await
}
